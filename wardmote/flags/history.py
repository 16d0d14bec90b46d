"""Every quarter held of every data set, as the probability rule follows them.

What was worked out of a history is kept, in this process and beside the warehouse
(`learnt.py`), under the history itself, so that new figures, other settings or another
edition can never be answered with old results.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from wardmote.datasets.models import DatasetFigure
from wardmote.datasets.queries import PoliceFigures
from wardmote.datasets.street import ALL_CRIME, TYPES
from wardmote.flags.figures import Figures
from wardmote.flags.learnt import followed
from wardmote.flags.probability import Assessment, Levels, switch
from wardmote.flags.rules import Standing
from wardmote.kernel.periods import Quarter, parse_period

Floats = NDArray[np.float64]
COLUMNS = {slug: column for column, slug in enumerate(TYPES)}
MONTHS = 3  # of a quarter


@dataclass(frozen=True, slots=True)
class Past:
    """One data set by quarter and ward, from the first quarter held.

    counts   float[Q, W]  nan where there is no figure
    reported float[Q]     share of the quarter's months that the counts are of; 1 without any
    """

    first: Quarter
    counts: Floats
    reported: Floats


def standings(
    datasets: Sequence[Figures],
    police: PoliceFigures,
    exposures: Mapping[str, Mapping[str, int | None]],
    *,
    quarter: Quarter,
    k: int,
    levels: Levels,
) -> dict[str, dict[str, Standing]]:
    """slug -> ward -> what the quarters up to and including this one say."""
    codes = [place.code for place in police.places]
    sent = _sent() if any(not one.is_police for one in datasets) else {}
    opened = _police(police, codes, quarter)
    found = {}
    for one in datasets:
        if one.listed is not None:
            continue
        past = opened[one.slug] if one.is_police else _partner(sent[one.slug], codes, quarter)
        people = exposures.get(one.exposure, {})
        exposed = np.array([people.get(code) or 0 for code in codes], np.float64)
        found[one.slug] = _standings(past, exposed, codes, quarter, k, levels)
    return found


def _standings(
    past: Past, exposed: Floats, codes: Sequence[str], quarter: Quarter, k: int, levels: Levels
) -> dict[str, Standing]:
    if not np.nansum(past.counts):  # it never happened anywhere: nobody is high
        return dict.fromkeys(codes, Standing(None, None, flagged=False, has_any=False))
    at_risk = past.reported[:, None] * exposed
    known = _assessed(
        past.counts.tobytes(), at_risk.tobytes(), *past.counts.shape, k=k, levels=levels
    )
    row = quarter.index - past.first.index
    ever = np.nansum(past.counts[: row + 1], axis=0) > 0
    per_1000 = 1000 * known.expected_rate[row]
    return {
        code: Standing(
            probability=_number(known.probability[row, at]),
            expected_rate=_number(per_1000[at]),
            flagged=bool(known.flagged[row, at]),
            has_any=bool(ever[at]),
        )
        for at, code in enumerate(codes)
    }


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


@lru_cache(maxsize=512)
def _assessed(
    counts: bytes, exposed: bytes, quarters: int, wards: int, *, k: int, levels: Levels
) -> Assessment:
    shape = quarters, wards
    seen, people = (np.frombuffer(one).reshape(shape) for one in (counts, exposed))
    known = followed(seen, people, k, levels.beliefs)
    return Assessment(**known.arrays(), flagged=switch(known, seen, people, levels))


def _police(police: PoliceFigures, codes: Sequence[str], until: Quarter) -> dict[str, Past]:
    """All quarters held; later ones change nothing before them, and are there anyway."""
    months = police.months
    first = min(months[0].quarter, until) if months else until
    last = max(months[-1].quarter, until) if months else until
    gone = set(police.missing(months))
    there = [month for month in months if month in police.cube.months and month not in gone]
    places = np.array([police.cube.codes.get(code, -1) for code in codes])
    cells = np.array(police.cube.counts[:, [police.cube.months[month] for month in there]])
    wide = cells.shape[2] if cells.size else len(TYPES) + 1
    quarters = last.index - first.index + 1
    sums = np.zeros((quarters, len(codes), wide))
    reported = np.zeros(quarters)
    for at, month in enumerate(there):
        row = month.quarter.index - first.index
        sums[row] += np.where(places[:, None] >= 0, cells[places, at], 0)
        reported[row] += 1 / MONTHS
    sums[reported == 0] = np.nan
    sums[:, places < 0] = np.nan
    reported[reported == 0] = 1
    found = {slug: sums[:, :, column].copy() for slug, column in COLUMNS.items()}
    found[ALL_CRIME] = sums.sum(axis=2)
    return {slug: Past(first, counts, reported) for slug, counts in found.items()}


def _sent() -> dict[str, dict[Quarter, dict[str, dict[str, int]]]]:
    found: dict[str, dict[Quarter, dict[str, dict[str, int]]]] = {}
    rows = DatasetFigure.objects.order_by().values_list(
        "dataset__slug", "period", "code", "count"
    )
    quarters: dict[str, Quarter] = {}
    for slug, text, code, count in rows:
        quarter = quarters.get(text)
        if quarter is None:
            period = parse_period(text)
            quarter = period if isinstance(period, Quarter) else period.quarter
            quarters[text] = quarter
        found.setdefault(slug, {}).setdefault(quarter, {}).setdefault(text, {})[code] = count
    return found


def _partner(
    sent: Mapping[Quarter, Mapping[str, Mapping[str, int]]],
    codes: Sequence[str],
    until: Quarter,
) -> Past:
    """A ward that one of a quarter's months leaves out has no figure for it."""
    first, last = min(*sent, until), max(*sent, until)
    quarters = last.index - first.index + 1
    counts = np.full((quarters, len(codes)), np.nan)
    reported = np.ones(quarters)
    for quarter, periods in sent.items():
        row = quarter.index - first.index
        each = [[period.get(code, np.nan) for code in codes] for period in periods.values()]
        counts[row] = np.sum(each, axis=0)
        if str(quarter) not in periods:
            reported[row] = len(periods) / MONTHS
    return Past(first, counts, reported)
