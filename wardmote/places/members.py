"""Who sits for which ward: its own councillors, and those of divisions that touch it."""

from dataclasses import dataclass
from datetime import date

from wardmote.people.models import User
from wardmote.places.models import Place
from wardmote.places.queries import current_representations
from wardmote.places.rules import ELECTED_FOR, Kind, Office
from wardmote.places.shapes import wards_acted_for


@dataclass(frozen=True, slots=True)
class Sitting:
    """A member of a ward; `through` is the division, where it is one that touches it."""

    person: User
    since: date
    through: str = ""


def members_of_wards(on: date) -> dict[str, list[Sitting]]:
    """Ward code -> who sits for it on this day, each once, its own councillors first."""
    held = current_representations(on).filter(office=Office.COUNCILLOR, kind__in=ELECTED_FOR)
    ordered = sorted(held, key=lambda one: (one.kind != Kind.WARD, one.user.name, one.since))
    divisions = {one.code for one in ordered if one.kind != Kind.WARD}
    names = dict(Place.objects.filter(code__in=divisions).values_list("code", "name"))
    found: dict[str, dict[int, Sitting]] = {}
    for one in ordered:
        through = "" if one.kind == Kind.WARD else names.get(one.code, one.code)
        for ward in wards_acted_for(one.kind, one.code):
            sitting = Sitting(one.user, one.since, through)
            found.setdefault(ward, {}).setdefault(one.user.pk, sitting)
    return {ward: list(members.values()) for ward, members in found.items()}
