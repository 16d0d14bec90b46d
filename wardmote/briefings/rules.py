"""What released figures of a ward say, in plain words. No Django, no clock."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from wardmote.kernel.numbers import FEWEST, moved_by, rate_per_1000
from wardmote.kernel.periods import Month, Quarter, months_between

ALL = "All crime"
YEAR = 12
FEWEST_MONTHS = 6  # in both years: with fewer, years are not compared
SURE = 3.0  # how many standard errors two years must differ by: many places are compared
STILL = 3  # months of newer figures after which a signal is no longer said of today
SMALL = 20  # a yearly count under this is called small

#: how a type of crime stands at the start of a sentence, where its label does not
SUBJECTS = {
    ALL: "Recorded crime",
    "Drugs": "Drug offences",
    "Public order": "Public order offences",
}
MANY = re.compile(r"offences$")
#: columns of a profile that are never shown below district
NEVER_BELOW_DISTRICT = re.compile(r"gypsy|\broma\b|traveller", re.IGNORECASE)

Values = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """Open police figures of a ward or parish as they were released. None: not reported."""

    code: str
    name: str
    months: tuple[Month, ...]
    types: Mapping[str, Values]
    district: Mapping[str, Values]
    residents: int | None
    households: int | None
    makeup: Mapping[str, str]
    updated_on: date

    @property
    def latest(self) -> Month:
        return self.months[-1]

    @property
    def year(self) -> tuple[Month, ...]:
        """The last 12 months that are held, those without a figure among them."""
        return self.months[-YEAR:]

    @property
    def year_words(self) -> str:
        """October 2024 to September 2025."""
        return year_words([self])

    @property
    def missing(self) -> tuple[Month, ...]:
        """Months with no figure at all."""
        everything = self.types.get(ALL, ())
        return tuple(
            month for month, value in zip(self.months, everything, strict=True) if value is None
        )


def year_words(figures: Iterable[Figures]) -> str:
    """Which months the last 12 of all of these are: October 2024 to September 2025."""
    months = sorted({month for one in figures for month in one.year})
    if not months:
        return ""
    first, last = months[0].words, months[-1].words
    return first if first == last else f"{first} to {last}"


def read_figures(content: Mapping[str, Any]) -> Figures:
    """Read released figures. Months between the first and last are all there after."""
    given = [Month.parse(text) for text in content["months"]]
    months = tuple(months_between(given[0], given[-1])) if given else ()
    missing = {Month.parse(text) for text in content.get("missing_months", ())}
    kept = [*map(_place(given, missing), months)]
    place = content["parish"] if "parish" in content else content["ward"]
    return Figures(
        code=place["code"],
        name=place["name"],
        months=months,
        types=_with_all(content["types"], kept),
        district=_with_all(content.get("district", {}), kept),
        residents=content.get("residents"),
        households=content.get("households"),
        makeup=in_words(content.get("makeup") or {}),
        updated_on=date.fromisoformat(content["updated_on"]),
    )


def _place(given: list[Month], missing: set[Month]) -> Any:
    """Month -> its place in the released series; None where it has no figure."""
    places = {month: at for at, month in enumerate(given) if month not in missing}
    return places.get


def _with_all(
    series: Mapping[str, Sequence[int | None]], kept: list[int | None]
) -> dict[str, Values]:
    """Each type's values by `kept` months, and their total before them."""
    types = {
        name: tuple(None if at is None else values[at] for at in kept)
        for name, values in sorted(series.items())
        if name != ALL
    }
    total = tuple(_total(values) for values in zip(*types.values(), strict=True))
    return {ALL: total or (None,) * len(kept), **types}


