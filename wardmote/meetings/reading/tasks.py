"""The actions of one paragraph: what is marked, and what somebody promises or is asked.

Unmarked: somebody named, then a word that binds ("to", "will", "agreed to", "was asked to"),
then what to do. Nobody named is nobody.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from wardmote.meetings.reading.due import find_due
from wardmote.meetings.reading.marking import marks_in, names_alone
from wardmote.meetings.reading.owners import Roster, mentioned, named
from wardmote.meetings.reading.page import Block
from wardmote.meetings.reading.promises import lead_owner, promises
from wardmote.meetings.reading.sentences import split

DONE = re.compile(
    r"^\W*(?:actions?\s+)?(?:[\d.]+\s*)?\W*(?:completed?|closed|done|discharged|actioned"
    r"|all (?:complete|closed|done)|none|no actions?|n/a|nil)\b[\w ]*\W*$",
    re.I,
)
FINISHED = re.compile(r"\b(?:completed?|closed|discharged)\W*$", re.I)
PAST_TENSE = re.compile(
    r"^.{1,40}?\b(?:has|have|had|confirmed|reported|advised|was|were|is|completed?|sent"
    r"|received|done|met|closed|carried|ongoing)\b",
    re.I,
)
NO_DAY = date(2000, 1, 1)
"""Any day, to tell whether words say when at all."""
TOLD_DONE = re.compile(
    r"(?:\s-|[:(;,.])\s*(?:now |all |this is )?(?:done|completed?|closed|discharged|actioned)\b"
    r"(?:\s+(?:on\s+)?\d[\d/.]*(?:\s+\w+)?)?\W*$",
    re.I,
)
IMPERATIVE = re.compile(
    r"^(?:please )?(?:circulate|send|write|contact|invite|add|include|update|chase|arrange"
    r"|organise|review|share|check|report|prepare|provide|ask|liaise|publish"
    r"|bring|book|find|identify|distribute|draft|email|produce|raise|follow|obtain|confirm"
    r"|speak|meet|set|develop|look|create|explore|consider|ensure|visit|complete|submit"
    r"|collect)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Found:
    """An action within one block, before it is known where that block stands."""

    start: int
    end: int
    owners: tuple[str, ...]
    text_from: int


def in_block(
    block: Block, who: Roster, *, under: bool = False, old: bool = False
) -> Iterator[Found]:
    """The actions of one paragraph: marked ones, then what the rest of it promises."""
    words = block.words
    marks = marks_in(words)
    if not marks:
        if under:
            yield from _marked(words, 0, len(words), who)
        else:
            yield from _promised(words, 0, len(words), who, old=old)
        return
    before = marks[0].start()
    held = list(_promised(words, 0, before, who, old=old))
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        end = following.start() if following else len(words)
        rest = words[mark.end() : end]
        alone = names_alone(
            rest, who, lambda said: find_due(said, None) or find_due(said, NO_DAY)
        )
        if alone and rest.strip() and (mark is marks[0] or not alone[1]):
            last = list(split(words[:before]))[-1:]
            if not last and alone[1]:
                yield Found(mark.end(), end, alone[0], mark.end())
            if last:
                held = [one for one in held if one.end <= last[0][0]]
                start, stop = last[0]
                yield from held
                held = []
                yield Found(start, end if alone[1] else stop, alone[0], start)
            continue
        yield from held
        held = []
        numbered = bool(re.search(r"\d", mark[0]))
        yield from _marked(words, mark.end(), end, who, numbered=numbered)
    yield from held


def _marked(
    words: str, start: int, end: int, who: Roster, *, numbered: bool = False
) -> Iterator[Found]:
    """What follows a mark: one action, and one more for each further promise or order."""
    opened: Found | None = None
    for begin, stop in split(words[start:end]):
        begin, stop = begin + start, stop + start
        sentence = words[begin:stop]
        if TOLD_DONE.search(sentence):
            continue
        if DONE.match(sentence) or (numbered and PAST_TENSE.search(sentence)):
            yield from _promised(words, begin, stop, who, old=True)
            continue
        several = list(promises(sentence, who))
        if several:
            if opened:
                yield opened
                opened = None
            for number, one in enumerate(several):
                first = begin if number == 0 and one.start < 40 else begin + one.start
                yield Found(first, begin + one.end, one.owners, first)
        elif opened is None or IMPERATIVE.match(sentence):
            if opened:
                yield opened
            owners, _ = _owners_round(sentence, who)
            opened = Found(begin, stop, owners, begin)
        else:
            owners, alone = _owners_round(sentence, who)
            opened = replace(
                opened, end=stop, owners=opened.owners or (owners if alone else ())
            )
    if opened:
        yield opened


def _owners_round(sentence: str, who: Roster) -> tuple[tuple[str, ...], bool]:
    """Owners before or behind the words of a marked action; True where they are all of it."""
    alone = named(sentence, who)
    if alone:
        return alone, True
    lead = lead_owner(sentence, who)
    if lead:
        return lead, False
    short = re.match(r"\W*(?P<who>[A-Z]{2,3})\s+(?=[a-z])", sentence)
    if short and short["who"] in who.initials:
        return (short["who"],), False
    tail = re.search(
        r"(?:\s-\s*|\s-|\(|\[|\t|\bby\s+(?=[A-Z]{2}\b)|:\s*|\.\s*)([^()\[\]]{2,60}?)[\])\s.]*$",
        sentence,
    )
    if tail:
        owners = named(
            re.sub(r"^(?:action|owner|lead)s?\s*[:\-]\s*", "", tail[1], flags=re.I), who
        )
        if owners:
            return owners, False
    return (), False


def _promised(words: str, start: int, end: int, who: Roster, *, old: bool) -> Iterator[Found]:
    """Unmarked actions; "he will ..." is whoever was named last before."""
    speaker: tuple[str, ...] = ()
    for begin, stop in split(words[start:end]):
        begin, stop = begin + start, stop + start
        sentence = words[begin:stop]
        if TOLD_DONE.search(sentence) or (old and FINISHED.search(sentence)):
            continue
        for one in promises(sentence, who, speaker):
            yield Found(begin + one.start, begin + one.end, one.owners, begin + one.start)
        speaker = _speaker(sentence, who, speaker)


def _speaker(sentence: str, who: Roster, before: tuple[str, ...]) -> tuple[str, ...]:
    """Whom "he" or "she" can only mean after this sentence; nobody where two are named."""
    lead = re.match(
        r"\W*(?P<who>[A-Z].{1,45}?)(?:'s\s|\s+(?:\w+ed|said|told|gave|spoke|felt|took|has|had"
        r"|is"
        r"|was|thinks|says|asked|would|will|also)\b)",
        sentence,
    )
    told = (named(lead["who"], who) or ()) if lead else ()
    names = mentioned(sentence, who)
    if told:
        return told if len(names) < 2 or len(told) > 1 else ()
    return () if names else before
