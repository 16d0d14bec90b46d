"""Opening restricted text: a read that is written down."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from wardmote.audit.usecases import record
from wardmote.issues.access import Readable
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
    record(
        "restricted.read",
        found.issue.subject,
        by=by,
        at=now,
        number=found.issue.number,
        texts=[one.pk for one in words],
    )
    return words
