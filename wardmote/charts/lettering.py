"""How wide words are in Arial, where lines break, and labels that do not collide."""

from collections.abc import Sequence
from dataclasses import dataclass

_WIDTHS = {
    191: "'",
    222: "ijl",
    260: "|",
    278: " !,./:;I[\\]ft",
    333: "()-`r",
    355: '"',
    389: "*",
    469: "^",
    500: "Jcksvxyz",
    556: "#$0123456789?L_abdeghnopqu",
    584: "+<=>~",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1015: "@",
}
_THOUSANDTHS = {letter: width for width, group in _WIDTHS.items() for letter in group}
_OTHER, _WIDE, _FIRST_WIDE = 667, 1000, 0x1100
_BOLD = 1.08


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """The advance of a line of text in Arial, in the unit of `size`."""
    total = sum(
        _THOUSANDTHS.get(letter, _OTHER if ord(letter) < _FIRST_WIDE else _WIDE)
        for letter in text
    )
    return total * size / 1000 * (_BOLD if bold else 1)


def fit(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """The text, or as much of it as there is room for, ending in …"""
    if width_of(text, size, bold=bold) <= room + 0.01:
        return text
    kept = text[: max(0, int(room / size * 5))]
    while kept and width_of(kept + "…", size, bold=bold) > room:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def wrap(text: str, size: float, room: float, *, most: int, bold: bool = False) -> list[str]:
    """The text in at most so many lines, each no wider than the room."""
    words = text.split()
    lines: list[str] = []
    while words:
        if len(lines) == most - 1:
            lines.append(" ".join(words))
            break
        taken = 1
        while taken < len(words) and (
            width_of(" ".join(words[: taken + 1]), size, bold=bold) <= room
        ):
            taken += 1
        lines.append(" ".join(words[:taken]))
        words = words[taken:]
    return [fit(line, size, room, bold=bold) for line in lines]


@dataclass(slots=True)
class _Pile:
    """Labels that touch each other, kept as near as may be to where they were wanted."""

    places: list[int]
    heights: list[float]
    wanted: float

    def top(self, low: float, high: float) -> float:
        return max(low, min(self.wanted / len(self.places), high - sum(self.heights)))

    def add(self, other: "_Pile") -> None:
        self.wanted += other.wanted - sum(self.heights) * len(other.places)
        self.places += other.places
        self.heights += other.heights


def spread(
    wanted: Sequence[float], heights: Sequence[float], low: float, high: float
) -> list[float]:
    """Centres as near as may be to those wanted, none overlapping, in the same order.

    Where there is too little room between low and high, they run past `high`.
    """
    piles: list[_Pile] = []
    for place in sorted(range(len(wanted)), key=lambda place: wanted[place]):
        height = heights[place]
        piles.append(_Pile([place], [height], wanted[place] - height / 2))
        while len(piles) > 1 and (
            piles[-2].top(low, high) + sum(piles[-2].heights) > piles[-1].top(low, high)
        ):
            touching = piles.pop()
            piles[-1].add(touching)
    placed = list(wanted)
    for pile in piles:
        edge = pile.top(low, high)
        for place, height in zip(pile.places, pile.heights, strict=True):
            placed[place] = edge + height / 2
            edge += height
    return placed


Box = tuple[float, float, float, float]


def overlaps(one: Box, other: Box) -> bool:
    """Whether two boxes (left, top, right, bottom) share any ground."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
