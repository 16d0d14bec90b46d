"""What waits for the officer of surveys: clerks' to open, closed ones to publish."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.timezone import localdate

from wardmote.desk.queries.items import Item
from wardmote.kernel.periods import day_words
from wardmote.people.models import User
from wardmote.surveys.access import runs_surveys
from wardmote.surveys.models import Survey
from wardmote.surveys.rules import State

#: so long before its answers are erased it is urgent
URGENT_BEFORE = timedelta(days=21)


def surveys_waiting(user: User, today: date) -> Iterator[Item]:
    """To open, and to publish before the answers are erased."""
    if not runs_surveys(user, today):
        return
    for one in Survey.objects.filter(release=None, erased_at=None).select_related("by"):
        state = one.state(today)
        if state is State.WAITS and one.by_id != user.pk and one.handed_in_at:
            words = f"{one.by} asks you to open the survey “{one.title}”"
            since = localdate(one.handed_in_at)
            yield Item(words, reverse("survey", args=[one.pk]), "Read it", since)
        elif state is State.CLOSED and today < one.erased_from:
            until = day_words(one.erased_from)
            words = f"“{one.title}” has closed. Publish what people said before {until}"
            yield Item(
                words,
                reverse("survey-results", args=[one.pk]),
                "See what they said",
                one.closed_on,
                is_urgent=one.erased_from - today <= URGENT_BEFORE,
            )
