"""What waits for one person: real items only, oldest first."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import F
from django.urls import reverse
from django.utils.timezone import localdate

from wardmote.datasets.models import Dataset, Import
from wardmote.datasets.rules import State
from wardmote.datasets.shown import gaps
from wardmote.desk.queries.actions import actions_waiting
from wardmote.desk.queries.agreements import agreements_waiting
from wardmote.desk.queries.boundaries import left_behind, left_of_parishes
from wardmote.desk.queries.concerns import concerns_waiting
from wardmote.desk.queries.decisions import areas_waiting, assessments_waiting, reports_waiting
from wardmote.desk.queries.holdings import lacks
from wardmote.desk.queries.issues import issues_waiting
from wardmote.desk.queries.items import Item, oldest_first
from wardmote.desk.queries.mailing import mail_waiting
from wardmote.desk.queries.meetings import meetings_waiting
from wardmote.desk.queries.preelection import preelection_waiting
from wardmote.desk.queries.pulse import pulse_waiting
from wardmote.desk.queries.surveys import surveys_waiting
from wardmote.kernel.numbers import plural
from wardmote.kernel.periods import Month
from wardmote.people.access import is_office, is_officer
from wardmote.people.models import OneTimeLink, User
from wardmote.places.elections import to_bind_anew

IMPORTS_SHOWN_FOR = timedelta(days=14)
GAPS_SHOWN_FOR = 12  # months back from now


def waiting_for(user: User, *, now: datetime) -> list[Item]:
    """What waits for this person at the desk."""
    return oldest_first(_items(user, now))


def _items(user: User, now: datetime) -> Iterator[Item]:
    if is_office(user):
        yield from _office(user, now)
    yield from agreements_waiting(user, localdate(now))
    yield from issues_waiting(user, now)
    yield from concerns_waiting(user, now)
    yield from actions_waiting(user, localdate(now))
    yield from meetings_waiting(user, now)
    yield from areas_waiting(user, localdate(now))
    yield from reports_waiting(user, localdate(now))
    yield from assessments_waiting(user, localdate(now))
    yield from pulse_waiting(user, localdate(now))
    yield from preelection_waiting(user, localdate(now))
    yield from surveys_waiting(user, localdate(now))


def _office(user: User, now: datetime) -> Iterator[Item]:
    today = localdate(now)
    for lack in lacks():
        yield Item(lack.words, reverse(lack.address, args=[lack.argument]), "Load them")
    yield from _late(today)
    yield from _imports(now)
    yield from _gaps(today)
    if is_officer(user):
        yield from mail_waiting(now)
        yield from _spent_links(now)
        yield from _homeless(today)
        yield from _left_behind(user, today)


def _homeless(today: date) -> Iterator[Item]:
    homeless = to_bind_anew(today)
    if homeless:
        people = plural(len({one.user_id for one in homeless}), "person acts", "people act")
        words = f"{people} for a place that the boundaries in use do not have any more"
        yield Item(words, reverse("elections"), "Bind them anew")


def _left_behind(user: User, today: date) -> Iterator[Item]:
    lines = left_behind(user, today)  # its people are told of by themselves
    parishes = left_of_parishes(user, today)
    count = sum(not one.is_person for line in lines for one in line.left) + len(parishes)
    if count:
        where = "a ward or parish" if parishes else "a ward"
        words = plural(count, "thing still names", "things still name")
        yield Item(
            f"{words} {where} that the boundaries in use do not have",
            reverse("boundaries"),
            "Put them right",
        )


def _late(today: date) -> Iterator[Item]:
    late = Dataset.objects.filter(expected_next_on__lt=today)
    partners = late.exclude(source="police")
    for one in partners:
        assert one.expected_next_on is not None
        yield Item(
            f"{one.name} is late: {one.owner} should have sent it",
            reverse("dataset", args=[one.slug]),
            "Chase or load it",
            one.expected_next_on,
            is_urgent=True,
        )
    police = late.filter(source="police").order_by("pk").first()
    if police is not None:
        yield Item(
            "A newer month of police data should be out",
            reverse("upload-kind", args=["street"]),
            "Load it",
            police.expected_next_on,
            is_urgent=True,
        )


def _imports(now: datetime) -> Iterator[Item]:
    recent = Import.objects.filter(
        state=State.DONE, rejected__gt=0, finished_at__gte=now - IMPORTS_SHOWN_FOR
    ).select_related("dataset")
    for one in recent:
        what = one.dataset or "police street files"
        yield Item(
            f"An import of {what} left out {plural(one.rejected, 'row')}",
            reverse("import", args=[one.pk]),
            "See which",
            localdate(one.finished_at),
        )


def _gaps(today: date) -> Iterator[Item]:
    since = Month.of(today) - GAPS_SHOWN_FOR
    for gap in gaps():
        if gap.month >= since:
            yield Item(
                f"{gap.month.words} is missing from the police data: {gap.why}",
                reverse("data"),
                "Look",
                gap.month.last_day,
            )


def _spent_links(now: datetime) -> Iterator[Item]:
    spent = OneTimeLink.objects.filter(
        used_at=None, expires_at__lte=now, user__is_active=True
    ).select_related("user")
    for link in spent.order_by(F("expires_at")):
        yield Item(
            f"{link.user}’s one-time link ran out before it was used",
            reverse("person", args=[link.user_id]),
            "Make a new one",
            localdate(link.expires_at),
        )
