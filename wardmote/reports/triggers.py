"""The lock on agreed strategic assessments, kept by the database itself.

An agreed edition never changes. While an assessment is agreed nothing that it says changes
either; a correction opens it by its state alone, and the edition stays beside it.
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
)

SAID, REFUSE = "agreed assessments are locked", "reports_refuse"
EDITION, ASSESSMENT = "reports_assessmentedition", "reports_assessment"
#: of the assessment; `state` alone goes on
COLUMNS = (
    "id", "quarter", "facts", "texts", "what_changed", "version", "drafted_at", "drafted_by",
    "submitted_at", "submitted_by_id", "answer",
)  # fmt: skip


def _sqlite() -> Iterator[Pair]:
    # REPLACE deletes without a DELETE trigger
    there = f"SELECT 1 FROM {EDITION} AS held WHERE held.id = NEW.id"  # noqa: S608
    yield refusing(f"{EDITION}_replace", f"INSERT ON {EDITION} WHEN EXISTS ({there})", SAID)
    yield from frozen_on_sqlite(EDITION, SAID)
    yield from held_on_sqlite(ASSESSMENT, "agreed", COLUMNS, SAID)


FUNCTIONS = (
    (REFUSE, f"BEGIN {refusal(SAID)} END"),
    held_function(ASSESSMENT, "agreed", COLUMNS, SAID),
)
POSTGRESQL = frozen_on_postgresql(EDITION, REFUSE), held_on_postgresql(ASSESSMENT)
LOCK = Guards((ASSESSMENT, EDITION), dict(_sqlite()), dict(POSTGRESQL), dict(FUNCTIONS))
