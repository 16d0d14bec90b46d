"""What waits for a person of what councillors and clerks told the PSG."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.timezone import localdate

from wardmote.desk.queries.items import Item
from wardmote.issues.access import reader_of
from wardmote.issues.concerns import ConcernState, Onward
from wardmote.issues.hearing import chairs, hears
from wardmote.issues.models import Concern
from wardmote.people.models import User

#: then whoever may take it up is told that it is urgent
URGENT_AFTER = timedelta(days=3)


def concerns_waiting(user: User, now: datetime) -> Iterator[Item]:
    """To take up, to clear; never a word of what was told."""
    reader = reader_of(user, localdate(now))
    for one in hears(reader).exclude(state=ConcernState.DONE):
        words, does = _waits(one, user, now)
        if words:
            yield Item(
                f"Concern {one.receipt} {words}",
                reverse("concern", args=[one.receipt]),
                does,
                localdate(one.at),
                is_urgent=now - one.at >= URGENT_AFTER,
            )


def _waits(one: Concern, user: User, now: datetime) -> tuple[str, str]:
    if one.sent_to == Onward.CHAIR and one.restricted is not None:
        is_theirs = chairs(user, one.group_id, now)
        return ("was sent on to you as the chair", "Take it up") if is_theirs else ("", "")
    if one.state == ConcernState.RECEIVED:
        return "waits to be taken up", "Open it"
    if one.answer_waits and one.answered_by_id != user.pk:
        return "has an answer that waits for a second person", "Read and clear it"
    if one.mend and one.answered_by_id == user.pk:
        return "has an answer of yours that was not cleared", "Mend it"
    return "", ""
