"""The ledger of what was told of partners' counts: the database refuses any change of it."""

from wardmote.audit.guards import Guards, refusing

SAID = "what was told stays told"
CELL = "releases_toldcell"

#: REPLACE deletes without a DELETE trigger
_THERE = (
    f"SELECT 1 FROM {CELL} AS held WHERE held.id = NEW.id OR (held.dataset = NEW.dataset "  # noqa: S608
    "AND held.period = NEW.period AND held.place = NEW.place)"
)
_SQLITE = dict(
    [
        refusing("told_no_update", f"UPDATE ON {CELL}", SAID),
        refusing("told_no_delete", f"DELETE ON {CELL}", SAID),
        refusing("told_no_replace", f"INSERT ON {CELL} WHEN EXISTS ({_THERE})", SAID),
    ]
)
_CALLS = "EXECUTE FUNCTION releases_refuse()"
_POSTGRESQL = {
    "told_no_change": f"CREATE TRIGGER told_no_change BEFORE UPDATE OR DELETE ON {CELL} "
    f"FOR EACH ROW {_CALLS}",
    "told_no_truncate": f"CREATE TRIGGER told_no_truncate BEFORE TRUNCATE ON {CELL} "
    f"FOR EACH STATEMENT {_CALLS}",
}
_FUNCTIONS = {"releases_refuse": f"BEGIN RAISE EXCEPTION '{SAID}'; END"}

LEDGER = Guards((CELL,), _SQLITE, _POSTGRESQL, _FUNCTIONS)
