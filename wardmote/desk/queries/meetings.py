"""What waits for a person on meetings: to publish, to send out, to look at again, to finish."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate

from wardmote.desk.queries.items import Item
from wardmote.kernel.numbers import plural
from wardmote.kernel.periods import day_words
from wardmote.meetings.access import Reader, reader_of, under_review
from wardmote.meetings.clearing import minutes_to_publish, terms_to_publish
from wardmote.meetings.models import Invitation, Meeting, WayOfWorking
from wardmote.meetings.rules import State
from wardmote.people.models import User

SOON = timedelta(days=14)
#: background jobs have had so long to mail an invitation
MAILED_WITHIN = timedelta(hours=1)


def meetings_waiting(user: User, now: datetime) -> Iterator[Item]:
    """Everything on meetings that waits for this person; nothing is asked for most people."""
    today = localdate(now)
    reader = reader_of(user, today)
    if not (reader.is_officer or (reader.is_partner and reader.chairs)):
        return
    yield from _minutes(reader, today)
    yield from _terms(reader, today)
    yield from _agendas(reader, today)
    yield from _ways(reader, today)
    yield from _old_minutes(reader, now)
    if reader.is_officer:
        yield from _unmailed(now)


def _kept(reader: Reader, group: str = "group") -> Q:
    """Those of the groups whose meetings this person keeps."""
    return Q() if reader.is_officer else Q(**{f"{group}__in": reader.chairs})


def _minutes(reader: Reader, on: date) -> Iterator[Item]:
    """Approved minutes that this person may let out, as they wrote none of them."""
    for minutes in minutes_to_publish(reader, on):
        yield Item(
            f"Minutes of the {minutes.meeting}, are approved and wait for a second person",
            reverse("minutes-publish", args=[minutes.meeting_id]),
            "Read them, then publish",
            localdate(minutes.at),
        )


def _terms(reader: Reader, on: date) -> Iterator[Item]:
    """Of groups whose terms everybody reads, a version in force that everybody does not."""
    for version in terms_to_publish(reader, on):
        yield Item(
            f"New terms of reference of the {version.group} are in force; everybody still "
            "reads the old ones",
            reverse("terms-publish", args=[version.pk]),
            "Read them, then publish",
            version.since,
        )


def _agendas(reader: Reader, on: date) -> Iterator[Item]:
    """Meetings soon to which nobody is invited, as their agenda is not out."""
    found = Meeting.objects.filter(_kept(reader), state=State.PLANNED)
    for one in found.filter(on__range=(on, on + SOON)).select_related("group").order_by("on"):
        yield Item(
            f"The {one.group} meets on {day_words(one.on)}: its agenda is not out, so nobody "
            "is invited yet",
            reverse("meeting", args=[one.pk]),
            "Send it out",
            localdate(one.arranged_at),
        )


def _ways(reader: Reader, on: date) -> Iterator[Item]:
    """Ways of working that their group should have looked at again by now."""
    found = WayOfWorking.objects.filter(_kept(reader), review_on__lte=on)
    for one in found.select_related("group").order_by("review_on", "pk"):
        yield Item(
            f"The {one.group} was to look again at “{one.title}”",
            reverse("way", args=[one.pk]),
            "Record what came of it",
            one.review_on,
        )


def _old_minutes(reader: Reader, now: datetime) -> Iterator[Item]:
    """Files that this very person began to read in."""
    for one in under_review(now).filter(_kept(reader), by=reader.user):
        yield Item(
            f"You have not finished reading in {one.name}; it is kept until "
            f"{day_words(localdate(one.thrown_away_at))}",
            reverse("old-minutes", args=[one.pk]),
            "Go through it",
            localdate(one.at),
        )


def _unmailed(now: datetime) -> Iterator[Item]:
    """Invitations that the background jobs could not mail, a line for each meeting."""
    stuck = Invitation.objects.filter(
        mailed_at=None,
        written_at__lte=now - MAILED_WITHIN,
        meeting__on__gte=localdate(now),
        to__is_active=True,
    )
    waiting: dict[Meeting, list[Invitation]] = {}
    for one in stuck.select_related("meeting__group").order_by("written_at"):
        waiting.setdefault(one.meeting, []).append(one)
    for meeting, letters in waiting.items():
        noun = plural(len(letters), "invitation has", "invitations have")
        yield Item(
            f"{noun} not been mailed: {meeting}",
            reverse("meeting", args=[meeting.pk]),
            "See that mail goes out",
            localdate(letters[0].written_at),
            is_urgent=True,
        )
