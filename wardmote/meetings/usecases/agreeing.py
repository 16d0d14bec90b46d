"""A Board takes up the strategic assessment: what it says is carried out in `reports`."""

from datetime import datetime

from django.utils.timezone import localdate

from wardmote.groups.rules import GroupKind
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Quarter
from wardmote.meetings.exempt import Level
from wardmote.meetings.models import Decision
from wardmote.meetings.rules import DECISION_NAMES, DecisionKind
from wardmote.meetings.usecases.agenda import number_rest
from wardmote.people.models import User
from wardmote.reports.usecases.assessing import Minuted, agree_assessment, answer_assessment

#: what settles it: agreed, it is locked; else it is a draft again
SETTLES = (DecisionKind.AGREED, DecisionKind.REFUSED, DecisionKind.DEFERRED)


def take_up_assessment(made: Decision, *, by: User, now: datetime) -> None:
    """Agreed, it is locked with this meeting named on it; refused or deferred, it goes back.

    Noted or resolved, it stays before the Board.
    """
    meeting, kind = made.meeting, DecisionKind(made.kind)
    if kind not in SETTLES:
        return
    if meeting.group.kind != GroupKind.BOARD:
        raise RuleBroken("The Board agrees a strategic assessment, and nobody else")
    if meeting.editions.exists():  # found after the agenda went out, it has no number yet
        number_rest(meeting)
        made.item.refresh_from_db(fields=["number"])
    _, quarter, version = made.about.split(" ")
    at = Minuted(
        meeting=str(meeting),
        item=made.item.number,
        decision=made.reference,
        address=f"/meetings/{meeting.pk}/",
        on=min(meeting.on, localdate(now)),
        seen=int(version),
    )
    if kind is DecisionKind.AGREED:
        agree_assessment(Quarter.parse(quarter), at, by=by, now=now)
    else:
        answer_assessment(Quarter.parse(quarter), at, _said(made), by=by, now=now)


def _said(made: Decision) -> str:
    """What the office reads of it: never the words of an exempt item."""
    words = f"{DECISION_NAMES[DecisionKind(made.kind)]} by the {made.meeting}"
    return words if made.item.level == Level.EXEMPT else f"{words}: {made.text}"
