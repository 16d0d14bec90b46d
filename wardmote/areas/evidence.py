"""What the rules read: flags of a quarter and of the reports before it, homes planned."""

from dataclasses import dataclass

from wardmote.areas.queries import standings, thresholds
from wardmote.areas.rules import Case, Evidence, FlagFact, Standing, Suggestion, propose
from wardmote.areas.wording import because
from wardmote.flags.figures import quarters
from wardmote.flags.queries import QuarterFlags, flags_for
from wardmote.flags.rules import Flag
from wardmote.kernel.periods import Quarter
from wardmote.places.models import Profile
from wardmote.places.queries import profiles

#: how a profile file may head the homes planned, once in lower case with blanks
HOMES_COLUMNS = ("new homes a year", "new homes per year", "homes planned a year")


def homes_a_year(profile: Profile | None) -> int | None:
    """New homes planned a year, if the profile file had such a column."""
    for heading, value in (profile.makeup if profile else {}).items():
        if heading.replace("_", " ").strip().lower() in HOMES_COLUMNS:
            return int(value) if isinstance(value, int | float) else None
    return None


@dataclass(frozen=True, slots=True)
class Reasoned:
    """What the rules say of one ward, why, and on what evidence."""

    code: str
    name: str
    suggestion: Suggestion
    because: str
    evidence: dict[str, object]


def reasoned(quarter: Quarter) -> list[Reasoned]:
    """Apply the rules to a quarter and the reports before it, ward by ward."""
    numbers = thresholds()
    newest = flags_for(quarter)
    held = profiles(list(newest.names))
    homes = {code: homes_a_year(held.get(code)) for code in newest.names}
    reports = [newest, *_earlier(quarter, numbers.change_after_reports - 1)]
    stand = standings(quarter)
    cases = [
        Case(
            code,
            stand.get(code, Standing()),
            tuple(_evidence(one, code, homes[code]) for one in reports),
        )
        for code in sorted(newest.names)
    ]
    return [
        Reasoned(
            case.code,
            newest.names[case.code],
            suggestion,
            because(suggestion, case, numbers),
            _kept(case, suggestion),
        )
        for case, suggestion in zip(cases, propose(cases, numbers), strict=True)
    ]


def _earlier(quarter: Quarter, count: int) -> list[QuarterFlags]:
    """The reports before this one, newest first, as far as there is no gap."""
    there = set(quarters())
    found: list[QuarterFlags] = []
    while len(found) < count and (before := quarter - (len(found) + 1)) in there:
        found.append(flags_for(before))
    return found


def _evidence(report: QuarterFlags, code: str, homes: int | None) -> Evidence:
    flags = tuple(_fact(report, flag) for flag in report.of_ward(code) if flag.flagged)
    return Evidence(report.quarter, flags, homes)


def _fact(report: QuarterFlags, flag: Flag) -> FlagFact:
    """A flag as the sentences may quote it: partners' counts are left out."""
    figures = report.datasets[flag.dataset]
    return FlagFact(
        flag.dataset,
        figures.name,
        flag.count if figures.is_police else None,
        not report.is_counted(flag),
    )


def _kept(case: Case, suggestion: Suggestion) -> dict[str, object]:
    newest = case.evidence[0]
    return {
        "flags": [
            {
                "dataset": flag.dataset,
                "name": flag.name,
                "count": flag.count,
                "led_elsewhere": flag.led_elsewhere,
            }
            for flag in newest.flags
        ],
        "homes_a_year": newest.homes_a_year,
        "verdict": suggestion.verdict.rule.value,
        "was": case.standing.category.value,
        "reports_in_a_row": suggestion.reports,
        "reports_needed": suggestion.needed,
    }
