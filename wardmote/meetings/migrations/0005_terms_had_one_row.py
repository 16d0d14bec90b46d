"""The one row of terms per group goes: 0004 has brought it over."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("meetings", "0004_terms_in_clauses")]

    operations = [migrations.DeleteModel(name="Terms")]
