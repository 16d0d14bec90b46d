"""Pre-election periods on the start page: what waits for the go-ahead, what begins soon."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.timezone import localdate

from wardmote.desk.queries.items import Item
from wardmote.kernel.numbers import plural
from wardmote.kernel.periods import day_words
from wardmote.people.models import User
from wardmote.preelection.access import is_monitoring_officer, keeps_periods, may_answer
from wardmote.preelection.queries import (
    monitoring_officer,
    periods_near,
    periods_on,
    waiting_go_aheads,
)
from wardmote.preelection.rules import WARNED


def preelection_waiting(user: User, today: date) -> Iterator[Item]:
    """The monitoring officer's answers; the officer's period that runs or begins soon, and
    what nobody could answer."""
    waits = list(waiting_go_aheads())
    if waits and is_monitoring_officer(user, today):
        for one in waits:
            if may_answer(user, one, today):
                yield Item(
                    f"{one.asked_by} asks for the go-ahead for “{one.title}” before the poll",
                    reverse("go-ahead", args=[one.pk]),
                    "Decide",
                    localdate(one.asked_at),
                )
    if keeps_periods(user, today):
        yield from _coming(today)
        if not waits and monitoring_officer() is None:
            yield from _nobody_named(today)
        if waits and monitoring_officer() is None:
            words = f"{plural(len(waits), 'text waits', 'texts wait')} for a go-ahead, and no "
            yield Item(
                f"{words}monitoring officer is named",
                reverse("monitoring-officer"),
                "Name one",
                localdate(waits[0].asked_at),
            )


def _coming(today: date) -> Iterator[Item]:
    for period in periods_near(today):
        if period.span.is_coming(today):
            yield Item(
                f"From {day_words(period.notice_on)} publicity is held: {period.title}",
                reverse("pre-election"),
                "See what is held",
                period.notice_on - WARNED,
            )


def _nobody_named(today: date) -> Iterator[Item]:
    """While a period runs: nobody could give the go-ahead."""
    running = periods_on(today)
    if running:
        until = day_words(max(one.poll_on for one in running))
        yield Item(
            f"Publicity is held until {until}, and no monitoring officer is named",
            reverse("monitoring-officer"),
            "Name one",
            min(one.notice_on for one in running),
        )
