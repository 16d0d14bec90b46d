"""Who is truly among the k highest, when each is known only as a gamma distribution.

    P(i is among the k highest) = integral of f_i(x) P(fewer than k of the others exceed x) dx

On a grid of rates the number of others above x is a Poisson-binomial count: built once for
everybody by convolution and then divided by each one's own factor, forwards or backwards,
whichever is stable. Exact but for the grid; no random numbers, so equal input gives equal
output, and wards with equal evidence get equal probabilities.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import special

Floats = NDArray[np.float64]

CELLS = 160  # of the grid; doubling it moves no probability by more than 0.002


def among_highest(shape: Floats, rate: Floats, k: int, cells: int = CELLS) -> Floats:
    """float[W]: P(the rate of w is among the k highest), for w ~ Gamma(shape[w], rate[w]).

    `shape` and `rate` are float[W], both above 0; the mean of w is shape/rate. The
    probabilities add up to k. With k of W or more everyone is among them.
    """
    wards = len(shape)
    if k <= 0:
        return np.zeros(wards)
    if k >= wards:
        return np.ones(wards)
    edges = _grid(shape, rate, cells)
    below = special.gammainc(shape[:, None], rate[:, None] * edges)  # [W, cells + 1]
    below[:, 0], below[:, -1] = 0.0, 1.0
    mass = np.diff(below, axis=1)
    above = 1 - (below[:, 1:] + below[:, :-1]) / 2
    fewer = _fewer_than(k, above)
    found = np.sum(mass * fewer, axis=1)
    return np.asarray(np.clip(found * (k / found.sum()), 0.0, 1.0))


def _grid(shape: Floats, rate: Floats, cells: int) -> Floats:
    """Edges with about the same share of everybody's distributions between any two."""
    mean, spread = shape / rate, np.sqrt(shape) / rate
    at = np.linspace(-4.5, 4.5, 55)
    cube_root = 1 - 1 / (9 * shape[:, None]) + at / (3 * np.sqrt(shape[:, None]))
    points = mean[:, None] * np.maximum(cube_root, 0.0) ** 3  # Wilson and Hilferty 1931
    weight = np.broadcast_to(np.exp(-(at**2) / 8), points.shape)  # tails get their share
    order = np.argsort(points, axis=None, kind="stable")
    values = points.ravel()[order]
    cumulated = np.cumsum(weight.ravel()[order])
    inner = np.interp(np.linspace(0, cumulated[-1], cells + 1), cumulated, values)
    inner[0] = 0.0
    inner[-1] = values[-1] + 6 * spread.max()
    return np.maximum.accumulate(inner)


def _fewer_than(k: int, above: Floats) -> Floats:
    """[W, cells]: P(fewer than k of the others are above), others independent."""
    wards, cells = above.shape
    everyone = np.zeros((wards + 1, cells))  # [number above, cell]
    everyone[0] = 1.0
    for ward in range(wards):
        chance = above[ward]
        everyone[1 : ward + 2] = (
            everyone[1 : ward + 2] * (1 - chance) + everyone[: ward + 1] * chance
        )
        everyone[0] *= 1 - chance
    return np.where(above <= 0.5, _forwards(k, everyone, above), _backwards(k, everyone, above))


def _forwards(k: int, everyone: Floats, above: Floats) -> Floats:
    """Divide by (1 - p + p z) from the lowest power: stable while p <= 1/2."""
    chance = np.minimum(above, 0.5)
    others = np.zeros_like(above)
    total = np.zeros_like(above)
    for number in range(k):
        others = (everyone[number] - chance * others) / (1 - chance)
        total += others
    return np.clip(total, 0.0, 1.0)


def _backwards(k: int, everyone: Floats, above: Floats) -> Floats:
    """Divide by (1 - p + p z) from the highest power: stable while p >= 1/2."""
    chance = np.maximum(above, 0.5)
    others = np.zeros_like(above)
    total = np.zeros_like(above)
    for number in range(len(above) - 1, k - 1, -1):
        others = (everyone[number + 1] - (1 - chance) * others) / chance
        total += others
    return np.clip(1 - total, 0.0, 1.0)
