"""Do signals stay quiet where nothing happened? Real wards with their months shuffled.

    python -m bench.signals_real [--placebos 20] [--seed 7]

The wards of the six Cambridgeshire districts x 14 types x 21 months (2024-01 to 2025-09),
all wards' months permuted together, so that place, type, scatter and what strikes the whole
county at once stay real and only the order is gone. Any rise found is false. Exits with 1
above 1.5 rises per 1,000 series.
"""

import argparse

import numpy as np

from bench.south_cambridgeshire import COUNTY, load
from wardmote.flags.signals import Kind, Panel, find, look, panel

MOST = 1.5  # per 1,000 series


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--placebos", type=int, default=20)
    asked.add_argument("--seed", type=int, default=7)
    given = asked.parse_args()
    counts, about = real()
    rng = np.random.default_rng(given.seed)
    rises, small, wide = [], [], []
    for _ in range(given.placebos):
        both = look(as_panel(counts[:, rng.permutation(counts.shape[1])], about))
        found, districts = both.places, both.districts.signals
        wide.append(np.mean(districts.kind == Kind.RISING))
        rises.append(1000 * np.mean(found.kind == Kind.RISING))
        small.append([np.mean(found.p < level) for level in (0.05, 0.01, 0.005, 0.001)])
    print(f"{len(counts)} series of {counts.shape[1]} months, {given.placebos} shuffles")
    print(f"RISING per 1,000 series: mean {np.mean(rises):.2f}, worst {max(rises):.2f}")
    print(f"of whole districts, RISING per 1,000 district x type: {1000 * np.mean(wide):.1f}")
    print("share of p below .05 .01 .005 .001: ", np.round(np.mean(small, 0), 4))
    found = find(as_panel(counts, about))
    print("in their true order:", {kind.name: int((found.kind == kind).sum()) for kind in Kind})
    print("holds" if np.mean(rises) <= MOST else "falls short")
    return int(np.mean(rises) > MOST)


def real() -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """counts[series, month] and the labels of the series."""
    wards = load(COUNTY)
    places, types, months = wards.counts.shape
    place = np.repeat(np.arange(places), types)
    return wards.counts.reshape(-1, months), {
        "place": place,
        "type": np.tile(np.arange(types), places),
        "district": wards.district[place],
        "population": wards.residents[place],
    }


def as_panel(counts: np.ndarray, about: dict[str, np.ndarray]) -> Panel:
    return panel(counts, first_month=0, **about)


if __name__ == "__main__":
    raise SystemExit(main())
