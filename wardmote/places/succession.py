"""Which places follow which when boundaries change: by what they share. No Django.

An old place and a new one belong together where they share more than a sliver: at least
two hundredths of the area of one of them. Shares are of the residents where smaller areas
with counted residents are known, else of the area.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import shapely
from shapely import STRtree

SLIVER = 0.02
ELSEWHERE = ""  # what lies in no place of the other boundaries


@dataclass(frozen=True, slots=True)
class Shared:
    """What an old place and a new one have in common, as a share of each.

    Either may be ELSEWHERE. The shares of one old place, and of one new place, sum to one.
    """

    old: str
    new: str
    of_old: float
    of_new: float


@dataclass(frozen=True, slots=True)
class People:
    """A small area and how many live in it, taken as evenly spread."""

    shape: shapely.Geometry
    residents: int


@dataclass(frozen=True, slots=True)
class Succession:
    """All that old and new places share, and whether residents were counted for it."""

    shared: tuple[Shared, ...]
    by_residents: bool

    def into(self, old: str) -> list[Shared]:
        """What followed an old place, most of it first."""
        found = [one for one in self.shared if one.old == old]
        return sorted(found, key=lambda one: (-round(one.of_old, 6), one.new))

    def out_of(self, new: str) -> list[Shared]:
        """What a new place was before, most of it first."""
        found = [one for one in self.shared if one.new == new]
        return sorted(found, key=lambda one: (-round(one.of_new, 6), one.old))


Shapes = Mapping[str, shapely.Geometry]
Pieces = dict[tuple[str, str], shapely.Geometry]


def succession(old: Shapes, new: Shapes, people: Sequence[People] = ()) -> Succession:
    """What each old place and each new one share, slivers left out."""
    pieces = dict(_pieces(old, new))
    weights = _residents(pieces, people)
    of_old = _sums((key[0], weights[key]) for key in pieces) if weights else {}
    of_new = _sums((key[1], weights[key]) for key in pieces) if weights else {}
    by_residents = bool(weights) and all(
        total > 0
        for sums in (of_old, of_new)
        for code, total in sums.items()
        if code != ELSEWHERE
    )
    if not by_residents:
        weights = {key: piece.area for key, piece in pieces.items()}
        of_old = _sums((key[0], weight) for key, weight in weights.items())
        of_new = _sums((key[1], weight) for key, weight in weights.items())
    shared = tuple(
        Shared(*key, _share(weight, of_old, key[0]), _share(weight, of_new, key[1]))
        for key, weight in sorted(weights.items())
        if weight > 0
    )
    return Succession(shared, by_residents)


def _share(weight: float, sums: Mapping[str, float], code: str) -> float:
    return 0.0 if code == ELSEWHERE else weight / sums[code]


def _sums(weights: Iterable[tuple[str, float]]) -> dict[str, float]:
    sums: dict[str, float] = {}
    for code, weight in weights:
        sums[code] = sums.get(code, 0.0) + weight
    return sums


def _pieces(old: Shapes, new: Shapes) -> Iterator[tuple[tuple[str, str], shapely.Geometry]]:
    codes, shapes = list(new), list(new.values())
    tree = STRtree(shapes)
    for before, shape in old.items():
        for at in tree.query(shape):
            piece = shapely.intersection(shape, shapes[at])
            if piece.area >= SLIVER * min(shape.area, shapes[at].area) and piece.area > 0:
                yield (before, codes[at]), piece
    yield from _left_over(old, list(new.values()), lambda code: (code, ELSEWHERE))
    yield from _left_over(new, list(old.values()), lambda code: (ELSEWHERE, code))


def _left_over(
    some: Shapes, others: list[shapely.Geometry], key: Callable[[str], tuple[str, str]]
) -> Iterator[tuple[tuple[str, str], shapely.Geometry]]:
    """What of each lies in none of the others, where it is more than a sliver."""
    covered = shapely.union_all(others)
    for code, shape in some.items():
        rest = shapely.difference(shape, covered)
        if rest.area >= SLIVER * shape.area and rest.area > 0:
            yield key(code), rest


def _residents(pieces: Pieces, people: Sequence[People]) -> dict[tuple[str, str], float]:
    """How many live in each piece, small areas shared out by area; empty if unknown."""
    if not people:
        return {}
    tree = STRtree([one.shape for one in people])
    found = {}
    for key, piece in pieces.items():
        near = [people[at] for at in tree.query(piece)]
        found[key] = sum(
            one.residents * shapely.intersection(piece, one.shape).area / one.shape.area
            for one in near
        )
    return found
