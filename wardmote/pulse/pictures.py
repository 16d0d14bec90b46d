"""The district's score by quarter."""

from collections.abc import Sequence
from dataclasses import dataclass

from wardmote.charts import Chart, Line, line_chart
from wardmote.kernel.periods import Quarter
from wardmote.pulse.queries import PulseLine

WIDE, NARROW = 640, 350


@dataclass(frozen=True, slots=True)
class Trend:
    """One chart drawn twice: a phone shows the narrow one."""

    title: str
    wide: Chart
    narrow: Chart


def trend(lines: Sequence[PulseLine]) -> Trend | None:
    """`lines` newest first; None until two quarters have a score to show."""
    means = {one.quarter: one.mean for one in lines if one.mean is not None}
    if len(means) < 2:
        return None
    first, last = min(means), max(means)
    title = f"{means[first]:.1f} of 5 in {first.words}, {means[last]:.1f} in {last.words}"
    quarters = [Quarter.at(at) for at in range(first.index, last.index + 1)]
    wide, narrow = (
        line_chart(
            key=f"pulse-{width}",
            title=title,
            periods=quarters,
            lines=[Line("District", [means.get(one) for one in quarters])],
            unit="Mean score of the members who answered, 1 to 5",
            places=1,
            heading=False,
            width=width,
        )
        for width in (WIDE, NARROW)
    )
    return Trend(title, wide, narrow)
