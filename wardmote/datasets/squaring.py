"""Laying shapes out by square (`squares`): once for each set of boundaries."""

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from wardmote.datasets.borders import LEVELS, Borders, Grid, packed
from wardmote.datasets.placement import OUTSIDE, hits
from wardmote.datasets.spreading import spread
from wardmote.datasets.squares import NONE, Level, Squares
from wardmote.datasets.tallies import MILLION

LEAST_DOUBT = 1e-15
MANY = 32  # lines in one square: where there are more, it is parted


def squares_of(shapes: Sequence[shapely.Geometry]) -> Squares | None:
    """The squares of shapes in the order of their codes; None where they are no polygons."""
    some = np.asarray(shapes, object)
    borders = Borders.of(some)
    if borders is None:
        return None
    grid = Grid.of(borders)
    lines = np.arange(len(borders.line))
    levels: list[Level] = []
    while len(levels) <= LEVELS:
        levels.append(_level(grid, some, borders, lines))
        last = levels[-1]
        counts = np.diff(last.lines[last.pairs])
        many = np.flatnonzero(counts > MANY)
        if not len(many):
            break
        grid = grid.finer(last.square[many].astype(np.int64))
        # the lines of those squares, each once, by their index in `borders.line`
        starts, sizes = last.lines[last.pairs[many]], counts[many].astype(np.int64)
        at, step = spread(sizes)
        lines = np.unique(np.searchsorted(borders.line, last.line[starts[at] + step]))
    return Squares(levels, lambda numbers: some[numbers].tolist())


def _level(
    grid: Grid, shapes: NDArray[np.object_], borders: Borders, lines: NDArray[np.int64]
) -> Level:
    key, line = _lines_in(grid, borders, lines, len(shapes))
    is_first = np.diff(key, prepend=-1) != 0
    pair = key[is_first]  # of a square and a shape whose border runs in it
    at = pair // len(shapes)
    begins = np.diff(at, prepend=-1) != 0
    square = at[begins]
    whole, holds = _held_by(grid, shapes, square, pair)
    about = grid.west, grid.south, grid.side, grid.columns, grid.rows
    return Level(
        about=np.array(about, np.int64),
        patches=np.empty(0, np.int64) if grid.patches is None else grid.patches,
        doubt=np.array([_doubt(grid, borders, key // len(shapes), line)]),
        place=_filled(grid, shapes, square),
        square=square.astype(np.int32),
        whole=whole,
        pairs=_starts(begins),
        shape=(pair % len(shapes)).astype(np.int32),
        holds=holds,
        lines=_starts(is_first),
        line=line.astype(np.int32),
        x=borders.x,
        y=borders.y,
    )


def _lines_in(
    grid: Grid, borders: Borders, lines: NDArray[np.int64], shapes: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Which lines are in which square, of which shape: square x shapes + shape, and line."""
    square, line = grid.crossed(borders, lines)
    key = square * shapes + borders.shape[line]
    order = np.lexsort((line, key))
    key, line = key[order], line[order]
    is_new = (np.diff(key, prepend=-1) != 0) | (np.diff(line, prepend=-1) != 0)
    return key[is_new], borders.line[line[is_new]]


def _held_by(
    grid: Grid, shapes: NDArray[np.object_], square: NDArray[np.int64], pair: NDArray[np.int64]
) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
    """Of the squares with borders: the first shape that holds all of one, and of the pairs
    whether the shape holds the square's reference point."""
    point, shape = _hits(grid, shapes, square)
    key = square[point] * len(shapes) + shape
    at = np.minimum(np.searchsorted(pair, key), len(pair) - 1)
    is_pair = pair[at] == key
    holds = np.zeros(len(pair), np.bool_)
    holds[at[is_pair]] = True
    whole = np.full(len(square), NONE, np.int32)
    whole[point[~is_pair][::-1]] = shape[~is_pair][::-1]
    return whole, holds


def _filled(
    grid: Grid, shapes: NDArray[np.object_], square: NDArray[np.int64]
) -> NDArray[np.int32]:
    """The place of each square of the grid; `square` are those with borders.

    Between two of them in a row all squares are in the same place: one point tells it.
    """
    place = np.full(grid.size, OUTSIDE, np.int32)
    place[square] = -2 - np.arange(len(square), dtype=np.int32)
    is_plain = place == OUTSIDE
    begins = is_plain.copy()
    begins[1:] &= ~is_plain[:-1]
    begins[:: grid.run] = is_plain[:: grid.run]
    first = np.flatnonzero(begins)
    point, shape = _hits(grid, shapes, first)
    found = np.full(len(first), OUTSIDE, np.int32)
    found[point[::-1]] = shape[::-1]
    place[is_plain] = found[np.cumsum(begins, dtype=np.int32)[is_plain] - 1]
    return place


def _hits(
    grid: Grid, shapes: NDArray[np.object_], square: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Pairs of a square, by its index, and a shape that holds its reference point."""
    x, y = grid.references(square)
    east, north = (np.floor(one).astype(np.int64) for one in packed(x, y))
    return hits((east, north), (x, y), shapes)


def _doubt(
    grid: Grid, borders: Borders, square: NDArray[np.int64], line: NDArray[np.int64]
) -> float:
    """Far more than rounding can make of the side of any line in its square.

    Where coordinates within a square are at most S, products are wrong by some S^2 / 2^52.
    """
    x0, y0 = grid.references(square)
    reach = grid.side / MILLION
    for end in line, line + 1:
        for some, start in (borders.x, x0), (borders.y, y0):
            reach = max(reach, float(np.abs(some[end] - start).max()))
    return max(LEAST_DOUBT, 64 * reach**2 / 2**52)


def _starts(is_first: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Where runs begin and, after the last, end."""
    return np.append(np.flatnonzero(is_first), len(is_first)).astype(np.int32)
