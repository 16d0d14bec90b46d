"""The one row of terms per group goes: 0003 has brought it over."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("meetings", "0003_terms_in_clauses")]

    operations = [migrations.DeleteModel(name="Terms")]
