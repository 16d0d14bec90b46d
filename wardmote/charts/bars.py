"""Horizontal bars in the order given, each with its number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wardmote.charts import lettering, palette
from wardmote.charts.drawing import (
    NARROW,
    SIZE,
    SMALL,
    Chart,
    ChartTable,
    coordinate,
    element,
    frame,
    halo,
    header,
    link,
    require_plain,
    write,
)
from wardmote.charts.scales import NO_FIGURE, number, places_for

LINE = SIZE + 3


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: None is drawn as no figure. `note` stands after the number."""

    name: str
    value: float | None
    href: str | None = None
    highlighted: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A line across all bars, such as the district's average."""

    name: str
    value: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Where bars begin, how long the longest may be, what it stands for."""

    left: float
    room: float
    peak: float
    names_above: bool
    places: int
    quiet: str

    def length(self, value: float) -> float:
        return self.room * value / self.peak


@dataclass(frozen=True, slots=True)
class Row:
    """One bar's lines of text and its place from the top."""

    bar: Bar
    words: list[str]
    top: float
    height: float


def bar_chart(
    *,
    key: str,
    title: str,
    bars: Sequence[Bar],
    unit: str = "",
    reference: Reference | None = None,
    thing: str = "Ward",
    places: int | None = None,
    heading: bool = True,
    width: float = 640,
) -> Chart:
    """Draw the bars as sorted by the caller; `title` is the message.

    Bars with a link make the picture a list of links. `thing` heads the table's names.
    """
    require_plain([bar.value for bar in bars])
    require_plain([reference.value] if reference else [])
    layout = _layout(bars, reference, places, width)
    top = header(title, unit, width=width, drawn=heading)
    start = top.height + (22 if reference else 0)
    rows = list(_rows(bars, layout, start))
    bottom = rows[-1].top + rows[-1].height if rows else start + LINE
    description = _description(bars, reference, layout.places, unit)
    is_list = any(bar.href for bar in bars)
    items = [_item(row, layout, width, is_list=is_list) for row in rows]
    body = (
        top.markup,
        *(_reference(reference, layout, start, bottom, width) if reference else ()),
        element("g", *items, role="list" if is_list else None)
        if items
        else write("Nothing to show", 0, start + SIZE, fill=palette.SECONDARY),
    )
    svg = frame(
        *body,
        key=key,
        kind="bars",
        size=(width, bottom + 6),
        title=title,
        description=description,
        is_list=is_list,
    )
    return Chart(
        svg,
        title,
        description,
        _table(title, bars, reference, layout.places, unit, thing),
    )


def _figure(bar: Bar, places: int) -> str:
    return f"{number(bar.value, places)} {bar.note}".strip()


def _layout(
    bars: Sequence[Bar], reference: Reference | None, places: int | None, width: float
) -> Layout:
    known = [bar.value for bar in bars if bar.value is not None]
    digits = places_for(known) if places is None else places
    widest = max((lettering.width_of(bar.name, SIZE, bold=True) for bar in bars), default=0)
    figures = [lettering.width_of(_figure(bar, digits), SIZE, bold=True) for bar in bars]
    above = width <= NARROW
    left = 0.0 if above else min(widest, width * 0.36) + 12
    spare = min(max(figures, default=0), width * 0.45) + 10
    peak = max([*known, reference.value if reference else 0], default=0) or 1
    quiet = palette.FAINT if any(bar.highlighted for bar in bars) else palette.ACCENT
    return Layout(left, width - left - spare, peak, above, digits, quiet)


def _rows(bars: Sequence[Bar], layout: Layout, top: float) -> Iterator[Row]:
    for bar in bars:
        if layout.names_above:
            words = lettering.wrap(bar.name, SIZE, layout.room, most=2, bold=True)
            height = len(words) * LINE + 28.0
        else:
            words = lettering.wrap(bar.name, SIZE, layout.left - 12, most=2, bold=True)
            height = max(len(words) * LINE + 6, 28.0)
        yield Row(bar, words, top, height)
        top += height


