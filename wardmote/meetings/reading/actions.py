"""What is to be done: marked actions, columns and tables of actions, and unmarked ones.

Unmarked: somebody named, then a word that binds ("to", "will", "agreed to", "was asked to"),
then what to do. Nobody named is nobody.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from wardmote.meetings.reading import register
from wardmote.meetings.reading.due import find_due
from wardmote.meetings.reading.items import Agenda
from wardmote.meetings.reading.minutes import Action
from wardmote.meetings.reading.owners import Roster, named
from wardmote.meetings.reading.page import Block, Page
from wardmote.meetings.reading.promises import Promise, lead_owner, promises
from wardmote.meetings.reading.sentences import split

MARK = re.compile(
    r"(?<![\w-])(?:\[|\()?(?P<word>actions?|ACTIONS?)(?:\s+(?:points?|required|items?|for"
    r"|by))?(?:\s*(?:no\.?\s*)?\d{1,2}(?:\.\d{1,2})?(?=\s*[:\-]))?"
    r"\s*(?P<sign>:-|[:\-]+|>)\s*",
    re.I,
)
BARE_MARK = re.compile(
    r"(?<![\w-])(?-i:ACTIONS?|Action(?=\s+[A-Z]{2,3}\b))(?:\s+(?:by|for))?\s+(?=[A-Z])"
)
HEAD = re.compile(
    r"^\W*(?:agreed |summary of |list of |key |new )?actions?(?: points?| list| summary"
    r"| agreed| arising| required| log)?(?: (?:from|of|arising from|arising) (?:this|the"
    r"|today's) meeting)?\W*$",
    re.I,
)
OLD = re.compile(
    r"\b(?:last|previous|outstanding|past)\b.{0,30}\b(?:meeting|actions?|minutes"
    r"|priorities)\b|\bactions?\b.{0,30}\b(?:from|of) (?:the )?(?:last|previous|\d)"
    r"|\breview of actions\b|\baction (?:log|tracker|plan)\b",
    re.I,
)
TITLE = re.compile(
    r"^(?!.*\b(?:to|will|would|Action|ACTION)\s*[a-z:-]).*$|^\W*[\dA-Z/.()]+\s+to\s"
    r"|.*\bto be \w+\W*$",
    re.I | re.S,
)
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


def find_actions(
    page: Page, agenda: Agenda, who: Roster, meeting: date | None, first: int
) -> list[Action]:
    """Every action, in order, each once."""
    tabled, used = register.read(page, agenda, who, meeting)
    found = list(tabled)
    under = False
    last_marked: int | None = None
    for index, block in enumerate(page.blocks):
        if index in used or index < first:
            continue
        if HEAD.match(block.words):
            under, last_marked = True, index
            continue
        if under and (agenda.starts_at(index) or block.heading):
            under = False
        if under and not (
            block.listed
            or (last_marked is not None and not block.heading and _is_task(block, who))
        ):
            under = False
        old = bool(OLD.search(agenda.title_at(index)))
        if agenda.starts_at(index) and len(block.words) < 110 and TITLE.match(block.words):
            continue
        for one in in_block(
            block,
            who,
            under=(under and block.listed) or (under and _is_task(block, who)),
            old=old,
        ):
            action = _action(page, agenda, index, one, meeting)
            if action:
                found.append(action)
    return merged(sorted(found, key=lambda action: action.at))


def _is_task(block: Block, who: Roster) -> bool:
    return bool(lead_owner(block.words, who)) or bool(
        IMPERATIVE.match(block.words.lstrip("•-0123456789.) "))
    )


def _action(
    page: Page, agenda: Agenda, index: int, one: Found, meeting: date | None
) -> Action | None:
    block = page.blocks[index]
    at = block.span(one.text_from, one.end)
    text = page.quote(*at).strip(" -:[]")
    if len(text) < 4 or DONE.match(text):
        return None
    return Action(
        text,
        one.owners,
        find_due(block.words[one.text_from : one.end], meeting),
        agenda.name_at(index),
        at,
    )


def in_block(
    block: Block, who: Roster, *, under: bool = False, old: bool = False
) -> Iterator[Found]:
    """The actions of one paragraph: marked ones, then what the rest of it promises."""
    words = block.words
    marks = _marks(words)
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
        owners = named(rest, who)
        if owners is not None and rest.strip():
            last = list(split(words[:before]))[-1:]
            if last:
                held = [one for one in held if one.end <= last[0][0]]
                start, stop = last[0]
                yield from held
                held = []
                yield Found(start, stop, owners, start)
            continue
        yield from held
        held = []
        numbered = bool(re.search(r"\d", mark[0]))
        yield from _marked(words, mark.end(), end, who, numbered=numbered)
    yield from held


def _marks(words: str) -> list[re.Match[str]]:
    """Where "Action:" stands, not where the words speak of an action plan."""
    marks = [one for one in MARK.finditer(words) if _is_mark(words, one)]
    for bare in BARE_MARK.finditer(words):
        if not any(one.start() <= bare.start() < one.end() for one in marks) and not re.match(
            r"(?:PLAN|LOG|Plan|Log|BY|WHEN|OWNER)\b", words[bare.end() :]
        ):
            marks.append(bare)
    return sorted(marks, key=lambda one: one.start())


def _is_mark(words: str, mark: re.Match[str]) -> bool:
    before = words[: mark.start()].rstrip()
    word = mark["word"]
    if (
        mark["sign"] == "-"
        and words[mark.end("word") : mark.end()].startswith("-")
        and words[mark.end() - 1] != " "
        and word.islower()
    ):
        return False
    if word.islower():
        return not before or before.endswith((".", ";", ":", "-", "("))
    return not re.search(
        r"\b(?:the|an|this|no|of|matters|previous|last|every|take|taking|further|for|in|plan"
        r"|from)$",
        before,
        re.I,
    )


def _marked(
    words: str, start: int, end: int, who: Roster, *, numbered: bool = False
) -> Iterator[Found]:
    """What follows a mark: one action, and one more for each further promise or order."""
    opened: Found | None = None
    for begin, stop in split(words[start:end]):
        begin, stop = begin + start, stop + start
        sentence = words[begin:stop]
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
        if old and FINISHED.search(sentence):
            continue
        for one in promises(sentence, who, speaker):
            yield Found(begin + one.start, begin + one.end, one.owners, begin + one.start)
        speaker = _speaker(sentence, who) or speaker


def _speaker(sentence: str, who: Roster) -> tuple[str, ...]:
    lead = re.match(
        r"\W*(?P<who>[A-Z].{1,45}?)\s+(?:\w+ed|said|told|gave|spoke|felt|took|has|had|is|was"
        r"|thinks|says|asked|would|will|also)\b",
        sentence,
    )
    if not lead:
        return ()
    return named(lead["who"], who) or ()


def merged(actions: list[Action]) -> list[Action]:
    """The same task told twice (in the text and in a list at the end) only once."""
    kept: list[Action] = []
    for action in actions:
        words = set(_tokens(action.text))
        for at, one in enumerate(kept):
            mine = set(_tokens(one.text))
            overlap = action.at[0] < one.at[1] and one.at[0] < action.at[1]
            alike = len(words & mine) >= 0.75 * max(1, max(len(words), len(mine)))
            if overlap or (
                alike
                and (
                    not one.owners or not action.owners or set(one.owners) == set(action.owners)
                )
                and len(words) > 3
            ):
                kept[at] = replace(
                    one, owners=one.owners or action.owners, due=one.due or action.due
                )
                break
        else:
            kept.append(action)
    return kept


def _tokens(text: str) -> list[str]:
    return re.findall(r"[\w']+", text.lower())


__all__ = ["Promise", "find_actions", "in_block", "merged"]
