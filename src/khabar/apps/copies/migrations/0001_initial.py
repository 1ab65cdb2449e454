from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Copy",
            fields=[
                ("id", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("fingerprint", models.BinaryField(max_length=32, unique=True)),
                ("sealed", models.BinaryField()),
                ("expires_on", models.DateField(db_index=True, null=True)),
                ("taken_in_at", models.DateTimeField()),
            ],
        ),
    ]
