"""Reads of ways of working: which are due, what their users say, what the issues show."""

from dataclasses import dataclass
from datetime import date
from statistics import median

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from wardmote.groups.models import Group
from wardmote.issues.access import Reader, readable
from wardmote.issues.models import Ask
from wardmote.issues.moving import deeds_in, hops_in, quarter_of, span
from wardmote.issues.rules import Answer, Deed
from wardmote.kernel.numbers import plural
from wardmote.kernel.periods import Quarter, day_words
from wardmote.meetings.models import WayAnswer, WayOfWorking
from wardmote.meetings.trying import QUESTIONS, Score, scores

QUARTERS = 6


def ways_of(group: Group) -> QuerySet[WayOfWorking]:
    return WayOfWorking.objects.filter(group=group).select_related("group", "decision__meeting")


def due_ways(group: Group, on: date) -> QuerySet[WayOfWorking]:
    """Those whose review is due by this day, the longest due first."""
    return ways_of(group).filter(review_on__lte=on).order_by("review_on", "pk")


def scores_of(way: WayOfWorking) -> list[Score]:
    """What users said in this round."""
    return scores(way.answers.filter(round=way.round).values(*QUESTIONS))


def item_text(way: WayOfWorking) -> str:
    """What the agenda says of a review."""
    begun = f"In use since {day_words(way.since)}."
    return "\n".join([begun, *(f"{one.question}: {one.words}." for one in scores_of(way))])


def last_texts(way: WayOfWorking) -> QuerySet[WayAnswer]:
    """Texts of this round, without who wrote them, in an order that does not give it away."""
    return way.answers.filter(round=way.round).exclude(text="").order_by("text")


@dataclass(frozen=True, slots=True)
class Figures:
    """A group's issues in one quarter."""

    quarter: Quarter
    came: int
    went: int
    closed: int
    age: str
    unblocked: str


def figures(reader: Reader, way: WayOfWorking, on: date) -> list[Figures]:
    """From the quarter before it began until now, of the issues that this person reads."""
    now, first = quarter_of(on), quarter_of(way.since) - 1
    start = max(first.index, now.index - QUARTERS + 1)
    return [_figures(reader, way.group, Quarter.at(at)) for at in range(start, now.index + 1)]


def _figures(reader: Reader, group: Group, quarter: Quarter) -> Figures:
    hops = hops_in(reader, quarter)
    ages = [
        (localdate(done.at) - localdate(done.issue.raised_at)).days
        for done in deeds_in(reader, Deed.CLOSE, quarter).filter(holder=group)
    ]
    return Figures(
        quarter,
        came=hops.filter(taker=group).count(),
        went=hops.filter(giver=group).count(),
        closed=len(ages),
        age=plural(round(median(ages)), "day") if ages else "–",
        unblocked=_unblocked(reader, group, quarter),
    )


def _unblocked(reader: Reader, group: Group, quarter: Quarter) -> str:
    """ "2 of 3": asks by or of the group that were answered in the quarter."""
    since, until = span(quarter)
    asks = Ask.objects.filter(
        Q(asked_by_group=group) | Q(of=group),
        issue__in=readable(reader),
        answered_at__gte=since,
        answered_at__lt=until,
    ).exclude(answer_kind=Answer.TAKEN_BACK)
    return f"{asks.filter(answer_kind=Answer.UNBLOCKED).count()} of {asks.count()}"
