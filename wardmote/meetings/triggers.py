"""The lock on approved minutes, kept by the database itself.

Once a meeting's minutes are approved, nothing that they say can be added, changed or removed:
the meeting (but for its version, which counts deeds such as publishing), items with their
papers, attendance, interests, decisions, elections, who wrote it down. The frozen minutes
and the corrections beside them never change; a correction is decided at another meeting.
"""

from collections.abc import Iterator

from wardmote.audit.guards import Guards, refusing

SAID = "approved minutes are locked"
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


def _sqlite() -> Iterator[tuple[str, str]]:
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
        for what in "UPDATE", "DELETE":
            yield refusing(f"{table}_no_{what.lower()}", f"{what} ON {table}", SAID)
    changed = " OR ".join(f'OLD."{one}" IS NOT NEW."{one}"' for one in COLUMNS)
    was = "ON meetings_meeting WHEN OLD.state = 'approved'"
    yield refusing("meetings_meeting_locked_update", f"UPDATE {was} AND ({changed})", SAID)
    yield refusing("meetings_meeting_locked_delete", f"DELETE {was}", SAID)


def _functions() -> Iterator[tuple[str, str]]:
    refuse = f"RAISE EXCEPTION '{SAID}';"
    yield "meetings_refuse", f"BEGIN {refuse} END"
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
    changed = " OR ".join(f'OLD."{one}" IS DISTINCT FROM NEW."{one}"' for one in COLUMNS)
    yield (
        "meetings_meeting_locked",
        f"""
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.state = 'approved' THEN {refuse} END IF;
    RETURN OLD;
  END IF;
  IF OLD.state = 'approved' AND ({changed}) THEN {refuse} END IF;
  RETURN NEW;
END""",
    )


def _postgresql() -> Iterator[tuple[str, str]]:
    each = "FOR EACH ROW EXECUTE FUNCTION"
    for table in LOCKED:
        name = f"{table}_locked"
        when = f"BEFORE INSERT OR UPDATE OR DELETE ON {table}"
        yield name, f"CREATE TRIGGER {name} {when} {each} {name}()"
    for table in FROZEN:
        when = f"BEFORE UPDATE OR DELETE ON {table}"
        yield (
            f"{table}_frozen",
            f"CREATE TRIGGER {table}_frozen {when} {each} meetings_refuse()",
        )
    name, when = "meetings_meeting_locked", "BEFORE UPDATE OR DELETE ON meetings_meeting"
    yield name, f"CREATE TRIGGER {name} {when} {each} {name}()"


LOCK = Guards(
    ("meetings_meeting", *LOCKED, *FROZEN),
    dict(_sqlite()),
    dict(_postgresql()),
    dict(_functions()),
)
