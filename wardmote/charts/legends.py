"""The legend of a map: what each shade stands for, and how many areas have it."""

from collections.abc import Sequence
from dataclasses import dataclass

from wardmote.charts import lettering, palette
from wardmote.charts.drawing import SMALL, Look, element, write

SWATCH = 18.0


@dataclass(frozen=True, slots=True)
class Legend:
    """What stands above the map: a swatch, a range and a count for each step."""

    markup: str
    height: float


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of the legend."""

    fill: str
    range: str
    count: str


def step_fill(step: int, count: int) -> str:
    """The shade of one step: the ends of the scale are used however few there are."""
    last = len(palette.STEPS) - 1
    return palette.STEPS[round(step * last / (count - 1)) if count > 1 else last // 2]


def draw_legend(keys: Sequence[Key], top: float, width: float) -> Legend:
    """Side by side where the words fit, one under another where they do not."""
    across = width / max(len(keys), 4)
    words = [text for key in keys for text in (key.range, key.count)]
    widest = max((lettering.width_of(text, SMALL) for text in words), default=0)
    if widest + 6 <= across:
        marks = "".join(_column(key, n * across, top, across) for n, key in enumerate(keys))
        return Legend(marks, SWATCH + 36)
    marks = "".join(_row(key, top + n * 24, width) for n, key in enumerate(keys))
    return Legend(marks, len(keys) * 24.0)


def _swatch(key: Key, x: float, y: float, width: float) -> str:
    return element(
        "rect",
        x=x + 0.5,
        y=y,
        width=width,
        height=SWATCH,
        fill=key.fill,
        stroke=palette.SECONDARY,
        stroke_width=0.75,
        class_="chart-step",
    )


def _column(key: Key, x: float, y: float, across: float) -> str:
    look: Look = {"font_size": SMALL, "class_": "chart-tick"}
    return (
        _swatch(key, x, y, across - 6)
        + write(key.range, x, y + SWATCH + 15, **look)
        + write(key.count, x, y + SWATCH + 31, fill=palette.SECONDARY, **look)
    )


def _row(key: Key, y: float, width: float) -> str:
    text = lettering.fit(f"{key.range}: {key.count}", SMALL, width - 44)
    return _swatch(key, 0, y, 32) + write(text, 42, y + 14, font_size=SMALL)
