"""Do signals stay quiet where nothing happened? Real wards with their months shuffled.

The wards of the six Cambridgeshire districts x 14 types x 21 months (2024-01 to 2025-09),
all wards' months permuted together, so that place, type, scatter and what strikes the whole
county at once stay real and only the order is gone. Any rise found is false.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.harness import harness, shared
from bench.rows import Claim, Size, at_most, figure, seeds, spread
from bench.south_cambridgeshire import COUNTY, load
from wardmote.flags.signals import Kind, Panel, find, look, panel

TITLE = "Signals on real wards with their months shuffled"
ABOUT = "The wards of six districts x 14 types x 21 months, from ../shared; a rise is false."
SHUFFLES = {Size.TINY: 1, Size.SMALL: 20, Size.NATIONAL: 20}
MOST = 1.5  # per 1,000 series
LEVELS = (0.05, 0.01, 0.005, 0.001)
Counts = NDArray[np.int64]


def run(size: Size) -> list[Claim]:
    shared("data", "street")
    counts, about = real()
    months = counts.shape[1]
    means, wide, small, peers = [], [], [], []
    for seed in seeds(size):
        rng = np.random.default_rng(seed)
        said = []
        for _ in range(SHUFFLES[size]):
            shuffled = counts[:, rng.permutation(months)]
            both = look(as_panel(shuffled, about))
            said.append(1000 * np.mean(both.places.kind == Kind.RISING))
            wide.append(1000 * np.mean(both.districts.signals.kind == Kind.RISING))
            small.append([np.mean(both.places.p < level) for level in LEVELS])
            peers.append([1000 * np.mean(rule(shuffled)["flag"]) for rule in _peers().values()])
        means.append(float(np.mean(said)))
    beside = zip(_peers(), np.mean(peers, axis=0), strict=True)
    found = find(as_panel(counts, about)).kind
    shares = ", ".join(figure(float(share)) for share in np.mean(small, axis=0))
    return [
        at_most(
            "R1 rises said per 1,000 series",
            MOST,
            means,
            peers="; ".join(f"{name} {figure(float(value))}" for name, value in beside),
        ),
        Claim("rises said per 1,000 districts x types", ours=spread([float(np.mean(wide))])),
        Claim(f"share of p below {', '.join(map(str, LEVELS))}", ours=shares),
        Claim(
            "said in the true order of months",
            ours=", ".join(f"{kind.name} {int((found == kind).sum())}" for kind in Kind),
        ),
    ]


def _peers() -> dict[str, Callable[..., dict[str, Any]]]:
    """Rules that 21 months are long enough for."""
    rules = harness("signals_peers")
    return {
        "mean + 2 sd": rules.mean2sd,
        "3 months on 3 a year ago, + 10 %": rules.yoy10,
        "Poisson z > 3": rules.poisz,
        "EARS C2": rules.ears_c2,
    }


def real() -> tuple[Counts, dict[str, NDArray[Any]]]:
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


def as_panel(counts: Counts, about: dict[str, NDArray[Any]]) -> Panel:
    return panel(counts, first_month=0, **about)
