"""Which wards a text names: by their own names, and by those of the parishes in them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from wardmote.kernel.errors import RuleBroken
from wardmote.partnership.queries import this_partnership
from wardmote.places.queries import edition_in_use, places_of, wards
from wardmote.places.rules import Kind
from wardmote.places.shapes import wards_acted_for
from wardmote.releases.notice import wards_named

#: all that a text is compared with, so that an answer can be kept
Key = tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Names:
    """code -> name of wards, and of parishes; what both are called is the ward.

    `ours`: what the partnership and its district are called. Where the district “Wendle Vale”
    is named, its parish “Wendle” is not; a ward always is: rather a notice too many.
    """

    wards: Mapping[str, str]
    parishes: Mapping[str, str] = field(default_factory=dict)
    ours: Collection[str] = ()

    @property
    def key(self) -> Key:
        ours = tuple(sorted(self.ours))
        return tuple(self.wards.items()), tuple(self.parishes.items()), ours

    @classmethod
    def of(cls, key: Key) -> "Names":
        """The names that had this key."""
        wards, parishes, ours = key
        return cls(dict(wards), dict(parishes), ours)

    def named_in(self, text: str) -> frozenset[str]:
        """The codes of the wards and parishes that this text names."""
        of_wards = set(self.wards.values())
        parishes = {code: name for code, name in self.parishes.items() if name not in of_wards}
        places = {**parishes, **self.wards}
        ours = {name: name for name in {*self.ours} - {*places.values()}}
        masked = {*wards_named(text, ours | places)} - {*ours}
        return frozenset(masked.union(self.wards.keys() & wards_named(text, places)))

    def wards_in(self, text: str) -> tuple[str, ...]:
        """The codes of the wards that this text names; a parish names all it lies in."""
        return self.wards_of(self.named_in(text))

    def wards_of(self, places: Iterable[str]) -> tuple[str, ...]:
        """The wards of these wards and parishes."""
        found: set[str] = set()
        for code in places:
            found |= {code} if code in self.wards else wards_acted_for(Kind.PARISH, code)
        return tuple(sorted(found & self.wards.keys()))


def names_of(wards: Mapping[str, str]) -> Names:
    """These wards, with the parishes in use and our own names."""
    held = this_partnership()
    ours = {held.name, held.district_name} - {""}
    try:
        found = places_of(edition_in_use(Kind.PARISH))
    except RuleBroken:  # no parishes are loaded
        return Names(wards, ours=ours)
    return Names(wards, dict(found.values_list("code", "name")), ours)


def names_in_use() -> Names:
    """The wards in use, and the parishes; none before boundaries are loaded."""
    try:
        found = dict(wards().values_list("code", "name"))
    except RuleBroken:
        return Names({})
    return names_of(found)
