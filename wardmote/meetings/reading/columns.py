"""Tables of actions: which column says what is to be done, by whom, when, and how it stands."""

import re

from wardmote.meetings.reading.page import Block, Page, rows_of

ACTION = re.compile(
    r"^\W*(?:(?:agreed |new |key )?actions?(?: points?| required| agreed| item| to be taken"
    r"| description| arising|/decisions?)?|task|what|decision/action|actions? and (?:owner"
    r"|lead|decisions?))\W*$",
    re.I,
)
OWNER = re.compile(
    r"^\W*(?:owners?|who|lead|leads|by whom|whom|responsible|responsibility|action (?:by"
    r"|owner|for|lead|officer)|assigned(?: to)?|officer|person responsible|lead officer"
    r"|for action|lead agency|named lead|action by whom|owner/lead"
    r"|(?:lead|owner|who|action by|by whom)\s*(?:/|&|and|,|-)\s*(?:by )?(?:when|date|due"
    r"|due date|deadline|timescale))\W*$",
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
TALK = re.compile(
    r"discussion|notes?|item|subject|minutes?|points?|summary|topic|agenda|detail|issue", re.I
)


def logged(page: Page) -> set[int]:
    """The blocks of action logs: tables of what and who, without a discussion."""
    where = {id(block): index for index, block in enumerate(page.blocks)}
    return {
        where[id(block)]
        for rows in rows_of(page.blocks)
        if {"action", "owner"} <= (head := columns_of(rows[0])).keys() and "talk" not in head
        for row in rows
        for block in row
    }


def columns_of(row: list[Block]) -> dict[str, int]:
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
