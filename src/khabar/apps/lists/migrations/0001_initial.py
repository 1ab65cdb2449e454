import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Brought",
            fields=[
                ("id", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=16)),
                ("state", models.CharField(max_length=8)),
                ("wrapped_key", models.BinaryField()),
                ("card", models.BinaryField()),
                ("blobs", models.TextField(blank=True)),
                ("brought_by", models.CharField(max_length=32)),
                ("brought_at", models.DateTimeField()),
                ("parts_of", models.IntegerField(default=0)),
                ("parts_done", models.IntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("brought", "waiting", "filing", "done", "unread"))),
                        name="lists_brought_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("brought_by", ""), _negated=True), name="lists_brought_by_somebody"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KeptMapping",
            fields=[
                ("id", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=16)),
                ("sealed", models.BinaryField()),
                ("kept_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Portion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.IntegerField()),
                ("is_filed", models.BooleanField(default=False)),
                ("sealed", models.BinaryField()),
                (
                    "list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="lists.brought"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("list", "number"), name="lists_portion_stands_once")],
            },
        ),
    ]
