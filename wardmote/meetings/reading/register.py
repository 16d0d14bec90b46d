"""Tables of actions: a column of actions, of owners, of days."""

import re
from datetime import date

from wardmote.meetings.reading.due import due_cell, find_due
from wardmote.meetings.reading.items import Agenda
from wardmote.meetings.reading.minutes import Action
from wardmote.meetings.reading.owners import Roster, named
from wardmote.meetings.reading.page import Block, Page, rows_of
from wardmote.meetings.reading.promises import lead_owner, promises
from wardmote.meetings.reading.sentences import split

ACTION = re.compile(
    r"^\W*(?:(?:agreed |new |key )?actions?(?: points?| required| agreed| item| to be taken"
    r"| description| arising|/decisions?)?|task|what|decision/action|actions? and (?:owner"
    r"|lead|decisions?))\W*$",
    re.I,
)
OWNER = re.compile(
    r"^\W*(?:owners?|who|lead|leads|by whom|whom|responsible|responsibility|action (?:by"
    r"|owner|for|lead|officer)|assigned(?: to)?|officer|person responsible|lead officer"
    r"|for action|lead agency|named lead|action by whom|owner/lead)\W*$",
    re.I,
)
WHEN = re.compile(
    r"^\W*(?:by when|when|due|due date|deadline|date|timescales?|target(?: date)?|by"
    r"|completion(?: date)?|date due|target completion|complete by|timeframe|due by)\W*$",
    re.I,
)
STATUS = re.compile(
    r"^\W*(?:status|update|progress|outcome|rag|complete\??|comments?)\W*$", re.I
)
DONE = re.compile(r"^\W*(?:completed?|closed|done|discharged)\b", re.I)
TALK = re.compile(
    r"discussion|notes?|item|subject|minutes?|points?|summary|topic|agenda|detail|issue", re.I
)
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
        head = _columns(rows[0])
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


def _columns(row: list[Block]) -> dict[str, int]:
    """Which column is what; empty where no column is of actions or of who does them."""
    columns: dict[str, int] = {}
    for block in row:
        if not block.cell:
            continue
        for what, form in (
            ("owner", OWNER),
            ("when", WHEN),
            ("status", STATUS),
            ("action", ACTION),
        ):
            if form.match(block.line) and what not in columns:
                columns[what] = block.cell.column
                break
        else:
            if TALK.search(block.line):
                columns["talk"] = block.cell.column
    if "action" not in columns and "owner" not in columns:
        return {}
    if "action" not in columns and len(row) < 2:
        return {}
    return columns


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
        self.page, self.agenda, self.who, self.meeting, self.where = (
            page,
            agenda,
            who,
            meeting,
            where,
        )

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
        action, said_in = self._in_talk(others, whose, when)
        if said_in and _one_sentence(said_in):
            used.add(self.where[id(said_in)])
        return [action] if action else [], used

    def _owners(self, blocks: list[Block]) -> tuple[str, ...]:
        every: list[str] = []
        for block in blocks:
            owners = named(block.line, self.who)
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


def _task_score(sentence: str, whose: tuple[str, ...], who: Roster) -> int:
    bound = list(promises(sentence, who))
    if any(set(one.owners) & set(whose) for one in bound):
        return 4
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
