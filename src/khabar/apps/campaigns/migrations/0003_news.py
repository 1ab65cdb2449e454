import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0002_timeline"),
    ]

    operations = [
        migrations.CreateModel(
            name="News",
            fields=[
                ("id", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("draft", models.BinaryField()),
                ("written_by", models.CharField(max_length=32)),
                ("written_at", models.DateTimeField()),
                ("approved", models.JSONField(null=True)),
                ("approved_by", models.CharField(blank=True, max_length=32)),
                ("is_published", models.BooleanField(default=False)),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="campaigns.campaign"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by", ""),
                            models.Q(("approved_by", models.F("written_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="campaigns_news_by_two",
                    )
                ],
            },
        ),
    ]
