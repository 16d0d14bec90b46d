"""Tables of actions: a column of actions, of owners, of days."""

import re
from datetime import date

from wardmote.meetings.reading.columns import columns_of
from wardmote.meetings.reading.due import due_cell, find_due
from wardmote.meetings.reading.items import Agenda
from wardmote.meetings.reading.marking import names_alone
from wardmote.meetings.reading.minutes import Action
from wardmote.meetings.reading.owners import Roster, named
from wardmote.meetings.reading.page import Block, Page, rows_of
from wardmote.meetings.reading.promises import lead_owner, promises
from wardmote.meetings.reading.sentences import split

DONE = re.compile(r"^\W*(?:completed?|closed|done|discharged)\b", re.I)
NOTHING = re.compile(
    r"^\W*(?:none|n/?a|nil|-|no actions?|for information|info|to note|noted)?\W*$", re.I
)


def read(
    page: Page, agenda: Agenda, who: Roster, meeting: date | None
) -> tuple[list[Action], set[int]]:
    """The actions of all tables, and the blocks that need not be read again."""
    where = {id(block): index for index, block in enumerate(page.blocks)}
    found: list[Action] = []
    used: set[int] = set()
    columns: dict[str, int] = {}
    for rows in rows_of(page.blocks):
        head = columns_of(rows[0])
        if not head:
            continue
        columns = head
        used.update(where[id(block)] for block in rows[0])
        for row in rows[1:]:
            reader = Row(page, agenda, who, meeting, where)
            actions, blocks = reader.read(row, columns)
            found += actions
            used |= blocks
    return found, used


