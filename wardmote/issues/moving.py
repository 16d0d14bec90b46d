"""What moved in a quarter: issues raised, passed on, closed; and what does not move."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db.models import Max, Min, QuerySet
from django.utils.timezone import localdate, make_aware

from wardmote.issues.access import Reader, readable
from wardmote.issues.models import Ask, Hop, Issue, Update
from wardmote.issues.rules import Deed, State
from wardmote.issues.standing import Standstill, standstill
from wardmote.kernel.periods import Month, Quarter
from wardmote.partnership.queries import this_partnership


def span(quarter: Quarter) -> tuple[datetime, datetime]:
    """The first instant of a quarter and the first after it, by the clock on the wall."""
    return _start_of(quarter.months[0].first_day), _start_of((quarter + 1).months[0].first_day)


def _start_of(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))


def quarter_of(day: date) -> Quarter:
    return Month.of(day).quarter


def quarters_of_work(on: date) -> list[Quarter]:
    """Every quarter since the first issue was raised, the newest first."""
    first = Issue.objects.aggregate(first=Min("raised_at"))["first"]
    now = quarter_of(on)
    start = quarter_of(localdate(first)) if first else now
    return [Quarter.at(index) for index in range(now.index, min(start, now).index - 1, -1)]


def hops_in(reader: Reader, quarter: Quarter) -> QuerySet[Hop]:
    """What was passed on in a quarter, of the issues that this person may know of."""
    since, until = span(quarter)
    found = Hop.objects.filter(issue__in=readable(reader), at__gte=since, at__lt=until)
    return found.select_related("issue", "giver", "taker")


def deeds_in(reader: Reader, deed: Deed, quarter: Quarter) -> QuerySet[Update]:
    """What was raised, closed or otherwise done in a quarter; see `hops_in`."""
    since, until = span(quarter)
    found = Update.objects.filter(
        issue__in=readable(reader), deed=deed, at__gte=since, at__lt=until
    )
    return found.select_related("issue", "holder")


def wards_worked_on(quarter: Quarter) -> dict[str, bool]:
    """Ward code -> whether an issue about it was still open after the quarter.

    Of wards that had an open issue within the four quarters up to it. What was raised in
    the quarter after counts too: that is when areas are decided.
    """
    since, _ = span(quarter - 3)
    _, end = span(quarter)
    _, until = span(quarter + 1)
    issues = Issue.objects.filter(raised_at__lt=until).exclude(closed_at__lt=since)
    found: dict[str, bool] = {}
    for code, closed_at in issues.values_list("wards__code", "closed_at"):
        if code is not None:
            found[code] = found.get(code, False) or closed_at is None or closed_at >= end
    return found


def open_asks(reader: Reader) -> QuerySet[Ask]:
    """Every ask that is not answered, of the issues that this person may know of."""
    found = Ask.objects.filter(issue__in=readable(reader), answered_at=None)
    return found.select_related("issue", "asked_by_group", "of")


def standing_still(reader: Reader, issues: Iterable[Issue], on: date) -> dict[int, Standstill]:
    """Issue key -> why it counts as stuck today; issues that move are left out."""
    after = this_partnership().issue_stuck_days
    held_up = _held_since(reader)
    late: dict[int, date] = {}
    for ask in open_asks(reader).filter(answer_by__lt=on).order_by("-answer_by"):
        late[ask.issue_id] = ask.answer_by
    found = {
        issue.pk: standstill(
            State(issue.state),
            since=localdate(held_up.get(issue.pk, issue.held_since))
            if issue.state == State.ON_HOLD
            else localdate(issue.held_since),
            due=late.get(issue.pk),
            on=on,
            after=after,
        )
        for issue in issues
    }
    return {key: why for key, why in found.items() if why is not None}


def _held_since(reader: Reader) -> dict[int, datetime]:
    """Issue key -> when it was last put on hold."""
    holds = Update.objects.filter(issue__in=readable(reader), deed=Deed.HOLD)
    return dict(holds.values_list("issue").annotate(last=Max("at")).order_by())
