"""Meetings, what is decided at them, and the terms by which they are held."""

from wardmote.meetings.models.agenda import AgendaEdition, Item, Paper
from wardmote.meetings.models.council import CouncilItem, CouncilPage
from wardmote.meetings.models.decision import Decision, Declaration, Election
from wardmote.meetings.models.meeting import Attendance, Invitation, Meeting
from wardmote.meetings.models.minutes import Correction, Minutes, OldMinutes
from wardmote.meetings.models.terms import TermsClause, TermsVersion
from wardmote.meetings.models.ways import WayAnswer, WayOfWorking, WayReview

__all__ = [
    "AgendaEdition",
    "Attendance",
    "Correction",
    "CouncilItem",
    "CouncilPage",
    "Decision",
    "Declaration",
    "Election",
    "Invitation",
    "Item",
    "Meeting",
    "Minutes",
    "OldMinutes",
    "Paper",
    "TermsClause",
    "TermsVersion",
    "WayAnswer",
    "WayOfWorking",
    "WayReview",
]
