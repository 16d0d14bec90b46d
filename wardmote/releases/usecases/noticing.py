"""Notice to members: what will be published stands before them first."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from wardmote.audit.usecases import record
from wardmote.kernel.actors import Actor
from wardmote.kernel.errors import RuleBroken
from wardmote.partnership.queries import this_partnership
from wardmote.people.models import User
from wardmote.places.members import Sitting, members_of_wards
from wardmote.releases.models import NoticeGiven, Release, ShortNotice
from wardmote.releases.notice import WardNotice, check_notice, short_wards
from wardmote.releases.queries import (
    PUBLISHED,
    Notice,
    had_since,
    notice_for,
    notices_of,
    wards_of_notice,
)
from wardmote.releases.rules import Audience, ReleaseKind
from wardmote.releases.usecases.releasing import Draft, release


@transaction.atomic
def give_notice(notices: Sequence[Notice], item: str, *, by: Actor, now: datetime) -> int:
    """Put what will be published on the pages of its wards' members, all in one minute.

    What a ward's members have had in the same words stands, and since when. Returns how
    many notices are new.
    """
    wanted = [_draft_of(item, one) for one in notices]
    slots = {one.slot for one in wanted}
    gone = [one for one in notices_of(item) if one.slot not in slots]
    _end(gone, "It is no longer among what will be published", now)
    made = release(wanted, by=by, now=now)
    sitting = members_of_wards(localdate(now))
    for one in made:
        _keep_given(one, [(each, now) for each in _members(one, sitting)])
    if made or gone:
        wards = sorted({named.code for one in made for named in one.wards.all()})
        record("notice.given", item, by=by, at=now, wards=wards, ended=len(gone))
    return len(made)


def _draft_of(item: str, notice: Notice) -> Draft:
    return Draft(
        kind=ReleaseKind.NOTICE,
        slot=notice.slot(item),
        title=notice.title,
        content=notice.content,
        source=f"notice of {item}",
        wards=notice.wards,
        audience=Audience.MEMBERS,
        material=True,
    )


def _members(one: Release, sitting: dict[str, list[Sitting]]) -> list[tuple[str, Sitting]]:
    codes = sorted(named.code for named in one.wards.all())
    return [(code, member) for code in codes for member in sitting.get(code, ())]


def _keep_given(one: Release, given: Iterable[tuple[tuple[str, Sitting], datetime]]) -> None:
    NoticeGiven.objects.bulk_create(
        NoticeGiven(release=one, ward=code, person=member.person, through=member.through, at=at)
        for (code, member), at in given
    )


def _end(notices: Iterable[Release], why: str, now: datetime) -> None:
    """They no longer stand; what was given to whom stays."""
    pks = [one.pk for one in notices]
    Release.objects.filter(pk__in=pks).update(withdrawn_at=now, withdrawn_why=why)


@transaction.atomic
def end_notice(
    notices: Sequence[Notice],
    item: str,
    title: str,
    *,
    cannot_wait: str = "",
    by: Actor,
    now: datetime,
) -> None:
    """The item is being published: RuleBroken unless its wards' members have had it.

    `cannot_wait` is why it is published all the same, and shown to them.
    """
    today = localdate(now)
    wards = wards_of_notice(notices, item, today, this_partnership().notice_days)
    cut_short(wards, item, title, cannot_wait=cannot_wait, by=by, now=now)
    standing_ones = list(notices_of(item))
    sitting = members_of_wards(today)
    for one in standing_ones:  # who came into office since has had it from then on
        had = {(given.ward, given.person_id) for given in one.given.all()}
        late = [
            (each, had_since(one, each[1]))
            for each in _members(one, sitting)
            if (each[0], each[1].person.pk) not in had
        ]
        _keep_given(one, late)
    _end(standing_ones, PUBLISHED, now)


@transaction.atomic
def cut_short(
    wards: Sequence[WardNotice],
    item: str,
    title: str,
    *,
    cannot_wait: str,
    by: Actor,
    now: datetime,
) -> None:
    """RuleBroken unless the members of these wards have had it long enough; with a reason it
    goes out all the same, and they are shown why."""
    today = localdate(now)
    check_notice(wards, today, cannot_wait)
    if short := short_wards(wards, today):
        codes, reason = [one.code for one in short], cannot_wait.strip()
        ShortNotice.objects.create(
            item=item, title=title, wards=codes, reason=reason, by=str(by), at=now
        )
        record("notice.cut_short", item, by=by, at=now, wards=codes, reason=reason)


@transaction.atomic
def take_notice_back(item: str, *, by: Actor, now: datetime) -> None:
    """The item will not be published as it was given: it leaves the members' pages."""
    found = list(notices_of(item))
    if not found:
        raise RuleBroken("No notice of this stands")
    _end(found, "Taken back", now)
    record("notice.taken_back", item, by=by, at=now, count=len(found))


@transaction.atomic
def acknowledge(release_id: int, wards: Iterable[str], *, by: User, now: datetime) -> None:
    """A member says that they have read it. Nobody has to.

    `wards` are those they sit for: for these they may be among whom it was given to, or
    have come into office since. Raises Http404 for whoever it was not given to.
    """
    found = notice_for(release_id, wards)
    sitting = members_of_wards(localdate(now))
    theirs = [
        (code, member) for code, member in _members(found, sitting) if member.person.pk == by.pk
    ]
    had = set(found.given.filter(person=by).values_list("ward", flat=True))
    late = [(each, had_since(found, each[1])) for each in theirs if each[0] not in had]
    _keep_given(found, late)
    new = NoticeGiven.objects.filter(release=found, person=by, acknowledged_at=None)
    if new.update(acknowledged_at=now):
        record("notice.acknowledged", found.source, by=by, at=now)
