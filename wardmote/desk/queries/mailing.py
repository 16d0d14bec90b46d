"""Mail to members on the officer's start page: what may not have gone, what comes back."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate

from wardmote.desk.queries.items import Item
from wardmote.digests.queries import comes_back, in_doubt
from wardmote.kernel.numbers import plural


def mail_waiting(now: datetime) -> Iterator[Item]:
    """What an officer has to look after."""
    where = reverse("mail-to-members")
    if doubtful := in_doubt(now):
        words = plural(len(doubtful), "mail to a member", "mails to members")
        since = localdate(doubtful[0].begun_at)
        yield Item(f"It is not known whether {words} went", where, "Settle it", since)
    if back := comes_back(localdate(now)):
        names = plural(len(back), "member")
        yield Item(f"Mail to {names} comes back", where, "See whose", min(back.values()))
