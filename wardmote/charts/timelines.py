"""Which category an area was in by quarter, as coloured and lettered blocks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from wardmote.charts import lettering, palette
from wardmote.charts.drawing import (
    NARROW,
    SIZE,
    SMALL,
    Chart,
    ChartTable,
    Look,
    coordinate,
    element,
    frame,
    header,
    link,
    write,
)
from wardmote.charts.scales import period_ticks, require_consecutive
from wardmote.kernel.periods import Quarter

NAMES = {"E": "Emerging", "P": "Preventing", "S": "Sustaining"}
BAR = 22.0
OFF = "off"


@dataclass(frozen=True, slots=True)
class Block:
    """One quarter's category by its letter; proposed means not decided yet."""

    letter: str
    proposed: bool = False


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One area: a block a quarter, None where it is not a priority area."""

    name: str
    blocks: Sequence[Block | None]
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the quarters go."""

    left: float
    width: float
    count: int
    names_above: bool

    @property
    def slot(self) -> float:
        return (self.width - self.left) / self.count

    @property
    def pitch(self) -> float:
        return BAR + (28 if self.names_above else 10)

    def x(self, place: float) -> float:
        return self.left + place * self.slot


def category_timeline(
    *,
    key: str,
    title: str,
    quarters: Sequence[Quarter],
    rows: Sequence[TimelineRow],
    names: Mapping[str, str] = NAMES,
    thing: str = "Ward",
    heading: bool = True,
    width: float = 640,
) -> Chart:
    """Draw a row an area; `names` says what the letters stand for (E, P and S)."""
    require_consecutive(quarters)
    _require_blocks(quarters, rows, names)
    top = header(title, "", width=width, drawn=heading)
    legend, start = _legend(rows, names, top.height, width)
    layout = _layout(rows, quarters, width)
    bottom = start + layout.pitch * len(rows)
    is_list = any(row.href for row in rows)
    items = [
        _row(row, quarters, names, layout, start + place * layout.pitch, is_list=is_list)
        for place, row in enumerate(rows)
    ]
    description = _description(quarters, rows, names)
    svg = frame(
        top.markup,
        *legend,
        *_years(quarters, layout, start, bottom),
        *([element("g", *items, role="list" if is_list else None)] if items else []),
        key=key,
        kind="timeline",
        size=(width, bottom + 38),
        title=title,
        description=description,
        is_list=is_list,
    )
    return Chart(svg, title, description, _table(title, quarters, rows, names, thing))


def _require_blocks(
    quarters: Sequence[Quarter], rows: Sequence[TimelineRow], names: Mapping[str, str]
) -> None:
    for row in rows:
        if len(row.blocks) != len(quarters):
            raise ValueError(f"{len(row.blocks)} blocks for {len(quarters)} quarters")
        for block in row.blocks:
            if block and not (block.letter in names and block.letter in palette.LETTERS):
                raise ValueError(f"{block.letter!r} is not a category")


def _layout(rows: Sequence[TimelineRow], quarters: Sequence[Quarter], width: float) -> Layout:
    above = width <= NARROW
    widest = max((lettering.width_of(row.name, SIZE) for row in rows), default=0)
    left = 0.0 if above else min(widest, width * 0.3) + 14
    return Layout(left, width, len(quarters), above)


def _words(block: Block | None, names: Mapping[str, str]) -> str:
    if block is None:
        return OFF
    return f"{names[block.letter]}, proposed" if block.proposed else names[block.letter]


def _runs(blocks: Sequence[Block | None]) -> Iterator[tuple[range, Block | None]]:
    """Stretches of quarters that say the same."""
    start = 0
    for place in range(1, len(blocks) + 1):
        if place == len(blocks) or blocks[place] != blocks[start]:
            yield range(start, place), blocks[start]
            start = place


def _row(
    row: TimelineRow,
    quarters: Sequence[Quarter],
    names: Mapping[str, str],
    layout: Layout,
    top: float,
    *,
    is_list: bool,
) -> str:
    bar = top + (20 if layout.names_above else 5)
    room = layout.width if layout.names_above else layout.left - 14
    middle = coordinate(bar + BAR / 2)
    across = f"M{coordinate(layout.left)} {middle}H{coordinate(layout.width)}"
    parts = [
        element(
            "rect",
            x=0,
            y=top,
            width=layout.width,
            height=layout.pitch,
            fill=palette.PAPER,
            fill_opacity="0",
            class_="chart-hit",
        ),
        write(
            lettering.fit(row.name, SIZE, room),
            0,
            top + 14 if layout.names_above else bar + BAR / 2 + SIZE * 0.35,
            fill=palette.ACCENT if row.href else palette.INK,
            class_="chart-name",
            text_decoration="underline" if row.href else None,
        ),
        element(
            "path",
            stroke=palette.FAINT,
            class_="chart-off",
            d=across,
        ),
    ]
    for run, block in _runs(row.blocks):
        if block:
            span = (layout.x(run.start), layout.x(run.stop))
            parts.append(_block(block, names, span, bar))
    drawn = "".join(parts)
    if not is_list:
        return element("g", drawn, class_="chart-row")
    return link(drawn, row.href, _says(row, quarters, names), class_="chart-row")


