"""By squares a point is where the shapes themselves say it is, on every border too.

Size: 40 sets of shapes in the usual run, 600 in the deep one.
"""

import numpy as np
import pytest
import shapely
from shapely import MultiPolygon, Point, Polygon, box

from wardmote.datasets import squares, squaring
from wardmote.datasets.placement import place
from wardmote.datasets.squaring import squares_of

NORTH = np.array([0, 50])


def packed(east, north):
    """Millionths of a degree east of 0 and north of 50, as the warehouse packs them."""
    points = (np.asarray(east) + 180_000_000) * 2**32 + np.asarray(north) + 140_000_000
    return np.unique(points.astype(np.int64))


def tessellation(chance, count):
    """Places side by side, whose borders bend: now and then one with a hole or an island."""
    seeds = shapely.MultiPoint(chance.uniform(0, 1, (count, 2)))
    cells = shapely.voronoi_polygons(seeds, extend_to=box(0, 0, 1, 1)).geoms
    whole = [shapely.segmentize(one, chance.uniform(0.01, 0.5)) for one in cells]
    bent = shapely.transform(
        whole, lambda at: (at + 0.03 * np.sin(9 * at[:, ::-1])).round(7) + NORTH
    )
    shapes = [*shapely.make_valid(bent)]
    hole = shapes[0].centroid.buffer(0.01)
    shapes[0] = shapes[0].difference(hole)
    shapes[-1] = shapes[-1].union(box(3, 50, 3.1, 50.1))
    return [one for one in shapes if shapely.get_type_id(one) in (3, 6)]


def overlapping(chance, count):
    """Boxes and circles over one another, corners at whole millionths, one of them empty."""
    shapes = [Polygon()]
    for _ in range(count):
        x, y, size = chance.integers(0, 900_000, 3) / 1e6
        shapes.append(box(x, 50 + y, x + size / 4, 50 + y + size / 3))
        shapes.append(Point(x, 50 + y).buffer(size / 9))
    return shapes


def points_for(chance, shapes):
    """Points anywhere, beside corners and on them."""
    corners = np.rint((shapely.get_coordinates(shapes) - NORTH) * 1e6).astype(np.int64)
    some = corners[chance.integers(0, len(corners), 400)] + chance.integers(-2, 3, (400, 2))
    anywhere = chance.integers(-100_000, 1_100_000, (400, 2))
    east, north = np.concatenate([some, anywhere]).T
    return packed(east, north)


def check(trials, monkeypatch):
    monkeypatch.setattr(squares, "AT_ONCE", 100)
    for seed in range(trials):
        chance = np.random.default_rng(seed)
        monkeypatch.setattr(squaring, "MANY", int(chance.integers(2, 40)))
        make = tessellation if seed % 2 else overlapping
        shapes = make(chance, int(chance.integers(4, 60)))
        points = points_for(chance, shapes)
        found = squares_of(shapes)
        assert np.array_equal(found.find(points), place(points, shapes)), seed


def test_squares_say_what_the_shapes_say(monkeypatch):
    check(40, monkeypatch)


@pytest.mark.deep
def test_squares_say_what_the_shapes_say_of_many(monkeypatch):
    check(600, monkeypatch)


def test_they_are_the_same_when_read_from_a_file(tmp_path, monkeypatch):
    monkeypatch.setattr(squaring, "MANY", 3)
    chance = np.random.default_rng(5)
    shapes = tessellation(chance, 30)
    points, made = points_for(chance, shapes), squares_of(shapes)
    assert len(made.levels) > 1
    squares.keep(tmp_path / "squares", made)
    kept = squares.kept(tmp_path / "squares", lambda some: [shapes[one] for one in some])
    assert np.array_equal(kept.find(points), made.find(points))


def test_few_points_ask_a_shape():
    chance = np.random.default_rng(6)
    shapes, asked = tessellation(chance, 50), []
    found = squares_of(shapes)
    found = squares.Squares(found.levels, lambda some: asked.append(some) or [])
    east, north = chance.integers(100_000, 900_000, (2, 10_000))
    points = packed(east, north)
    assert np.array_equal(found.find(points), place(points, shapes))
    assert asked == []


@pytest.mark.parametrize(
    "shapes", [[], [Polygon()], [box(0, 50, 1, 51), shapely.LineString([(0, 50), (1, 51)])]]
)
def test_what_is_no_polygon_has_no_squares(tmp_path, shapes):
    assert squares_of(shapes) is None
    squares.keep(tmp_path / "squares", None)
    assert squares.kept(tmp_path / "squares", lambda some: shapes) is None


def test_a_corner_that_is_there_twice_leaves_no_point_in_doubt():
    """As drawn by hand now and then."""
    double = Polygon([(0, 50), (0.51, 50), (0.51, 50), (0.6, 51), (0, 51)])
    found = squares.Squares(squares_of([double]).levels, None)
    east, north = np.meshgrid(range(7, 700_000, 9_001), range(7, 990_000, 9_001))
    points = packed(east.ravel(), north.ravel())
    assert np.array_equal(found.find(points), place(points, [double]))


def test_a_small_place_beside_a_far_one_and_a_thin_one():
    shapes = [
        box(0, 50, 1e-6, 50.000001),
        MultiPolygon([box(60, 10, 61, 11), box(1, 50, 1.5, 50.5)]),
        box(0, 50.7, 1, 50.7000004),
    ]
    east = [0, 1, 2, 1_000_000, 1_200_000, 500_000, 500_000]
    north = [0, 1, 2, 0, 100_000, 700_000, 700_001]
    points = packed(east, north)
    assert np.array_equal(squares_of(shapes).find(points), place(points, shapes))
