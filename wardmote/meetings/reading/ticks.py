"""Attendance as marks in columns: a tick under Present or Apologies, P and A under days."""

import re
from datetime import date

from wardmote.meetings.reading.dates import MONTH, find_days, month_number
from wardmote.meetings.reading.page import Block
from wardmote.meetings.reading.rollcall import (
    ABSENT,
    HERE,
    NAME,
    OF_TASKS,
    SORRY,
    Called,
    Cells,
    cells_of,
    told_beside,
)

MARK = re.compile(
    r"\W*(?:[xypan1]|yes|no|apols?|apolog(?:y|ies)|absent|abs?|ap|present|attended|sub|n/a|dna"
    r"|[\u2713\u2714\u221a\u2611\u2612\u2717\u2718\u00d7])?\W*",
    re.I,
)
CROSS = str.maketrans(dict.fromkeys("\u2612\u2717\u2718\u00d7", "x"))
YES = re.compile(r"\W*(?:[yp1]|yes|present|attended|[\u2713\u2714\u221a\u2611])\W*", re.I)
MONTH_ONLY = re.compile(rf"\W*{MONTH}\W*(?:(?:20)?\d\d)?\W*", re.I)
SHORT_DAY = re.compile(r"\W*(\d{1,2})[/.](\d{1,2})\W*")
Columns = dict[int, bool | None]
"""Columns of marks: a mark says apologies (True), present (False), or tells which (None)."""


def read(rows: list[list[Block]], on: date | None) -> Called | None:
    """The people of such a table; None where it is none. `on`: the day of the meeting."""
    table = [cells_of(row) for row in rows]
    head = {column: " ".join(lines) for column, lines in table[0].items()}
    if any(OF_TASKS.match(one) for one in head.values()):
        return None
    marked = _marked(table, head, on)
    column = next(
        (at for at, one in head.items() if at not in marked and NAME.match(one)), None
    )
    if column is None or not marked:
        return None
    called = Called()
    for row in table[1:]:
        away = _away(row, marked)
        if away is not None:
            people = told_beside(row, column, head)
            (called.sorry if away else called.present).extend(people)
    return called if called.present or called.sorry else None


def _marked(table: list[Cells], head: dict[int, str], on: date | None) -> Columns:
    """The columns that tell who was there; of several days the meeting's own, else the last."""
    marked: Columns = {}
    days: list[int] = []
    for at, one in head.items():
        said = [_mark(row, at) for row in table[1:]]
        if not all(map(MARK.fullmatch, said)) or not any(said):
            continue
        if SORRY.match(one):
            marked[at] = True
        elif HERE.match(one):
            marked[at] = None if any(map(YES.fullmatch, said)) else False
        elif _is_day(one):
            days.append(at)
    if days:
        marked[next((at for at in days if _is_on(head[at], on)), days[-1])] = None
    return marked


def _mark(row: Cells, at: int) -> str:
    return " ".join(row.get(at, [])).translate(CROSS).strip(" .-")


def _away(row: Cells, marked: Columns) -> bool | None:
    """Sorry (True) or there (False); None where nothing is marked."""
    for at, means in marked.items():
        said = _mark(row, at)
        if said and means is None:
            return bool(ABSENT.match(said))
        if said and not re.fullmatch(r"no?|n/a", said, re.I):
            return means
    return None


def _is_day(words: str) -> bool:
    return bool(find_days(words) or MONTH_ONLY.fullmatch(words) or SHORT_DAY.fullmatch(words))


def _is_on(words: str, on: date | None) -> bool:
    """Is this heading the day, or the month, of the meeting?"""
    if on is None:
        return False
    short, month = SHORT_DAY.fullmatch(words), MONTH_ONLY.fullmatch(words)
    if short:
        return (int(short[1]), int(short[2])) == (on.day, on.month)
    if month:
        return month_number(month["month"]) == on.month
    return any((day.day, day.month) == (on.day, on.month) for day in find_days(words))
