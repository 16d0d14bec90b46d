"""Issues, their journey, what is written about them, and how they rank."""

from wardmote.issues.models.issue import Issue, IssueWard, IssueWords, IssueYear, Reference
from wardmote.issues.models.journey import Ask, Hop
from wardmote.issues.models.priority import Placing, Score
from wardmote.issues.models.text import Clearance, PartnerText, QuarterlyUpdate, Update

__all__ = [
    "Ask",
    "Clearance",
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
