"""What is to be done: in tables, in lists under a heading, and in paragraphs; each once."""

import re
from dataclasses import replace
from datetime import date

from wardmote.meetings.reading import register
from wardmote.meetings.reading.due import find_due
from wardmote.meetings.reading.items import Agenda
from wardmote.meetings.reading.marking import marks_in, names_alone
from wardmote.meetings.reading.minutes import Action
from wardmote.meetings.reading.owners import Roster
from wardmote.meetings.reading.page import Block, Page
from wardmote.meetings.reading.promises import lead_owner
from wardmote.meetings.reading.sentences import split
from wardmote.meetings.reading.tasks import DONE, IMPERATIVE, Found, in_block

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
        if index - 1 not in used and _belongs(page, agenda, index, who, found, meeting):
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


Alone = tuple[tuple[str, ...], str]
"""Owners, and words that say when."""


def _alone(block: Block, who: Roster, meeting: date | None) -> Alone | None:
    """ "ACTION: KH / LG" in a paragraph of its own; None for any other."""
    marks = marks_in(block.words)
    if len(marks) != 1 or re.search(r"\w", block.words[: marks[0].start()]):
        return None
    rest = block.words[marks[0].end() :]
    return names_alone(rest, who, lambda words: find_due(words, meeting))


def _belongs(
    page: Page,
    agenda: Agenda,
    index: int,
    who: Roster,
    found: list[Action],
    meeting: date | None,
) -> bool:
    """Is it a mark alone, and so the last sentence's of the paragraph before?"""
    before, alone = page.blocks[index - 1], _alone(page.blocks[index], who, meeting)
    sentences = list(split(before.words))
    if (
        not alone
        or not index
        or not sentences
        or before.heading
        or before.cell != page.blocks[index].cell
    ):
        return False
    if marks_in(before.words) or (
        agenda.starts_at(index - 1) and not re.search(r"[.;]\W*$", before.words)
    ):
        return False
    owners, when = alone
    start, end = sentences[-1]
    at = before.span(start, end)
    due = find_due(when, meeting) if when else None
    inside = [n for n, one in enumerate(found) if one.at[0] < at[1] and at[0] < one.at[1]]
    for n in inside if len(inside) == 1 else ():
        found[n] = replace(found[n], owners=owners, due=due or found[n].due)
    if not inside:
        due = due or find_due(before.words[start:end], meeting)
        found.append(Action(page.quote(*at), owners, due, agenda.name_at(index), at))
    return True


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
