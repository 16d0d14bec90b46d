"""One ward in one quarter, as the pages and reports show it."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wardmote.areas.facts import Change, Standing
from wardmote.areas.models import Decision, Proposal
from wardmote.areas.rules import CATEGORY_NAMES, RULE_NAMES, Category, Rule
from wardmote.kernel.numbers import and_list, percent
from wardmote.kernel.periods import Quarter


@dataclass(frozen=True, slots=True)
class SignalLine:
    """One signal of a ward: of what, what it says, and its reason if it may be quoted."""

    name: str
    change: str
    sentence: str
    is_led_elsewhere: bool


@dataclass(frozen=True, slots=True)
class AreaLine:
    """One ward in one quarter: what it was, what is proposed, what was decided.

    `current` is in force now that the quarter's decisions, if any, are made; `since` is
    the quarter in which it began; `deep_dive` the flags that make one due.
    """

    code: str
    name: str
    before: Category
    current: Category
    since: Quarter | None
    proposed: Category | None
    rule: Rule | None
    because: str
    counted: int
    flags: tuple[str, ...]
    flag_words: tuple[str, ...]
    led_elsewhere: tuple[str, ...]
    signals: tuple[SignalLine, ...]
    deep_dive: tuple[str, ...]
    work: str
    version: str
    proposed_by: str
    decided: Category | None
    kind: str
    by: str
    reason: str
    at: datetime | None

    @property
    def is_change(self) -> bool:
        """Whether the proposal would change something that is not decided yet."""
        return self.decided is None and self.proposed not in (None, self.before)

    @property
    def is_live(self) -> bool:
        return self.current is not Category.OFF

    @property
    def signal_words(self) -> str:
        """2 rising and 1 held high."""
        changes = Counter(one.change for one in self.signals)
        ordered = [change for change in Change if change in changes]
        return and_list([f"{changes[change]} {change}" for change in ordered])

    @property
    def before_words(self) -> str:
        return CATEGORY_NAMES[self.before]

    @property
    def current_words(self) -> str:
        return CATEGORY_NAMES[self.current]

    @property
    def proposed_words(self) -> str:
        return CATEGORY_NAMES[self.proposed] if self.proposed else ""

    @property
    def decided_words(self) -> str:
        return CATEGORY_NAMES[self.decided] if self.decided else ""

    @property
    def rule_words(self) -> str:
        return RULE_NAMES[self.rule] if self.rule else ""


def area_line_of(
    quarter: Quarter,
    ward: tuple[str, str],
    standing: Standing,
    proposal: Proposal | None,
    decision: Decision | None,
    *,
    whole: bool = True,
) -> AreaLine:
    """A ward's line from its standing, and the quarter's proposal and decision, if any.

    Not `whole`: what the rules propose is left out, for partners' small counts may be among
    its reasons. What people propose on judgment or decide stays, and so does the evidence
    of open figures.
    """
    decided = Category(decision.category) if decision else None
    current = standing.category if decided is None else decided
    held: dict[str, Any] = proposal.evidence if proposal else {}
    flags, signals = held.get("flags", []), held.get("signals", [])
    if not whole:
        # only open figures are quoted with their counts
        flags = [one for one in flags if one.get("count") is not None]
        signals = [one for one in signals if one["sentence"]]
        proposal = proposal if proposal and proposal.rule == Rule.JUDGMENT else None
    return AreaLine(
        code=ward[0],
        name=ward[1],
        before=standing.category,
        current=current,
        since=standing.since if current is standing.category else quarter,
        proposed=Category(proposal.category) if proposal else None,
        rule=Rule(proposal.rule) if proposal else None,
        because=proposal.because if proposal else "",
        counted=sum(not flag["led_elsewhere"] for flag in flags),
        flags=tuple(flag["name"] for flag in flags if not flag["led_elsewhere"]),
        flag_words=tuple(_flag_words(flag) for flag in flags if not flag["led_elsewhere"]),
        led_elsewhere=tuple(flag["name"] for flag in flags if flag["led_elsewhere"]),
        signals=tuple(
            SignalLine(one["name"], one["change"], one["sentence"], one["led_elsewhere"])
            for one in signals
        ),
        deep_dive=tuple(held.get("deep_dive", [])) if whole else (),
        work=decision.work if decision else standing.work,
        version=proposal.version if proposal else "",
        proposed_by=str(proposal.by) if proposal and proposal.by else "",
        decided=decided,
        kind=_kind(decision, whole=whole),
        by=str(decision.by) if decision else "",
        reason=decision.reason if decision else "",
        at=decision.at if decision else None,
    )


def _kind(decision: Decision | None, *, whole: bool) -> str:
    """How it stands to what the rules proposed, which not everybody is told."""
    if decision is None:
        return ""
    return decision.get_kind_display() if whole else "decided"


def _flag_words(flag: dict[str, Any]) -> str:
    """Burglary (14), 83 % likely to be ...; a partner's data set by its name alone."""
    words = str(flag["name"])
    if flag.get("count") is not None:
        words += f" ({flag['count']:,})"
    if flag.get("probability") is not None:
        words += f", {percent(flag['probability'])} likely to be truly among the highest wards"
    return words
