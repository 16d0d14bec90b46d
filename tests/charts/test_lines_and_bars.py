"""Lines start at zero, gaps are gaps, and words do not lie on each other."""

from itertools import pairwise
from xml.etree import ElementTree

import pytest

from wardmote.charts import Band, Bar, Line, Mark, Reference, bar_chart, line_chart, spark
from wardmote.charts.lettering import overlaps, spread, width_of, wrap
from wardmote.charts.scales import compact, period_ticks, ticks
from wardmote.kernel.periods import Month, Quarter

SVG = "{http://www.w3.org/2000/svg}"
YEAR = [Month(2025, 1) + place for place in range(12)]


def draw(*values, **options):
    lines = [Line(f"Line {place}", series) for place, series in enumerate(values)]
    periods = YEAR[: len(values[0])]
    return line_chart(key="k", title="T", periods=periods, lines=lines, **options)


def found(chart, class_):
    root = ElementTree.fromstring(chart.svg)
    return [node for node in root.iter() if class_ in (node.get("class") or "").split()]


def test_a_missing_month_breaks_the_line_and_is_hatched():
    chart = draw([1, 2, None, 4, 5, 6])
    assert len(found(chart, "chart-line")) == 2
    assert len(found(chart, "chart-none")) == 1
    assert "no data" in chart.svg
    assert "No figure for 1 of 6" in chart.description


def test_a_month_missing_from_one_of_two_lines_is_only_a_gap():
    chart = draw([1, None, 3], [1, 2, 3])
    assert not found(chart, "chart-none")


def test_one_month_between_two_gaps_is_still_seen():
    chart = draw([None, 4, None])
    assert len(found(chart, "chart-point")) == 1


def test_no_figures_at_all_draws_no_scale():
    chart = draw([None, None, None])
    assert [node.text for node in found(chart, "chart-tick")][:1] == ["0"]
    assert "no figures" in chart.description


def test_every_line_is_named_where_it_ends_and_no_names_collide():
    chart = draw(*[[5, 5, 5]] * 4)
    names = [n for n in found(chart, "chart-label") if n.text.startswith("Line")]
    heights = sorted(float(name.get("y")) for name in names)
    assert len(names) == 4
    assert all(b - a >= 14 for a, b in pairwise(heights))


def test_the_band_and_a_mark_are_said_in_words():
    chart = draw(
        [4, 9, 14],
        band=Band([2, 2, 2], [6, 6, 7]),
        marks=[Mark(YEAR[2], "Third month above"), Mark(Month(2031, 1), "not drawn")],
    )
    assert len(found(chart, "chart-band")) == 1
    assert "Third month above" in chart.svg
    assert "not drawn" not in chart.svg
    assert chart.table.headers == ("Month", "Line 0", "Expected")
    assert chart.table.rows[2] == ("March 2025", "14", "2 to 7")


@pytest.mark.parametrize(
    ("values", "periods"),
    [
        ([[1, 2]], YEAR[:1]),
        ([[1, 2]], [YEAR[0], YEAR[2]]),
        ([[1, 2]], [YEAR[1], YEAR[0]]),
        ([[1]], []),
        ([[1]] * 5, YEAR[:1]),
        ([], YEAR[:1]),
        ([[1, 2]], [Month(2025, 1), Quarter(2025, 2)]),
    ],
)
def test_a_series_that_does_not_fit_its_periods_is_refused(values, periods):
    lines = [Line("a", series) for series in values]
    with pytest.raises(ValueError, match=r"periods|lines|Periods"):
        line_chart(key="k", title="T", periods=periods, lines=lines)


def test_the_title_may_stand_above_the_picture_instead():
    assert found(draw([1, 2]), "chart-heading")
    assert not found(draw([1, 2], heading=False), "chart-heading")


@pytest.mark.parametrize(
    ("peak", "whole", "says"),
    [
        (0, True, ["0", "1"]),
        (1, True, ["0", "1"]),
        (3, True, ["0", "1", "2", "3"]),
        (14, True, ["0", "5", "10", "15"]),
        (0.37, False, ["0", "0.1", "0.2", "0.3", "0.4"]),
        (2500, True, ["0", "1,000", "2,000", "3,000"]),
        (3e9, True, ["0", "1bn", "2bn", "3bn"]),
    ],
)
def test_an_axis_has_a_few_round_numbers_from_zero(peak, whole, says):
    marked, step = ticks(peak, whole=whole)
    assert [compact(tick, step) for tick in marked] == says


@pytest.mark.parametrize(
    ("count", "slot", "says"),
    [
        (4, 60, ["Nov 2024", "Dec", "Jan 2025", "Feb"]),
        (12, 15, ["Jan 2025", "Apr", "Jul", "Oct"]),
        (36, 5, ["2025", "2026", "2027"]),
        (1, 60, ["Nov 2024"]),
    ],
)
def test_months_are_named_as_room_allows(count, slot, says):
    months = [Month(2024, 11) + place for place in range(count)]
    told = period_ticks(months, slot, 13)
    assert [f"{tick.text} {tick.year}".strip() for tick in told] == says


def test_names_are_measured_and_broken_to_fit():
    lines = wrap("Fen Ditton & Fulbourn", 14, 100, most=3)
    assert lines == ["Fen Ditton &", "Fulbourn"]
    assert all(width_of(line, 14) <= 100 for line in lines)
    assert wrap("x" * 500, 14, 100, most=2)[0].endswith("…")


def test_labels_are_moved_apart_within_their_room():
    placed = spread([50, 50, 50], [10, 10, 10], 0, 60)
    assert sorted(placed) == [35, 45, 55]
    assert not overlaps((0, 0, 9, 9), (9, 0, 12, 9))


def test_bars_keep_their_order_and_say_their_numbers():
    chart = bar_chart(
        key="k",
        title="T",
        bars=[Bar("b", 2, highlighted=True), Bar("a", 4), Bar("c", None)],
        reference=Reference("District average", 3.25),
        unit="per 1,000",
    )
    assert [row[0] for row in chart.table.rows] == ["b", "a", "c", "District average"]
    assert chart.table.rows[2][1] == "no figure"
    lengths = [float(node.get("width")) for node in found(chart, "chart-length")]
    assert lengths[1] == pytest.approx(2 * lengths[0], abs=0.2)
    assert "District average 3.2" in chart.svg


def test_bars_of_nothing_but_zeros_are_drawn():
    chart = bar_chart(key="k", title="T", bars=[Bar("a", 0), Bar("b", 0)])
    assert len(found(chart, "chart-length")) == 2


def test_a_spark_marks_its_last_figure():
    chart = spark(key="k", title="T", periods=YEAR[:3], values=[1, 2, None])
    assert chart.description.endswith("latest: 2 in February 2025.")
    assert chart.svg.count("<circle") == 1