def _total(values: Sequence[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


@dataclass(frozen=True, slots=True)
class Change:
    """The last year of a type beside the year before, over the months known in both.

    `before` is None where too little is known of the earlier year; `compared` counts the
    months of `now` and `before`. `year` is all that is known of the last 12 months.
    """

    name: str
    year: int
    now: int
    before: int | None
    compared: int
    rate: float | None = None
    district_rate: float | None = None

    @property
    def score(self) -> float:
        """The difference in standard errors; 0 where nothing can be said."""
        return 0.0 if self.before is None else moved_by(self.now, self.before)

    @property
    def words(self) -> str:
        """More or fewer, cautiously: a difference that chance may explain is none."""
        if self.before is None:
            return "no earlier year"
        if self.now + self.before < FEWEST:
            return "small numbers"
        if abs(self.score) < SURE:
            return "no clear change"
        return "up" if self.score > 0 else "down"


def change(figures: Figures, name: str, *, district_residents: int | None = None) -> Change:
    """Compare the latest year of one type with the year before it."""
    values = figures.types[name]
    now, before, compared = _years(values)
    district = _known(figures.district.get(name, ()))
    return Change(
        name,
        _known(values),
        now,
        before,
        compared,
        rate_per_1000(_known(values), figures.residents),
        rate_per_1000(district, district_residents) if figures.district else None,
    )


def _known(values: Values) -> int:
    """What is known of the last 12 months."""
    return sum(value for value in values[-YEAR:] if value is not None)


def _years(values: Values) -> tuple[int, int | None, int]:
    """Sums of the last 12 and the 12 before, over the months known in both."""
    pairs = [
        (now, before)
        for now, before in zip(values[YEAR:][-YEAR:], values[:-YEAR][-YEAR:], strict=True)
        if now is not None and before is not None
    ]
    if len(pairs) >= FEWEST_MONTHS:
        return sum(now for now, _ in pairs), sum(was for _, was in pairs), len(pairs)
    known = [value for value in values[-YEAR:] if value is not None]
    return sum(known), None, len(known)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a ward's figures say first: a heading, the numbers, and about which type."""

    heading: str
    lead: str
    type: str
    caution: str = ""


def finding(figures: Figures, flags: Mapping[str, Any] | None = None) -> Finding:
    """What a released signal says; else the year that differs most from the one before.

    Only a signal says that something is rising or coming down: it knows the season and
    what is usual. Two years beside each other are told as that. `flags`: of a FLAGS
    release that the same reader may read.
    """
    if flags and (said := _signalled(figures, flags)):
        return said
    changes = [change(figures, name) for name in figures.types]
    total = changes[0]
    by_type = [one for one in changes[1:] if abs(one.score) >= SURE]
    chosen = max(by_type, key=lambda one: abs(one.score), default=total)
    heading = _compared(chosen, figures.name)
    return Finding(heading, _lead(chosen, figures), chosen.name, _caution(chosen, figures))


def _signalled(figures: Figures, flags: Mapping[str, Any]) -> Finding | None:
    """The first signal of a change in these figures, while they are hardly newer than it."""
    quarter = Quarter.parse(str(flags["quarter"]))
    if not figures.months or figures.latest > quarter.months[-1] + STILL:
        return None
    for one in read_signals(flags):
        if one.word in MOVES and one.name in figures.types:
            subject = SUBJECTS.get(one.name, one.name)
            verb = "are" if MANY.search(subject) else "is"
            moved = change(figures, one.name)
            return Finding(
                f"{subject} {verb} {one.word.lower()} in {figures.name}",
                f"{one.sentence} {_lead(moved, figures)}",
                one.name,
                _caution(moved, figures),
            )
    return None


def _compared(one: Change, where: str) -> str:
    if one.before is None:
        return f"Recorded crime in {where}"
    if abs(one.score) < SURE:
        return f"Recorded crime in {where} has not clearly changed in a year"
    subject = "crimes" if one.name == ALL else SUBJECTS.get(one.name, one.name)
    is_many = one.name == ALL or MANY.search(subject)
    more = "More" if one.score > 0 else "Fewer" if is_many else "Less"
    what = f"{more} {subject[0].lower()}{subject[1:]} recorded in {where}"
    before = "a year before" if one.compared == YEAR else "in the same months a year before"
    return f"{what} than {before}: {one.now:,}, after {one.before:,}"


def _lead(one: Change, figures: Figures) -> str:
    if not figures.months:
        return "No police figures are loaded yet."
    many = "crimes and anti-social behaviour incidents"
    count = f"{one.now:,} {many}" if one.name == ALL else f"{one.name}: {one.now:,}"
    span = "the 12 months" if one.compared == YEAR else f"{one.compared} of the 12 months"
    lead = f"{count} recorded in {span} to {figures.latest.words}"
    if one.before is None:
        return f"{lead}."
    before = "the 12 before" if one.compared == YEAR else "the same months a year before"
    return f"{lead}, {one.before:,} in {before}."


def _caution(one: Change, figures: Figures) -> str:
    if one.before is not None and one.compared < YEAR:
        return "Months without figures in either year are left out of both."
    if figures.months and one.now < SMALL:
        return "These are small numbers: they go up and down by chance."
    return ""


def in_words(makeup: Mapping[str, Any]) -> dict[str, str]:
    """A profile's other columns as people read them: no underscores, whole numbers."""
    return {
        name.replace("_", " ").strip(): _number(value)
        for name, value in makeup.items()
        if not NEVER_BELOW_DISTRICT.search(name)
    }


def _number(value: Any) -> str:
    if not isinstance(value, int | float):
        return str(value)
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def start_of_last_quarter(today: date) -> date:
    """What was released from this day on is news to a councillor."""
    return (Month.of(today).quarter - 1).months[0].first_day


#: the kinds of signals, in the order in which they are told
SIGNAL_WORDS = {
    "RISING": "Rising",
    "COMING_DOWN": "Coming down",
    "SEASON_AHEAD": "Season ahead",
    "HELD": "Staying",
}
MOVES = ("Rising", "Coming down")  # those that make a heading


@dataclass(frozen=True, slots=True)
class Told:
    """A released signal: what it says in a word, of what, and with which counts."""

    word: str
    name: str
    sentence: str
    is_new: bool


def read_ended(content: Mapping[str, Any]) -> list[Told]:
    """The signals that a FLAGS release says have ended; an older release says nothing."""
    return [
        Told("Ended", one["name"], one["sentence"], is_new=True)
        for one in content.get("ended", [])
    ]


def read_signals(content: Mapping[str, Any]) -> list[Told]:
    """The signals of a FLAGS release, new ones first; kinds not known here are left out."""
    order = list(SIGNAL_WORDS)
    found = [one for one in content.get("signals", []) if one["kind"] in SIGNAL_WORDS]
    found.sort(key=lambda one: (not one["is_new"], order.index(one["kind"])))
    return [
        Told(SIGNAL_WORDS[one["kind"]], one["name"], one["sentence"], one["is_new"])
        for one in found
    ]
