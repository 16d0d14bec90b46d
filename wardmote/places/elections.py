"""Elections: who was elected for which place, who retires, and who must be bound anew.

A councillor is bound to the code of a ward or county division, and a code belongs to an
edition of boundaries. When a later edition has no such place any more, nobody is moved to
another by guess: they keep what was released for the old place, reach nothing through the
new ones, and stay councillors (so that no other door opens) until the officer binds them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.timezone import localdate

from wardmote.audit.usecases import record
from wardmote.kernel.actors import Actor
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import day_words
from wardmote.people.models import Organisation, User
from wardmote.people.usecases import invite
from wardmote.places.models import Edition, Election, Place, Representation
from wardmote.places.queries import current_representations, edition_in_use
from wardmote.places.rules import ELECTED_FOR, ElectionKind, Kind, Office, in_office_from
from wardmote.places.usecases import represent


@dataclass(frozen=True, slots=True)
class Winner:
    """Somebody elected; known by their e-mail address where they have an account."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Result:
    """What one ward or division decided: who was elected, whose term of office ends."""

    code: str
    elected: tuple[Winner, ...]
    retiring: frozenset[int] = frozenset()


@transaction.atomic
def enter_election(
    body: Organisation,
    kind: ElectionKind,
    on: date,
    edition: Edition,
    *,
    by: Actor,
    now: datetime,
) -> Election:
    """Enter that an election was held. RuleBroken before its day, and the second time."""
    if edition.kind not in ELECTED_FOR:
        raise RuleBroken("Select boundaries of wards or county divisions", about="edition")
    if on > localdate(now):
        raise RuleBroken("Enter the election once it has been held", about="on")
    made, is_new = Election.objects.get_or_create(body=body, kind=kind, on=on, edition=edition)
    if not is_new:
        raise RuleBroken("This election has been entered already", about="on")
    record("election.entered", made.pk, by=by, at=now, body=body.name, kind=kind, on=on)
    return made


@transaction.atomic
def enter_result(
    election_id: int, result: Result, *, by: Actor, now: datetime
) -> list[Representation]:
    """Bind those elected to their place; those who retire act for it until then.

    Whoever has no account yet is invited. RuleBroken, having changed nothing, if the
    result has been entered before or does not fit who acts for the place.
    """
    election = Election.objects.select_for_update().get(pk=election_id)
    _check(election, result)
    day = in_office_from(ElectionKind(election.kind), election.on)
    for one in councillors_before(election, result.code):
        if one.pk in result.retiring:
            one.until = max(day, one.since)
            one.save(update_fields=["until"])
    made = [
        _bind(election, result.code, winner, day, by=by, now=now) for winner in result.elected
    ]
    record(
        "election.result_entered",
        election.pk,
        by=by,
        at=now,
        place=result.code,
        elected=[one.user_id for one in made],
        retired=sorted(result.retiring),
    )
    return made


def what_it_does(election: Election, result: Result) -> list[str]:
    """The result in sentences, for the officer to look at. RuleBroken as when entered."""
    _check(election, result)
    day = day_words(in_office_from(ElectionKind(election.kind), election.on))
    held = {one.user.email: one for one in councillors_before(election, result.code)}
    said = []
    for winner in result.elected:
        known = User.objects.filter(email__iexact=winner.email).first()
        if known is None:
            said.append(f"Invites {winner.name}, councillor from {day}")
        elif known.email in held:
            said.append(f"{known} was elected again and goes on")
        else:
            said.append(f"{known} is councillor from {day}")
    again = {winner.email.lower() for winner in result.elected}
    return said + [
        f"{one.user} retires on {day}"
        for one in held.values()
        if one.pk in result.retiring and one.user.email.lower() not in again
    ]


def councillors_before(election: Election, code: str) -> list[Representation]:
    """Who acted for the place on the day of the election."""
    acting = current_representations(election.on).filter(
        office=Office.COUNCILLOR, kind=election.edition.kind, code=code
    )
    return list(acting.exclude(election=election).order_by("user__name"))


def _check(election: Election, result: Result) -> None:
    if not election.edition.places.filter(code=result.code).exists():
        raise RuleBroken("Choose a place of these boundaries")
    if election.representations.filter(code=result.code).exists():
        raise RuleBroken(
            "This result has been entered. To mend it, end or add the place on the "
            "councillor’s own page"
        )
    if not result.elected:
        raise RuleBroken("Enter who was elected", about="elected")
    _check_winners(result.elected)
    again = {winner.email.lower() for winner in result.elected}
    for one in councillors_before(election, result.code):
        if one.user.email.lower() in again and one.pk not in result.retiring:
            raise RuleBroken(
                f"{one.user} is councillor here already. Tick that their term ends, or take "
                "them out",
                about="elected",
            )


def _check_winners(winners: Iterable[Winner]) -> None:
    seen: set[str] = set()
    for winner in winners:
        if not winner.name.strip():
            raise RuleBroken(f"Enter the name of {winner.email}", about="elected")
        try:
            validate_email(winner.email)
        except ValidationError:
            raise RuleBroken(
                f"{winner.name}: the e-mail address must be like name@example.com",
                about="elected",
            ) from None
        if winner.email.lower() in seen:
            raise RuleBroken(f"{winner.email} stands there twice", about="elected")
        seen.add(winner.email.lower())


def _bind(
    election: Election, code: str, winner: Winner, day: date, *, by: Actor, now: datetime
) -> Representation:
    person = User.objects.filter(email__iexact=winner.email).first()
    if person is None:
        body = election.body.name
        person, _ = invite(winner.email, winner.name, by=by, now=now, organisation=body)
    kind = Kind(election.edition.kind)
    made = represent(
        person, office=Office.COUNCILLOR, kind=kind, code=code, since=day, by=by, now=now
    )
    made.election = election
    made.save(update_fields=["election"])
    return made


def to_bind_anew(on: date) -> list[Representation]:
    """Who acts for a place that the boundaries in use do not have any more."""
    acting = list(current_representations(on).order_by("user__name"))
    loaded = set(Edition.objects.values_list("kind", flat=True))
    there = {kind: _codes(Kind(kind)) for kind in {one.kind for one in acting} & loaded}
    return [one for one in acting if one.code not in there.get(one.kind, {one.code})]


def _codes(kind: Kind) -> set[str]:
    found = Place.objects.filter(edition=edition_in_use(kind))
    return set(found.values_list("code", flat=True))
