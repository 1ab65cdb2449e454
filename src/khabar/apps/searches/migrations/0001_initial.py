from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Search",
            fields=[
                ("id", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("asked_by", models.CharField(max_length=32)),
                ("asked_at", models.DateTimeField()),
                ("question", models.BinaryField()),
                ("answer", models.BinaryField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("asked_by", ""), _negated=True), name="searches_have_an_asker"
                    )
                ],
            },
        ),
    ]
