"""The figure of eight of any groups and routes: whole, readable, the same twice."""

from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.charts.test_every_picture import NAMES, SVG, read
from wardmote.charts import Dot, Fill, Shelf, Station, Way, figure_of_eight, lettering
from wardmote.charts.loops import WIDTH, hub_of, in_order, lay_out
from wardmote.charts.stations import pills
from wardmote.charts.upright import WIDTH as NARROW
from wardmote.charts.upright import stand

PSG, TCG, BOARD, DATA, TOOLKIT = range(1, 6)
EIGHT = [(PSG, TCG), (TCG, PSG), (TCG, BOARD), (BOARD, TCG), (PSG, BOARD), (BOARD, PSG),
         (DATA, TCG), (TOOLKIT, TCG)]  # fmt: skip


def station(key, name="Group", dots=0, stuck=""):
    held = tuple(Dot(str(n), f"WV-2026-{n}", f"/issues/{n}/", stuck) for n in range(dots))
    shelf = Shelf(f"{dots} on hold", "/list/", Fill.GREY, held)
    return Station(key, name, f"/groups/{key}/", (shelf,) if dots else (), ("Nothing",))


def way(giver, taker, moved=0, asks=""):
    words = f"{moved} issues" if moved else ""
    return Way(giver, taker, moved, words, asks, bool(asks), "/list/", f"{giver} to {taker}")


def drawn(stations, ways):
    return figure_of_eight(key="k", title="T", description="D", stations=stations, ways=ways)


@st.composite
def figures(draw):
    """2 to 9 groups with any routes between them, some used, some asked along."""
    count = draw(st.integers(2, 9))
    stations = [
        station(key, draw(NAMES) or "x", draw(st.integers(0, 9)), draw(st.just("41 days")))
        for key in range(count)
    ]
    pairs = draw(st.sets(st.sampled_from(list(permutations(range(count), 2)))))
    asks = st.sampled_from(["", "", "1 ask", "12 asks, 3 late"])
    ways = [way(*pair, draw(st.integers(0, 40)), draw(asks)) for pair in sorted(pairs)]
    return stations, ways


def no_two_overlap(boxes):
    return not any(lettering.overlaps(one, other) for one, other in combinations(boxes, 2))


@given(figures())
@settings(max_examples=15, deadline=None)
def test_no_words_lie_on_a_group_or_on_other_words(figure):
    stations, ways = figure
    wide, tall = lay_out(stations, ways), stand(stations, ways)
    for width, found in ((WIDTH, wide), (NARROW, tall)):
        boxes = [box.edges for box in found.boxes.values()] + list(found.words.values())
        assert len(found.boxes) == len(stations)
        assert no_two_overlap(boxes)
        assert all(left >= 0 and right <= width for left, _, right, _ in boxes)
        assert all(top >= 0 and bottom <= found.height for _, top, _, bottom in boxes)
    assert set(wide.words) == {one for one in ways if one.lines}


@given(figures())
@settings(max_examples=8, deadline=None)
def test_it_is_well_formed_and_the_same_twice(figure):
    eight = drawn(*figure)
    assert eight == drawn(*figure)
    for picture in (eight.wide_svg, eight.upright_svg):
        root = read(type("Drawn", (), {"svg": picture}))
        assert all(node.get("href") for node in root.iter(f"{SVG}a"))


def test_every_way_with_something_on_it_is_told_in_both():
    ways = [way(*pair, moved=2) for pair in permutations(range(9), 2)]
    eight = drawn([station(key, f"Group {key}") for key in range(9)], ways)
    assert eight.wide_svg.count("2 issues") == len(ways)
    assert eight.upright_svg.count('">2 issues<') + eight.upright_svg.count(
        ": 2 issues<"
    ) >= len(ways)


def test_the_default_groups_make_an_eight():
    stations = [station(key) for key in (PSG, TCG, BOARD, DATA, TOOLKIT)]
    ways = [way(*pair) for pair in EIGHT]
    assert hub_of(stations, ways) == TCG
    assert in_order(stations, ways) == [PSG, TCG, BOARD, DATA, TOOLKIT]
    boxes = lay_out(stations, ways).boxes
    assert boxes[PSG].top == boxes[TCG].top == boxes[BOARD].top < boxes[DATA].top
    assert boxes[PSG].right < boxes[TCG].left < boxes[TCG].right < boxes[BOARD].left


def test_what_goes_to_the_crossing_runs_above_and_what_comes_from_it_below():
    stations = [station(key) for key in (PSG, TCG, BOARD)]
    ways = [way(*pair) for pair in EIGHT[:4]]
    found = lay_out(stations, ways)
    level = found.boxes[TCG].top
    above = [one for one, curve in found.curves.items() if curve.at(0.5)[1] < level]
    assert {(one.giver, one.taker) for one in above} == {(PSG, TCG), (BOARD, TCG)}


def test_more_is_thicker_and_nothing_is_dashed():
    few = drawn([station(1), station(2)], [way(1, 2, 1)]).wide_svg
    many = drawn([station(1), station(2)], [way(1, 2, 5)]).wide_svg
    none = drawn([station(1), station(2)], [way(1, 2)]).wide_svg
    assert 'stroke-width="3"' in few
    assert 'stroke-width="7"' in many
    assert "stroke-dasharray" in none


def test_groups_without_routes_stand_there_too():
    eight = drawn([station(key, f"Group {key}") for key in range(4)], [])
    assert all(f"Group {key}" in eight.wide_svg for key in range(4))
    assert drawn([], []).wide_svg.startswith("<svg")


def test_pills_stay_within_their_group():
    dots = [Dot(str(10**n), "says", "/x/", "400 days") for n in range(4)]
    placed = pills(dots, 240)
    assert all(pill.x + pill.width <= 240 for pill in placed)
    assert len({(pill.x, pill.y) for pill in placed}) == len(dots)


@pytest.mark.parametrize(
    ("stations", "ways", "says"),
    [
        ([station(1), station(1)], [], "same key"),
        ([station(1)], [way(1, 2)], "not there"),
        ([station(1)], [way(1, 1)], "leads back"),
        ([station(1), station(2)], [way(1, 2), way(1, 2, 3)], "Two ways"),
    ],
)
def test_what_cannot_be_drawn_is_said(stations, ways, says):
    with pytest.raises(ValueError, match=says):
        drawn(stations, ways)
