"""Giving notice of a bulletin, publishing it once, correcting it, taking it back."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from wardmote.audit.usecases import record
from wardmote.bulletins.areas import check_boundaries
from wardmote.bulletins.models import Bulletin, Letter
from wardmote.bulletins.noticing import item_of
from wardmote.bulletins.pages import is_open
from wardmote.bulletins.queries import asked, not_standing, recipients
from wardmote.bulletins.reading import (
    Content,
    content_of,
    links_of,
    named_in,
    notices_of,
    outside_links,
    piece_of,
)
from wardmote.bulletins.rules import (
    State,
    check_links,
    check_ready,
    is_ours,
    open_links,
)
from wardmote.bulletins.usecases.common import changed, draft, held
from wardmote.kernel.errors import RuleBroken
from wardmote.people.models import User
from wardmote.preelection.queries import check_may_go_out
from wardmote.preelection.usecases import ask_go_ahead
from wardmote.releases.models import Release
from wardmote.releases.queries import notices_of as notices_of_item
from wardmote.releases.queries import standing
from wardmote.releases.rules import ReleaseKind
from wardmote.releases.usecases import (
    Draft,
    end_notice,
    give_notice,
    release,
    take_notice_back,
    withdraw,
)


def broken_pages(content: Content, open_now: Callable[[str], bool] = is_open) -> list[str]:
    """Pages of ours that it leads to and that nobody can open."""
    return [one for one in links_of(content) if is_ours(one) and not open_now(one)]


@transaction.atomic
def give_bulletin_notice(pk: int, version: int, *, by: User, now: datetime) -> int:
    """Put it before the members of the wards that it names, in the words it will have."""
    found = draft(pk, version, by=by, now=now)
    _check_ready(found, content_of(found))
    new = give_notice(notices_of(found), item_of(found), by=by, now=now)
    if not new:
        raise RuleBroken("The members have these words already. Nothing was sent again")
    return new


@transaction.atomic
def take_bulletin_notice_back(pk: int, version: int, *, by: User, now: datetime) -> None:
    """It will not be published as it was given: it leaves the members' pages."""
    found = draft(pk, version, by=by, now=now)
    take_notice_back(item_of(found), by=by, now=now)


@transaction.atomic
def publish_bulletin(
    pk: int,
    version: int,
    *,
    by: User,
    now: datetime,
    cannot_wait: str = "",
    seen: bool = False,
) -> Release:
    """Let it out as an edition, and write down who gets it by mail, each once.

    The members of the wards that it names have had notice, or `cannot_wait` says why not;
    `seen`: the officer has opened the links that have not answered.
    """
    found = draft(pk, version, by=by, now=now)
    content = content_of(found)
    _check_ready(found, content)
    unsure = open_links(outside_links(content), asked(found), now)
    check_links(broken_pages(content), unsure, seen=seen)
    check_may_go_out(piece_of(found), localdate(now))
    end_notice(
        *(notices_of(found), item_of(found), found.title),
        cannot_wait=cannot_wait,
        by=by,
        now=now,
    )
    made = _let_out(found, content, by=by, now=now)
    found.state, found.published_at = State.PUBLISHED, now
    found.editions = content["edition"]
    changed(found, "state", "published_at", "editions")
    letters = _write_letters(found, made, now)
    record(
        "bulletin.published",
        found.pk,
        by=by,
        at=now,
        edition=found.editions,
        letters=letters,
        seen=unsure if seen else [],
    )
    return made


@transaction.atomic
def ask_monitoring_officer(pk: int, why: str, version: int, *, by: User, now: datetime) -> None:
    """Ask whether exactly these words may go out before the poll."""
    found = draft(pk, version, by=by, now=now)
    _check_ready(found, content_of(found))
    ask_go_ahead(piece_of(found), why, by=by, now=now)


def what_is_lacking(bulletin: Bulletin, content: Content) -> str:
    """Why these words cannot be published as they stand; "" if they can."""
    try:
        _check_ready(bulletin, content)
    except RuleBroken as refusal:
        return str(refusal)
    return ""


def _check_ready(bulletin: Bulletin, content: Content) -> None:
    check_boundaries(bulletin)
    if gone := not_standing(bulletin):
        raise RuleBroken(
            f"“{gone[0]}” is not what the public reads now: it was changed or withdrawn. "
            "Remove it, and pick what stands instead"
        )
    check_ready(
        introduction=bulletin.introduction,
        parts=len(content["parts"]),
        links=links_of(content),
        edition=content["edition"],
        what_changed=content["what_changed"],
    )


def _let_out(bulletin: Bulletin, content: Content, *, by: User, now: datetime) -> Release:
    names = named_in(bulletin, content)
    wards = [{"code": code, "name": name} for code, name in names.items()]
    let_out = Draft(
        kind=ReleaseKind.BULLETIN,
        slot=bulletin.slot,
        title=bulletin.title,
        content={**content, "wards": wards},
        source=item_of(bulletin),
        wards=tuple(names),
    )
    release([let_out], by=by, now=now)
    return standing().get(slot=bulletin.slot, kind=ReleaseKind.BULLETIN)


def _write_letters(bulletin: Bulletin, made: Release, now: datetime) -> int:
    """One for each of its recipients; they are mailed by the job."""
    chosen = recipients(bulletin, localdate(now))
    Letter.objects.bulk_create(
        Letter(release=made, bulletin=bulletin, to=one.person, why=one.why, written_at=now)
        for one in chosen
    )
    return len(chosen)


@transaction.atomic
def begin_bulletin_correction(pk: int, *, by: User, now: datetime) -> Bulletin:
    """Open a published bulletin for a corrected edition. What is published stands."""
    found = held(pk, by=by, now=now)
    if found.state != State.PUBLISHED:
        raise RuleBroken("Only a published bulletin can be corrected")
    found.state, found.what_changed = State.DRAFT, ""
    changed(found, "state", "what_changed")
    record("bulletin.correction_begun", found.pk, by=by, at=now)
    return found


@transaction.atomic
def withdraw_bulletin(pk: int, reason: str, *, by: User, now: datetime) -> None:
    """Take it off the public pages from the next request; letters that wait do not go."""
    found = held(pk, by=by, now=now)
    out = standing().filter(slot=found.slot, kind=ReleaseKind.BULLETIN).first()
    if out is None:
        raise RuleBroken("This bulletin is not published")
    withdraw(out.pk, reason, by=by, now=now)
    if notices_of_item(item_of(found)).exists():  # a correction was on its way
        take_notice_back(item_of(found), by=by, now=now)
    found.state = State.WITHDRAWN
    changed(found, "state")
    record("bulletin.withdrawn", found.pk, by=by, at=now, reason=reason.strip())
