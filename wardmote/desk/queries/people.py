"""What the desk's pages show of people."""

from dataclasses import dataclass
from datetime import date

from wardmote.groups.models import Holder, Seat
from wardmote.groups.queries import current_seats, in_force
from wardmote.groups.rules import SEAT_ROLE_NAMES, SeatRole
from wardmote.people.models import User
from wardmote.people.rules import ROLE_NAMES, Role
from wardmote.places.models import Place, Representation
from wardmote.places.queries import current_representations
from wardmote.signin.access import who_must_have_one
from wardmote.signin.queries import with_second_factor


@dataclass(frozen=True, slots=True)
class Held:
    """A seat or a place that a person holds, in words."""

    pk: int
    words: str
    since: date


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person with everything that decides what they may open."""

    person: User
    post: str
    seats: tuple[Held, ...]
    places: tuple[Held, ...]
    posts: tuple[Held, ...] = ()
    """Posts that carry seats; what they sit on by them is on the post's page."""
    has_second_factor: bool = False
    lacks_second_factor: bool = False

    @property
    def is_waiting(self) -> bool:
        """Invited, and has not chosen a password yet."""
        return self.person.is_active and not self.person.has_usable_password()


def people_list(on: date) -> list[PersonLine]:
    """Everyone with an account, those whose account is closed last."""
    people = User.objects.select_related("organisation").order_by("-is_active", "name", "pk")
    return _lines(list(people), on)


def person_page(person: User, on: date) -> PersonLine:
    """One person as the officer sees them."""
    return _lines([person], on)[0]


def _lines(people: list[User], on: date) -> list[PersonLine]:
    whose = [person.pk for person in people]
    # a seat shows from the day it is given, also when it begins later
    seats = Seat.objects.filter(person__in=whose, until=None).select_related("group")
    ending = current_seats(on).filter(person__in=whose).exclude(until=None)
    places = Representation.objects.filter(user__in=whose, until=None)
    leaving = current_representations(on).filter(user__in=whose).exclude(until=None)
    posts = Holder.objects.filter(in_force(on), person__in=whose).select_related(
        "post__organisation"
    )
    names = place_names({(one.kind, one.code) for one in [*places, *leaving]})
    proven, must = with_second_factor(whose), who_must_have_one(people, on)
    return [
        PersonLine(
            person,
            ROLE_NAMES[Role(person.role)] if person.role else "",
            tuple(_seat(s) for s in [*seats, *ending] if s.person_id == person.pk),
            tuple(
                _place(one, names) for one in [*places, *leaving] if one.user_id == person.pk
            ),
            tuple(_post(one) for one in posts if one.person_id == person.pk),
            has_second_factor=person.pk in proven,
            lacks_second_factor=person.is_active
            and person.pk not in proven
            and person.pk in must,
        )
        for person in people
    ]


def _seat(seat: Seat) -> Held:
    is_ordinary = seat.role == SeatRole.ORDINARY
    words = "" if is_ordinary else f" ({SEAT_ROLE_NAMES[SeatRole(seat.role)]})"
    return Held(seat.pk, f"{seat.group}{words}", seat.since)


def _post(one: Holder) -> Held:
    return Held(one.post_id, f"{one.post}{', in the interim' * one.is_interim}", one.since)


def _place(one: Representation, names: dict[tuple[str, str], str]) -> Held:
    name = names.get((one.kind, one.code), one.code)
    return Held(one.pk, f"{one.office.capitalize()}, {name}", one.since)


def place_names(wanted: set[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """(kind, code) -> name in the latest edition that has it."""
    found = Place.objects.filter(code__in={code for _, code in wanted}).order_by(
        "edition__name"
    )
    rows = found.values_list("edition__kind", "code", "name")
    return {(kind, code): name for kind, code, name in rows}
