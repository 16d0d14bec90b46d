"""Every entry there is gets its place in the chain, in the order it was written."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from wardmote.audit.rules import START, Deed, seal_of
from wardmote.audit.triggers import TRAIL

AT_ONCE = 500


def seal(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    entry_model, seal_model = (apps.get_model("audit", name) for name in ("Entry", "Seal"))
    number, previous, last = 0, START, 0
    while True:
        entries = list(entry_model.objects.filter(pk__gt=last).order_by("pk")[:AT_ONCE])
        if not entries:
            break
        seals = []
        for entry in entries:
            words = (entry.at, entry.actor_id, entry.actor, entry.verb, entry.subject)
            entry.digest = Deed(*words, entry.details).digest
            number += 1
            fresh = seal_of(previous, number, entry.pk, entry.digest)
            seals.append(seal_model(number=number, entry=entry, previous=previous, hash=fresh))
            previous = fresh
        entry_model.objects.bulk_update(entries, ["digest"])
        seal_model.objects.bulk_create(seals)
        last = entries[-1].pk
    apps.get_model("audit", "Head").objects.create(pk=1, number=number, hash=previous)


def forbid_change(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.connection.check_constraints()
    TRAIL.put_up(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_chain")]
    operations = [
        migrations.RunPython(seal, migrations.RunPython.noop),
        migrations.RunPython(forbid_change, migrations.RunPython.noop),
    ]
