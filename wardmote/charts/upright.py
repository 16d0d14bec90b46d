"""The figure of eight, upright: for narrow screens, where its text keeps its size.

One station under the other. Neighbours pass things through the gap between them; what goes
further is said inside the station that gives it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from wardmote.charts import lettering
from wardmote.charts.arrows import Curve, Way, straight, words_size
from wardmote.charts.loops import hub_of, in_order
from wardmote.charts.stations import Box, Shelf, Station, height_of

WIDTH = 340.0
QUIET, CLEAR = 30.0, 44.0


@dataclass(frozen=True, slots=True)
class Column:
    """The stations with what they say, their boxes, and the ways through the gaps."""

    stations: tuple[Station, ...]
    boxes: Mapping[int, Box]
    curves: Mapping[Way, Curve]
    words: Mapping[Way, lettering.Box]
    hub: int | None
    height: float


def stand(stations: Sequence[Station], ways: Sequence[Way]) -> Column:
    """The stations from the top, as they stand along the eight."""
    by_key = {station.key: station for station in stations}
    order = in_order(stations, ways)
    near = {frozenset(pair) for pair in pairwise(order)}
    through = [way for way in ways if frozenset((way.giver, way.taker)) in near]
    further = [way for way in ways if way not in through and way.lines]
    told = {key: _telling(by_key[key], further, by_key) for key in order}
    boxes: dict[int, Box] = {}
    y = 4.0
    for key in order:
        boxes[key] = Box(2, y, WIDTH - 4, height_of(told[key], WIDTH - 4))
        y = boxes[key].bottom + _gap(key, through, order)
    last = boxes[order[-1]].bottom if order else 0.0
    curves = {way: _curve(way, boxes) for way in through}
    words = {way: _words(way, curve) for way, curve in curves.items() if way.lines}
    hub = hub_of(stations, ways)
    return Column(tuple(told.values()), boxes, curves, words, hub, last + 4)


def _telling(
    station: Station, further: Sequence[Way], by_key: Mapping[int, Station]
) -> Station:
    """The station with a line for each way that goes past its neighbours."""
    lines = tuple(
        Shelf(f"To {by_key[way.taker].name}: {', '.join(way.lines)}", way.href or "")
        for way in further
        if way.giver == station.key
    )
    return replace(station, shelves=(*station.shelves, *lines))


def _gap(key: int, through: Sequence[Way], order: Sequence[int]) -> float:
    """Room under a station for the words on the ways to the next."""
    place = order.index(key)
    pair = set(order[place : place + 2])
    here = [way for way in through if {way.giver, way.taker} == pair]
    tallest = max((words_size(way)[1] for way in here if way.lines), default=0.0)
    return tallest + CLEAR if tallest else QUIET


def _curve(way: Way, boxes: Mapping[int, Box]) -> Curve:
    """Down on the left, up on the right."""
    giver, taker = boxes[way.giver], boxes[way.taker]
    if giver.top < taker.top:
        return straight((WIDTH * 0.27, giver.bottom), (WIDTH * 0.27, taker.top))
    return straight((WIDTH * 0.73, giver.top), (WIDTH * 0.73, taker.bottom))


def _words(way: Way, curve: Curve) -> lettering.Box:
    (x, y), (width, height) = curve.at(0.46), words_size(way)
    return (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
