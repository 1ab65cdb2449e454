from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Sweep",
            fields=[
                ("id", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("swept_on", models.DateField()),
            ],
        ),
    ]
