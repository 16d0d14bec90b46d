"""Telling the PSG something, and reading it: one way in."""

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from wardmote.agreements.queries import concerns_are_on
from wardmote.audit.usecases import record, record_read
from wardmote.issues.concerns import ALPHABET, RECEIPT, check_telling, receipt_words
from wardmote.issues.hearing import Heard, hearing_group, require_teller, shows_own_words
from wardmote.issues.models import Concern, ConcernPlace
from wardmote.kernel.errors import RuleBroken
from wardmote.people.models import User
from wardmote.restricted.queries import opened, texts_of
from wardmote.restricted.usecases import write_restricted

LATELY = timedelta(days=1)
OFF = (
    "Concerns are switched off in this partnership. Nothing was saved: ring the "
    "partnership’s officer"
)


@transaction.atomic
def tell_psg(
    text: str,
    places: Collection[str],
    *,
    by: User,
    now: datetime,
    has_consent: bool = False,
) -> Concern:
    """Tell the PSG something of a place one acts for; the receipt tells nothing of it.

    `places`: keys such as "ward:E05999001". Raises PermissionDenied or RuleBroken, having
    kept nothing.
    """
    ours = {one.key: one for one in require_teller(by, now)}
    group = hearing_group(now)
    if group is None or not concerns_are_on(localdate(now)):
        raise RuleBroken(OFF)
    User.objects.select_for_update().get(pk=by.pk)  # two pages at once are counted one by one
    lately = Concern.objects.filter(by=by, at__gt=now - LATELY).count()
    check_telling(text, places, ours, lately)
    made = Concern(receipt=_receipt(), group=group, has_consent=has_consent, at=now, by=by)
    made.erased_at = now  # until its words are there
    made.save()
    words = write_restricted(made.subject, text, by=by, now=now, is_searched=False)
    made.restricted, made.erased_at = words.pk, None
    made.save()
    for key in sorted(set(places)):
        one = ours[key]
        ConcernPlace.objects.create(concern=made, kind=one.kind, code=one.code, name=one.name)
    record("concern.told", made.subject, by=by, at=now, receipt=made.receipt)
    return made


def _receipt() -> str:
    """Eight letters drawn by chance: they tell neither how many there are nor when."""
    return receipt_words("".join(secrets.choice(ALPHABET) for _ in range(RECEIPT)))


def own_words(concern: Concern, *, now: datetime) -> str:
    """What whoever told it said, for themselves; "" once it is done or erased."""
    if not shows_own_words(concern, now):
        return ""
    return _words(concern)


@transaction.atomic
def open_concern(heard: Heard, *, by: User, now: datetime) -> str:
    """Its words, once it is in the audit trail who read them; "" where they may not."""
    if not heard.opens:
        return ""
    concern = heard.concern
    words = _words(concern)
    texts = [concern.restricted]
    record_read(concern.subject, by=by, at=now, receipt=concern.receipt, texts=texts)
    return words


def _words(concern: Concern) -> str:
    assert concern.restricted is not None
    return opened(texts_of(concern.subject).filter(pk=concern.restricted))[0].text
