from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Wish",
            fields=[
                ("id", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("fingerprint", models.BinaryField(max_length=32, unique=True)),
                ("wrapped_key", models.BinaryField()),
                ("card", models.BinaryField()),
                ("body", models.BinaryField()),
                ("closes", models.BinaryField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("matched_by", models.CharField(blank=True, max_length=32)),
                ("filed_at", models.DateTimeField()),
            ],
        ),
    ]
