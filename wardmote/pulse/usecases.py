"""Everything that changes the pulse: asked, mailed, answered, adjusted, dismissed."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from wardmote.audit.queries import was_recorded
from wardmote.audit.usecases import record
from wardmote.digests.rules import Often
from wardmote.digests.usecases import set_usual
from wardmote.groups.access import acts_as_officer
from wardmote.groups.naming import check_names_no_person
from wardmote.kernel.actors import Actor
from wardmote.kernel.errors import RuleBroken, Stale
from wardmote.kernel.periods import Month, Quarter
from wardmote.people.models import User
from wardmote.places.models import Place
from wardmote.places.rules import Kind
from wardmote.preelection.models import GoAhead
from wardmote.preelection.queries import check_may_go_out
from wardmote.preelection.usecases import ask_go_ahead
from wardmote.pulse.access import is_member
from wardmote.pulse.links import opened
from wardmote.pulse.models import Adjustment, Dismissal, Pulse, PulseAnswer, PulseQuestion
from wardmote.pulse.queries import held_until, piece_of, sitting_members, suggestion_for
from wardmote.pulse.rules import (
    Direction,
    Said,
    check_adjustment,
    check_answer,
    check_open,
    check_reason,
    closes_on,
    is_skipped,
    opens_by_itself_on,
)


def _check_officer(by: User, now: datetime) -> None:
    if not acts_as_officer(by, localdate(now)):
        raise PermissionDenied("Only a partnership officer can do this")


@transaction.atomic
def open_pulse(*, by: Actor, now: datetime) -> Pulse:
    """Ask every councillor of a ward this quarter's question; a second time asks nobody."""
    if isinstance(by, User):
        _check_officer(by, now)
    today = localdate(now)
    check_may_go_out(piece_of(Month.of(today).quarter), today)
    members = sitting_members(today)
    if not members:
        raise RuleBroken("No councillor is bound to a ward yet. Do so under “People”")
    pulse, is_new = Pulse.objects.get_or_create(
        quarter=str(Month.of(today).quarter),
        defaults={
            "opened_at": now,
            "opened_by": by if isinstance(by, User) else None,
            "closes_on": closes_on(today),
        },
    )
    if is_new:
        PulseQuestion.objects.bulk_create(
            PulseQuestion(pulse=pulse, to=member, wards=codes, written_at=now)
            for member, codes in members.items()
        )
        record("pulse.opened", pulse, by=by, at=now, asked=len(members))
    return pulse


def open_if_due(*, by: Actor, now: datetime) -> Pulse | None:
    """The daily job: ask in the quarter's last month, if nobody has asked before."""
    today = localdate(now)
    quarter = Month.of(today).quarter
    if today < opens_by_itself_on(quarter) or not sitting_members(today):
        return None
    if Pulse.objects.filter(quarter=str(quarter)).exists():
        return None
    until = held_until(quarter, today)
    if until is not None:
        _keep_if_skipped(quarter, until, by=by, now=now)
        return None
    return open_pulse(by=by, now=now)


@transaction.atomic
def _keep_if_skipped(quarter: Quarter, until: date, *, by: Actor, now: datetime) -> None:
    """Held to the quarter's end: nobody is asked in it, which the trail says once."""
    if not is_skipped(quarter, until) or was_recorded("pulse.skipped", quarter):
        return
    record("pulse.skipped", quarter, by=by, at=now, held_until=until)


def ask_to_open(why: str, *, by: User, now: datetime) -> GoAhead:
    """Ask the monitoring officer whether this quarter's question may be asked all the same."""
    _check_officer(by, now)
    piece = piece_of(Month.of(localdate(now)).quarter)
    return ask_go_ahead(piece, why, by=by, now=now)


@transaction.atomic
def answer_pulse(
    question_id: int, said: Said, why: str = "", *, by: User, now: datetime
) -> PulseAnswer:
    """A member says whether they feel informed; said again, it replaces what they said."""
    asked = PulseQuestion.objects.select_for_update(of=("self",)).select_related("pulse")
    question = asked.get(pk=question_id)
    if question.to_id != by.pk or not is_member(by, localdate(now)):
        raise PermissionDenied("Only the member who was asked can answer")
    check_open(question.pulse.closes_on, localdate(now))
    check_answer(said, why.strip())
    answer, is_new = PulseAnswer.objects.update_or_create(
        question=question,
        defaults={"score": said.score, "wish": said.wish, "why": why.strip(), "at": now},
    )
    deed = "pulse.answered" if is_new else "pulse.answer_changed"
    record(deed, question.pulse, by=by, at=now)
    return answer


@transaction.atomic
def answer_by_link(token: str, said: Said, why: str = "", *, now: datetime) -> PulseAnswer:
    """The same from the link in the mail. RuleBroken where it cannot be used."""
    question = opened(token, localdate(now))
    return answer_pulse(question.pk, said, why, by=question.to, now=now)


@dataclass(frozen=True, slots=True)
class Change:
    """What was changed, for whom (a ward's code; empty: all wards), and why."""

    ward: str
    direction: Direction
    what: str
    reason: str
    #: how often the ward's members hear from now on who have not chosen; None: as before
    often: Often | None = None


@transaction.atomic
def log_adjustment(
    change: Change, *, by: User, now: datetime, checked: bool = False
) -> Adjustment:
    """Keep what was changed, and change how often the ward is mailed where it says so.

    A suggestion that waits for this ward is decided by it.
    """
    _check_officer(by, now)
    check_adjustment(change.what, change.reason)
    if (
        change.ward
        and not Place.objects.filter(edition__kind=Kind.WARD, code=change.ward).exists()
    ):
        raise RuleBroken("Select a ward, or all wards", about="ward")
    if change.often is not None and not change.ward:
        raise RuleBroken("Select one ward to change how often it is mailed", about="ward")
    check_names_no_person(change.what, checked, "what")
    check_names_no_person(change.reason, checked, "reason")
    waits = suggestion_for(change.ward) if change.ward else None
    made = Adjustment.objects.create(
        ward=change.ward,
        direction=change.direction,
        what=change.what.strip(),
        often=change.often or "",
        reason=change.reason.strip(),
        pulse=waits.pulse if waits else None,
        at=now,
        by=by,
    )
    told = {"ward": change.ward or "all", "direction": str(change.direction)}
    if change.often is not None:
        set_usual(change.ward, change.often, by=by, now=now)
    record("adjustment.logged", made, by=by, at=now, **told)
    return made


@transaction.atomic
def dismiss_suggestion(
    ward: str, shown: str, reason: str, *, by: User, now: datetime
) -> Dismissal:
    """Decide against what the rule suggests for a ward; `shown` is what the page showed."""
    _check_officer(by, now)
    check_reason(reason)
    waits = suggestion_for(ward)
    if waits is None or waits.suggests != shown:
        raise Stale("The suggestion has changed or was decided since you opened the page")
    made = Dismissal.objects.create(
        pulse=waits.pulse,
        ward=ward,
        suggests=waits.suggests,
        reason=reason.strip(),
        at=now,
        by=by,
    )
    record("suggestion.dismissed", waits.pulse, by=by, at=now, ward=ward)
    return made
