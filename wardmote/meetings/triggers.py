"""The lock on approved minutes, kept by the database itself.

Once a meeting's minutes are approved, nothing that they say can be added, changed or removed:
the meeting (but for its version, which counts deeds such as publishing), items with their
papers, attendance, interests, decisions, elections, who wrote it down. The frozen minutes
and the corrections beside them never change; a correction is decided at another meeting.
"""

from collections.abc import Iterator

from wardmote.audit.guards import Guards, refusing
from wardmote.audit.locks import (
    Pair,
    frozen_on_postgresql,
    frozen_on_sqlite,
    held_function,
    held_on_postgresql,
    held_on_sqlite,
    refusal,
    trigger,
)

SAID, REFUSE = "approved minutes are locked", "meetings_refuse"
APPROVED = "SELECT id FROM meetings_meeting WHERE state = 'approved'"
ITEMS = f"SELECT id FROM meetings_item WHERE meeting_id IN ({APPROVED})"  # noqa: S608
#: table -> which rows of it, named {row}, belong to approved minutes
LOCKED = dict.fromkeys(
    (
        "meetings_item",
        "meetings_attendance",
        "meetings_declaration",
        "meetings_decision",
        "meetings_election",
        "meetings_meeting_minuted_by",
    ),
    f"{{row}}.meeting_id IN ({APPROVED})",
) | {
    "meetings_paper": f"{{row}}.item_id IN ({ITEMS})",
}
FROZEN = ("meetings_minutes", "meetings_correction")
#: of the meeting itself; `version` alone goes on
COLUMNS = (
    "id", "group_id", "on", "starts_at", "ends_at", "mode", "place", "link", "wards", "state",
    "uid", "why_called_off", "arranged_at", "arranged_by_id", "ended_at", "circulated_at",
    "circulated_by_id", "approved_in_id", "approved_on",
)  # fmt: skip


def _sqlite() -> Iterator[Pair]:
    for table, rule in LOCKED.items():
        new, old, held = (rule.format(row=row) for row in ("NEW", "OLD", "held"))
        # REPLACE deletes without a DELETE trigger
        there = f"SELECT 1 FROM {table} AS held WHERE held.id = NEW.id AND {held}"  # noqa: S608
        for what, when in (
            ("insert", f"INSERT ON {table} WHEN {new} OR EXISTS ({there})"),
            ("update", f"UPDATE ON {table} WHEN {new} OR {old}"),
            ("delete", f"DELETE ON {table} WHEN {old}"),
        ):
            yield refusing(f"{table}_locked_{what}", when, SAID)
    for table in FROZEN:
        yield from frozen_on_sqlite(table, SAID)
    yield from held_on_sqlite("meetings_meeting", "approved", COLUMNS, SAID)


def _functions() -> Iterator[Pair]:
    refuse = refusal(SAID)
    yield REFUSE, f"BEGIN {refuse} END"
    for table, rule in LOCKED.items():
        new, old = (rule.format(row=row) for row in ("NEW", "OLD"))
        yield (
            f"{table}_locked",
            f"""
BEGIN
  IF TG_OP <> 'INSERT' THEN IF {old} THEN {refuse} END IF; END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  IF {new} THEN {refuse} END IF;
  RETURN NEW;
END""",
        )
    yield held_function("meetings_meeting", "approved", COLUMNS, SAID)


def _postgresql() -> Iterator[Pair]:
    for table in LOCKED:
        name = f"{table}_locked"
        yield trigger(name, f"BEFORE INSERT OR UPDATE OR DELETE ON {table}", name)
    for table in FROZEN:
        yield frozen_on_postgresql(table, REFUSE)
    yield held_on_postgresql("meetings_meeting")


LOCK = Guards(
    ("meetings_meeting", *LOCKED, *FROZEN),
    dict(_sqlite()),
    dict(_postgresql()),
    dict(_functions()),
)
