"""Terms of reference: proposed, put before a meeting, agreed; or entered as they stood."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from wardmote.audit.usecases import record
from wardmote.groups.models import Group
from wardmote.kernel.errors import RuleBroken, Stale
from wardmote.kernel.periods import day_words
from wardmote.meetings.access import reader_of
from wardmote.meetings.clauses import (
    Clause,
    Rules,
    check_former,
    check_start,
    read_clauses,
    starts_on,
)
from wardmote.meetings.clearing import terms_out
from wardmote.meetings.exempt import Level
from wardmote.meetings.models import Decision, Item, TermsClause, TermsVersion
from wardmote.meetings.notice import check_own_days, days_needed
from wardmote.meetings.rules import Purpose, State
from wardmote.meetings.terms import agendas, held_fast_by, history, item_text, item_title
from wardmote.meetings.usecases.agenda import Entry, add_item
from wardmote.meetings.usecases.common import check_keeper, kept
from wardmote.people.models import User
from wardmote.releases.usecases import withdraw


@dataclass(frozen=True, slots=True)
class Wording:
    """A whole text as it is typed, clause by clause, and the rules that go with it."""

    text: str
    rules: Rules = field(default_factory=Rules)


@transaction.atomic
def propose_terms(
    group: Group,
    wording: Wording,
    why: str,
    asked_from: date | None = None,
    *,
    by: User,
    now: datetime,
) -> TermsVersion:
    """Propose a version; it is in force once a meeting of the group agrees it."""
    check_keeper(group, by=by, now=now)
    _check_proposal(group, why, asked_from, localdate(now))
    version = TermsVersion(group=group, why=why.strip(), asked_from=asked_from, at=now, by=by)
    _write(version, wording)
    record("terms.proposed", version.reference, by=by, at=now, group=group.pk)
    return version


def _check_proposal(group: Group, why: str, asked_from: date | None, today: date) -> None:
    if not why.strip():
        raise RuleBroken("Enter why the terms should change", about="why")
    if asked_from is not None:
        if asked_from <= today:
            raise RuleBroken("Enter a day that is still to come", about="asked_from")
        check_start(asked_from, _latest(group))


def _latest(group: Group) -> date | None:
    """From when the latest version is in force that a meeting agreed or somebody entered."""
    found = history(group).first()
    return found.since if found else None


def _write(version: TermsVersion, wording: Wording) -> None:
    clauses, rules = read_clauses(wording.text), wording.rules
    check_own_days(rules.regime, rules.notice_days)
    version.regime = rules.regime
    version.notice_days = days_needed(rules.regime, rules.notice_days)
    version.quorum, version.least_members = rules.quorum, rules.least_members
    version.least_organisations = rules.least_organisations
    lines = [" ".join(one.split()) for one in rules.standing_items]
    version.standing_items = "\n".join(one for one in lines if one)
    version.save()
    _put(version, clauses)


def _put(version: TermsVersion, clauses: Sequence[Clause]) -> None:
    version.clauses.all().delete()
    TermsClause.objects.bulk_create(
        TermsClause(
            version=version,
            order=order,
            number=one.number,
            heading=one.heading,
            words=one.words,
        )
        for order, one in enumerate(clauses, start=1)
    )


def _proposal(
    version_id: int, *, by: User, now: datetime, revision: int | None = None
) -> TermsVersion:
    """The proposal, locked, for a person who keeps the group's meetings."""
    found = TermsVersion.objects.select_for_update(of=("self",)).select_related("group")
    version = found.get(pk=version_id)
    check_keeper(version.group, by=by, now=now)
    if not version.is_proposed:
        raise RuleBroken("These terms are not a proposal any more. Propose a new version")
    if revision is not None and revision != version.revision:
        raise Stale(
            "Somebody has changed the proposal since you opened the page. See what they did, "
            "then do yours again if it still makes sense"
        )
    return version


