"""The database refuses to change approved minutes."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from wardmote.meetings.triggers import LOCK


def forbid_change(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    LOCK.put_up(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0007_who_wrote_the_minutes")]
    operations = [migrations.RunPython(forbid_change, migrations.RunPython.noop)]
