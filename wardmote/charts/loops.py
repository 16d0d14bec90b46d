"""The figure of eight, wide: two loops that cross at the group with the most routes.

That group stands in the middle, two that pass things to and fro with it on either side, all
others in rows above and below. Along the middle row what goes to the crossing runs above
and what comes from it below, which makes the eight.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from wardmote.charts import lettering
from wardmote.charts.arrows import Curve, Way, crossed, place_words, straight, words_size
from wardmote.charts.stations import Box, Station, height_of

WIDTH, BOX, GAP = 960.0, 270.0, 72.0
FIRST = (WIDTH - 3 * BOX - 2 * GAP) / 2
ARC, LONG_ARC, LEVEL = 56.0, 122.0, 34.0
ROOMIER, TRIES = 24.0, 40
COLUMNS = {1: (1,), 2: (0, 2), 3: (0, 1, 2)}


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a station stands in the grid: its row, with 0 for the middle, and its column."""

    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Every station's box, every way's curve, and where the words on it stand."""

    boxes: Mapping[int, Box]
    curves: Mapping[Way, Curve]
    words: Mapping[Way, lettering.Box]
    hub: int | None
    height: float


def hub_of(stations: Sequence[Station], ways: Iterable[Way]) -> int | None:
    """The station with ways to and from the most others, the first of several."""
    near: dict[int, set[int]] = {station.key: set() for station in stations}
    for way in ways:
        near[way.giver].add(way.taker)
        near[way.taker].add(way.giver)
    return max(near, key=lambda key: len(near[key]), default=None)


def in_order(stations: Sequence[Station], ways: Sequence[Way]) -> list[int]:
    """The crossing second, those that pass to and fro with it beside it, then the rest."""
    hub = hub_of(stations, ways)
    if hub is None:
        return []
    pairs = {(way.giver, way.taker) for way in ways}
    rest = [station.key for station in stations if station.key != hub]
    rest.sort(key=lambda key: not {(key, hub), (hub, key)} <= pairs)
    return [*rest[:1], hub, *rest[1:]]


def seats(order: Sequence[int]) -> dict[int, Seat]:
    """The middle row first, then three below it, three above, and the others below."""
    found: dict[int, Seat] = {}
    for part in range(0, len(order), 3):
        row = (0, 1, -1)[part // 3] if part < 9 else part // 3 - 1
        held = order[part : part + 3]
        for key, column in zip(held, COLUMNS[len(held)], strict=True):
            found[key] = Seat(row, column)
    return found


def lay_out(stations: Sequence[Station], ways: Sequence[Way]) -> Layout:
    """The tightest layout in which no words lie on a station or on other words."""
    placed = seats(in_order(stations, ways))
    hub = hub_of(stations, ways)
    for room in (ROOMIER * step for step in range(1, TRIES)):
        boxes, height = _boxes(stations, ways, placed, room)
        curves = {way: _curve(way, placed, boxes, hub, room) for way in ways}
        words = _words(curves, boxes)
        if words is not None:
            break
    else:
        raise ValueError(f"{len(ways)} ways between {len(stations)} groups have no room")
    return Layout(boxes, curves, words, hub, height)


def _boxes(
    stations: Sequence[Station], ways: Sequence[Way], placed: Mapping[int, Seat], room: float
) -> tuple[dict[int, Box], float]:
    """Row by row from the top; those of one row are equally high."""
    by_key = {station.key: station for station in stations}
    rows = sorted({seat.row for seat in placed.values()})
    found: dict[int, Box] = {}
    y = 4 + _reach(rows[0], placed, ways, room, above=True) if rows else 4.0
    for place, row in enumerate(rows):
        held = [key for key, seat in placed.items() if seat.row == row]
        tall = max(height_of(by_key[key], BOX) for key in held)
        for key in held:
            left = FIRST + placed[key].column * (BOX + GAP)
            found[key] = Box(left, y, BOX, tall)
        y += tall + _reach(row, placed, ways, room, above=False)
        if place + 1 < len(rows):
            y += room + 24 + _reach(rows[place + 1], placed, ways, room, above=True)
    return found, y + 6


def _is_above(way: Way, placed: Mapping[int, Seat], hub: int | None) -> bool:
    """Whether a way within one row runs above it."""
    seat, other = placed[way.giver], placed[way.taker]
    if seat.row:
        return seat.row < 0
    return way.taker == hub or (way.giver != hub and seat.column < other.column)


def _reach(
    row: int, placed: Mapping[int, Seat], ways: Iterable[Way], room: float, *, above: bool
) -> float:
    """How far the arcs of a row go above or below it, their words included."""
    hub = next((key for key, seat in placed.items() if seat == Seat(0, 1)), None)
    inside = [
        way
        for way in ways
        if placed[way.giver].row == placed[way.taker].row == row
        and _is_above(way, placed, hub) == above
    ]
    return max((_rise(way, placed, room) + _half(way) for way in inside), default=0.0)


def _half(way: Way) -> float:
    return words_size(way)[1] / 2 + 4 if way.lines else 6.0


def _rise(way: Way, placed: Mapping[int, Seat], room: float) -> float:
    """How high an arc goes: long ones over short ones, one direction over the other."""
    seat, other = placed[way.giver], placed[way.taker]
    is_long = abs(seat.column - other.column) > 1
    if not seat.row:
        return LONG_ARC + room / 2 if is_long else ARC
    back = seat.column > other.column
    return ARC + LEVEL * (2 * is_long + back) + room * (is_long + back) / 4


def _curve(
    way: Way, placed: Mapping[int, Seat], boxes: Mapping[int, Box], hub: int | None, room: float
) -> Curve:
    seat, other = placed[way.giver], placed[way.taker]
    if seat.row == other.row:
        return _arc(way, placed, boxes, room, above=_is_above(way, placed, hub))
    if abs(seat.row - other.row) == 1:
        return _between(way, placed, boxes)
    return _past(way, placed, boxes)


def _arc(
    way: Way, placed: Mapping[int, Seat], boxes: Mapping[int, Box], room: float, *, above: bool
) -> Curve:
    """Up and over (or down and under) from one station to another of its row."""
    giver, taker = boxes[way.giver], boxes[way.taker]
    apart = placed[way.taker].column - placed[way.giver].column
    lean = 0.2 if abs(apart) == 1 else 0.32
    aside = lean if apart > 0 else -lean
    start, end = giver.centre + aside * giver.width, taker.centre - aside * taker.width
    if abs(apart) > 1:  # outside the short arcs
        start, end = giver.centre - aside * giver.width, taker.centre + aside * taker.width
    y = giver.top if above else giver.bottom
    up = _rise(way, placed, room) * 4 / 3 * (-1 if above else 1)
    return Curve((start, y), (start, y + up), (end, y + up), (end, y))


def _anchor(seat: Seat, other: Seat, box: Box, *, gives: bool) -> float:
    """Where on its edge a way leaves or enters: towards the other, to and fro apart."""
    towards = max(-1, min(1, other.column - seat.column))
    down = (other.row > seat.row) == gives
    return box.centre + box.width * (
        (0.3 if seat.row else 0.1) * towards + (0.05 if down else -0.05)
    )


def _between(way: Way, placed: Mapping[int, Seat], boxes: Mapping[int, Box]) -> Curve:
    """Down or up to the next row."""
    seat, other = placed[way.giver], placed[way.taker]
    giver, taker = boxes[way.giver], boxes[way.taker]
    is_down = other.row > seat.row
    y, to = (giver.bottom, taker.top) if is_down else (giver.top, taker.bottom)
    start = _anchor(seat, other, giver, gives=True)
    end = _anchor(other, seat, taker, gives=False)
    middle = (to - y) * 0.45
    return Curve((start, y), (start, y + middle), (end, to - middle), (end, to))


def _past(way: Way, placed: Mapping[int, Seat], boxes: Mapping[int, Box]) -> Curve:
    """Past a row between, through whichever lane runs through the fewest stations."""
    flat = _between(way, placed, boxes)
    aside = 10.0 if placed[way.giver].row < placed[way.taker].row else -10.0
    between = [box.edges for key, box in boxes.items() if key not in (way.giver, way.taker)]
    first = FIRST + BOX + GAP / 2
    lanes = [first + aside, first + BOX + GAP + aside]
    bent = [_through(flat, lane) for lane in lanes]
    middle = (flat.start[0] + flat.end[0]) / 2
    return min(
        [straight(flat.start, flat.end), *bent],
        key=lambda one: (crossed(one, between), abs(one.bend[0] - middle)),
    )


def _through(flat: Curve, lane: float) -> Curve:
    """The curve with both its bends pulled over so that its middle lies in the lane."""
    pulled = (8 * lane - flat.start[0] - flat.end[0]) / 6
    (_, y), (_, to) = flat.start, flat.end
    reach = (to - y) * 0.3
    return Curve(flat.start, (pulled, y + reach), (pulled, to - reach), flat.end)


def _words(
    curves: Mapping[Way, Curve], boxes: Mapping[int, Box]
) -> dict[Way, lettering.Box] | None:
    """Where the words on each way stand; None where they do not all find room."""
    edges = [(-99.0, -9e6, 0.0, 9e6), (WIDTH, -9e6, WIDTH + 99, 9e6)]
    taken = [*(box.edges for box in boxes.values()), *edges]
    found: dict[Way, lettering.Box] = {}
    for way, curve in curves.items():
        if not way.lines:
            continue
        box = place_words(way, curve, taken)
        if box is None:
            return None
        found[way] = box
        taken.append(box)
    return found
