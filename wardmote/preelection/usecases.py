"""Everything that changes a period, and what may go out during it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from wardmote.audit.usecases import record
from wardmote.kernel.errors import RuleBroken, Stale
from wardmote.kernel.periods import day_words
from wardmote.law.elections import Poll
from wardmote.people.models import Organisation, User
from wardmote.places.models import Edition
from wardmote.places.queries import is_councillor
from wardmote.preelection.access import keeps_periods, require_monitoring_officer
from wardmote.preelection.models import ElectionPeriod, GoAhead, MonitoringOfficer
from wardmote.preelection.queries import (
    PLACES,
    covering,
    monitoring_officer,
    periods_on,
    periods_to_ask_for,
)
from wardmote.preelection.rules import (
    EVERYWHERE,
    LONGEST,
    Piece,
    Publicity,
    check_dates,
    check_reason,
    needs_tick,
)


@dataclass(frozen=True, slots=True)
class Terms:
    """What is voted on, when, and where. No edition: in the whole district."""

    poll: Poll
    body: Organisation | None
    poll_on: date
    notice_on: date
    edition: Edition | None = None
    codes: frozenset[str] = frozenset()


def _check_keeper(by: User, now: datetime) -> None:
    if not keeps_periods(by, localdate(now)):
        raise PermissionDenied("Only a partnership officer can do this")


@transaction.atomic
def add_period(terms: Terms, *, by: User, now: datetime) -> ElectionPeriod:
    """Enter an election that is to come, with the day of its notice."""
    _check_keeper(by, now)
    _check(terms, localdate(now))
    made = ElectionPeriod.objects.create(**_fields(terms))
    record("election_period.added", made.pk, by=by, at=now, **_told(terms))
    return made


@transaction.atomic
def change_period(
    pk: int, terms: Terms, version: int, *, by: User, now: datetime
) -> ElectionPeriod:
    """Mend a period before it begins. Stale if somebody else changed it meanwhile."""
    _check_keeper(by, now)
    period = _period(pk, version)
    today = localdate(now)
    if period.span.is_over(today):
        raise RuleBroken("This period is over")
    if period.notice_on <= today:
        raise RuleBroken("It has begun and stays as it is. End it early, and enter another")
    _check(terms, today, but=period)
    for name, value in _fields(terms).items():
        setattr(period, name, value)
    period.version += 1
    period.save()
    record("election_period.changed", period.pk, by=by, at=now, **_told(terms))
    return period


@transaction.atomic
def end_period(
    pk: int, reason: str, version: int, *, by: User, now: datetime
) -> ElectionPeriod:
    """Nobody votes after all: from today on this period holds nothing."""
    _check_keeper(by, now)
    period = _period(pk, version)
    if period.span.is_over(localdate(now)):
        raise RuleBroken("This period is over")
    check_reason(reason, "Enter why it ends")
    period.ended_on, period.ended_by = localdate(now), by
    period.ended_because = reason.strip()
    period.version += 1
    period.save()
    record("election_period.ended", period.pk, by=by, at=now, reason=reason.strip())
    return period


def _period(pk: int, version: int) -> ElectionPeriod:
    period = ElectionPeriod.objects.select_for_update().get(pk=pk)
    if period.version != version:
        raise Stale("Somebody changed this period since you opened the page")
    return period


def _check(terms: Terms, today: date, but: ElectionPeriod | None = None) -> None:
    if terms.poll in (Poll.ORDINARY, Poll.BY_ELECTION) and terms.body is None:
        raise RuleBroken("Select the council", about="body")
    check_dates(terms.poll, terms.poll_on, terms.notice_on, today)
    if terms.edition is not None:
        _check_places(terms.edition, terms)
    fields = _fields(terms)
    alike = [one for one in ("poll", "body", "poll_on", "edition") if one in fields]
    same = ElectionPeriod.objects.filter(ended_on=None, **{one: fields[one] for one in alike})
    if any(one != but and one.codes == fields["codes"] for one in same):
        raise RuleBroken("This election has been entered already", about="poll_on")


def _check_places(edition: Edition, terms: Terms) -> None:
    if terms.poll in EVERYWHERE:
        raise RuleBroken("Everybody votes in it: enter it for the whole district", about="poll")
    if edition.kind not in PLACES:
        raise RuleBroken("Select boundaries of wards, county divisions or parishes")
    if not terms.codes:
        raise RuleBroken("Select where people vote", about="codes")
    if edition.places.filter(code__in=terms.codes).count() < len(terms.codes):
        raise RuleBroken("Select places of these boundaries", about="codes")


def _fields(terms: Terms) -> dict[str, object]:
    return {
        "poll": terms.poll,
        "body": None if terms.poll in EVERYWHERE else terms.body,
        "poll_on": terms.poll_on,
        "notice_on": terms.notice_on,
        "edition": terms.edition,
        "codes": sorted(terms.codes) if terms.edition else [],
    }


def _told(terms: Terms) -> dict[str, object]:
    fields = _fields(terms)
    return {**fields, "body": str(fields["body"] or ""), "edition": str(terms.edition or "")}


@transaction.atomic
def name_monitoring_officer(person: User | None, *, by: User, now: datetime) -> None:
    """Say who the monitoring officer is; nobody lets anything out while none is named."""
    _check_keeper(by, now)
    if person is not None and is_councillor(person, localdate(now)):
        raise RuleBroken("Somebody elected cannot be the monitoring officer", about="person")
    MonitoringOfficer.objects.get_or_create(pk=1)
    held = MonitoringOfficer.objects.select_for_update().get(pk=1)
    if held.person == person:
        return
    before, held.person = held.person, person
    held.save()
    told = {"before": str(before or ""), "person": str(person or "")}
    record("monitoring_officer.named", "monitoring officer", by=by, at=now, **told)


@transaction.atomic
def ask_go_ahead(piece: Piece, why: str, *, by: User, now: datetime) -> GoAhead:
    """Ask the monitoring officer whether exactly this text may go out.

    Who may ask is for the caller to say: who may publish it. RuleBroken where nothing holds
    it, nobody could answer, or it was asked already. What was asked of earlier words, and
    waits, is overtaken.
    """
    today = localdate(now)
    periods = periods_to_ask_for(piece, today)
    if not periods:
        raise RuleBroken("No pre-election period holds this. It can go out")
    _check_can_be_answered(piece, by)
    check_reason(why, "Enter why it should go out before the poll", "why")
    if not piece.words.strip():
        raise RuleBroken("There are no words yet to give the go-ahead for")
    if len(piece.words) > LONGEST:
        raise RuleBroken(f"It has more than {LONGEST:,} characters. Ask about a shorter text")
    asked = GoAhead.objects.filter(publicity=piece.publicity, ref=piece.ref, is_given=None)
    if asked.filter(digest=piece.digest, is_overtaken=False).exists():
        raise RuleBroken("You have asked already. The monitoring officer has not answered yet")
    asked.update(is_overtaken=True)
    made = GoAhead.objects.create(
        publicity=piece.publicity,
        ref=piece.ref,
        title=piece.title[:200],
        words=piece.words,
        codes=None if piece.codes is None else sorted(piece.codes),
        digest=piece.digest,
        periods=[one.pk for one in periods],
        authors=sorted(piece.authors),
        why=why.strip(),
        asked_by=by,
        asked_at=now,
    )
    told = {"ref": piece.ref, "digest": piece.digest}
    record("go_ahead.asked", made.pk, by=by, at=now, **told)
    return made


def _check_can_be_answered(piece: Piece, by: User) -> None:
    officer = monitoring_officer()
    if officer is None:
        raise RuleBroken(
            "No monitoring officer is named who could answer. Name one under “Pre-election "
            "periods”"
        )
    if officer.pk in piece.authors | {by.pk}:
        raise RuleBroken(
            "The monitoring officer has written or asks for this, and cannot give the "
            "go-ahead to their own text"
        )


@transaction.atomic
def give_go_ahead(pk: int, reason: str, *, by: User, now: datetime) -> GoAhead:
    """The monitoring officer lets exactly this text out before the poll."""
    return _answer(pk, True, reason, by=by, now=now)


@transaction.atomic
def refuse_go_ahead(pk: int, reason: str, *, by: User, now: datetime) -> GoAhead:
    """The monitoring officer says no: it stays held."""
    return _answer(pk, False, reason, by=by, now=now)


def _answer(pk: int, is_given: bool, reason: str, *, by: User, now: datetime) -> GoAhead:
    require_monitoring_officer(by, localdate(now))
    asked = GoAhead.objects.select_for_update().get(pk=pk)
    if not asked.waits:
        raise Stale("This was answered, or asked anew, since you opened the page")
    if asked.is_of(by.pk):
        raise PermissionDenied("Nobody gives the go-ahead to their own text")
    check_reason(reason, "Enter why")
    asked.is_given, asked.reason = is_given, reason.strip()
    asked.answered_by, asked.answered_at = by, now
    asked.save()
    verb = "go_ahead.given" if is_given else "go_ahead.refused"
    told = {"ref": asked.ref, "digest": asked.digest, "reason": asked.reason}
    record(verb, asked.pk, by=by, at=now, **told)
    return asked


def tick_factual(
    publicity: Publicity,
    ref: str,
    ticked: bool,
    codes: Iterable[str] | None = None,
    *,
    by: User,
    now: datetime,
) -> None:
    """Keep who said that it is factual and names no candidate, while a period runs where it
    goes; RuleBroken about `factual` if they did not. Call it inside the deed itself."""
    found = covering(periods_on(localdate(now)), codes) if needs_tick(publicity) else []
    if not found:
        return
    if not ticked:
        until = day_words(max(one.poll_on for one in found))
        raise RuleBroken(
            f"It is before an election, until {until}. Tick that it is factual and names no "
            "candidate",
            about="factual",
        )
    titles = [f"{one.title}, {day_words(one.poll_on)}" for one in found]
    record("publication.factual", ref, by=by, at=now, periods=titles)
