"""Make a home as an older version left it, with rows in every table, and bring it up to date.

    python -m tests.keeping.older VERSION

Prints JSON: how many rows there were, and what became otherwise. Run by test_upgrading.
"""

import json
import os
import sys
import uuid
from datetime import UTC, date, datetime

from tests.homes import django_in

#: version -> where its migrations stood, by app
VERSIONS = {
    "2026-11-21": {
        "areas": "0002", "audit": "0002", "datasets": "0002", "flags": "0001",
        "groups": "0001", "partnership": "0002", "people": "0001", "places": "0001",
        "releases": "0001", "reports": "0001", "axes": "0010", "sessions": "0001",
    },
}  # fmt: skip
#: columns that a later version keeps elsewhere or no longer has -> why
GONE: dict[tuple[str, str], str] = {}
ROWS = 3
MOMENT = datetime(2026, 3, 4, 5, 6, 7, 89012, tzinfo=UTC)
#: what a constraint asks of a field, where the plain value will not do
ASKED = {
    "Partnership.id": lambda row: 1,
    "Edition.number": lambda row: 1,
    "Decision.reason": lambda row: f"Because {row}",
    "Release.superseded_by": lambda row: None,
    "Seat.until": lambda row: None,
}


def value_of(field, row, made):
    """A value for this field in this row: different in each, and valid."""
    from django.db import models

    asked = ASKED.get(f"{field.model.__name__}.{field.name}")
    if asked:
        return asked(row)
    if field.is_relation:
        there = made.get(field.related_model._meta.label, [])
        return there[row % len(there)] if there else None
    if field.choices:
        values = [one for one, _ in field.choices if one]
        return values[row % len(values)]
    if isinstance(field, models.CharField | models.TextField):
        return f"{row} é {field.name}"[: field.max_length or 40]
    plain = {
        models.BinaryField: bytes([row, 0, 255]),
        models.BooleanField: bool(row % 2),
        models.DateTimeField: MOMENT,
        models.DateField: date(2026, 1, 1 + row),
        models.FloatField: 0.25 + row / 1000,
        models.IntegerField: row + 1,
        models.JSONField: {"reason": ["é", None, 1.5, 1e22, True], "row": row},
        models.UUIDField: uuid.uuid5(uuid.NAMESPACE_URL, str(row)),
    }
    return next(value for kind, value in plain.items() if isinstance(field, kind))


def fill(apps):
    """Rows in every table of ours; those that others point at come first."""
    waiting = [one for one in apps.get_models() if one._meta.app_label in ours()]
    made = {}
    while waiting:
        ready = [one for one in waiting if not needs(one) & {m._meta.label for m in waiting}]
        for model in ready:
            made[model._meta.label] = [add(model, row, made) for row in range(rows_of(model))]
            waiting.remove(model)
        assert ready, waiting


def ours():
    from django.apps import apps

    return {one.label for one in apps.get_app_configs() if one.name.startswith("wardmote.")}


def needs(model):
    fields = [one for one in model._meta.concrete_fields if one.is_relation]
    return {one.related_model._meta.label for one in fields} - {model._meta.label}


def rows_of(model):
    return 1 if model.__name__ == "Partnership" else ROWS


def add(model, row, made):
    from django.db.models import AutoField

    values = {
        field.name: value_of(field, row, made)
        for field in model._meta.concrete_fields
        if not isinstance(field, AutoField) or f"{model.__name__}.{field.name}" in ASKED
    }
    return model.objects.create(**values)


def rows():
    """Table -> (its columns, its rows in order), as the database holds them."""
    from django.db import connection

    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.split("_")[0] in ours() or table == "django_migrations":
                cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
                columns = [one[0] for one in cursor.description]
                found[table] = columns, [[plain(cell) for cell in row] for row in cursor]
    return found


def plain(cell):
    return bytes(cell) if isinstance(cell, memoryview) else cell


def differences(before, after):
    """What of the older home is not as it was: a sentence for each."""
    wrong = []
    for table, (columns, lines) in before.items():
        now, kept = after.get(table, ([], []))
        stayed = [one for one in columns if one in now]
        wrong += [
            f"{table}.{one} is gone"
            for one in columns
            if one not in now and (table, one) not in GONE
        ]
        were = [[line[columns.index(one)] for one in stayed] for line in lines]
        are = [[line[now.index(one)] for one in stayed] for line in kept]
        if stayed and [line for line in were if line not in are]:
            wrong.append(f"{table}: rows changed or lost")
    return wrong


def main(version):
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from wardmote.audit.queries import check

    executor = MigrationExecutor(connection)
    names = sorted(executor.loader.graph.nodes)
    targets = [
        next(one for one in names if one[0] == app and one[1].startswith(number))
        for app, number in VERSIONS[version].items()
    ]
    state = executor.migrate(targets)
    fill(state.apps)
    before = rows()
    call_command("migrate", verbosity=0)
    found = check()
    said = {
        "tables": len(before),
        "rows": sum(len(lines) for _, lines in before.values()),
        "wrong": differences(before, rows()),
        "entries": found.entries,
        "faults": [one.words for one in found.faults],
    }
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    django_in(os.environ["WARDMOTE_HOME"])
    main(sys.argv[1])
