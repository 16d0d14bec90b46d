"""Many small symmetric systems at once, without a loop over them.

numpy.linalg solves stacks of small matrices one LAPACK call at a time; for 6 unknowns and
a hundred thousand series most of that is overhead. Here the loop goes over the entries of
the matrix and every step is one vector operation over all series.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
ALONE = 200_000  # multiplications that OpenBLAS does in one thread (it shares out from 262,144)


def factor(upper: Array, p: int) -> Array:
    """Cholesky factors L (H = L L'), of float[p (p + 1) / 2, n]: the entries of H by rows of
    its lower triangle. Same shape and order returned. H must be positive definite."""
    done = upper.copy()
    for row in range(p):
        for column in range(row + 1):
            entry = done[_at(row, column)]
            for before in range(column):
                entry -= done[_at(row, before)] * done[_at(column, before)]
            if row == column:
                np.sqrt(np.maximum(entry, 1e-10), out=entry)
            else:
                entry /= done[_at(column, column)]
    return done


def solve(factored: Array, right: Array) -> Array:
    """x of H x = right: float[p, n] each, from the factors of H."""
    p = len(right)
    x = right.copy()
    for row in range(p):
        for before in range(row):
            x[row] -= factored[_at(row, before)] * x[before]
        x[row] /= factored[_at(row, row)]
    for row in reversed(range(p)):
        for after in range(row + 1, p):
            x[row] -= factored[_at(after, row)] * x[after]
        x[row] /= factored[_at(row, row)]
    return x


def products(design: Array) -> Array:
    """float[T, p (p + 1) / 2] of float[T, p]: what weights are summed against to make H."""
    p = design.shape[1]
    pairs = [(row, column) for row in range(p) for column in range(row + 1)]
    return np.stack([design[:, a] * design[:, b] for a, b in pairs], axis=1)


def times(rows: Array, matrix: Array) -> Array:
    """float32[n, q] = rows [n, t] @ matrix [t, q], a few rows at a time.

    A product small enough is done by BLAS in the thread that asks for it. A larger one it
    shares out to threads of its own, which wait for each other spinning: beside our threads
    that doubles the processor time.
    """
    out = np.empty((len(rows), matrix.shape[1]), np.result_type(rows, matrix))
    some = max(ALONE // matrix.size, 1)
    for at in range(0, len(rows), some):
        np.matmul(rows[at : at + some], matrix, out=out[at : at + some])
    return out


def diagonal(p: int) -> list[int]:
    """Where the diagonal lies in the packed order."""
    return [_at(row, row) for row in range(p)]


def _at(row: int, column: int) -> int:
    return row * (row + 1) // 2 + column
