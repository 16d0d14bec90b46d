"""A group tells the Board of its quarter: drafted, saved, sent once."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from wardmote.audit.usecases import record
from wardmote.groups.models import Group
from wardmote.groups.naming import check_names_no_person
from wardmote.groups.queries import routes_from
from wardmote.groups.rules import GroupKind
from wardmote.issues.access import reader_of
from wardmote.issues.drafting import drafted_texts
from wardmote.issues.models import QuarterlyUpdate
from wardmote.issues.sections import Section, Texts, check_open, check_texts
from wardmote.issues.updates import require_write
from wardmote.kernel.errors import RuleBroken, Stale
from wardmote.kernel.periods import Quarter
from wardmote.people.models import User


@transaction.atomic
def draft_update(group: Group, quarter: Quarter, *, by: User, now: datetime) -> QuarterlyUpdate:
    """Write a first text from what moved; the one that there is already stays as it is."""
    reader = reader_of(by, localdate(now))
    require_write(reader, group)
    texts = drafted_texts(reader, group, quarter, localdate(now))
    made, is_new = QuarterlyUpdate.objects.get_or_create(
        group=group, quarter=str(quarter), defaults={"texts": texts, "at": now, "by": by}
    )
    if is_new:
        record("update.drafted", made.pk, by=by, at=now, group=group.pk, quarter=str(quarter))
    return made


@transaction.atomic
def save_update(
    pk: int, texts: Texts, version: int, *, by: User, now: datetime, checked: bool = False
) -> QuarterlyUpdate:
    """Keep other words for a draft. Stale if somebody saved since the page was opened."""
    held = _open(pk, by=by, now=now)
    if version != held.version:
        raise Stale(
            "Somebody has changed this draft since you opened the page. See what they wrote, "
            "then put the two together"
        )
    kept = {one.value: texts.get(one, "").replace("\r\n", "\n").strip() for one in Section}
    check_texts(kept)
    for one, text in kept.items():
        check_names_no_person(text, checked, one)
    held.texts, held.version, held.at, held.by = kept, held.version + 1, now, by
    held.save()
    record("update.saved", held.pk, by=by, at=now, version=held.version)
    return held


@transaction.atomic
def send_update(pk: int, version: int, *, by: User, now: datetime) -> QuarterlyUpdate:
    """Put it before the Board, as it stands, for good."""
    held = _open(pk, by=by, now=now)
    if version != held.version:
        raise Stale("Somebody has changed this draft since you opened the page. Read it again")
    check_texts(held.texts)
    route = routes_from(held.group, localdate(now)).filter(taker__kind=GroupKind.BOARD).first()
    if route is None:
        raise RuleBroken("There is no route from this group to a Board. Ask the officer")
    held.sent_to, held.sent_at, held.sent_by = route.taker, now, by
    held.save()
    record("update.sent", held.pk, by=by, at=now, quarter=held.quarter, to=route.taker_id)
    return held


def _open(pk: int, *, by: User, now: datetime) -> QuarterlyUpdate:
    """The draft, locked, for somebody who may write it."""
    held = QuarterlyUpdate.objects.select_for_update(of=("self",)).get(pk=pk)
    require_write(reader_of(by, localdate(now)), held.group)
    check_open(held.sent_at is not None)
    return held