class Row:
    """One row of such a table."""

    def __init__(
        self,
        page: Page,
        agenda: Agenda,
        who: Roster,
        meeting: date | None,
        where: dict[int, int],
    ) -> None:
        self.page, self.agenda, self.who = page, agenda, who
        self.meeting, self.where = meeting, where

    def read(self, row: list[Block], columns: dict[str, int]) -> tuple[list[Action], set[int]]:
        """Its actions, and its blocks that are used up by them."""
        cells: dict[int, list[Block]] = {}
        for block in row:
            if block.cell:
                cells.setdefault(block.cell.column, []).append(block)
        said = {what: cells.get(column, []) for what, column in columns.items()}
        if DONE.match(_line(said.get("status", []))):
            return [], {self.where[id(block)] for block in row}
        tasks, owner, when = (said.get(what, []) for what in ("action", "owner", "when"))
        when = when or [block for block in owner if self._with_day(block)]
        whose = self._owners(owner)
        tasks = [block for block in tasks if not NOTHING.match(block.line)]
        if tasks and all(named(block.line, self.who) for block in tasks):
            owner, tasks = tasks, []
            whose = self._owners(owner)
        used = {self.where[id(block)] for block in (*tasks, *owner, *when)}
        if tasks:
            return self._tasks(tasks, whose, when), used
        if not whose:
            return [], used
        others = [
            block
            for column, blocks in cells.items()
            if column not in _fixed(columns)
            for block in blocks
        ]
        each = self._each(others, owner)
        if each:
            return each, used
        action, said_in = self._in_talk(others, whose, when)
        if said_in and _one_sentence(said_in):
            used.add(self.where[id(said_in)])
        return [action] if action else [], used

    def _owners(self, blocks: list[Block]) -> tuple[str, ...]:
        every: list[str] = []
        for block in blocks:
            owners = named(block.line, self.who)
            with_day = self._with_day(block)
            owners = with_day[0] if with_day else owners
            if (
                owners is None
                and block.line
                and not NOTHING.match(block.line)
                and len(block.line) < 60
            ):
                owners = tuple(
                    part.strip()
                    for part in re.split(r"\s*(?:/|,|&|;|\band\b)\s*", block.line)
                    if part.strip()
                )
            every += owners or ()
        return tuple(dict.fromkeys(every))

    def _with_day(self, block: Block) -> tuple[tuple[str, ...], str] | None:
        """ "KH - end March": an owner and a day in one cell."""
        told = names_alone(block.line, self.who, lambda words: find_due(words, self.meeting))
        return told if told and told[1] else None

    def _each(self, others: list[Block], owner: list[Block]) -> list[Action]:
        """One action for each line of owners, where each has promised one of their own."""
        found: list[Action] = []
        for block in owner:
            whose = self._owners([block])
            when = [block] if self._with_day(block) else []
            action, _ = self._in_talk(others, whose, when)
            if not action or _task_score(action.text, whose, self.who) < BOUND:
                return []
            found.append(action)
        return found if len({one.at for one in found}) == len(owner) > 1 else []

    def _tasks(
        self, tasks: list[Block], whose: tuple[str, ...], when: list[Block]
    ) -> list[Action]:
        due = due_cell(_line(when), self.meeting) if when else None
        found: list[Action] = []
        waiting: tuple[str, ...] = ()
        for block in tasks:
            alone = named(block.line, self.who)
            if alone and not found:
                waiting = alone
                continue
            if alone and found and not found[-1].owners:
                found[-1] = self._action(block, 0, 0, alone, due, found[-1])
                continue
            parts = (
                [(one.start, one.end, one.owners) for one in promises(block.words, self.who)]
                if not whose
                else []
            )
            if len(parts) < 2:
                lead = lead_owner(block.words, self.who)
                parts = [
                    (
                        0,
                        len(block.words),
                        whose
                        or lead
                        or waiting
                        or (parts[0][2] if parts else ())
                        or self._tail(block),
                    )
                ]
            found += [
                self._action(block, start, end, owners, due) for start, end, owners in parts
            ]
        if whose and len(found) > 1 and when and len(when) == len(found):
            found = [
                self._dated(one, due_cell(block.line, self.meeting))
                for one, block in zip(found, when, strict=True)
            ]
        return found

    def _tail(self, block: Block) -> tuple[str, ...]:
        tail = re.search(r"(?:-|\(|:|\t)\s*([^()\-:]{2,50})\)?\W*$", block.words)
        return (named(tail[1], self.who) or ()) if tail else ()

    def _dated(self, action: Action, due: str | None) -> Action:
        return Action(action.text, action.owners, due or action.due, action.item, action.at)

    def _action(
        self,
        block: Block,
        start: int,
        end: int,
        owners: tuple[str, ...],
        due: str | None,
        known: Action | None = None,
    ) -> Action:
        if known:
            return Action(known.text, owners, known.due, known.item, known.at)
        at = block.span(start, end)
        text = re.sub(r"^(?:action|ACTION)\s*[:\-]\s*", "", self.page.quote(*at))
        due = due or find_due(block.words[start:end], self.meeting)
        return Action(text, owners, due, self.agenda.name_at(self.where[id(block)]), at)

    def _in_talk(
        self, others: list[Block], whose: tuple[str, ...], when: list[Block]
    ) -> tuple[Action | None, Block | None]:
        """Only an owner is in the column: the task is what the discussion says last."""
        best: tuple[int, Block, int, int] | None = None
        for block in others:
            if block.heading or len(block.line) < 12:
                continue
            for start, end in split(block.words):
                sentence = block.words[start:end]
                score = _task_score(sentence, whose, self.who)
                if best is None or score >= best[0]:
                    best = (score, block, start, end)
        if best is None:
            return None, None
        due = due_cell(_line(when), self.meeting) if when else None
        return self._action(best[1], best[2], best[3], whose, due), best[1]


BOUND = 4
"""The score of a sentence in which an owner binds themselves."""


def _task_score(sentence: str, whose: tuple[str, ...], who: Roster) -> int:
    bound = list(promises(sentence, who))
    if any(_plain(one.owners) & _plain(whose) for one in bound):
        return BOUND
    if bound or re.search(
        r"\bto be \w+(?:ed|n|t|de)\b|\bmust\b|\bneed(?:s|ed)?\b|\bplease\b", sentence
    ):
        return 3
    if re.search(r"\b(?:to|will|would|should) [a-z]+", sentence) and not re.search(
        r"\bagreed\b", sentence, re.I
    ):
        return 1
    return (
        -1 if re.search(r"\bagreed|approved|noted|complete|rejected\b", sentence, re.I) else 0
    )


def _plain(owners: tuple[str, ...]) -> set[str]:
    """ "All" and "all partners" are the same."""
    return {re.sub(r"(?i)^(?:all|each|every|everyone)\b.*", "all", one) for one in owners}


def _one_sentence(block: Block) -> bool:
    return len(list(split(block.words))) == 1


def _fixed(columns: dict[str, int]) -> set[int]:
    return {
        column
        for what, column in columns.items()
        if what in ("action", "owner", "when", "status")
    }


def _line(blocks: list[Block]) -> str:
    return " ".join(block.line for block in blocks)
