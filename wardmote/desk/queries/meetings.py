"""What waits for a person on meetings: minutes that a second person is to publish."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.timezone import localdate

from wardmote.desk.queries.items import Item
from wardmote.meetings.access import reader_of
from wardmote.meetings.clearing import minutes_to_publish
from wardmote.people.models import User


def minutes_waiting(user: User, on: date) -> Iterator[Item]:
    """Approved minutes that this person may let out, as they wrote none of them."""
    for minutes in minutes_to_publish(reader_of(user, on), on):
        yield Item(
            f"Minutes of the {minutes.meeting}, are approved and wait for a second person",
            reverse("minutes-publish", args=[minutes.meeting_id]),
            "Read them, then publish",
            localdate(minutes.at),
        )
