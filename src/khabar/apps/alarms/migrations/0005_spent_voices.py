"""A voice that has let somebody go on is spent. Those of before count as spent: whoever goes on today still does."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("alarms", "0004_access"),
    ]

    operations = [
        migrations.AddField(model_name="voice", name="is_spent", field=models.BooleanField(default=True)),
        migrations.AlterField(model_name="voice", name="is_spent", field=models.BooleanField(default=False)),
    ]