def _block(
    block: Block, names: Mapping[str, str], span: tuple[float, float], top: float
) -> str:
    """The whole word where it fits, else the letter; proposed ones ask with a ?"""
    colour = palette.LETTERS[block.letter]
    left, room = span[0] + 1, span[1] - span[0] - 2
    word = names[block.letter] + (" (proposed)" if block.proposed else "")
    letter = block.letter + ("?" if block.proposed else "")
    fits = lettering.width_of(f"{block.letter} {word}", SMALL, bold=True) + 8 <= room
    size = SMALL if lettering.width_of(letter, SMALL, bold=True) <= room else 12
    dashed: Look = {"stroke": colour, "stroke_width": 2, "stroke_dasharray": "5 3"}
    inset = 1 if block.proposed else 0
    box = element(
        "rect",
        x=left + inset,
        y=top + inset,
        width=max(room - 2 * inset, 1),
        height=BAR - 2 * inset,
        fill=palette.PAPER if block.proposed else colour,
        class_=f"chart-block chart-block-{block.letter.lower()}",
        **(dashed if block.proposed else Look()),
    )
    text = write(
        f"{letter} {word}" if fits else letter,
        left + room / 2,
        top + BAR / 2 + 4.5,
        text_anchor="middle",
        font_size=size,
        font_weight="bold",
        fill=colour if block.proposed else palette.PAPER,
    )
    return box + text


def _legend(
    rows: Sequence[TimelineRow], names: Mapping[str, str], top: float, width: float
) -> tuple[list[str], float]:
    """What each letter that is drawn stands for, wrapped to the width."""
    drawn = {block for row in rows for block in row.blocks if block}
    letters = [letter for letter in names if any(b.letter == letter for b in drawn)]
    keys = [(Block(letter), names[letter]) for letter in letters]
    if any(block.proposed for block in drawn):
        first = next(letter for letter in letters if Block(letter, True) in drawn)
        keys.append((Block(first, True), "proposed, not decided"))
    parts, x, y = [], 0.0, top
    for block, words in keys:
        across = 38 + lettering.width_of(words, SMALL)
        if x and x + across > width:
            x, y = 0.0, y + BAR + 6
        parts.append(_block(block, {block.letter: "…" * 9}, (x, x + 30), y))
        parts.append(write(words, x + 36, y + BAR / 2 + 4.5, font_size=SMALL))
        x += across + 20
    return parts, y + (BAR + 12 if keys else 0)


def _years(
    quarters: Sequence[Quarter], layout: Layout, top: float, bottom: float
) -> Iterator[str]:
    look: Look = {"font_size": SMALL, "fill": palette.SECONDARY, "class_": "chart-tick"}
    for place, quarter in enumerate(quarters):
        if quarter.number == 1:
            d = f"M{coordinate(layout.x(place))} {coordinate(top)}V{coordinate(bottom)}"
            yield element("path", d=d, stroke=palette.GRID, class_="chart-grid")
    for tick in period_ticks(quarters, layout.slot, SMALL):
        x = max(layout.x(tick.place + 0.5), 16)
        for text, drop in ((tick.text, 16), (tick.year, 32)):
            if text:
                yield write(text, x, bottom + drop, text_anchor="middle", **look)


def _says(row: TimelineRow, quarters: Sequence[Quarter], names: Mapping[str, str]) -> str:
    """One area's story: every change and since when."""
    told = [
        f"{_words(block, names)} from {quarters[run.start].words}"
        for run, block in _runs(row.blocks)
    ]
    return f"{row.name}: {'; '.join(told)}"


def _description(
    quarters: Sequence[Quarter], rows: Sequence[TimelineRow], names: Mapping[str, str]
) -> str:
    span = f"{quarters[0].words} to {quarters[-1].words}"
    told = [_says(row, quarters, names) for row in rows[:8]]
    more = [f"and {len(rows) - 8} more in the table"] if len(rows) > 8 else []
    return ". ".join([f"Categories by quarter, {span}", *told, *more]) + "."


def _table(
    title: str,
    quarters: Sequence[Quarter],
    rows: Sequence[TimelineRow],
    names: Mapping[str, str],
    thing: str,
) -> ChartTable:
    if len(rows) == 1:
        told = zip(quarters, rows[0].blocks, strict=True)
        lines = tuple((quarter.words, _words(block, names)) for quarter, block in told)
        return ChartTable(title, ("Quarter", rows[0].name), lines)
    headers = (thing, *(quarter.short for quarter in quarters))
    table = tuple((row.name, *(_words(block, names) for block in row.blocks)) for row in rows)
    return ChartTable(title, headers, table)
