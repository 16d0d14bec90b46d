"""Why a category is proposed, in sentences with counts. Pure, like the rules."""

from collections.abc import Sequence

from wardmote.areas.rules import (
    CATEGORY_NAMES,
    Case,
    Category,
    Evidence,
    FlagFact,
    Rule,
    Suggestion,
    Thresholds,
)
from wardmote.areas.themes import themes_of
from wardmote.kernel.numbers import and_list, ordinal, plural


def because(suggestion: Suggestion, case: Case, thresholds: Thresholds) -> str:
    """What the report says of the ward, then what steadied it, if anything did."""
    finding = _finding(suggestion, case, thresholds)
    return " ".join([finding, *_steadied(suggestion, case, thresholds)])


def flag_list(flags: Sequence[FlagFact]) -> str:
    """burglary (14), vehicle crime (22) and deliberate fires."""
    return and_list(
        [
            flag.name[:1].lower()
            + flag.name[1:]
            + (f" ({flag.count:,})" if flag.count is not None else "")
            for flag in flags
        ]
    )


def _finding(suggestion: Suggestion, case: Case, thresholds: Thresholds) -> str:
    evidence, standing = case.evidence[0], case.standing
    counted = _counted(evidence)
    match suggestion.verdict.rule:
        case Rule.WORKED_ON:
            return (
                f"Emerging for {thresholds.sustaining_after_reports} reports or more, with "
                f"work recorded. {counted}."
            )
        case Rule.FALLEN:
            return (
                f"{counted}, from {standing.flags_then} when it became Emerging: down by "
                f"{thresholds.fall_share:.0%} or more."
            )
        case Rule.SEVERAL:
            return f"{counted}. {thresholds.emerging_flags} or more make an area Emerging."
        case Rule.GROWTH:
            return (
                f"{evidence.homes_a_year or 0:,} new homes a year are planned; "
                f"{thresholds.growth_homes:,} or more make it a growth area."
            )
        case Rule.VULNERABLE:
            return f"A flag for {flag_list(evidence.vulnerabilities)} predicts vulnerability."
        case Rule.STILL_FLAGGED:
            return f"A priority area within the last year. {counted}."
        case Rule.TOO_FEW:
            return f"{counted}. It takes {thresholds.emerging_flags} to make an area Emerging."
        case Rule.LED_ELSEWHERE:
            led = flag_list(evidence.flags)
            return f"{plural(len(evidence.flags), 'flag')}, led elsewhere: {led}."
    return "No flag."


def _counted(evidence: Evidence) -> str:
    """3 flags in 2 themes: burglary (14), ..."""
    flags = evidence.counted
    if not flags:
        return "No flag that the partnership can affect"
    themes = themes_of(flag.dataset for flag in flags)
    across = f" in {plural(len(themes), 'theme')}" if len(themes) > 1 else ""
    led = len(evidence.flags) - len(flags)
    more = f"; {plural(led, 'more is', 'more are')} led elsewhere" if led else ""
    return f"{plural(len(flags), 'flag')}{across}: {flag_list(flags)}{more}"


def _steadied(suggestion: Suggestion, case: Case, thresholds: Thresholds) -> list[str]:
    would = "no longer a priority area"
    if suggestion.verdict.category is not Category.OFF:
        would = CATEGORY_NAMES[suggestion.verdict.category]
    stays = "off the list"
    if case.standing.is_live:
        stays = CATEGORY_NAMES[case.standing.category]
    match suggestion.rule:
        case Rule.WAITING:
            return [
                f"That would make it {would}, but a change takes "
                f"{plural(suggestion.needed, 'report')} in a row and this is the "
                f"{ordinal(suggestion.reports)}. It stays {stays}."
            ]
        case Rule.CAP:
            return [
                f"That would make it {would}, but the partnership takes on "
                f"{plural(thresholds.area_cap, 'area')} at once; this ward is "
                f"{ordinal(suggestion.place or 1)} in line."
            ]
        case Rule.PROTECTED:
            return [f"Work is under way here, so it is not dropped. It stays {stays}."]
    changed = suggestion.category is not case.standing.category
    if changed and suggestion.reports > 1 and suggestion.category is not Category.OFF:
        return [f"The {ordinal(suggestion.reports)} report in a row to say so."]
    return []


def thresholds_in_words(numbers: Thresholds) -> list[tuple[str, str]]:
    """Every number that the rules used, named, for the foot of the page."""
    return [
        ("Counted flags that make an area Emerging", f"{numbers.emerging_flags}"),
        ("New homes a year that make a growth area", f"{numbers.growth_homes:,}"),
        ("Reports in a row before a category changes", f"{numbers.change_after_reports}"),
        ("Most areas at once", f"{numbers.area_cap}"),
        (
            "Reports Emerging, with work recorded, before Sustaining",
            f"{numbers.sustaining_after_reports}",
        ),
        ("Fall in flags that makes it Sustaining", f"{numbers.fall_share:.0%}"),
        ("Reports after which a priority area is forgotten", f"{numbers.remembered_reports}"),
    ]