@transaction.atomic
def change_proposal(
    version_id: int,
    wording: Wording,
    why: str,
    asked_from: date | None,
    revision: int,
    *,
    by: User,
    now: datetime,
) -> TermsVersion:
    """Put a proposal otherwise, as long as no agenda has gone out with it."""
    version = _proposal(version_id, by=by, now=now, revision=revision)
    if (meeting := held_fast_by(version)) is not None:
        raise RuleBroken(
            f"It is on the agenda of the {meeting}. Take the item off, or wait for the decision"
        )
    _check_proposal(version.group, why, asked_from, localdate(now))
    version.why, version.asked_from = why.strip(), asked_from
    version.revision, version.at = version.revision + 1, now
    _write(version, wording)
    for item in agendas(version, [State.PLANNED]):
        item.text = item_text(version)
        item.save(update_fields=["text"])
        kept(item.meeting, "item-changed", by=by, now=now, item=item.pk, level=item.level)
    record("terms.changed", version.reference, by=by, at=now, revision=version.revision)
    return version


@transaction.atomic
def put_on_agenda(version_id: int, meeting_id: int, *, by: User, now: datetime) -> Item:
    """Put the proposal before a meeting, as an item with every amendment in full."""
    version = _proposal(version_id, by=by, now=now)
    _check_current(version)
    already = Item.objects.filter(meeting=meeting_id, source=version.reference, struck_at=None)
    if already.exists():
        raise RuleBroken("It is on that agenda already")
    if not version.group.meetings.filter(pk=meeting_id).exists():
        raise RuleBroken(f"Choose a meeting of the {version.group}")
    entry = Entry(
        item_title(version),
        Purpose.DECISION,
        minutes=10,
        text=item_text(version),
        level=Level.GROUP,
        source=version.reference,
    )
    return add_item(meeting_id, entry, by=by, now=now)


def _check_current(version: TermsVersion) -> None:
    """RuleBroken if other terms were agreed since: this one would undo them unnoticed."""
    if history(version.group).filter(decision__at__gt=version.at).exists():
        raise RuleBroken(
            "Other terms were agreed since this was proposed. Change the proposal, beginning "
            "with the words in force"
        )


@transaction.atomic
def withdraw_terms(version_id: int, reason: str, *, by: User, now: datetime) -> TermsVersion:
    """Take back a proposal, or a version that was entered wrong. What was agreed stays."""
    found = TermsVersion.objects.select_for_update(of=("self",)).select_related("group")
    version = found.get(pk=version_id)
    check_keeper(version.group, by=by, now=now)
    if version.decision_id is not None or version.withdrawn_why:
        raise RuleBroken("These terms were agreed at a meeting: propose a new version")
    if version.source:
        _check_officer(by, now)
    if not reason.strip():
        raise RuleBroken("Enter why it is taken back", about="reason")
    version.withdrawn_why = reason.strip()[:300]
    version.save(update_fields=["withdrawn_why"])
    record("terms.withdrawn", version.reference, by=by, at=now)
    out = terms_out(version.group)
    if out is not None and out.source == version.reference:
        withdraw(out.pk, version.withdrawn_why, by=by, now=now)
    return version


def _check_officer(by: User, now: datetime) -> None:
    if not reader_of(by, localdate(now)).is_officer:
        raise PermissionDenied("Only the partnership officer enters terms from elsewhere")


@transaction.atomic
def enter_terms(
    group: Group, wording: Wording, since: date, source: str, *, by: User, now: datetime
) -> TermsVersion:
    """Enter a version that stood before Wardmote, saying where its text was found."""
    _check_officer(by, now)
    if not source.strip():
        raise RuleBroken("Enter where this text was found", about="source")
    agreed = history(group).filter(decision__isnull=False).last()
    check_former(since, agreed.since if agreed else None, localdate(now))
    if history(group).filter(since=since).exists():
        raise RuleBroken(
            f"A version is in force from {day_words(since)} already", about="since"
        )
    version = TermsVersion(group=group, since=since, source=source.strip()[:300], at=now, by=by)
    _write(version, wording)
    record("terms.entered", version.reference, by=by, at=now, group=group.pk)
    return version


def agree_terms(
    version_id: int, decision: Decision, *, by: User, now: datetime
) -> TermsVersion:
    """A meeting agrees the proposal: it is in force from the day after, or from a later one."""
    version = _proposal(version_id, by=by, now=now)
    meeting = decision.meeting
    if version.group_id != meeting.group_id:
        raise RuleBroken("A group agrees its own terms of reference")
    _check_current(version)
    since = starts_on(meeting.on, version.asked_from)
    check_start(since, _latest(version.group))
    version.since, version.decision = since, decision
    version.save(update_fields=["since", "decision"])
    record(
        "terms.agreed",
        version.reference,
        by=by,
        at=now,
        decision=decision.reference,
        since=since.isoformat(),
    )
    return version
