"""Which tokens lost a break, told from each token's odds and those of its neighbours.

Damage comes in stretches. A chain of three states (whole; a break lost here and there; most
breaks that can be are lost) is fitted to the document by expectation and maximisation. The
forward and backward passes run over blocks at once, so that numpy does the work.
"""

from dataclasses import dataclass
from math import isqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

#: share of tokens that lost a break in each state; how states follow each other
LOST = np.array([1e-6, 0.08, 0.8])
FIRST = np.array([0.9, 0.03, 0.07])
NEXT = np.array([[0.9965, 0.0005, 0.003], [0.001, 0.998, 0.001], [0.025, 0.002, 0.973]])
#: ... from the end of one line to the start of the next
LINE = np.array([[0.969, 0.001, 0.03], [0.004, 0.992, 0.004], [0.3, 0.002, 0.698]])
#: in how many tokens' worth we believe each of these before reading
TRUST_LOST = np.array([1e9, 40.0, 40.0])
TRUST_NEXT = np.array([[300.0], [1000.0], [100.0]])
TRUST_LINE = np.array([[30.0], [100.0], [10.0]])
#: odds below this are not evidence of damage, in any state
WORTH = 0.05


@dataclass(frozen=True, slots=True)
class Seen:
    """What one pass forward and back tells."""

    lost: Array  # tokens x states: in this state, and a break was lost
    states: Array  # tokens x states
    alpha: Array
    beta: Array
    steps: Array

    def moves(self) -> Array:
        """From each token to the next: how probably from one state to another."""
        pairs = self.alpha[:-1, :, None] * self.steps * self.beta[1:, None, :]
        pairs /= pairs.sum((1, 2), keepdims=True)
        return pairs


class Belief(NamedTuple):
    """How often a token loses a break in each state, and how states follow each other."""

    share: Array
    next: Array
    line: Array


BELIEF = Belief(LOST, NEXT, LINE)


def lost(
    odds: Array, fresh: NDArray[np.bool_], belief: Belief = BELIEF, rounds: int = 2
) -> tuple[Array, Belief]:
    """How probable it is that each token lost a break, and what was learnt of the document.

    `odds`: how much likelier the token is parted than whole; `fresh`: first of its line.
    """
    if not (odds > WORTH).any():
        return np.zeros(len(odds)), belief
    starts = fresh[1:, None, None]
    for _ in range(rounds):
        seen = _pass(odds, belief.share, np.where(starts, belief.line, belief.next))
        moves = seen.moves()
        belief = Belief(
            (seen.lost.sum(0) + TRUST_LOST * LOST) / (seen.states.sum(0) + TRUST_LOST),
            _rows(moves[~fresh[1:]].sum(0) + TRUST_NEXT * NEXT),
            _rows(moves[fresh[1:]].sum(0) + TRUST_LINE * LINE),
        )
    seen = _pass(odds, belief.share, np.where(starts, belief.line, belief.next))
    return seen.lost.sum(1), belief


def _rows(counts: Array) -> Array:
    shares: Array = counts / counts.sum(1, keepdims=True)
    return shares


def _pass(odds: Array, share: Array, steps: Array) -> Seen:
    """Forward and backward; `steps`: from each token to the next."""
    count = len(odds)
    width = isqrt(count - 1) + 1  # tokens in a block
    blocks = -(-count // width)
    said = np.ones((blocks * width, 3))
    said[:count] = (1 - share) + share * odds[:, None]
    said /= said.max(1, keepdims=True)
    # one matrix for each token: the step into it, and what it says there
    moves = np.broadcast_to(np.eye(3), (blocks * width, 3, 3)).copy()
    moves[1:count] = steps * said[1:count, None, :]
    moves[0] = np.diag(said[0])
    moves = moves.reshape(blocks, width, 3, 3)
    ahead, back = _within(moves)
    alpha, beta = np.empty((blocks, width, 3)), np.empty((blocks, width, 3))
    now = FIRST
    for block in range(blocks):
        alpha[block] = now @ ahead[:, block]
        now = alpha[block, -1] / alpha[block, -1].sum()
    now = np.ones(3)
    for block in range(blocks - 1, -1, -1):
        beta[block] = back[:, block] @ now
        now = moves[block, 0] @ beta[block, 0]
        now /= now.sum()
    alpha, beta = alpha.reshape(-1, 3)[:count], beta.reshape(-1, 3)[:count]
    alpha /= alpha.sum(1, keepdims=True)
    states = alpha * beta
    states /= states.sum(1, keepdims=True)
    some = share * odds[:, None]
    steps = moves.reshape(-1, 3, 3)[1:count]
    return Seen(states * some / (1 - share + some), states, alpha, beta, steps)


def _within(moves: Array) -> tuple[Array, Array]:
    """Products from each block's start to a token, and from after a token to its end."""
    blocks, width, _, _ = moves.shape
    ahead, back = np.empty((width, blocks, 3, 3)), np.empty((width, blocks, 3, 3))
    now = np.broadcast_to(np.eye(3), (blocks, 3, 3))
    for i in range(width):
        now = now @ moves[:, i]
        now = ahead[i] = now / now.max((1, 2), keepdims=True)
    now = np.broadcast_to(np.eye(3), (blocks, 3, 3))
    for i in range(width - 1, -1, -1):
        back[i] = now
        now = moves[:, i] @ now
        now = now / now.max((1, 2), keepdims=True)
    return ahead, back
