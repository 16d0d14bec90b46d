"""How wide words are in Arial, where lines break, and labels that do not collide."""

from collections.abc import Sequence

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


def spread(
    wanted: Sequence[float], heights: Sequence[float], low: float, high: float
) -> list[float]:
    """Centres as near as may be to those wanted, none overlapping, in the given order.

    Where there is too little room between low and high, they run past `high`.
    """
    order = sorted(range(len(wanted)), key=lambda place: (wanted[place], place))
    placed = list(wanted)
    edge = high
    for place in reversed(order):
        placed[place] = min(placed[place], edge - heights[place] / 2)
        edge = placed[place] - heights[place] / 2
    edge = low
    for place in order:
        placed[place] = max(placed[place], edge + heights[place] / 2)
        edge = placed[place] + heights[place] / 2
    return placed


Box = tuple[float, float, float, float]


def overlaps(one: Box, other: Box) -> bool:
    """Whether two boxes (left, top, right, bottom) share any ground."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
