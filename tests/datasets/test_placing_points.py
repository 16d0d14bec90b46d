"""A point is in the place that it touches, lowest code first; never the nearest."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Polygon, box, intersects_xy

from wardmote.datasets.ahead import placing_ahead
from wardmote.datasets.cubes import Boundaries
from wardmote.datasets.placement import AT_ONCE, OUTSIDE, Placements, place
from wardmote.datasets.shelf import Shelf
from wardmote.datasets.tallies import unpack

WEST, EAST = box(0, 52, 1, 53), box(1, 52, 2, 53)
ISLAND = Polygon(box(3, 52, 4, 53).exterior, [box(3.4, 52.4, 3.6, 52.6).exterior])
SHAPES = [WEST, EAST, ISLAND]


def packed(*points):
    """Points as the warehouse packs them, sorted."""
    whole = [
        (round(lon * 1e6) + 180_000_000) * 2**32 + round(lat * 1e6) + 90_000_000
        for lon, lat in points
    ]
    return np.array(sorted(whole), np.int64)


@pytest.mark.parametrize(
    ("point", "index"),
    [
        ((0.5, 52.5), 0),
        ((1.5, 52.5), 1),
        ((1.0, 52.5), 0),  # on the border of two: the lower code
        ((2.0, 53.0), 1),  # a corner is part of the place
        ((2.000001, 52.5), OUTSIDE),  # the nearest is eleven centimetres away
        ((3.5, 52.5), OUTSIDE),  # in a hole
        ((-0.402352, 52.282623), OUTSIDE),
    ],
)
def test_each_point_is_in_one_place_or_outside(point, index):
    assert place(packed(point), SHAPES).tolist() == [index]


def test_of_many_places_that_overlap_the_first_wins_though_others_have_no_shape():
    """More shapes than one thread takes at once, an empty one among them."""
    nested = [Polygon(), *(box(0, 50, one / 500, 51) for one in range(1, 3 * AT_ONCE))]
    points = packed(*((one / 500 - 0.001, 50.5) for one in range(1, 3 * AT_ONCE)))
    assert place(points, nested).tolist() == list(range(1, 3 * AT_ONCE))


def test_packing_keeps_what_was_published():
    longitudes, latitudes = unpack(packed((-0.402352, 52.282623)))
    assert (longitudes[0], latitudes[0]) == (-0.402352, 52.282623)


coordinates = st.tuples(st.integers(-1_000_000, 5_000_000), st.integers(51_000_000, 54_000_000))


@settings(max_examples=50, deadline=None)
@given(st.lists(coordinates, min_size=1, max_size=60, unique=True))
def test_placing_many_is_placing_each(points):
    points = [(lon / 1e6, lat / 1e6) for lon, lat in points]
    whole = packed(*points)
    longitudes, latitudes = unpack(whole)
    for at, found in enumerate(place(whole, SHAPES).tolist()):
        hits = [
            index
            for index, shape in enumerate(SHAPES)
            if intersects_xy(shape, longitudes[at], latitudes[at])
        ]
        assert found == (hits[0] if hits else OUTSIDE)


def no_shapes():
    raise AssertionError("a shape was decoded")


def test_points_once_placed_are_remembered(tmp_path):
    path = tmp_path / "placed.npy"
    first = Placements(path, lambda: SHAPES)
    first.learn(packed((0.5, 52.5), (9, 52)))
    first.keep()
    again = Placements(path, no_shapes)  # it may only remember
    again.learn(packed((0.5, 52.5)))
    assert again.of(packed((0.5, 52.5), (9, 52))).tolist() == [0, OUTSIDE]
    wider = Placements(path, lambda: SHAPES)
    wider.learn(packed((0.5, 52.5), (1.5, 52.5)))
    assert wider.of(packed((0.5, 52.5), (1.5, 52.5), (9, 52))).tolist() == [0, 1, OUTSIDE]


@pytest.fixture
def boundaries():
    return Boundaries("three", lambda: ["a", "b", "c"], lambda: SHAPES)


def test_points_are_placed_while_other_work_goes_on(tmp_path, boundaries):
    shelf, nothing = Shelf(tmp_path), packed()
    with placing_ahead(shelf, [boundaries]) as ahead:
        ahead(nothing)
        ahead(packed((0.5, 52.5)))
        ahead(packed((0.5, 52.5), (1.5, 52.5)))
    kept = Placements(shelf.placed("three"), no_shapes)
    assert kept.of(packed((0.5, 52.5), (1.5, 52.5))).tolist() == [0, 1]


def test_what_was_placed_before_an_error_is_not_kept(tmp_path, boundaries):
    shelf = Shelf(tmp_path)

    def stopped():
        with placing_ahead(shelf, [boundaries]) as ahead:
            ahead(packed((0.5, 52.5)))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert not shelf.placed("three").exists()


def test_an_error_in_placing_is_told(tmp_path):
    broken = Boundaries("broken", lambda: ["a"], no_shapes)
    with (
        pytest.raises(AssertionError, match="decoded"),
        placing_ahead(Shelf(tmp_path), [broken]) as ahead,
    ):
        ahead(packed((0.5, 52.5)))
