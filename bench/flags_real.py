"""How often do flags change on real wards? South Cambridgeshire, quarter to quarter.

26 wards x 14 types of street crime x 7 quarters (2024Q1 to 2025Q3): the literal rule (the
round(0.2 x wards) highest by rate) beside flags by probability.
"""

import numpy as np
from numpy.typing import NDArray

from bench.harness import shared
from bench.rows import Claim, Size
from bench.south_cambridgeshire import load
from wardmote.flags.probability import assess, changes, top_share

TITLE = "Flags on real wards"
ABOUT = (
    "South Cambridgeshire: 26 wards x 14 types of street crime x 7 quarters, from ../shared."
)
USED = ()
MOST = 60


def run(size: Size) -> list[Claim]:
    shared("data", "street")
    wards = load()
    quarters = wards.counts.reshape((*wards.counts.shape[:2], -1, 3)).sum(-1)
    k = top_share(0.2, len(wards.codes))
    literal = ours = 0
    for index in range(len(wards.types)):
        counts = quarters[:, index].T
        literal += changes(_literal(counts, wards.residents, k))
        ours += changes(assess(counts, wards.residents, k).flagged)
    return [
        Claim(
            "flags that change from one quarter to the next",
            f"≤ {MOST}",
            str(ours),
            f"the k highest as they fall: {literal}",
            f"{literal / ours:.1f} x fewer",
            ours <= MOST,
        )
    ]


def _literal(
    counts: NDArray[np.int64], residents: NDArray[np.float64], k: int
) -> NDArray[np.bool_]:
    flagged = np.zeros(counts.shape, bool)
    for row, seen in zip(flagged, counts, strict=True):
        row[np.argsort(-seen / residents, kind="stable")[:k]] = True
    return flagged