def _item(row: Row, layout: Layout, width: float, *, is_list: bool) -> str:
    drawn = "".join(_drawn(row, layout, width))
    says = f"{row.bar.name}: {_figure(row.bar, layout.places)}"
    if is_list:
        return link(drawn, row.bar.href, says, class_="chart-bar")
    return element("g", drawn, class_="chart-bar")


def _drawn(row: Row, layout: Layout, width: float) -> Iterator[str]:
    """The name, the bar and the number, with a clear area that takes the click."""
    bar, weight = row.bar, "bold" if row.bar.highlighted else None
    yield element(
        "rect",
        x=0,
        y=row.top,
        width=width,
        height=row.height,
        fill=palette.PAPER,
        fill_opacity="0",
        class_="chart-hit",
    )
    middle = row.top + row.height / 2
    first = row.top + LINE - 3
    if not layout.names_above:
        first = middle - (len(row.words) - 1) * LINE / 2 + SIZE * 0.35
    for place, words in enumerate(row.words):
        yield halo(
            words,
            0,
            first + place * LINE,
            font_weight=weight,
            class_="chart-name",
            fill=palette.ACCENT if bar.href else palette.INK,
            text_decoration="underline" if bar.href else None,
        )
    centre = row.top + len(row.words) * LINE + 11 if layout.names_above else middle
    length = layout.length(bar.value or 0)
    if bar.value is not None:
        yield element(
            "rect",
            x=layout.left,
            y=centre - 9,
            width=max(length, 1),
            height=18,
            fill=palette.ACCENT if bar.highlighted else layout.quiet,
            class_="chart-length",
        )
    room = width - layout.left - length - 6
    yield halo(
        lettering.fit(_figure(bar, layout.places), SIZE, room, bold=True),
        layout.left + length + 6,
        centre + SIZE * 0.35,
        font_weight=weight,
        fill=palette.SECONDARY if bar.value is None else palette.INK,
        class_="chart-value",
    )


def _reference(
    reference: Reference, layout: Layout, top: float, bottom: float, width: float
) -> Iterator[str]:
    x = layout.left + layout.length(reference.value)
    text = f"{reference.name} {number(reference.value, places_for([reference.value]))}"
    text = lettering.fit(text, SMALL, width)
    half = lettering.width_of(text, SMALL) / 2
    yield element(
        "path",
        d=f"M{coordinate(x)} {coordinate(top - 4)}V{coordinate(bottom)}",
        stroke=palette.INK,
        stroke_width=1.5,
        stroke_dasharray="5 3",
        class_="chart-reference",
    )
    yield write(
        text,
        min(max(x, half), width - half),
        top - 9,
        text_anchor="middle",
        font_size=SMALL,
        class_="chart-label",
    )


def _description(
    bars: Sequence[Bar], reference: Reference | None, places: int, unit: str
) -> str:
    said = [f"Bar chart{', ' + unit if unit else ''}, {len(bars)} bars."]
    known = [(bar.value, bar) for bar in bars if bar.value is not None]
    if known:
        for word, pick in (("Highest", max), ("Lowest", min)):
            value, bar = pick(known, key=lambda pair: pair[0])
            said.append(f"{word}: {bar.name}, {number(value, places)}.")
    if reference:
        average = number(reference.value, places_for([reference.value]))
        said.append(f"{reference.name}: {average}.")
    if len(known) < len(bars):
        said.append(f"{len(bars) - len(known)} have {NO_FIGURE}.")
    return " ".join(said)


def _table(
    title: str,
    bars: Sequence[Bar],
    reference: Reference | None,
    places: int,
    unit: str,
    thing: str,
) -> ChartTable:
    rows = [(bar.name, number(bar.value, places), bar.note) for bar in bars]
    if reference:
        average = number(reference.value, places_for([reference.value]))
        rows.append((reference.name, average, ""))
    headers = (thing, unit or "Figure", "Note")
    if not any(bar.note for bar in bars):
        return ChartTable(title, headers[:2], tuple(row[:2] for row in rows))
    return ChartTable(title, headers, tuple(rows))
