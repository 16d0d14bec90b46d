"""A strategic assessment without a district behind it: its words, and no figures."""

from tests.conftest import NOW
from wardmote.kernel.periods import Quarter
from wardmote.reports.assessment.evidence import Evidence, to_json
from wardmote.reports.assessment.rules import OPTIONAL, Section
from wardmote.reports.facts import Facts
from wardmote.reports.models import Assessment
from wardmote.reports.usecases.assessing import submit_assessment

YEAR = Quarter(2025, 2)
WORDS = {one: f"Words on {one}." for one in Section if one not in OPTIONAL}


def empty_evidence():
    return Evidence(Facts(str(YEAR), "wards 2025-05", "2025-08-04"), {}, {})


def written(**changes):
    """A draft in which every section is written."""
    kept = {"quarter": str(YEAR), "facts": to_json(empty_evidence()), "texts": dict(WORDS),
            "drafted_at": NOW, "drafted_by": "Ana"}  # fmt: skip
    return Assessment.objects.create(**(kept | changes))


def submitted(by, now=NOW, what_changed=""):
    """... and it is before the Board."""
    held = Assessment.objects.filter(quarter=str(YEAR)).first() or written()
    return submit_assessment(YEAR, held.version, what_changed, by=by, now=now)
