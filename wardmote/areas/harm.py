"""How much harm flags stand for: days of imprisonment an offence, by data set. Pure.

The weights follow the Cambridge Crime Harm Index (Sherman, Neyroud and Neyroud 2016, doi
10.1093/police/paw003): the guidelines' starting point, in days, for a first conviction.
The index has a value for each of some 800 offences and none for a police category that
mixes them, so each row of `harm.csv` says on what it rests (`Basis`). They order wards
that wait for room, and nothing else: a sum of days is no measure of anyone's suffering.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from wardmote.areas.facts import FlagFact
from wardmote.kernel.errors import RuleBroken

if TYPE_CHECKING:
    from _csv import Reader

COLUMNS = ["dataset", "days", "basis", "source"]
MOST_DAYS = 10_000
SOURCE = (
    "Cambridge Crime Harm Index, update of February 2026: medians by Home Office offence "
    "subgroup, as listed in the documentation of a public project of TU Eindhoven (course "
    "4CBLW020) that read the index’s own file"
)


class Basis(StrEnum):
    """On what a weight rests."""

    INDEX = "index"
    MIXED = "mixed"
    OURS = "ours"


BASIS_NAMES = {
    Basis.INDEX: "the index’s own value",
    Basis.MIXED: "a middle value of several offences",
    Basis.OURS: "ours, not the index’s",
}


@dataclass(frozen=True, slots=True)
class Weight:
    """What one event of a data set weighs, and why so much."""

    dataset: str
    days: float
    basis: Basis
    source: str


def read_weights(text: str) -> list[Weight]:
    """The rows of a table of weights. RuleBroken naming the row that cannot be read."""
    rows = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""))
    weights: dict[str, Weight] = {}
    try:
        _fill(weights, rows)
    except csv.Error as wrong:
        raise _refusal(rows.line_num, str(wrong)) from wrong
    if not weights:
        raise RuleBroken("The table has no row under its first line", about="weights")
    return list(weights.values())


def _fill(weights: dict[str, Weight], rows: "Reader") -> None:
    if next(rows, None) != COLUMNS:
        raise RuleBroken(f"The first line must be {','.join(COLUMNS)}", about="weights")
    for row in rows:
        if row:
            weight = _weight(row, rows.line_num)
            if weight.dataset in weights:
                raise _refusal(rows.line_num, f"{weight.dataset} is there twice")
            weights[weight.dataset] = weight


def _weight(row: list[str], line: int) -> Weight:
    if len(row) != len(COLUMNS):
        raise _refusal(line, f"{len(row)} columns where there must be {len(COLUMNS)}")
    dataset, days, basis, source = (cell.strip() for cell in row)
    if not dataset or not source or "\0" in dataset + source or len(dataset) > 60:
        raise _refusal(line, "give the data set and a source")
    try:
        value = float(days)
    except ValueError:
        value = -1
    if not 0 <= value <= MOST_DAYS:
        raise _refusal(line, f"days must be a number between 0 and {MOST_DAYS:,}")
    if basis not in list(Basis):
        raise _refusal(line, f"basis must be one of {', '.join(Basis)}")
    return Weight(dataset, value, Basis(basis), source)


def _refusal(line: int, what: str) -> RuleBroken:
    return RuleBroken(f"Line {line}: {what}", about="weights")


@lru_cache(maxsize=1)
def shipped_weights() -> tuple[Weight, ...]:
    """The table that comes with Wardmote."""
    file = resources.files("wardmote.areas").joinpath("harm.csv")
    return tuple(read_weights(file.read_text("utf-8")))


def expected_harm(flags: Iterable[FlagFact], weights: Mapping[str, float]) -> float:
    """Days that the next quarter's events of these flags are expected to weigh.

    All crime is the sum of the others, and a data set without a weight (people in need,
    not offences) has none: neither adds anything.
    """
    return sum(weights.get(flag.dataset, 0.0) * _events(flag) for flag in flags)


def _events(flag: FlagFact) -> float:
    return flag.expected if flag.expected is not None else flag.count or 0
