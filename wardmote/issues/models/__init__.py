"""Issues, their journey, what is written about them, how they rank; concerns."""

from wardmote.issues.models.concern import Concern, ConcernPlace
from wardmote.issues.models.issue import Issue, IssueWard, IssueWords, IssueYear, Reference
from wardmote.issues.models.journey import Ask, Hop
from wardmote.issues.models.priority import Placing, Score
from wardmote.issues.models.text import (
    Clearance,
    ClearanceLetter,
    PartnerText,
    QuarterlyUpdate,
    Update,
)

__all__ = [
    "Ask",
    "Clearance",
    "ClearanceLetter",
    "Concern",
    "ConcernPlace",
    "Hop",
    "Issue",
    "IssueWard",
    "IssueWords",
    "IssueYear",
    "PartnerText",
    "Placing",
    "QuarterlyUpdate",
    "Reference",
    "Score",
    "Update",
]
