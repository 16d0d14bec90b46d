"""Boundaries made ready to draw: projected, thinned to what can be seen, and fitted.

Worth keeping: building them takes longer than drawing the map. They depend on the
shapes alone, so cache them for each edition of the boundaries.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

FRAME = 640.0
TOLERANCE = 0.9

Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """One area in the frame's units: its rings, and where its name has most room."""

    rings: tuple[Ring, ...]
    centre: tuple[float, float]
    size: float

    def path(self, scale: float) -> str:
        return "".join(_ring(ring, scale) for ring in self.rings)


@dataclass(frozen=True, slots=True)
class Outlines:
    """All areas of one map and the edge round them; at most FRAME wide and high."""

    width: float
    height: float
    areas: Mapping[str, Outline]
    edge: tuple[Ring, ...]

    def edge_path(self, scale: float) -> str:
        return "".join(_ring(ring, scale) for ring in self.edge)


def outlines(geometries: Mapping[str, Mapping[str, Any]]) -> Outlines:
    """Project GeoJSON Polygons and MultiPolygons (WGS84 degrees) by code.

    Equirectangular at the middle latitude. Neighbours keep their common border, and
    what is lost is smaller than a pixel on a map 640 wide. Raises ValueError for
    shapes that are not areas.
    """
    shapes = {code: _area(code, geometry) for code, geometry in geometries.items()}
    shapes = {code: area for code, area in shapes.items() if not area.is_empty}
    if not shapes:
        return Outlines(FRAME, 0, {}, ())
    projected, width, height = _project(np.array(list(shapes.values())))
    thinned = shapely.coverage_simplify(projected, TOLERANCE)
    drawn = dict(zip(shapes, map(_outline, thinned), strict=True))
    return Outlines(width, height, drawn, _rings(_whole(thinned)))


def _area(code: str, geometry: Mapping[str, Any]) -> BaseGeometry:
    if geometry.get("type") not in ("Polygon", "MultiPolygon"):
        raise ValueError(f"{code}: {geometry.get('type')} is not an area")
    return shape(geometry)


def _project(shapes: Any) -> tuple[Any, float, float]:
    """Degrees to the frame: x eastwards, y downwards, one scale for both."""
    west, south, east, north = shapely.total_bounds(shapes)
    shrink = float(np.cos(np.radians((south + north) / 2)))
    across, down = (east - west) * shrink, north - south
    scale = FRAME / (max(across, down) or 1)

    def place(points: Any) -> Any:
        x = (points[:, 0] - west) * shrink * scale
        return np.column_stack([x, (north - points[:, 1]) * scale])

    return shapely.transform(shapes, place), across * scale, down * scale


def _whole(areas: Any) -> BaseGeometry:
    """All areas as one; where they overlap or leave slivers, by the slower way."""
    if shapely.coverage_is_valid(areas):
        return shapely.coverage_union_all(areas)
    return shapely.union_all(shapely.make_valid(areas), grid_size=0.05)


def _outline(area: BaseGeometry) -> Outline:
    rings = _rings(area)
    room = shapely.maximum_inscribed_circle(area, tolerance=1) if area.area else None
    if room is None:
        at = shapely.get_coordinates(area)[0]
        return Outline(rings, (float(at[0]), float(at[1])), 0)
    (x, y), *_ = shapely.get_coordinates(room)
    return Outline(rings, (float(x), float(y)), float(area.area))


def _rings(area: BaseGeometry) -> tuple[Ring, ...]:
    """The outer and inner rings, to a tenth of a unit and without repeated points."""
    polygons = [part for part in shapely.get_parts(area) if part.geom_type == "Polygon"]
    return tuple(
        tuple((float(x), float(y)) for x, y in np.round(ring.coords, 1)[:-1])
        for polygon in polygons
        for ring in (polygon.exterior, *polygon.interiors)
    )


def _ring(ring: Ring, scale: float) -> str:
    """A closed path in short relative steps, counted in tenths so that none drifts."""
    steps: list[str] = []
    last_x = last_y = 0
    for x, y in ring:
        here_x, here_y = round(x * scale * 10), round(y * scale * 10)
        if steps and (here_x, here_y) == (last_x, last_y):
            continue
        gap = "" if here_y < last_y else " "
        steps.append(_tenths(here_x - last_x) + gap + _tenths(here_y - last_y))
        last_x, last_y = here_x, here_y
    return f"M{steps[0]}l{' '.join(steps[1:])}z" if len(steps) > 2 else ""


@lru_cache(maxsize=4096)
def _tenths(count: int) -> str:
    """-3 is -.3, 120 is 12: the shortest that SVG reads."""
    written = f"{count / 10:.10g}"
    return written.replace("0.", ".") if -10 < count < 10 else written
