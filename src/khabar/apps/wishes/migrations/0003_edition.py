from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("wishes", "0002_wish_desk"),
    ]

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("mark", models.BinaryField(max_length=32)),
            ],
        ),
    ]
