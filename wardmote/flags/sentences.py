"""What a signal says to a councillor: counts first, then when, then what is usual.

Pure, like the rules. Data cannot attribute cause: "coming down", never "thanks to".
"""

from dataclasses import dataclass

from wardmote.flags.rules import Kind
from wardmote.kernel.numbers import percent, plural
from wardmote.kernel.periods import NAMES, Month, Quarter

MOST_MONTHS = 6  # looked back for the beginning of a rise: longer ones read "or longer"
NUMBERS = ["", "First", "Second", "Third", "Fourth", "Fifth", "Sixth"]
TAGS = {
    Kind.RISING: "Rising",
    Kind.COMING_DOWN: "Coming down",
    Kind.HELD: "Held",
    Kind.SEASON_AHEAD: "Season ahead",
}


def tag(kind: Kind, *, is_high: bool) -> str:
    """What stands in the tag of a signal."""
    if kind is Kind.HELD:
        return "Held high" if is_high else "Kept down"
    return TAGS[kind]


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why a signal is given.

    `observed` and `expected` are of `window` months that end with the quarter (for a season,
    that begin after it), by the sources named in `signals.choice.Signals`; `in_quarter` and
    `due_in_quarter` of the quarter alone. `since` is the first month of the present level,
    None where it was always so. `district` is what the district had over what its own past
    leads to expect. `probability` is that of a rise; it is said from `threshold` on.
    """

    observed: int
    expected: float
    window: int
    since: Month | None
    in_quarter: int
    due_in_quarter: float
    district: float | None
    probability: float
    threshold: float
    false_share: float
    missing: tuple[Month, ...] = ()

    @property
    def ratio(self) -> float:
        return self.observed / max(self.expected, 1e-9)


def sentence(kind: Kind, grounds: Grounds, quarter: Quarter) -> str:
    """14 in April to June, 6 expected. Third month above."""
    since = grounds.since.words if grounds.since else "the first month held"
    before = f"about {about(grounds.expected)} at the level before"
    match kind:
        case Kind.RISING:
            seen = f"{grounds.in_quarter:,} in {span(quarter)}"
            due = f"{about(grounds.due_in_quarter)} expected"
            return f"{seen}, {due}. {_months_above(grounds.window)}{_left_out(grounds)}"
        case Kind.COMING_DOWN:
            return f"{grounds.observed:,} since {since}, {before}. It is coming down."
        case Kind.HELD if grounds.ratio < 1:
            return f"{grounds.observed:,} since {since}, {before}. It stays down."
        case Kind.HELD:
            return (
                f"{grounds.observed:,} in the last {plural(grounds.window, 'month')}, about "
                f"{about(grounds.expected)} in a ward of its size here. It stays high."
            )
    return (
        f"About {about(grounds.expected)} expected in {span(quarter + 1)}, "
        f"{grounds.observed:,} in a usual quarter."
    )


def because(kind: Kind, grounds: Grounds) -> list[str]:
    """The sentences behind *why*."""
    months = plural(grounds.window, "month")
    since = f" since {grounds.since.words}" if grounds.since else ""
    said = [
        f"Looked at: {months}{since}, with {grounds.observed:,} where "
        f"{about(grounds.expected)} would be expected: {_times(grounds)}.",
        _USUAL[kind, grounds.ratio < 1 and kind is Kind.HELD],
    ]
    if kind is Kind.SEASON_AHEAD:
        said[0] = (
            f"In the coming {months} the season alone leads to expect {about(grounds.expected)}"
            f", against {grounds.observed:,} in as many average months."
        )
    if kind is Kind.RISING:
        said.append(
            f"How likely a real rise is: {percent(grounds.probability)}. A rise is said from "
            f"{percent(grounds.threshold)} on, or where no more than "
            f"{percent(grounds.false_share)} of all rises said together may be wrong."
        )
    if grounds.district is not None and kind in (Kind.RISING, Kind.COMING_DOWN):
        said.append(_district(grounds.district))
    return said


_USUAL = {
    (Kind.RISING, False): (
        "What is expected comes from its own months before, the season, and what the other "
        "wards of the district had at the same time."
    ),
    (Kind.COMING_DOWN, False): (
        "What would be expected is the level before the fall, carried on with the season."
    ),
    (Kind.HELD, False): (
        "What would be expected is what places with as many people have in this district."
    ),
    (Kind.HELD, True): (
        "What would be expected is the level before the fall, carried on with the season."
    ),
    (Kind.SEASON_AHEAD, False): "The season is learnt from all years held.",
}


def span(quarter: Quarter) -> str:
    """April to June."""
    first, _, last = quarter.months
    return f"{NAMES[first.number - 1]} to {NAMES[last.number - 1]}"


def about(number: float) -> str:
    """31; 6; 1.4: as exact as a count that small can be expected to be."""
    return f"{number:,.0f}" if number >= 2 else f"{number:.1f}"


def _months_above(window: int) -> str:
    if window == 1:
        return "First month above: it may be a single event."
    if window < MOST_MONTHS:
        return f"{NUMBERS[window]} month above."
    return "Sixth month above, or longer."


def _left_out(grounds: Grounds) -> str:
    if not grounds.missing:
        return ""
    months = " and ".join(month.words for month in grounds.missing)
    return f" {months} {'is' if len(grounds.missing) == 1 else 'are'} missing and left out."


def _times(grounds: Grounds) -> str:
    if grounds.expected < 1:
        return "far more" if grounds.observed > 1 else "about the same"
    return f"{grounds.ratio:.1f} times as many"


def _district(over: float) -> str:
    if 0.87 < over < 1.15:
        return "The district as a whole is much as usual."
    return f"The district as a whole has {over:.1f} times what is usual."
