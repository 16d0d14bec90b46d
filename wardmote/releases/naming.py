"""Which wards a text names: by their own names, and by those of the parishes in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from wardmote.kernel.errors import RuleBroken
from wardmote.places.queries import edition_in_use, places_of, wards
from wardmote.places.rules import Kind
from wardmote.places.shapes import wards_acted_for
from wardmote.releases.notice import wards_named


@dataclass(frozen=True, slots=True)
class Names:
    """code -> name of wards, and of parishes; what both are called is the ward."""

    wards: Mapping[str, str]
    parishes: Mapping[str, str] = field(default_factory=dict)

    @property
    def places(self) -> dict[str, str]:
        """Both, each name once."""
        of_wards = set(self.wards.values())
        parishes = {code: name for code, name in self.parishes.items() if name not in of_wards}
        return {**parishes, **self.wards}

    def wards_in(self, text: str) -> tuple[str, ...]:
        """The codes of the wards that this text names; a parish names all it lies in."""
        return self.wards_of(wards_named(text, self.places))

    def wards_of(self, places: Iterable[str]) -> tuple[str, ...]:
        """The wards of these wards and parishes."""
        found: set[str] = set()
        for code in places:
            found |= {code} if code in self.wards else wards_acted_for(Kind.PARISH, code)
        return tuple(sorted(found & self.wards.keys()))


def names_of(wards: Mapping[str, str]) -> Names:
    """These wards, with the parishes in use."""
    try:
        found = places_of(edition_in_use(Kind.PARISH))
    except RuleBroken:  # no parishes are loaded
        return Names(wards)
    return Names(wards, dict(found.values_list("code", "name")))


def names_in_use() -> Names:
    """The wards in use, and the parishes; none before boundaries are loaded."""
    try:
        found = dict(wards().values_list("code", "name"))
    except RuleBroken:
        return Names({})
    return names_of(found)
