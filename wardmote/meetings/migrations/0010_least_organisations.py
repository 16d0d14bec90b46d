"""From how many organisations those with a seat must come: a rule of the terms."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0009_council_pages")]

    operations = [
        migrations.AddField(
            model_name="termsversion",
            name="least_organisations",
            field=models.PositiveSmallIntegerField(default=0),
        )
    ]
