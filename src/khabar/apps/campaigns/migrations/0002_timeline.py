import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Timeline",
            fields=[
                (
                    "campaign",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="campaigns.campaign",
                    ),
                ),
                ("approved", models.JSONField(default=list)),
                ("approved_by", models.CharField(max_length=32)),
                ("letters", models.JSONField(default=list)),
                ("as_of", models.DateField()),
                ("wants_bringing", models.BooleanField(default=True)),
            ],
        ),
    ]
