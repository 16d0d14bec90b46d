"""What the rules read, and what they say of a quarter: with the settings, or with others."""

from collections.abc import Iterable
from dataclasses import dataclass

from wardmote.areas.facts import (
    Case,
    Change,
    Evidence,
    FlagFact,
    SignalFact,
    Standing,
    Suggestion,
)
from wardmote.areas.harm import expected_harm
from wardmote.areas.queries import harm_weights, standings, thresholds
from wardmote.areas.rules import CATEGORY_NAMES, Category, Rule, Thresholds
from wardmote.areas.steadying import kept_flags, propose
from wardmote.areas.wording import because
from wardmote.flags.queries import (
    Ground,
    QuarterFlags,
    QuarterSignals,
    flags_for,
    ground,
    signals_for,
)
from wardmote.flags.rules import Flag, Kind
from wardmote.flags.settings import EvidenceSettings
from wardmote.flags.watch import Signal
from wardmote.kernel.periods import Quarter
from wardmote.places.models import Profile
from wardmote.places.queries import profiles

#: how a profile file may head the homes planned, once in lower case with blanks
HOMES_COLUMNS = ("new homes a year", "new homes per year", "homes planned a year")
CHANGES = {
    Kind.RISING: Change.RISING,
    Kind.COMING_DOWN: Change.COMING_DOWN,
    Kind.HELD: Change.HELD_HIGH,
    Kind.SEASON_AHEAD: Change.SEASON_AHEAD,
}


def homes_a_year(profile: Profile | None) -> int | None:
    """New homes planned a year, if the profile file had such a column."""
    for heading, value in (profile.makeup if profile else {}).items():
        if heading.replace("_", " ").strip().lower() in HOMES_COLUMNS:
            return int(value) if isinstance(value, int | float) else None
    return None


@dataclass(frozen=True, slots=True)
class Reasoned:
    """What the rules say of one ward, why, and on what evidence.

    `deep_dive` names the flags that have stood for so long that the ward is due one.
    """

    code: str
    name: str
    suggestion: Suggestion
    because: str
    evidence: dict[str, object]


@dataclass(frozen=True, slots=True)
class Difference:
    """A ward for which other numbers would propose something else: what, by which rule."""

    code: str
    name: str
    now: Category
    then: Category
    rule: Rule
    because: str

    @property
    def words(self) -> str:
        """Preventing instead of Emerging: names of categories keep their capital."""
        now = CATEGORY_NAMES[self.now]
        before = now.lower() if self.now is Category.OFF else now
        return f"{CATEGORY_NAMES[self.then]} instead of {before}"


def proposals_if(
    quarter: Quarter, numbers: Thresholds, settings: EvidenceSettings | None = None
) -> list[Difference]:
    """What these numbers would change in the quarter's proposals; nothing is saved.

    `settings` are those of flags and signals; None leaves them as they are.
    """
    now = {one.code: one.suggestion.category for one in reasoned(quarter)}
    return [
        Difference(
            one.code,
            one.name,
            now[one.code],
            one.suggestion.category,
            one.suggestion.rule,
            one.because,
        )
        for one in reasoned(quarter, numbers, settings)
        if now[one.code] is not one.suggestion.category
    ]


def reasoned(
    quarter: Quarter,
    numbers: Thresholds | None = None,
    settings: EvidenceSettings | None = None,
) -> list[Reasoned]:
    """Apply the rules to a quarter and the reports before it, ward by ward."""
    numbers = numbers or thresholds()
    asked = max(numbers.change_after_reports, numbers.deep_dive_after_reports)
    on = ground(settings=settings)
    reports = _reports(quarter, asked, on)
    weighed = reports[: numbers.change_after_reports]
    changes = [signals_for(one.quarter, on=on) for one in weighed]
    newest = reports[0]
    homes = homes_planned(newest.names)
    weights = {one.dataset: one.days for one in harm_weights()}
    stand = standings(quarter)
    found = []
    for code in sorted(newest.names):
        evidence = tuple(
            evidence_of(code, one, change, homes[code])
            for one, change in zip(weighed, changes, strict=True)
        )
        case = Case(
            code,
            stand.get(code, Standing()),
            evidence,
            expected_harm(evidence[0].counted, weights),
        )
        kept = kept_flags([_counted(one, code) for one in reports], numbers)
        found.append((case, [newest.datasets[slug].name for slug in kept]))
    suggestions = propose([case for case, _ in found], numbers)
    return [
        Reasoned(
            case.code,
            newest.names[case.code],
            suggestion,
            because(suggestion, case, numbers),
            _kept(case, suggestion, deep_dive),
        )
        for (case, deep_dive), suggestion in zip(found, suggestions, strict=True)
    ]


