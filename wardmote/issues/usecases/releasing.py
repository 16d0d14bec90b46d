"""Letting words about an issue out: asked by one person, cleared by another, withdrawn."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from wardmote.audit.usecases import record
from wardmote.groups.naming import check_names_no_person
from wardmote.issues.access import Reader, reader_of, require_had
from wardmote.issues.clearing import (
    Ruling,
    Said,
    Second,
    check_order,
    check_ruling,
    check_words,
    may_rule,
)
from wardmote.issues.models import Clearance, Issue
from wardmote.issues.noticing import notice_page
from wardmote.issues.publicity import piece_of
from wardmote.issues.queries import released
from wardmote.issues.rules import STATE_NAMES, State
from wardmote.issues.usecases.common import held_issue
from wardmote.kernel.errors import RuleBroken, Stale
from wardmote.people.models import User
from wardmote.places.queries import wards
from wardmote.preelection.models import GoAhead
from wardmote.preelection.queries import check_may_go_out
from wardmote.preelection.usecases import ask_go_ahead
from wardmote.releases.models import Release
from wardmote.releases.queries import last_word
from wardmote.releases.rules import Audience, ReleaseKind
from wardmote.releases.usecases import Draft, cut_short, release, withdraw


@transaction.atomic
def ask_to_release(
    issue_id: int,
    text: str,
    audience: Audience,
    *,
    by: User,
    now: datetime,
    checked: bool = False,
) -> Clearance:
    """Put words before a second person. Nothing is let out yet.

    Raises PermissionDenied or RuleBroken, having changed nothing.
    """
    issue = held_issue(issue_id, None, by=by, now=now)
    check_words(text)
    _check_order(issue, text, audience)
    check_names_no_person(f"{issue.title}. {text}", checked, "text")
    if issue.clearances.filter(ruling="").exists():
        raise RuleBroken("Words about this issue wait for a second person already")
    made = Clearance.objects.create(
        issue=issue, text=text.strip(), audience=audience, at=now, by=by
    )
    record("clearance.asked", issue.subject, by=by, at=now, number=issue.number)
    return made


@transaction.atomic
def ask_for_everyone(
    issue_id: int, shown: int, *, by: User, now: datetime, checked: bool = False
) -> Clearance:
    """Put before a second person that everyone may read what its councillors read.

    `shown` is the release that the page showed: Stale if they read another by now.
    """
    issue = held_issue(issue_id, None, by=by, now=now)
    had = released(issue, Audience.MEMBERS).first()
    if had is None:
        raise RuleBroken("Its councillors have no words any more. Release some to them first")
    if had.pk != shown:
        raise Stale(
            "Its councillors have other words since you opened the page. Read them above: "
            "these are what everyone would read"
        )
    words = had.content["text"]
    return ask_to_release(issue_id, words, Audience.PUBLIC, by=by, now=now, checked=checked)


def _check_order(issue: Issue, text: str, audience: Audience) -> None:
    """Everyone reads what the councillors of its wards have read, word for word."""
    codes = frozenset(issue.wards.values_list("code", flat=True))
    standing = released(issue, Audience.MEMBERS).first()
    had = None
    if standing is not None:
        words = standing.content
        named = frozenset(one["code"] for one in words["wards"])
        had = Said(words["title"], words["text"], named)
    check_order(audience is Audience.PUBLIC, Said(issue.title, text, codes), had)


@transaction.atomic
def rule_on(
    clearance_id: int,
    ruling: Ruling | None,
    reason: str,
    *,
    by: User,
    now: datetime,
    cannot_wait: str = "",
    checked: bool = False,
    shown: str = "",
) -> Clearance:
    """Clear the words, which lets them out at once, or say what has to be mended.

    `shown` is the digest of what the page showed to whoever decides: Stale if something else
    would go out, such as another title. `cannot_wait` is why everyone reads them before its
    councillors have had them long enough. Raises PermissionDenied or RuleBroken, having
    changed nothing. There is no override.
    """
    held = Clearance.objects.select_for_update().select_related("issue").get(pk=clearance_id)
    if shown and shown != draft_of(held.issue, held.text, Audience(held.audience)).digest:
        raise Stale("What would be released has changed since you opened the page. Read it")
    reader = reader_of(by, localdate(now))
    if not reader.reads_partner_text:
        raise PermissionDenied("Only agencies that signed clear words for release")
    check_ruling(
        ruling, reason, second_of(reader, held.issue), held.by_id, is_open=held.is_open
    )
    check_names_no_person(reason, checked, "reason")
    check_names_no_person(cannot_wait, checked, "cannot_wait")
    held.ruling, held.reason = str(ruling), reason.strip()
    held.ruled_at, held.ruled_by = now, by
    if ruling is Ruling.CLEARED:
        _check_goes_out(held, cannot_wait, by=by, now=now)
        held.release = _let_out(held, by=by, now=now)
    held.save()
    record(
        "clearance.ruled", held.issue.subject, by=by, at=now,
        number=held.issue.number, ruling=ruling, author=held.by_id,
    )  # fmt: skip
    return held


def _check_goes_out(held: Clearance, cannot_wait: str, *, by: User, now: datetime) -> None:
    """As things stand now, not when it was asked: its councillors have had these words."""
    issue, audience = held.issue, Audience(held.audience)
    _check_order(issue, held.text, audience)
    if piece := piece_of(held):
        check_may_go_out(piece, localdate(now))
        page = notice_page(issue, localdate(now))
        cut_short(page.wards, page.item, issue.title, cannot_wait=cannot_wait, by=by, now=now)


@transaction.atomic
def ask_issue_go_ahead(clearance_id: int, why: str, *, by: User, now: datetime) -> GoAhead:
    """Before an election: ask the monitoring officer whether exactly these words may go out.

    Whoever may clear them asks. Raises PermissionDenied or RuleBroken.
    """
    held = Clearance.objects.select_related("issue").get(pk=clearance_id)
    reader = reader_of(by, localdate(now))
    is_second = may_rule(second_of(reader, held.issue), held.by_id)
    if not (reader.reads_partner_text and is_second):
        raise PermissionDenied("Only who may clear these words asks for them")
    piece = piece_of(held)
    if piece is None or not held.is_open:
        raise RuleBroken("Nothing holds these words")
    return ask_go_ahead(piece, why, by=by, now=now)


def second_of(reader: Reader, issue: Issue) -> Second:
    """What would make this person the second person."""
    organisation = reader.user.organisation_id
    return Second(
        person=reader.user.pk,
        holds_seat=issue.holder_id in reader.groups,
        leads=organisation is not None and organisation == issue.lead_id,
        is_officer=reader.is_officer,
    )


def _let_out(held: Clearance, *, by: User, now: datetime) -> int | None:
    """The release as it now stands, made or found unchanged."""
    issue = held.issue
    draft = draft_of(issue, held.text, Audience(held.audience))
    release([draft], by=by, now=now)
    standing = released(issue, Audience(held.audience)).first()
    return standing.pk if standing else None


def draft_of(issue: Issue, text: str, audience: Audience) -> Draft:
    """What leaves: number, title, theme, wards, state and the cleared words; nothing else."""
    codes = sorted(issue.wards.values_list("code", flat=True))
    names = dict(wards().filter(code__in=codes).values_list("code", "name"))
    said = last_word(slot_of(issue))
    state = STATE_NAMES[State(issue.state)]
    return Draft(
        kind=ReleaseKind.ISSUE,
        slot=slot_of(issue),
        title=issue.title,
        content={
            "number": issue.number,
            "title": issue.title,
            "theme": issue.get_theme_display(),
            "state": state,
            "text": text,
            "wards": [{"code": code, "name": names.get(code, code)} for code in codes],
        },
        source=f"issue {issue.number}",
        wards=tuple(codes),
        audience=audience,
        material=said is None or is_news(said.content, state, codes),
    )


def is_news(said: Mapping[str, Any], state: str, codes: Collection[str]) -> bool:
    """Closed or opened since it was last said, or of a ward that was not named; other words
    alone are no news."""
    closed = STATE_NAMES[State.CLOSED]
    named = {one["code"] for one in said["wards"]}
    return (said["state"] == closed) != (state == closed) or not named.issuperset(codes)


def slot_of(issue: Issue) -> str:
    return f"issue {issue.number}"


@transaction.atomic
def take_back(
    release_id: int, reason: str, *, by: User, now: datetime, checked: bool = False
) -> Release:
    """Withdraw what was let out about an issue; gone at the next request.

    Any group that holds or held the issue may, and the officer: taking back needs no second
    person.
    """
    found = Release.objects.get(pk=release_id, kind=ReleaseKind.ISSUE)
    issue = Issue.objects.get(number=found.content["number"])
    require_had(reader_of(by, localdate(now)), issue)
    check_names_no_person(reason, checked, "reason")
    return withdraw(found.pk, reason, by=by, now=now)
