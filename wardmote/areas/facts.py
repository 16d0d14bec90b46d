"""What the rules read: flags, signals and homes of a ward in a quarter, and its standing.

Pure, like the rules.
"""

from dataclasses import dataclass
from enum import StrEnum

from wardmote.areas.rules import Category, Rule
from wardmote.areas.themes import PREDICTS_VULNERABILITY, theme_of
from wardmote.kernel.periods import Quarter


class Change(StrEnum):
    """What a signal says of a series, HELD told apart: high all along, or kept down."""

    RISING = "rising"
    COMING_DOWN = "coming down"
    HELD_HIGH = "held high"
    KEPT_DOWN = "kept down"
    SEASON_AHEAD = "season ahead"


@dataclass(frozen=True, slots=True)
class FlagFact:
    """One flag of a ward. `count` only where the sentence may quote it.

    `probability` that the ward is truly among the highest, None where not known;
    `expected` events in a quarter, by which harm is reckoned.
    """

    dataset: str
    name: str
    count: int | None = None
    led_elsewhere: bool = False
    probability: float | None = None
    expected: float | None = None


@dataclass(frozen=True, slots=True)
class SignalFact:
    """One signal of a ward, with its reason in a sentence."""

    dataset: str
    name: str
    change: Change
    sentence: str = ""
    led_elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one quarter's report says of one ward."""

    quarter: Quarter
    flags: tuple[FlagFact, ...] = ()
    signals: tuple[SignalFact, ...] = ()
    homes_a_year: int | None = None

    @property
    def counted(self) -> tuple[FlagFact, ...]:
        """The flags that the partnership can affect."""
        return tuple(flag for flag in self.flags if not flag.led_elsewhere)

    @property
    def vulnerabilities(self) -> tuple[FlagFact, ...]:
        return tuple(flag for flag in self.counted if flag.dataset in PREDICTS_VULNERABILITY)

    def saying(self, change: Change) -> tuple[SignalFact, ...]:
        """The signals that say this, of what the partnership can affect."""
        return tuple(
            one for one in self.signals if one.change is change and not one.led_elsewhere
        )

    def on_flagged_themes(self, change: Change) -> tuple[SignalFact, ...]:
        """Of these, the ones on a theme of which there is a counted flag."""
        themes = {theme_of(flag.dataset) for flag in self.counted}
        return tuple(one for one in self.saying(change) if theme_of(one.dataset) in themes)

    def sure(self, probability: float) -> tuple[FlagFact, ...]:
        """The counted flags that are at least so likely to be right."""
        return tuple(flag for flag in self.counted if (flag.probability or 0) >= probability)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a ward stands before this quarter's decisions.

    `since` is when it took its category, with `flags_then` counted flags; `settled` is
    the last quarter in which people changed it or overrode the rule; `last_live` the
    last quarter it was a priority area. `work` is what people said is being done there;
    `is_worked_on` whether an issue about it is open; `had_work` whether any work was
    recorded or an issue open within the year.
    """

    category: Category = Category.OFF
    since: Quarter | None = None
    settled: Quarter | None = None
    flags_then: int = 0
    last_live: Quarter | None = None
    work: str = ""
    is_worked_on: bool = False
    had_work: bool = False

    @property
    def is_protected(self) -> bool:
        """A priority area with work under way is not dropped."""
        return self.is_live and bool(self.work or self.is_worked_on)

    @property
    def is_live(self) -> bool:
        return self.category is not Category.OFF


@dataclass(frozen=True, slots=True)
class Case:
    """A ward up for review: its standing and its evidence, the newest quarter first.

    `harm` is the expected harm of its counted flags, by which newcomers are ranked.
    """

    code: str
    standing: Standing
    evidence: tuple[Evidence, ...]
    harm: float = 0.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules say of one quarter, before they are steadied."""

    category: Category
    rule: Rule


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What is proposed for a ward. `verdict` is what this quarter alone would say.

    `reports` in a row have said it, of `needed`, unless the evidence `is_overwhelming`;
    `place` is the ward's place among those that wait for room under the cap.
    """

    code: str
    category: Category
    rule: Rule
    verdict: Verdict
    reports: int
    needed: int
    is_overwhelming: bool = False
    place: int | None = None
