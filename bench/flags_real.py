"""How often do flags change on real wards? South Cambridgeshire, quarter to quarter.

    python -m bench.flags_real

26 wards x 14 types of street crime x 7 quarters (2024Q1 to 2025Q3): the literal rule (the
round(0.2 x wards) highest by rate) beside flags by probability. Exits with 1 above 60.
"""

import numpy as np

from bench.south_cambridgeshire import load
from wardmote.flags.probability import assess, changes, top_share

MOST = 60


def main() -> int:
    wards = load()
    quarters = wards.counts.reshape((*wards.counts.shape[:2], -1, 3)).sum(-1)
    k = top_share(0.2, len(wards.codes))
    print(f"{len(wards.codes)} wards, k = {k}, {quarters.shape[-1]} quarters, changes:")
    print(f"{'':32}{'literal':>8}{'probability':>12}{'memory':>8}{'dispersion':>11}")
    sums = np.zeros(2, int)
    for index, name in enumerate(wards.types):
        counts = quarters[:, index].T
        found = assess(counts, wards.residents, k)
        both = changes(_literal(counts, wards.residents, k)), changes(found.flagged)
        sums += both
        learnt = f"{found.memory[-1]:8.2f}{found.dispersion[-1]:11.2f}"
        print(f"{name:32}{both[0]:8}{both[1]:12}{learnt}")
    print(f"{'all':32}{sums[0]:8}{sums[1]:12}")
    print("holds" if sums[1] <= MOST else "falls short")
    return int(sums[1] > MOST)


def _literal(counts: np.ndarray, residents: np.ndarray, k: int) -> np.ndarray:
    flagged = np.zeros(counts.shape, bool)
    for row, seen in zip(flagged, counts, strict=True):
        row[np.argsort(-seen / residents, kind="stable")[:k]] = True
    return flagged


if __name__ == "__main__":
    raise SystemExit(main())
