from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Told",
            fields=[
                ("id", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("told_at", models.DateTimeField(db_index=True)),
                ("sealed", models.BinaryField()),
            ],
        ),
    ]
