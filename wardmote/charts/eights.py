"""The figure of eight as pictures, wide and upright, of any groups and routes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wardmote.charts import lettering, loops, upright
from wardmote.charts.arrows import Curve, Way, draw_way, draw_words
from wardmote.charts.drawing import element, frame
from wardmote.charts.stations import Box, Station, draw_station


@dataclass(frozen=True, slots=True)
class Eight:
    """The same picture twice: for wide screens and paper, and for narrow screens."""

    wide_svg: str
    upright_svg: str
    title: str
    description: str


def figure_of_eight(
    *, key: str, title: str, description: str, stations: Sequence[Station], ways: Sequence[Way]
) -> Eight:
    """Draw the groups with what they have, and what moved between them.

    ValueError for a way to or from a group that is not there, or two ways the same way.
    """
    _require_whole(stations, ways)
    across = loops.lay_out(stations, ways)
    down = upright.stand(stations, ways)
    wide = _draw(stations, across.boxes, across.curves, across.words, across.hub)
    tall = _draw(down.stations, down.boxes, down.curves, down.words, down.hub)
    sizes = {"wide": (loops.WIDTH, across.height), "upright": (upright.WIDTH, down.height)}
    drawn = {
        name: frame(
            body,
            key=f"{key}-{name}",
            kind=f"eight-{name}",
            size=sizes[name],
            title=title,
            description=description,
            is_list=bool(stations),
        )
        for name, body in (("wide", wide), ("upright", tall))
    }
    return Eight(drawn["wide"], drawn["upright"], title, description)


def _require_whole(stations: Sequence[Station], ways: Sequence[Way]) -> None:
    keys = {station.key for station in stations}
    if len(keys) < len(stations):
        raise ValueError("Two groups have the same key")
    if not {end for way in ways for end in (way.giver, way.taker)} <= keys:
        raise ValueError("A way leads to or from a group that is not there")
    if any(way.giver == way.taker for way in ways):
        raise ValueError("A way leads back to the group that it comes from")
    if len({(way.giver, way.taker) for way in ways}) < len(ways):
        raise ValueError("Two ways lead from and to the same groups")


def _draw(
    stations: Sequence[Station],
    boxes: Mapping[int, Box],
    curves: Mapping[Way, Curve],
    words: Mapping[Way, lettering.Box],
    hub: int | None,
) -> str:
    """Ways under stations under words; what leads somewhere is one list."""
    quiet_first = sorted(curves, key=lambda way: (way.moved, bool(way.asks)))
    lines = [draw_way(way, curves[way]) for way in quiet_first]
    parts = [
        part
        for station in stations
        for part in draw_station(station, boxes[station.key], is_hub=station.key == hub)
    ]
    parts += [draw_words(way, box) for way, box in words.items()]
    under = element("g", *lines, aria_hidden="true") if lines else ""
    return under + (element("g", *parts, role="list") if parts else "")
