"""What issues and concerns are: shape and constraints."""

from wardmote.issues.models.concern import Concern, ConcernPlace
from wardmote.issues.models.issue import (
    Ask,
    Clearance,
    Hop,
    Issue,
    IssueWard,
    IssueWords,
    IssueYear,
    PartnerText,
    Placing,
    QuarterlyUpdate,
    Reference,
    Score,
    Update,
)

__all__ = [
    "Ask",
    "Clearance",
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