def homes_planned(codes: Iterable[str]) -> dict[str, int | None]:
    """New homes planned a year in each ward."""
    held = profiles(list(codes))
    return {code: homes_a_year(held.get(code)) for code in codes}


def _reports(quarter: Quarter, count: int, on: Ground) -> list[QuarterFlags]:
    """This report and those before it, newest first, as far as there is no gap."""
    found = [flags_for(quarter, on=on)]
    while len(found) < count and (before := quarter - len(found)) in on.quarters:
        found.append(flags_for(before, on=on))
    return found


def evidence_of(
    code: str, report: QuarterFlags, changes: QuarterSignals, homes: int | None
) -> Evidence:
    """What one quarter's report says of a ward."""
    return Evidence(
        report.quarter,
        tuple(_fact(report, flag) for flag in report.of_ward(code) if flag.flagged),
        tuple(_signal(report, one) for one in changes.of_ward(code)),
        homes,
    )


def _counted(report: QuarterFlags, code: str) -> frozenset[str]:
    return frozenset(flag.dataset for flag in report.of_ward(code) if report.is_counted(flag))


def _fact(report: QuarterFlags, flag: Flag) -> FlagFact:
    """A flag as the sentences may quote it: partners' counts are left out."""
    figures = report.datasets[flag.dataset]
    return FlagFact(
        flag.dataset,
        figures.name,
        flag.count if figures.is_police else None,
        not report.is_counted(flag),
        flag.probability,
        _expected(flag),
    )


def _expected(flag: Flag) -> float | None:
    """Events expected in a quarter, as far as all quarters so far tell."""
    if flag.expected_rate is None or not flag.exposure:
        return None
    return flag.expected_rate * flag.exposure / 1000


def _signal(report: QuarterFlags, one: Signal) -> SignalFact:
    """A signal as the sentences may quote it: partners' counts are left out."""
    change = CHANGES[one.kind]
    if one.kind is Kind.HELD and not one.is_high:
        change = Change.KEPT_DOWN
    sentence = f"{one.name}: {one.sentence}" if one.is_police else ""
    is_led = (one.code, one.dataset) in report.led
    return SignalFact(one.dataset, one.name, change, sentence, is_led)


def _kept(case: Case, suggestion: Suggestion, deep_dive: list[str]) -> dict[str, object]:
    """What a proposal keeps of its evidence, so that it reads the same for ever."""
    newest = case.evidence[0]
    return {
        "flags": [
            {
                "dataset": flag.dataset,
                "name": flag.name,
                "count": flag.count,
                "led_elsewhere": flag.led_elsewhere,
                "probability": _shown_probability(flag),
            }
            for flag in newest.flags
        ],
        "signals": [
            {
                "dataset": one.dataset,
                "name": one.name,
                "change": one.change.value,
                "sentence": one.sentence,
                "led_elsewhere": one.led_elsewhere,
            }
            for one in newest.signals
        ],
        "homes_a_year": newest.homes_a_year,
        "expected_harm": round(case.harm),
        "deep_dive": deep_dive,
        "verdict": suggestion.verdict.rule.value,
        "was": case.standing.category.value,
        "reports_in_a_row": suggestion.reports,
        "reports_needed": suggestion.needed,
        "is_overwhelming": suggestion.is_overwhelming,
    }


def _shown_probability(flag: FlagFact) -> float | None:
    """Of open data only: of a partner's it would tell a rank."""
    if flag.probability is None or flag.count is None:
        return None
    return round(flag.probability, 3)
