"""The wards and parishes that a bulletin is about."""

from collections.abc import Sequence

from wardmote.bulletins.models import Bulletin
from wardmote.bulletins.rules import AreaKind
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.numbers import and_list, plural
from wardmote.partnership.queries import this_partnership
from wardmote.places.queries import edition_in_use, places_of
from wardmote.places.rules import Kind
from wardmote.places.shapes import wards_acted_for

PLACES = {AreaKind.WARDS: Kind.WARD, AreaKind.PARISHES: Kind.PARISH}
NAMED = 4  # places that a title spells out; the rest are counted


def names_of(kind: Kind) -> dict[str, str]:
    """code -> name of our wards or parishes, by name; none before boundaries are loaded."""
    try:
        found = places_of(edition_in_use(kind))
    except RuleBroken:
        return {}
    return dict(found.order_by("name").values_list("code", "name"))


def area_words(kind: AreaKind, codes: Sequence[str]) -> str:
    """Longmere and Astry; the whole of Wendle Vale."""
    if kind is AreaKind.DISTRICT:
        district = this_partnership().district_name
        return f"The whole of {district}" if district else "The whole district"
    names = names_of(PLACES[kind])
    called = [names.get(code, code) for code in codes]
    more = len(called) - NAMED
    if more > 0:
        called = [*called[:NAMED], plural(more, f"other {PLACES[kind]}", f"other {kind}")]
    return and_list(called)


def wards_about(bulletin: Bulletin) -> set[str]:
    """The wards that the bulletin is about; of the whole district, none in particular."""
    kind = AreaKind(bulletin.area_kind)
    if kind is AreaKind.DISTRICT:
        return set()
    found = (wards_acted_for(PLACES[kind], code) for code in bulletin.area)
    return set().union(*found)


def check_boundaries(bulletin: Bulletin) -> None:
    """RuleBroken when a place that it is about is none of the boundaries in use."""
    kind = AreaKind(bulletin.area_kind)
    if kind is not AreaKind.DISTRICT and set(bulletin.area) - names_of(PLACES[kind]).keys():
        raise RuleBroken(f"Its {kind} have new boundaries. Start a bulletin of the new ones")


def is_of_area(bulletin: Bulletin, kind: str, code: str) -> bool:
    """Whether whoever acts for this place acts for a part of the bulletin's area."""
    match AreaKind(bulletin.area_kind):
        case AreaKind.DISTRICT:
            return True
        case AreaKind.PARISHES if kind == Kind.PARISH:
            return code in bulletin.area
        case _:
            return not wards_acted_for(kind, code).isdisjoint(wards_about(bulletin))
