"""The police's open data: all crime and its 14 types stand in the register from the start."""

from django.db import migrations

NAMES = {
    "all-crime": "All crime",
    "anti-social-behaviour": "Anti-social behaviour",
    "bicycle-theft": "Bicycle theft",
    "burglary": "Burglary",
    "criminal-damage-and-arson": "Criminal damage and arson",
    "drugs": "Drugs",
    "other-crime": "Other crime",
    "other-theft": "Other theft",
    "possession-of-weapons": "Possession of weapons",
    "public-order": "Public order",
    "robbery": "Robbery",
    "shoplifting": "Shoplifting",
    "theft-from-the-person": "Theft from the person",
    "vehicle-crime": "Vehicle crime",
    "violence-and-sexual-offences": "Violence and sexual offences",
}


def enter(apps, schema_editor):
    dataset = apps.get_model("datasets", "Dataset")
    for slug, name in NAMES.items():
        dataset.objects.create(
            slug=slug,
            name=name,
            owner="Police (data.police.uk)",
            lawful_basis="Open data under the Open Government Licence v3.0",
            cadence="monthly",
            exposure="residents",
            source="police",
            period_kind="month",
        )


def strike_out(apps, schema_editor):
    apps.get_model("datasets", "Dataset").objects.filter(slug__in=NAMES).delete()


class Migration(migrations.Migration):
    dependencies = [("datasets", "0001_initial")]

    operations = [migrations.RunPython(enter, strike_out)]
