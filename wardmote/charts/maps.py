"""A map of areas shaded in steps, each area a link, each step with its numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wardmote.charts import lettering, palette
from wardmote.charts.drawing import (
    SMALL,
    Chart,
    ChartTable,
    element,
    escape,
    frame,
    halo,
    hatch,
    header,
    link,
    require_plain,
    write,
)
from wardmote.charts.legends import Key, draw_legend, step_fill
from wardmote.charts.outlines import FRAME, Outline, Outlines
from wardmote.charts.scales import NO_FIGURE, number
from wardmote.charts.steps import Step, rounded_steps, step_of
from wardmote.kernel.numbers import and_list, plural

EDGE = 4.0


@dataclass(frozen=True, slots=True)
class Area:
    """One area: its figure (None: there is none), and `text`, the same in words."""

    code: str
    name: str
    value: float | None
    text: str = ""
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Shading:
    """How a value becomes a fill and words."""

    steps: list[Step]
    places: int
    none: str

    def fill(self, value: float | None) -> str:
        if value is None:
            return f"url(#{self.none})"
        place = step_of(round(value, self.places), self.steps)
        return step_fill(place, len(self.steps))

    def says(self, area: Area) -> str:
        return area.text or number(area.value, self.places)


def choropleth(
    *,
    key: str,
    title: str,
    areas: Sequence[Area],
    shapes: Outlines,
    unit: str = "",
    highlighted: str | None = None,
    labels: bool = False,
    thing: str = "ward",
    heading: bool = True,
    width: float = 640,
) -> Chart:
    """Shade the areas in at most five steps; hatch those with no figure.

    `shapes` come from `outlines`, by the areas' codes; an area without one is named
    under the map. `highlighted` is a code. `labels` writes names where they fit.
    """
    values = [area.value for area in areas]
    require_plain(values)
    shading = Shading(*rounded_steps(values), f"{key}-none")
    top = header(title, unit, width=width, drawn=heading)
    keys = list(_keys(shading, areas, thing))
    legend = draw_legend(keys, top.height, width)
    scale = (width - 2 * EDGE) / FRAME
    left = (width - shapes.width * scale) / 2
    start = top.height + legend.height + 8
    missing = [area.name for area in areas if area.code not in shapes.areas]
    foot = list(_foot(missing, start + shapes.height * scale + EDGE + 18, width))
    is_list = any(area.href for area in areas)
    layers = (
        *_areas(areas, shapes, shading, scale, is_list=is_list),
        *_edges(highlighted, shapes, scale),
        *_names(areas, shapes, scale, highlighted, every=labels),
    )
    placed = f"translate({left:.1f} {start + EDGE:.1f})"
    tall = start + shapes.height * scale + 2 * EDGE + 18 * len(foot)
    description = _description(shading, areas, thing, unit, highlighted)
    svg = frame(
        top.markup,
        hatch(shading.none),
        legend.markup,
        element("g", *layers, transform=placed),
        *foot,
        key=key,
        kind="map",
        size=(width, tall),
        title=title,
        description=description,
        is_list=is_list,
    )
    return Chart(svg, title, description, _table(title, areas, shading, unit, thing))


def _areas(
    areas: Sequence[Area],
    shapes: Outlines,
    shading: Shading,
    scale: float,
    *,
    is_list: bool,
) -> Iterator[str]:
    items = []
    for area in areas:
        if not (outline := shapes.areas.get(area.code)):
            continue
        says = f"{area.name}: {shading.says(area)}"
        drawn = element(
            "path",
            d=outline.path(scale),
            fill=shading.fill(area.value),
            stroke=palette.SECONDARY,
            stroke_width=0.75,
            stroke_linejoin="round",
        )
        if is_list:
            items.append(link(drawn, area.href, says, class_="chart-area"))
        else:
            named = element("title", escape(says))
            items.append(element("g", named, drawn, class_="chart-area"))
    if items:
        yield element("g", *items, role="list" if is_list else None)


def _edges(code: str | None, shapes: Outlines, scale: float) -> Iterator[str]:
    """The line round the district, and a thick one round the highlighted area."""
    yield element(
        "path",
        d=shapes.edge_path(scale),
        class_="chart-edge",
        fill="none",
        stroke=palette.INK,
        stroke_width=1.25,
        stroke_linejoin="round",
        pointer_events="none",
    )
    if outline := shapes.areas.get(code or ""):
        yield element(
            "path",
            d=outline.path(scale),
            fill="none",
            stroke=palette.INK,
            stroke_width=4,
            stroke_linejoin="round",
            class_="chart-highlight",
            pointer_events="none",
        )


def _names(
    areas: Sequence[Area],
    shapes: Outlines,
    scale: float,
    first: str | None,
    *,
    every: bool,
) -> Iterator[str]:
    """The highlighted area's name, then the largest areas' that collide with none."""
    taken: list[lettering.Box] = []
    found = [(area, shapes.areas[area.code]) for area in areas if area.code in shapes.areas]
    found.sort(key=lambda pair: (pair[0].code != first, -pair[1].size))
    size = SMALL if scale > 0.6 else SMALL - 1
    for area, outline in found:
        if not (every or area.code == first):
            continue
        lines = lettering.wrap(area.name, size, 96 * max(scale, 0.8), most=2, bold=True)
        box = _box(lines, outline, scale, size, shapes)
        if lines and not any(lettering.overlaps(box, other) for other in taken):
            taken.append(box)
            yield from _name(lines, box, size, bold=area.code == first)


def _box(
    lines: Sequence[str], outline: Outline, scale: float, size: float, shapes: Outlines
) -> lettering.Box:
    half = max((lettering.width_of(line, size, bold=True) for line in lines), default=0) / 2
    x, y = outline.centre[0] * scale, outline.centre[1] * scale
    x = max(half, min(x, shapes.width * scale - half))
    tall = len(lines) * (size + 1) / 2
    return x - half - 2, y - tall, x + half + 2, y + tall


def _name(
    lines: Sequence[str], box: lettering.Box, size: float, *, bold: bool
) -> Iterator[str]:
    for place, line in enumerate(lines):
        yield halo(
            line,
            (box[0] + box[2]) / 2,
            box[1] + (place + 0.8) * (size + 1),
            text_anchor="middle",
            font_size=size,
            font_weight="bold" if bold else None,
            pointer_events="none",
            class_="chart-label",
        )


def _keys(shading: Shading, areas: Sequence[Area], thing: str) -> Iterator[Key]:
    for place, step in enumerate(shading.steps):
        fill = step_fill(place, len(shading.steps))
        yield Key(fill, step.words(shading.places), plural(step.count, thing))
    if without := sum(area.value is None for area in areas):
        yield Key(shading.fill(None), NO_FIGURE, plural(without, thing))


def _foot(missing: Sequence[str], y: float, width: float) -> Iterator[str]:
    """Areas that have figures but no shape are not left out in silence."""
    if missing:
        text = f"Not on the map: {and_list(missing)}"
        for place, line in enumerate(lettering.wrap(text, SMALL, width, most=3)):
            yield write(line, 0, y + place * 18, font_size=SMALL, fill=palette.SECONDARY)


def _description(
    shading: Shading,
    areas: Sequence[Area],
    thing: str,
    unit: str,
    highlighted: str | None,
) -> str:
    said = [f"Map of {plural(len(areas), thing)}{', ' + unit if unit else ''}."]
    for place, step in enumerate(reversed(shading.steps)):
        lead = "Darkest: " if place == 0 else ""
        words = step.words(shading.places)
        said.append(f"{lead}{words} in {plural(step.count, thing)}.")
    if without := sum(area.value is None for area in areas):
        said.append(f"Hatched: {NO_FIGURE} for {plural(without, thing)}.")
    for area in areas:
        if area.code == highlighted:
            said.append(f"Outlined: {area.name}, {shading.says(area)}.")
    return " ".join(said)


def _table(
    title: str, areas: Sequence[Area], shading: Shading, unit: str, thing: str
) -> ChartTable:
    headers = (thing[:1].upper() + thing[1:], unit or "Figure", "In words")
    rows = tuple((area.name, number(area.value, shading.places), area.text) for area in areas)
    if any(area.text for area in areas):
        return ChartTable(title, headers, rows)
    return ChartTable(title, headers[:2], tuple(row[:2] for row in rows))
