"""Whatever is drawn is well-formed, safe in a page, the same twice, and in its table."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wardmote.charts import (
    Area,
    Band,
    Bar,
    Block,
    Chart,
    Line,
    Mark,
    Reference,
    TimelineRow,
    bar_chart,
    category_timeline,
    choropleth,
    line_chart,
    outlines,
    spark,
)
from wardmote.charts.scales import number, places_for
from wardmote.kernel.periods import Month, Quarter

SVG = "{http://www.w3.org/2000/svg}"
NAMES = st.text(max_size=40) | st.sampled_from(["Ö <b>", '"x"', "a&b", "]]>", "\x00"])
VALUES = st.none() | st.integers(0, 10**15) | st.floats(0, 1e15) | st.just(0)
SERIES = st.lists(VALUES, min_size=1, max_size=40)
BLOCKS = st.none() | st.builds(Block, st.sampled_from("EPS"), st.booleans())
WIDTHS = st.sampled_from([240, 340, 640])
LINKS = st.none() | st.just("/wards/E05000001/?a=1&b=2")


def months(count):
    return [Month(2024, 11) + place for place in range(count)]


def square(west, south=52.0, side=0.1):
    east, north = west + side, south + side
    corners = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [corners]}


def read(chart: Chart):
    """The picture's root, having checked what must hold for every picture."""
    root = ElementTree.fromstring(chart.svg)
    assert root.tag == f"{SVG}svg"
    ids = [node.get("id") for node in root.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    assert set(root.get("aria-labelledby").split()) <= set(ids)
    assert root.find(f"{SVG}title") is not None
    assert root.find(f"{SVG}desc") is not None
    for node in root.iter():
        assert node.tag.removeprefix(SVG) not in {"style", "script", "foreignObject"}
        assert not {"style"} & set(node.attrib)
        assert not [name for name in node.attrib if name.startswith("on")]
        assert "nan" not in (node.get("d") or "")
        if size := node.get("font-size"):
            assert float(size) >= 12
    return root


def column(chart, place):
    return [row[place] for row in chart.table.rows]


@given(values=SERIES, name=NAMES, width=WIDTHS, title=NAMES, mark=NAMES)
@settings(deadline=None, max_examples=60)
def test_a_line_chart(values, name, width, title, mark):
    periods = months(len(values))
    given_this = {
        "key": "k",
        "title": title,
        "periods": periods,
        "lines": [Line(name, values), Line("other", values[::-1])],
        "band": Band([None, *values[1:]], values),
        "marks": [Mark(periods[0], mark), Mark(periods[-1], mark, "other")],
        "unit": name,
        "width": width,
    }
    chart = line_chart(**given_this)
    read(chart)
    assert chart == line_chart(**given_this)
    places = places_for([*values, *values])
    assert column(chart, 0) == [period.words for period in periods]
    assert column(chart, 1) == [number(value, places) for value in values]


@given(
    names=st.lists(st.tuples(NAMES, VALUES, LINKS, NAMES), max_size=12),
    width=WIDTHS,
    average=st.none() | st.integers(0, 1000),
)
@settings(deadline=None, max_examples=60)
def test_a_bar_chart(names, width, average):
    bars = [Bar(name, value, href, note=note) for name, value, href, note in names]
    reference = None if average is None else Reference("Average", average)
    given_this = {"key": "k", "title": "T", "bars": bars, "width": width}
    chart = bar_chart(**given_this, reference=reference)
    root = read(chart)
    assert chart == bar_chart(**given_this, reference=reference)
    places = places_for([bar.value for bar in bars])
    written = [number(bar.value, places) for bar in bars]
    assert column(chart, 1)[: len(bars)] == written
    linked = [node.get("href") for node in root.iter(f"{SVG}a")]
    assert linked == [bar.href for bar in bars if bar.href]


@given(wards=st.lists(st.tuples(NAMES, VALUES, LINKS, NAMES), max_size=9), labels=st.booleans())
@settings(deadline=None, max_examples=60)
def test_a_map(wards, labels):
    areas = [
        Area(str(place), name, value, text, href)
        for place, (name, value, href, text) in enumerate(wards)
    ]
    shapes = outlines({area.code: square(0.1 * int(area.code)) for area in areas})
    given_this = {"key": "k", "title": "T", "areas": areas, "shapes": shapes}
    chart = choropleth(**given_this, labels=labels, highlighted="0")
    root = read(chart)
    assert chart == choropleth(**given_this, labels=labels, highlighted="0")
    drawn = [node for node in root.iter() if node.get("class") == "chart-area"]
    assert len(drawn) == len(areas)
    assert [row[0] for row in chart.table.rows] == [area.name for area in areas]
    for area, row in zip(areas, chart.table.rows, strict=True):
        if area.value is None:
            assert row[1] == "no figure"
        else:
            assert float(row[1].replace(",", "")) == pytest.approx(area.value, abs=0.07)


@given(
    rows=st.lists(
        st.tuples(NAMES, st.lists(BLOCKS, min_size=7, max_size=7), LINKS), max_size=8
    ),
    width=WIDTHS,
)
@settings(deadline=None, max_examples=60)
def test_a_timeline(rows, width):
    quarters = [Quarter(2024, 3) + place for place in range(7)]
    rows = [TimelineRow(*row) for row in rows]
    given_this = {"key": "k", "title": "T", "quarters": quarters, "rows": rows}
    chart = category_timeline(**given_this, width=width)
    read(chart)
    assert chart == category_timeline(**given_this, width=width)
    if len(rows) > 1:
        for row, told in zip(rows, chart.table.rows, strict=True):
            offs = [cell == "off" for cell in told[1:]]
            assert offs == [block is None for block in row.blocks]


@given(values=SERIES)
@settings(deadline=None, max_examples=60)
def test_a_spark(values):
    chart = spark(key="k", title="T", periods=months(len(values)), values=values)
    read(chart)
    assert column(chart, 1) == [number(value, places_for(values)) for value in values]


@pytest.mark.parametrize("key", ["", "1st", "a b", 'a"b'])
def test_a_key_that_cannot_be_an_id_is_refused(key):
    with pytest.raises(ValueError, match="id"):
        spark(key=key, title="T", periods=months(1), values=[1])


@pytest.mark.parametrize("value", [-1, float("nan"), float("inf"), 1e16])
def test_what_cannot_be_shown_truthfully_is_refused(value):
    with pytest.raises(ValueError, match="cannot be drawn"):
        bar_chart(key="k", title="T", bars=[Bar("a", value)])


def test_words_are_escaped_once():
    chart = bar_chart(key="k", title='Ö <b> "x" & y', bars=[Bar("<i>", 1, "/?a=1&b=2")])
    root = read(chart)
    assert root.find(f"{SVG}title").text == 'Ö <b> "x" & y'
    assert next(root.iter(f"{SVG}a")).get("href") == "/?a=1&b=2"
    assert not re.search("&amp;amp;", chart.svg)
