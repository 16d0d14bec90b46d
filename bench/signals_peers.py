"""Our signals beside what analysts and health agencies use, on the same simulated country.

    python -m bench.signals_peers [--seed 1] [--places 3000]

R's surveillance::farringtonFlexible (ECDC's and PHE's algorithm) takes part where Rscript
and the package are installed, on a weighted sample, because it needs hours for all; where
they are not, the line says so. Peers and scoring are the harness's, in ../shared/bench.
"""

import argparse
import importlib
import shutil
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from bench.adapters import signals
from bench.signals_more import harness

peers: Any = importlib.import_module("signals_peers")
SAMPLE = 2400
COLUMNS = ("alerts", "FDR", "power_material(add>=2/mo & x2)", "power_at_true_FDR_0.1")
RULES: dict[str, tuple[Callable[..., Any], bool]] = {
    "Wardmote": (signals, False),
    "3 months on 3 a year ago, +10 %": (peers.yoy10, False),
    "mean + 2 sd of 24 months": (peers.mean2sd, False),
    "Poisson z > 3, year on year": (peers.poisz, False),
    "EARS C2": (peers.ears_c2, False),
}


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--places", type=int, default=3000)
    given = asked.parse_args()
    rules = dict(RULES)
    if _has_surveillance():
        rules["farringtonFlexible (R)"] = (peers.farrington_flexible, True)
    print(f"{14 * given.places} series of 60 months, seed {given.seed}")
    print(f"{'':34}{'alerts':>8}{'FDR':>7}{'material':>10}{'at FDR .1':>11}{'s/M':>9}")
    for name, (rule, slow) in rules.items():
        score = harness.runB(rule, given.places, given.seed, SAMPLE if slow else 0, False)
        alerts, false, material, ranked = (score[column] for column in COLUMNS)
        seconds = score["seconds_per_million"]
        print(f"{name:34}{alerts:8.0f}{false:7.2f}{material:10.2f}{ranked:11.2f}{seconds:9.0f}")
    if not _has_surveillance():
        print("farringtonFlexible: R with its package surveillance is not installed here")
    return 0


def _has_surveillance() -> bool:
    if shutil.which("Rscript") is None:
        return False
    asked = ["Rscript", "-e", "library(surveillance)"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
