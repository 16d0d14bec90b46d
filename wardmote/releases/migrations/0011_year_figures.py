# What is told of sensitive data sets by the year

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("releases", "0010_told_before_the_ledger"),
    ]

    operations = [
        migrations.AlterField(
            model_name="release",
            name="kind",
            field=models.CharField(
                choices=[
                    ("figures", "figures"),
                    ("parish_figures", "parish_figures"),
                    ("partner_figures", "partner_figures"),
                    ("year_figures", "year_figures"),
                    ("flags", "flags"),
                    ("boundaries", "boundaries"),
                    ("area", "area"),
                    ("report", "report"),
                    ("assessment", "assessment"),
                    ("finding", "finding"),
                    ("issue", "issue"),
                    ("agenda", "agenda"),
                    ("minutes", "minutes"),
                    ("terms", "terms"),
                    ("survey", "survey"),
                    ("bulletin", "bulletin"),
                    ("notice", "notice"),
                ],
                max_length=20,
            ),
        ),
    ]
