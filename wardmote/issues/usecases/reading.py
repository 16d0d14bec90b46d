"""Opening restricted text: a read that is written down."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from wardmote.audit.usecases import record_read
from wardmote.issues.access import Readable
from wardmote.issues.models import Issue
from wardmote.people.models import User
from wardmote.restricted.models import Text
from wardmote.restricted.queries import Opened, opened


@transaction.atomic
def open_restricted(
    found: Readable, texts: Sequence[Text], *, by: User, now: datetime
) -> list[Opened]:
    """The words of these texts, once it is in the audit trail who read which.

    RuleBroken where one cannot be opened: then none is, and nothing is logged.
    """
    words = opened(texts)
    keys = [one.pk for one in words]
    record_read(found.issue.subject, by=by, at=now, number=found.issue.number, texts=keys)
    return words


@transaction.atomic
def read_by_search(shown: Mapping[Issue, Sequence[int]], *, by: User, now: datetime) -> None:
    """Write down that a search told somebody in which restricted texts its words stand.

    What they looked for is not written down: it is restricted itself.
    """
    for issue, texts in shown.items():
        record_read(
            issue.subject, by=by, at=now, how="search", number=issue.number, texts=texts
        )
