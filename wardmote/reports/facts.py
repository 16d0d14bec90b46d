"""The facts a report is made of, as they stood when it was drafted: kept as JSON.

Everything numeric in a report comes from here, so what the Board agreed on is what is
published, whatever is imported in between. Real counts are inside: `document` guards.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from wardmote.kernel.periods import Month, Quarter, Year

Counts = Mapping[str, int | None]
ALL_CRIME = "all-crime"


@dataclass(frozen=True, slots=True)
class WardFacts:
    """One ward and what its rates are rates of."""

    code: str
    name: str
    residents: int | None = None
    households: int | None = None


@dataclass(frozen=True, slots=True)
class SignalFacts:
    """One signal: of a ward, or of the district where `code` is blank."""

    code: str
    kind: str
    sentence: str
    is_new: bool = True


@dataclass(frozen=True, slots=True)
class BandFacts:
    """One series to draw: what was recorded by month, and between what it was expected."""

    code: str
    months: tuple[str, ...]
    observed: tuple[int | None, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class DatasetFacts:
    """One data set: counts by ward now, last quarter and a year ago, and its flags.

    `sentences` explains a flagged ward with its figures. None in counts: not reported.
    `rule` is what decides its flags; `literal` are the wards that the top share of this
    quarter alone would flag. `ended` are the (ward, kind) of signals that were said last
    quarter and are no longer.
    """

    slug: str
    name: str
    is_police: bool
    exposure: str = "residents"
    sensitive: bool = False
    owner: str = ""
    cadence: str = ""
    received_on: str = ""
    counts: Counts = field(default_factory=dict)
    before: Counts = field(default_factory=dict)
    year_ago: Counts = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    missing_before: tuple[str, ...] = ()
    missing_year_ago: tuple[str, ...] = ()
    flagged: tuple[str, ...] = ()
    flagged_before: tuple[str, ...] = ()
    sentences: Mapping[str, str] = field(default_factory=dict)
    refusal: str = ""
    rule: str = "top_share"
    literal: tuple[str, ...] = ()
    signals: tuple[SignalFacts, ...] = ()
    ended: tuple[tuple[str, str], ...] = ()
    bands: tuple[BandFacts, ...] = ()

    @property
    def total(self) -> int | None:
        return total(self.counts)


@dataclass(frozen=True, slots=True)
class AreaFacts:
    """A ward that is, was or is proposed as a priority area."""

    code: str
    name: str
    category: str
    before: str
    since: str = ""
    reason: str = ""
    because: str = ""
    proposed: str = ""

    @property
    def is_live(self) -> bool:
        return self.category != "off"


@dataclass(frozen=True, slots=True)
class YearFacts:
    """A sensitive data set's whole year in the whole district, and the year before.

    None: not every ward reported all of it.
    """

    slug: str
    name: str
    count: int | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """One quarter's facts. `district` has a series by label over `months`.

    `thresholds` are the numbers behind flags, signals and proposals, each with its name.
    """

    quarter: str
    boundaries: str
    gathered_on: str
    wards: tuple[WardFacts, ...] = ()
    datasets: tuple[DatasetFacts, ...] = ()
    areas: tuple[AreaFacts, ...] = ()
    months: tuple[str, ...] = ()
    district: Mapping[str, tuple[int | None, ...]] = field(default_factory=dict)
    rows: int = 0
    no_location: int = 0
    outside: int = 0
    k: int = 0
    share: float = 0.2
    fewest_wards: int = 5
    smallest_shown: int = 10
    flags_refusal: str = ""
    signals_refusal: str = ""
    thresholds: tuple[tuple[str, str], ...] = ()
    has_earlier: bool = False
    years: tuple[YearFacts, ...] = ()

    @property
    def year(self) -> Year:
        """The financial year that `years` are of: the latest that has ended."""
        return Year.ended_by(self.period)

    @property
    def period(self) -> Quarter:
        return Quarter.parse(self.quarter)

    @property
    def ward_names(self) -> dict[str, str]:
        return {ward.code: ward.name for ward in self.wards}

    @property
    def all_crime(self) -> DatasetFacts | None:
        return next((one for one in self.datasets if one.slug == ALL_CRIME), None)

    def shown(self, *, guarded: bool) -> list[DatasetFacts]:
        """The data sets a reader may know of: sensitive ones are never told by quarter."""
        return [one for one in self.datasets if not (guarded and one.sensitive)]

    def same_as(self, other: "Facts | None") -> bool:
        """Whether a report from either would say the same."""
        if other is None:
            return False
        mine, theirs = asdict(self), asdict(other)
        return {**mine, "gathered_on": ""} == {**theirs, "gathered_on": ""}


def total(counts: Counts) -> int | None:
    """All wards together; None where nothing was reported."""
    known = [count for count in counts.values() if count is not None]
    return sum(known) if known else None


def month_words(months: tuple[str, ...]) -> list[str]:
    return [Month.parse(month).words for month in months]


def facts_to_json(facts: Facts) -> str:
    """Same facts, same characters."""
    return json.dumps(asdict(facts), sort_keys=True)


def facts_from_json(text: str) -> Facts:
    """Read what `facts_to_json` wrote."""
    kept: dict[str, Any] = json.loads(text)
    kept["wards"] = tuple(WardFacts(**one) for one in kept["wards"])
    kept["datasets"] = tuple(_dataset(one) for one in kept["datasets"])
    kept["areas"] = tuple(AreaFacts(**one) for one in kept["areas"])
    kept["years"] = tuple(YearFacts(**one) for one in kept.get("years", ()))
    kept["district"] = {name: tuple(series) for name, series in kept["district"].items()}
    kept["thresholds"] = tuple((name, value) for name, value in kept.get("thresholds", ()))
    return Facts(**_tuples(kept))


def _dataset(kept: dict[str, Any]) -> DatasetFacts:
    kept.pop("public_sentences", None)  # of drafts before the ledger
    kept["signals"] = tuple(SignalFacts(**one) for one in kept.get("signals", ()))
    kept["ended"] = tuple((code, kind) for code, kind in kept.get("ended", ()))
    kept["bands"] = tuple(BandFacts(**_tuples(one)) for one in kept.get("bands", ()))
    return DatasetFacts(**_tuples(kept))


def _tuples(kept: dict[str, Any]) -> dict[str, Any]:
    return {
        name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()
    }


@dataclass(frozen=True, slots=True)
class FindingFacts:
    """A key finding as it is printed: about a ward, the district, or online."""

    place: str
    heading: str
    text: str
    recommendation: str = ""


@dataclass(frozen=True, slots=True)
class Imprint:
    """What stands round the report: whose it is, which edition, who may see it."""

    partnership: str
    district: str
    edition_line: str
    made_on: date
    category_names: Mapping[str, str]
    marking: str = ""
    what_changed: str = ""
    logo: bytes | None = None
