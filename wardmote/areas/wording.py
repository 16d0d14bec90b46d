"""Why a category is proposed, in sentences with counts. Pure, like the rules."""

from collections.abc import Sequence

from wardmote.areas.facts import Case, Change, Evidence, FlagFact, Suggestion
from wardmote.areas.rules import CATEGORY_NAMES, Category, Rule, Thresholds
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
                f"{counted}. Emerging for {thresholds.sustaining_after_reports} reports or "
                "more, with work recorded, and nothing is rising."
            )
        case Rule.FALLEN:
            return (
                f"{counted}, from {standing.flags_then} when it became Emerging: down by "
                f"{thresholds.fall_share:.0%} or more."
            )
        case Rule.COMING_DOWN:
            return f"{counted}. {_says(evidence, Change.COMING_DOWN)}"
        case Rule.SEVERAL:
            return f"{counted}. {thresholds.emerging_flags} or more make an area Emerging."
        case Rule.RISING:
            return (
                f"{counted}. {_says(evidence, Change.RISING)} A flag, and a rise on its "
                "theme, make an area Emerging."
            )
        case Rule.GROWTH:
            return (
                f"{evidence.homes_a_year or 0:,} new homes a year are planned; "
                f"{thresholds.growth_homes:,} or more make it a growth area."
            )
        case Rule.VULNERABLE:
            return f"A flag for {flag_list(evidence.vulnerabilities)} predicts vulnerability."
        case Rule.SEASON:
            return f"{counted}. {_says(evidence, Change.SEASON_AHEAD)}"
        case Rule.STILL_FLAGGED:
            return f"{counted}. A priority area within the last year."
        case Rule.KEPT_DOWN:
            said = " ".join(one.sentence for one in evidence.saying(Change.KEPT_DOWN))
            return f"{counted}. Work is recorded here within the year. {said}".strip()
        case Rule.TOO_FEW:
            return f"{counted}. It takes {thresholds.emerging_flags} to make an area Emerging."
        case Rule.LED_ELSEWHERE:
            led = flag_list(evidence.flags)
            return f"{plural(len(evidence.flags), 'flag')}, led elsewhere: {led}."
    return "No flag."


def _says(evidence: Evidence, change: Change) -> str:
    """The reasons of the signals that say this on a flagged theme."""
    found = evidence.on_flagged_themes(change)
    return " ".join(one.sentence or f"{one.name}: {change}." for one in found)


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
                f"{plural(thresholds.area_cap, 'area')} at once; by expected harm this ward "
                f"is {ordinal(suggestion.place or 1)} in line."
            ]
        case Rule.PROTECTED:
            work = f" ({case.standing.work})" if case.standing.work else ""
            return [f"Work is under way here{work}, so it is not dropped. It stays {stays}."]
    return _why_now(suggestion, case, thresholds)


def _why_now(suggestion: Suggestion, case: Case, thresholds: Thresholds) -> list[str]:
    """Of a change: for how many reports it has been said, or why it need not wait."""
    if suggestion.category is case.standing.category:
        return []
    if suggestion.is_overwhelming:
        sure = case.evidence[0].sure(thresholds.sure_probability)
        return [
            f"It need not wait for {plural(suggestion.needed, 'report')} in a row: "
            f"{plural(len(sure), 'flag')} here {'is' if len(sure) == 1 else 'are'} at least "
            f"{thresholds.sure_probability:.0%} likely to be right."
        ]
    if suggestion.reports > 1 and suggestion.category is not Category.OFF:
        return [f"The {ordinal(suggestion.reports)} report in a row to say so."]
    return []


def rules_in_words(numbers: Thresholds) -> list[tuple[str, str]]:
    """The rules in their order, each with its numbers: (category, sentence)."""
    flags = plural(numbers.emerging_flags, "counted flag")
    return [
        (
            "Sustaining",
            f"Emerging for {plural(numbers.sustaining_after_reports, 'report')} with work "
            "recorded, and nothing is rising.",
        ),
        (
            "Sustaining",
            f"Emerging, and it has lost {numbers.fall_share:.0%} of its counted flags but "
            "not all; or a flagged theme is coming down and nothing is rising.",
        ),
        (
            "Emerging",
            f"{flags} or more (in a Sustaining area: and more than it had), or a counted "
            "flag with a rise on the same theme.",
        ),
        (
            "Preventing",
            f"{numbers.growth_homes:,} or more new homes a year are planned; or a data set "
            "that predicts vulnerability flags it; or the season of a flagged theme is "
            "ahead. An Emerging or Sustaining area with another counted flag left is "
            "Sustaining instead.",
        ),
        (
            "Sustaining",
            f"A priority area within the last {plural(numbers.remembered_reports, 'report')} "
            "that still has a counted flag; or kept down after work recorded in that time.",
        ),
        ("Off", "Otherwise."),
    ]


def steadying_in_words(numbers: Thresholds) -> list[str]:
    """What keeps the list steady, with its numbers."""
    return [
        f"A category changes only when {plural(numbers.change_after_reports, 'report')} in a "
        f"row say the same, or when {plural(numbers.sure_flags, 'counted flag')} are at least "
        f"{numbers.sure_probability:.0%} likely to be right and speak for Emerging.",
        f"At most {plural(numbers.area_cap, 'area')} at once. Areas that are live keep their "
        "place; newcomers are let in by expected harm.",
        "An area with work under way is not dropped by the rules.",
        "A flag or signal that is led elsewhere is shown and does not count.",
        f"A ward in which the same {plural(numbers.emerging_flags, 'counted flag')} or more "
        f"stand for {plural(numbers.deep_dive_after_reports, 'report')} is due a deep dive.",
    ]
