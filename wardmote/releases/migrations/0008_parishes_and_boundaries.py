# Figures of parishes, and word of new boundaries

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("releases", "0007_bulletins")]

    operations = [
        migrations.AlterField(
            model_name="release",
            name="kind",
            field=models.CharField(
                choices=[
                    ("figures", "figures"),
                    ("parish_figures", "parish_figures"),
                    ("partner_figures", "partner_figures"),
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
                    ("bulletin", "bulletin"),
                    ("notice", "notice"),
                ],
                max_length=20,
            ),
        ),
    ]
