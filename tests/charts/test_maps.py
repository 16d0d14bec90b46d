"""A map shades the wards in steps that anyone can read, and every ward is a link."""

import json
from collections import Counter
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardmote.charts import Area, Block, TimelineRow, category_timeline, choropleth, outlines
from wardmote.charts.steps import rounded_steps, step_of, steps
from wardmote.kernel.periods import Quarter

SVG = "{http://www.w3.org/2000/svg}"
REAL = Path(__file__).parents[2].parent / "shared/data/boundaries/wards_2025/E07000012.geojson"


@pytest.fixture(scope="module")
def district():
    if not REAL.exists():
        pytest.skip("../shared is absent: no real boundaries to draw")
    features = json.loads(REAL.read_text())["features"]
    names = {f["properties"]["WD25CD"]: f["properties"]["WD25NM"] for f in features}
    shapes = outlines({f["properties"]["WD25CD"]: f["geometry"] for f in features})
    return names, shapes


def test_the_real_wards_are_drawn_small_and_quickly_enough_to_draw_each_time(district):
    names, shapes = district
    areas = [
        Area(code, name, place, f"{place} per 1,000", f"/wards/{code}/")
        for place, (code, name) in enumerate(names.items())
    ]
    chart = choropleth(
        key="map",
        title="T",
        areas=areas,
        shapes=shapes,
        labels=True,
        highlighted=next(iter(names)),
    )
    root = ElementTree.fromstring(chart.svg)
    links = list(root.iter(f"{SVG}a"))
    assert len(links) == 26
    assert len(chart.svg.encode()) < 60_000
    assert all(link.get("aria-label") == link[0].text for link in links)
    assert root.get("role") == "group"


def test_neighbours_keep_one_border(district):
    """Thinning leaves no slivers: most corners belong to more than one ward."""
    _, shapes = district
    corners = [set(sum(area.rings, ())) for area in shapes.areas.values()]
    shared = sum(
        any(corner in other for other in corners if other is not own)
        for own in corners
        for corner in own
    )
    edge = set(sum(shapes.edge, ()))
    inside = sum(corner not in edge for own in corners for corner in own)
    assert shared >= inside * 0.95


def test_the_legend_says_each_step_and_how_many_wards_it_has(district):
    names, shapes = district
    values = [None, 0, *[place % 4 for place in range(24)]]
    areas = [
        Area(code, name, value)
        for (code, name), value in zip(names.items(), values, strict=True)
    ]
    chart = choropleth(key="map", title="T", areas=areas, shapes=shapes)
    for words in ("7 wards", "6 wards", "no figure", "1 ward"):
        assert f">{words}<" in chart.svg
    assert "Darkest: 3 in 6 wards" in chart.description
    assert 'role="list"' not in chart.svg


def test_a_ward_without_a_boundary_is_named_under_the_map():
    shapes = outlines({})
    chart = choropleth(key="map", title="T", areas=[Area("x", "Longmere", 3)], shapes=shapes)
    assert "Not on the map: Longmere" in chart.svg
    assert chart.table.rows == (("Longmere", "3"),)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ([], []),
        ([None, None], []),
        ([0, 0, 0], ["0: 3"]),
        ([1, 2, 2, 3], ["1: 1", "2: 2", "3: 1"]),
        ([0] * 20 + [1, 2, 3, 4, 5, 6], ["0: 20", "1 to 2: 2", "3: 1", "4 to 5: 2", "6: 1"]),
        (range(10), ["0 to 1: 2", "2 to 3: 2", "4 to 5: 2", "6 to 7: 2", "8 to 9: 2"]),
        ([1.21, 1.22, 1.23], ["1.21: 1", "1.22: 1", "1.23: 1"]),
        ([2.0, 2.04, 3.2, 4.1, 5.5, 6.0], ["2.0: 2", "3.2: 1", "4.1: 1", "5.5: 1", "6.0: 1"]),
    ],
)
def test_steps_hold_about_as_many_wards_each_and_never_split_a_tie(values, says):
    values = list(values)
    among, places = rounded_steps(values)
    assert [f"{step.words(places)}: {step.count}" for step in among] == says


@given(st.lists(st.none() | st.integers(0, 50) | st.floats(0, 1e9), max_size=60))
def test_every_value_is_in_exactly_one_of_at_most_five_steps(values):
    among = steps(values)
    known = [value for value in values if value is not None]
    assert len(among) == min(5, len(set(known)))
    assert sum(step.count for step in among) == len(known)
    assert all(one.high < other.low for one, other in pairwise(among))
    for value in known:
        step = among[step_of(value, among)]
        assert step.low <= value <= step.high


@given(st.lists(st.none() | st.integers(0, 50) | st.floats(0, 1e6), max_size=60))
def test_what_the_legend_writes_of_two_steps_never_overlaps(values):
    among, places = rounded_steps(values)
    written = [(f"{step.low:.{places}f}", f"{step.high:.{places}f}") for step in among]
    assert all(end != start for (_, end), (start, _) in pairwise(written))
    known = [value for value in values if value is not None]
    held = Counter(step_of(round(value, places), among) for value in known)
    assert held == {place: step.count for place, step in enumerate(among)}


@pytest.mark.parametrize("kind", ["Point", "LineString", None])
def test_what_is_not_an_area_is_refused(kind):
    with pytest.raises(ValueError, match="not an area"):
        outlines({"x": {"type": kind, "coordinates": [0, 0]}})


def test_an_island_and_a_hole_are_drawn():
    def ring(west, side):
        return [[west, 52], [west + side, 52], [west + side, 52 + side], [west, 52]]

    two = {"type": "MultiPolygon", "coordinates": [[ring(0, 1), ring(0.5, 0.2)], [ring(3, 1)]]}
    assert outlines({"x": two}).areas["x"].path(1).count("M") == 3


def test_a_timeline_letters_its_blocks_and_asks_about_a_proposal():
    quarters = [Quarter(2025, 3) + place for place in range(4)]
    rows = [
        TimelineRow("Longmere", [None, Block("E", True), Block("E"), Block("E")], "/l/"),
        TimelineRow("Willow End", [Block("S"), Block("S"), None, None]),
    ]
    chart = category_timeline(key="k", title="T", quarters=quarters, rows=rows)
    texts = [node.text for node in ElementTree.fromstring(chart.svg).iter(f"{SVG}text")]
    assert {"E?", "E Emerging", "S Sustaining", "proposed, not decided"} <= set(texts)
    assert chart.table.rows[0][1:] == ("off", "Emerging, proposed", "Emerging", "Emerging")
    assert "Longmere: off from July to September 2025" in chart.description


def test_a_timeline_knows_only_its_categories():
    rows = [TimelineRow("Longmere", [Block("X")])]
    with pytest.raises(ValueError, match="not a category"):
        category_timeline(key="k", title="T", quarters=[Quarter(2025, 1)], rows=rows)


def test_the_public_may_be_given_other_words():
    names = {"E": "extra attention now"}
    rows = [TimelineRow("Longmere", [Block("E")])]
    chart = category_timeline(
        key="k", title="T", quarters=[Quarter(2025, 1)], rows=rows, names=names
    )
    assert chart.table.rows == (("January to March 2025", "extra attention now"),)
