"""The lock on agreed strategic assessments, kept by the database itself.

An agreed edition never changes. While an assessment is agreed nothing that it says changes
either; a correction opens it by its state alone, and the edition stays beside it.
"""

from collections.abc import Iterator

from wardmote.audit.guards import Guards, refusing

SAID = "agreed assessments are locked"
EDITION, ASSESSMENT = "reports_assessmentedition", "reports_assessment"
#: of the assessment; `state` alone goes on
COLUMNS = (
    "id", "quarter", "facts", "texts", "what_changed", "version", "drafted_at", "drafted_by",
    "submitted_at", "submitted_by_id", "answer",
)  # fmt: skip


def _changed(differs: str) -> str:
    return " OR ".join(f"OLD.{one} {differs} NEW.{one}" for one in COLUMNS)


def _sqlite() -> Iterator[tuple[str, str]]:
    # REPLACE deletes without a DELETE trigger
    there = f"SELECT 1 FROM {EDITION} AS held WHERE held.id = NEW.id"  # noqa: S608
    yield refusing(f"{EDITION}_replace", f"INSERT ON {EDITION} WHEN EXISTS ({there})", SAID)
    for what in "UPDATE", "DELETE":
        yield refusing(f"{EDITION}_no_{what.lower()}", f"{what} ON {EDITION}", SAID)
    was = f"ON {ASSESSMENT} WHEN OLD.state = 'agreed'"
    changed = f"UPDATE {was} AND ({_changed('IS NOT')})"
    yield refusing(f"{ASSESSMENT}_locked_update", changed, SAID)
    yield refusing(f"{ASSESSMENT}_locked_delete", f"DELETE {was}", SAID)


def _functions() -> Iterator[tuple[str, str]]:
    refuse = f"RAISE EXCEPTION '{SAID}';"
    yield "reports_refuse", f"BEGIN {refuse} END"
    yield (
        f"{ASSESSMENT}_locked",
        f"""
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.state = 'agreed' THEN {refuse} END IF;
    RETURN OLD;
  END IF;
  IF OLD.state = 'agreed' AND ({_changed("IS DISTINCT FROM")}) THEN {refuse} END IF;
  RETURN NEW;
END""",
    )


def _postgresql() -> Iterator[tuple[str, str]]:
    when = "BEFORE UPDATE OR DELETE ON"
    for name, table, function in (
        (f"{EDITION}_frozen", EDITION, "reports_refuse"),
        (f"{ASSESSMENT}_locked", ASSESSMENT, f"{ASSESSMENT}_locked"),
    ):
        each = f"FOR EACH ROW EXECUTE FUNCTION {function}()"
        yield name, f"CREATE TRIGGER {name} {when} {table} {each}"


LOCK = Guards((ASSESSMENT, EDITION), dict(_sqlite()), dict(_postgresql()), dict(_functions()))
