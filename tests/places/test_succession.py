"""Which wards follow which when boundaries change: the rule, by table and by chance."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import box

from wardmote.places.succession import ELSEWHERE, People, Shared, succession

ROW = {"X": box(0, 0, 10, 10), "Y": box(10, 0, 20, 10)}


def told(found):
    return [(one.old, one.new, round(one.of_old, 3), round(one.of_new, 3)) for one in found]


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        # the same shapes under the same codes
        (ROW, [("X", "X", 1, 1), ("Y", "Y", 1, 1)]),
        # new codes, same shapes
        ({"A": ROW["X"], "B": ROW["Y"]}, [("X", "A", 1, 1), ("Y", "B", 1, 1)]),
        # joined
        ({"A": box(0, 0, 20, 10)}, [("X", "A", 1, 0.5), ("Y", "A", 1, 0.5)]),
        # split
        (
            {"A": box(0, 0, 10, 3), "B": box(0, 3, 10, 10), "Y": ROW["Y"]},
            [("X", "A", 0.3, 1), ("X", "B", 0.7, 1), ("Y", "Y", 1, 1)],
        ),
        # the border moves by 3 of 10
        (
            {"A": box(0, 0, 13, 10), "B": box(13, 0, 20, 10)},
            [("X", "A", 1, 0.769), ("Y", "A", 0.3, 0.231), ("Y", "B", 0.7, 1)],
        ),
        # a border drawn twice is a sliver: under 2 % of both
        (
            {"A": box(0, 0, 10.1, 10), "B": box(10.1, 0, 20, 10)},
            [("X", "A", 1, 1), ("Y", "B", 1, 1)],
        ),
        # half of X leaves the district, and a new ward comes in
        (
            {"A": box(0, 0, 5, 10), "Y": ROW["Y"], "N": box(30, 0, 40, 10)},
            [
                (ELSEWHERE, "N", 0, 1),
                ("X", ELSEWHERE, 0.5, 0),
                ("X", "A", 0.5, 1),
                ("Y", "Y", 1, 1),
            ],
        ),
    ],
)
def test_what_follows_what(new, expected):
    assert told(succession(ROW, new).shared) == expected


def test_a_small_ward_within_a_large_one_is_no_sliver():
    small = box(0, 0, 1, 1)  # 1 % of X, and all of the new ward
    rest = ROW["X"].difference(small)
    found = succession(ROW, {"S": small, "A": rest, "Y": ROW["Y"]})
    assert [one.new for one in found.into("X")] == ["A", "S"]


def test_residents_weigh_where_they_are_known():
    new = {"A": box(0, 0, 5, 10), "B": box(5, 0, 20, 10)}
    people = [People(box(0, 0, 5, 10), 900), People(box(5, 0, 20, 10), 100)]
    found = succession(ROW, new, people)
    assert found.by_residents
    into = {one.new: round(one.of_old, 3) for one in found.into("X")}
    assert into == {"A": 0.964, "B": 0.036}  # 900, and a third of 100
    assert not succession(ROW, new).by_residents


def test_a_ward_without_a_resident_falls_back_to_area_for_all():
    found = succession(ROW, ROW, [People(ROW["X"], 500)])
    assert not found.by_residents
    assert told(found.shared) == [("X", "X", 1, 1), ("Y", "Y", 1, 1)]


@st.composite
def editions(draw):
    """The same 12 by 12 square cut twice, each time by lines across and up."""

    def cut():
        lines = [0, *sorted(draw(st.sets(st.integers(1, 11), max_size=3))), 12]
        ups = [0, *sorted(draw(st.sets(st.integers(1, 11), max_size=3))), 12]
        return {
            f"{west}-{south}": box(west, south, east, north)
            for west, east in itertools.pairwise(lines)
            for south, north in itertools.pairwise(ups)
        }

    return cut(), cut()


@given(editions())
def test_shares_sum_to_one_both_ways(both):
    old, new = both
    found = succession(old, new)
    for code in old:
        assert sum(one.of_old for one in found.into(code)) == pytest.approx(1)
    for code in new:
        assert sum(one.of_new for one in found.out_of(code)) == pytest.approx(1)


@given(editions())
def test_equal_shapes_follow_themselves(both):
    old, _ = both
    found = succession(old, {f"new {code}": shape for code, shape in old.items()})
    assert found.shared == tuple(Shared(code, f"new {code}", 1, 1) for code in sorted(old))


@given(editions())
def test_looked_at_backwards_it_is_the_same(both):
    old, new = both
    there = {
        (one.old, one.new): (one.of_old, one.of_new) for one in succession(old, new).shared
    }
    back = {(one.new, one.old): (one.of_new, one.of_old) for one in succession(new, old).shared}
    assert there.keys() == back.keys()
    for key, shares in there.items():
        assert back[key] == pytest.approx(shares)
