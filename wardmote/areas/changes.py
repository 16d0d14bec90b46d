"""What is changing in one ward, and what has changed since the quarter before.

Signals of partners' data sets stay with those who see their counts: that a small count is
rising says how small it is not.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from wardmote.areas.queries import AreaLine
from wardmote.areas.readers import Reader, is_untold
from wardmote.areas.rules import CATEGORY_NAMES, Category
from wardmote.flags.queries import Ground, QuarterFlags, QuarterSignals, flags_for, signals_for
from wardmote.flags.rules import LIST, PROBABILITY, Flag, Kind
from wardmote.flags.watch import Signal
from wardmote.flags.wording import ENDED, highest
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.numbers import and_list, plural
from wardmote.kernel.periods import Quarter

ALL_CRIME = "all-crime"
ORDER = list(Kind)
PLURAL = {"drugs", "violence-and-sexual-offences", "criminal-damage-and-arson"}
NAMED = 3
COLOURS = {
    Kind.RISING: "orange",
    Kind.COMING_DOWN: "green",
    Kind.HELD: "blue",
    Kind.SEASON_AHEAD: "yellow",
}
ON, OFF, CATEGORY = "orange", "grey", "blue"


@dataclass(frozen=True, slots=True)
class SignalLine:
    """One signal ready to show: its tag, its sentence and the reasons behind it."""

    slug: str
    name: str
    kind: Kind
    tag: str
    sentence: str
    why: list[str]
    is_new: bool = False

    @property
    def colour(self) -> str:
        """Of the tag; the words say the same."""
        return COLOURS[self.kind]


@dataclass(frozen=True, slots=True)
class Change:
    """Something that is not as it was a quarter before."""

    tag: str
    colour: str
    name: str
    sentence: str
    why: list[str]
    #: the data set of a signal that has begun
    slug: str = ""


def may_be_told(signal: Signal, reader: Reader) -> bool:
    """Whether this reader may know of the signal at all."""
    return signal.is_police or reader.sees_counts


def signals_shown(found: QuarterSignals, code: str, reader: Reader) -> list[Signal]:
    """One ward's signals that this reader may know of: rises first, all crime last."""
    signals = [one for one in found.of_ward(code) if may_be_told(one, reader)]
    return sorted(signals, key=_first)


def _first(one: Signal) -> tuple[int, bool, bool, float]:
    distance = -abs(one.why.observed - one.why.expected)
    return ORDER.index(one.kind), one.dataset == ALL_CRIME, not one.is_police, distance


def signal_lines(now: Sequence[Signal], before: Sequence[Signal] | None) -> list[SignalLine]:
    """`before`: what was said a quarter earlier; None where nothing could be said."""
    told = {(one.dataset, one.kind) for one in before or ()}
    return [
        SignalLine(
            slug=one.dataset,
            name=one.name,
            kind=one.kind,
            tag=one.tag,
            sentence=one.sentence,
            why=one.because,
            is_new=before is not None and (one.dataset, one.kind) not in told,
        )
        for one in now
    ]


def quarter_before(
    quarter: Quarter, on: Ground
) -> tuple[QuarterFlags | None, QuarterSignals | None]:
    """The flags and signals of the quarter before, where there are figures."""
    try:
        flags = flags_for(quarter - 1, on=on)
    except RuleBroken:
        return None, None
    signals = signals_for(quarter - 1, on=on)
    return flags, None if signals.refusal else signals


def changes(
    found: QuarterFlags,
    before: QuarterFlags | None,
    lines: Sequence[SignalLine],
    ended: Sequence[Signal],
    area: AreaLine,
    reader: Reader,
) -> list[Change]:
    """New signals, signals that have ended, flags on and off, the category."""
    told = [
        Change(line.tag, line.colour, line.name, line.sentence, line.why, line.slug)
        for line in lines
        if line.is_new
    ]
    told += [_ended(one) for one in ended]
    if before is not None:
        told += _switched(found, before, area.code, reader)
    if area.current is not area.before:
        told.append(_category(area))
    return told


def ended(now: Sequence[Signal], before: Sequence[Signal] | None) -> list[Signal]:
    """What was said a quarter before of a data set of which nothing is said now."""
    still = {one.dataset for one in now}
    return [one for one in before or () if one.dataset not in still]


