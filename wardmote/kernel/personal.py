"""Traces of a person in free text: what a guard warns of before the text goes further.

It finds what can be found by its shape: telephone numbers, e-mail addresses, vehicle marks,
postcodes with a house number, dates of birth, and names (a title before a name, or two
capitalised words in a row that name no known place or body). It warns; a person decides.
No guard of this kind finds everything, and the page that shows its findings says so.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.numbers import and_list


class Trace(StrEnum):
    """What kind of trace it is."""

    NAME = "a person’s name"
    PHONE = "a telephone number"
    EMAIL = "an e-mail address"
    VEHICLE = "a vehicle’s registration mark"
    ADDRESS = "a house number with a street or postcode"
    BIRTH = "a date of birth"


@dataclass(frozen=True, slots=True)
class Found:
    """One trace: what, the words themselves, and where they stand."""

    trace: Trace
    words: str
    start: int
    end: int


_POSTCODE = r"[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}"
_STREET = (
    r"(?:street|st|road|rd|avenue|ave|close|lane|ln|drive|dr|way|court|ct|place|crescent|"
    r"gardens|grove|terrace|row|green|hill|mews|park|walk|square)"
)
_PATTERNS: list[tuple[Trace, re.Pattern[str]]] = [
    (Trace.EMAIL, re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")),
    (
        Trace.PHONE,
        re.compile(r"(?<![\w£.,])(?:\+44\s?\(?0?\)?|\(?0)\d(?:[\s()-]{0,2}\d){8,9}(?!\d)"),
    ),
    (
        Trace.VEHICLE,
        re.compile(
            r"\b(?:[A-HJ-PR-Y]{2}\d{2}\s?[A-HJ-PR-Z]{3}|[A-HJ-NPR-Y]\d{1,3}\s?[A-Z]{3}|"
            r"[A-Z]{3}\s?\d{1,3}[A-HJ-NPR-Y])\b"
        ),
    ),
    (
        Trace.ADDRESS,
        re.compile(
            rf"\b(?:flat\s+\d+\w?,?\s*)?\d{{1,4}}[a-z]?,?\s+(?:[A-Z][\w'’-]*\s+){{1,3}}{_STREET}\b"
            rf"|\b\d{{1,4}}[a-z]?\b[^.\n]{{0,60}}?\b{_POSTCODE}\b",
            re.IGNORECASE,
        ),
    ),
    (
        Trace.BIRTH,
        re.compile(
            r"\b(?:born|d\.?o\.?b\.?|date of birth)\W{0,3}(?:on\s+|in\s+)?\d[\w\s./-]{2,18}",
            re.IGNORECASE,
        ),
    ),
    (
        Trace.NAME,
        re.compile(
            r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Lady)\b\.?\s+[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)*"
        ),
    ),
]
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
#: capitalised words that are no names: days, months, bodies and the words of this work
_NOT_NAMES = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april
    may june july august september october november december christmas easter
    council county district parish city town police fire rescue service board group
    partnership crime commissioner office officer association trust school college centre
    station park church hall street road lane avenue close drive way green estate court
    community safety problem solving tasking coordinating data neighbourhood watch team
    housing health probation national england wales north south east west upper lower great
    little the a an and of in on at for from by to with this that these those our we it if
    when after before since no not new old all other anti social home act section ward
    emerging preventing sustaining operation project scheme
    """.split()  # noqa: SIM905 - read as prose
)


def traces(text: str, known: Iterable[str] = ()) -> list[Found]:
    """The traces in a text, in order. `known`: names of places and bodies, which are none."""
    found: list[Found] = []
    for trace, pattern in _PATTERNS:
        found += [_found(trace, match) for match in pattern.finditer(text)]
    found += _names(text, frozenset(_known_words(known)))
    return _apart(found)


def _found(trace: Trace, match: re.Match[str]) -> Found:
    return Found(trace, match.group().strip(), match.start(), match.end())


def _known_words(known: Iterable[str]) -> Iterator[str]:
    for name in known:
        yield from re.findall(r"[\w'’-]+", name.lower())


def _names(text: str, known: frozenset[str]) -> Iterator[Found]:
    """Runs of two capitalised words or more, none of them known or ordinary."""
    run: list[re.Match[str]] = []
    for match in _WORD.finditer(text):
        if run and (not _may_be_name(match.group(), known) or _is_apart(text, run[-1], match)):
            yield from _as_name(text, run)
            run = []
        if _may_be_name(match.group(), known):
            run.append(match)
    yield from _as_name(text, run)


def _may_be_name(word: str, known: frozenset[str]) -> bool:
    lower = word.lower()
    is_capitalised = word[:1].isupper() and word[1:2].islower() | ("'" in word or "’" in word)
    return is_capitalised and lower not in _NOT_NAMES and lower not in known


def _is_apart(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    """Something other than a space or two stands between the words."""
    return text[one.end() : other.start()].strip(" ") != ""


def _as_name(text: str, run: list[re.Match[str]]) -> Iterator[Found]:
    if run and _starts_sentence(text, run[0].start()) and _is_ordinary(run[0].group()):
        run = run[1:]
    if len(run) >= 2:
        start, end = run[0].start(), run[-1].end()
        yield Found(Trace.NAME, text[start:end], start, end)


def _is_ordinary(word: str) -> bool:
    return word.lower() in _ORDINARY_STARTS


_ORDINARY_STARTS = frozenset(
    "residents people shops patrols lighting cars young children neighbours reports".split()  # noqa: SIM905
)


def _starts_sentence(text: str, at: int) -> bool:
    before = text[:at].rstrip()
    return not before or before[-1] in ".!?:\n"


def _apart(found: list[Found]) -> list[Found]:
    """In order; of two that overlap the earlier and longer one."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: (one.start, -(one.end - one.start))):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


class PointsToPerson(RuleBroken):
    """The guard found what may be a trace of a person; the writer may say it is none."""


def check_points_to_nobody(text: str, known: Iterable[str], *, about: str) -> None:
    """Refuse a text that may point to a person, saying what was found."""
    seen = and_list([f"“{one.words}” ({one.trace.value})" for one in traces(text, known)])
    if seen:
        raise PointsToPerson(
            f"This may point to a person: {seen}. Take it out, or tick that you have checked "
            "and it names nobody",
            about=about,
        )
