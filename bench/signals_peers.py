"""Signals beside what analysts and health agencies use, on the same simulated country.

R's surveillance::farringtonFlexible (the algorithm of ECDC and of the English agencies) takes
part where Rscript and the package are installed, a generalised linear model per series where
statsmodels is; both on a weighted sample, because they need hours for all. Peers and scoring
are the harness's. Ours sees all series, as it does in use: it borrows from neighbours.
"""

import importlib.util
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bench.adapters import signals
from bench.harness import harness
from bench.rows import SEEDS, Claim, Size, figure, not_run
from bench.signals import MATERIAL, PLACES

TITLE = "Signals beside their peers"
SAMPLE = {Size.TINY: 60, Size.SMALL: 2400, Size.NATIONAL: 4800}
REPEATS = {Size.TINY: 1, Size.SMALL: 5, Size.NATIONAL: 10}
USED = SEEDS[:1]
SEED = SEEDS[0]
ABOUT = (
    f"One country of the family above. R's surveillance and statsmodels, marked *, judge a "
    f"weighted sample of {SAMPLE[Size.SMALL]:,} series ({SAMPLE[Size.NATIONAL]:,} at the "
    "national size), so their shares are good to about 0.04; the rules and ours judge all."
)
NATIONAL = True
Scores = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Peer:
    name: str
    rule: Callable[..., Any]
    slow: bool = False


def run(size: Size) -> list[Claim]:
    rules = harness("signals_peers")
    peers = [
        Peer("3 months on 3 a year ago, + 10 %", rules.yoy10),
        Peer("mean + 2 sd of 24 months", rules.mean2sd),
        Peer("Poisson z > 3, year on year", rules.poisz),
        Peer("EARS C2", rules.ears_c2),
    ]
    missing = []
    if size is Size.TINY:
        missing.append(not_run("farringtonFlexible", "a tiny run does without R"))
    elif has_surveillance():
        peers.append(Peer("farringtonFlexible*", rules.farrington_flexible, True))
        if size is Size.NATIONAL:
            peers.append(Peer("farringtonFlexible, muan*", rules.farrington_muan, True))
    else:
        why = "R with its package surveillance is not installed"
        missing.append(not_run("farringtonFlexible", why))
    if importlib.util.find_spec("statsmodels"):
        peers.append(Peer("a GLM per series*", rules.glm_loop, True))
    else:
        missing.append(not_run("a GLM per series", "statsmodels is not installed"))
    return [*_country(peers, size), *_alone(peers, size), *missing]


def _country(peers: list[Peer], size: Size) -> list[Claim]:
    """Suite B. A peer's time is one core's, as R and the harness tell it."""
    bench = harness("signals_bench")

    def score(rule: Callable[..., Any], sample: int) -> Scores:
        return dict(bench.runB(rule, PLACES[size], SEED, sample, words=False))

    ours = score(signals, 0)
    theirs = {peer.name: score(peer.rule, SAMPLE[size] * peer.slow) for peer in peers}

    def beside(name: str, key: str, better: int) -> Claim:
        """better: 1 where more is better, -1 where less is, 0 where neither."""
        others = {peer: float(scores[key] or 0.0) for peer, scores in theirs.items()}
        mine = float(ours[key] or 0.0)
        met = None if not better else all(better * (mine - x) > 0 for x in others.values())
        target = {1: "above every peer", -1: "below every peer", 0: ""}[better]
        said = "; ".join(f"{peer} {figure(value)}" for peer, value in others.items())
        return Claim(name, target, figure(mine), said, met=met)

    return [
        beside("rises said in the last month", "alerts", 0),
        beside("share of them that are false", "FDR", -1),
        beside("power for material rises as each sets its own bar", MATERIAL, 0),
        beside("power if exactly 10 % were false", "power_at_true_FDR_0.1", 1),
        beside(
            "said per 1,000 minor changes (15 % up or down)", "alert_rate_per_1000_minor", 0
        ),
    ]


def _alone(peers: list[Peer], size: Size) -> list[Claim]:
    """Suite A, and how long a million series take, on the same series."""
    bench = harness("signals_bench")

    def score(rule: Callable[..., Any]) -> Scores:
        return dict(bench.runA(rule, REPEATS[size], SEED))

    ours = score(signals)
    theirs = {peer.name: score(peer.rule) for peer in peers if peer.slow}
    rows = []
    for name, key, unit in (
        ("lone series: p < 0.005 where nothing is", "FPR_at_p0.005", ""),
        ("lone series: outbreaks found when 1 % is false", "POD_matched_FPR_0.01", ""),
        ("lone series: seconds for a million", "seconds_per_million", " s"),
    ):
        said = [f"{peer} {figure(scores[key])}{unit}" for peer, scores in theirs.items()]
        ratio = ""
        if unit and theirs:
            times = [scores[key] / ours[key] for scores in theirs.values()]
            ratio = f"{min(times):,.0f} to {max(times):,.0f} x faster"
        rows.append(Claim(name, "", f"{figure(ours[key])}{unit}", "; ".join(said), ratio))
    return rows


def has_surveillance() -> bool:
    if shutil.which("Rscript") is None:
        return False
    asked = ["Rscript", "-e", "library(surveillance)"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0