def _ended(one: Signal) -> Change:
    return Change("Ended", OFF, one.name, ENDED[one.kind], [])


def _switched(
    found: QuarterFlags, before: QuarterFlags, code: str, reader: Reader
) -> list[Change]:
    was = {flag.dataset: flag for flag in before.of_ward(code)}
    told = []
    for flag in found.of_ward(code):
        earlier = was.get(flag.dataset)
        if earlier is None or earlier.flagged == flag.flagged:
            continue
        if is_untold(earlier) or is_untold(flag):
            continue
        name = found.datasets[flag.dataset].name
        told.append(
            Change(
                "Flag on" if flag.flagged else "Flag off",
                ON if flag.flagged else OFF,
                name,
                _switch(found, flag),
                reader.why(found, flag),
            )
        )
    return told


def _switch(found: QuarterFlags, flag: Flag) -> str:
    """No counts: the flags below say them."""
    if flag.rule == LIST:
        return "Now on the list that was sent." if flag.flagged else "No longer on the list."
    among = f"{'likely ' if flag.rule == PROBABILITY else ''}among {highest(found.k)}"
    before = (found.quarter - 1).words
    if flag.flagged:
        return f"{among.capitalize()}; it was not by the end of {before}."
    return f"No longer {among}."


def _category(area: AreaLine) -> Change:
    was = CATEGORY_NAMES[area.before]
    if area.current is Category.OFF:
        sentence = f"No longer a priority area; it was {was.lower()}."
    elif area.before is Category.OFF:
        sentence = "A priority area from this quarter on."
    else:
        sentence = f"It was {was.lower()} before."
    why = [area.reason or area.because] if area.reason or area.because else []
    return Change("Category", CATEGORY, area.current_words, sentence, why)


def finding(name: str, found: QuarterFlags, flags: list[Flag], signals: list[Signal]) -> str:
    """The page's heading: Burglary and vehicle crime are rising in Longmere."""
    rising = _names(signals, Kind.RISING)
    if rising:
        return f"{_subject(rising)} rising in {name}"
    raised = [flag for flag in flags if flag.flagged]
    if raised:
        return _flagged(name, found, raised)
    falling = _names(signals, Kind.COMING_DOWN)
    if falling:
        return f"{_subject(falling)} coming down in {name}"
    return f"{name}: no flag in {found.quarter.words}"


def _names(signals: list[Signal], kind: Kind) -> list[tuple[str, str]]:
    """(slug, name) of what has this signal; all crime only where nothing else has."""
    chosen = [(one.dataset, one.name) for one in signals if one.kind is kind]
    return [one for one in chosen if one[0] != ALL_CRIME] or chosen


def _subject(named: list[tuple[str, str]]) -> str:
    """Burglary is; burglary and vehicle crime are."""
    names = [name if at == 0 else in_text(name) for at, (_, name) in enumerate(named)]
    slug, name = named[0]
    many = len(named) > 1 or slug in PLURAL or (name.endswith("s") and len(name.split()) == 2)
    return f"{and_list(_few(names))} {'are' if many else 'is'}"


def _flagged(name: str, found: QuarterFlags, raised: list[Flag]) -> str:
    raised = sorted(
        raised,
        key=lambda flag: (
            not found.is_counted(flag),
            flag.dataset == ALL_CRIME,
            flag.rank or len(found.names),
        ),
    )
    names = _few([in_text(found.datasets[flag.dataset].name) for flag in raised])
    likely = "likely " if all(flag.rule == "probability" for flag in raised) else ""
    return f"{name}: {and_list(names)} {likely}among {highest(found.k)}"


def _few(names: list[str]) -> list[str]:
    if len(names) <= NAMED + 1:
        return names
    return [*names[:NAMED], plural(len(names) - NAMED, "other data set")]


def in_text(name: str) -> str:
    return name[:1].lower() + name[1:]


def district_lines(found: QuarterSignals, reader: Reader) -> list[SignalLine]:
    """What is said of the whole district, once."""
    told = [one for one in found.district if may_be_told(one, reader)]
    return signal_lines(sorted(told, key=_first), None)
