import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("petitions", "0002_timeline"),
    ]

    operations = [
        migrations.CreateModel(
            name="Announcement",
            fields=[
                ("id", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("wordings", models.JSONField()),
                ("published_at", models.DateTimeField()),
                ("cursor", models.CharField(blank=True, max_length=32)),
                ("is_spread", models.BooleanField(default=False)),
                (
                    "petition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="petitions.petition"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="NewsMail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mailbox", models.CharField(max_length=64)),
                ("token", models.CharField(max_length=64, unique=True)),
                ("has_left", models.BooleanField(default=False)),
                (
                    "announcement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="petitions.announcement"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("announcement", "mailbox"), name="petitions_news_once")
                ],
            },
        ),
    ]
