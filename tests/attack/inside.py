"""What the pages that signed-in partners share say of partners' counts and flags."""

import csv
import io
import re
from collections.abc import Iterator

from tests.attack.district import BY_YEAR, TRAPS
from tests.attack.words import (
    CODES,
    Emerging,
    Flag,
    Open,
    Slip,
    Statement,
    Told,
    one_line,
    quarter_in,
    read,
)
from tests.small_district import WARDS
from wardmote.kernel.periods import Quarter

NO_NUMBER = ("not shown", "no figure", "not told", "")
ANSWERS = {
    "flagged": True, "flag": True, "yes": True, "not told": None, "": False, "no": False,
}  # fmt: skip
#: a proposal's reason: all the flags of a ward that count, by name
REASON = re.compile(r"\d+ flags?(?: in \d+ themes)?: ([^.]*)|No flag")
SHORT = {(Quarter(2020, 1) + back).short: str(Quarter(2020, 1) + back) for back in range(40)}


def said(address: str, page, tables) -> Iterator[Statement]:
    """What one page tells beside its published words."""
    code = next((one for one in WARDS if one in address), "")
    for title, rows in tables:
        head = rows[0] if rows else []
        if head[:2] == ["Ward", "Count"]:
            yield from _of_list(address, title, rows[1:])
        elif head[:1] == ["Data set"] and len(head) == 7:
            yield from _of_types(address, code, title, rows[1:])
        elif head[:1] == ["Data set"] and head[-1] in SHORT:
            yield from _of_quarters(address, code, head, rows[1:])
        elif head[:2] == ["Ward", "Counted flags"] and "Because" in head:
            for row in rows[1:]:
                names = [name for name in CODES if row[0].startswith(name)]
                if names:
                    yield from _of_reason(
                        CODES[names[0]], quarter_in(title), row[head.index("Because")]
                    )
    for line in page.xpath("//li | //p"):
        words = one_line(line.text_content())
        if code and quarter_in(words):
            yield from _of_reason(code, quarter_in(words), words)
            if words.startswith("Emerging for "):
                yield Emerging(quarter_in(words), code)


def sheet(text: str) -> Iterator[Statement]:
    """The list of wards as a file: the data set and the quarter stand in its first line."""
    title, head, *rows = csv.reader(io.StringIO(text))
    if "rate_per_1000" in head:
        yield from _of_list("wards.csv", title[0], [row[1:] for row in rows])


def _of_list(address: str, title: str, rows) -> Iterator[Statement]:
    name = next((name for name in TRAPS if name in title), "")
    if name:
        for ward, count, rate, rank, flag, *_ in rows:
            yield from _line(
                address, name, quarter_in(title), CODES[ward], [count, rate, rank, flag]
            )


def _of_types(address: str, code: str, title: str, rows) -> Iterator[Statement]:
    for name, count, before, rate, rank, flag, _ in rows:
        if flag.startswith("flagged") and (name in BY_YEAR or name not in TRAPS):
            yield Open(quarter_in(title), code)
        if name in TRAPS:
            yield from _line(address, name, quarter_in(title), code, [count, rate, rank, flag])
            if before not in NO_NUMBER:
                yield Slip(name, address, before)


def _line(address: str, name: str, quarter: str, code: str, cells) -> Iterator[Statement]:
    count, rate, rank, flag = cells
    if shown := read(count):
        yield Told(name, quarter, code, shown)
    elif count not in NO_NUMBER:
        yield Slip(name, address, count)
    for cell in (rate, rank):
        if cell not in NO_NUMBER:
            yield Slip(name, address, cell)
    if flag in ANSWERS:
        yield Flag(name, quarter, code, ANSWERS[flag])
    else:
        yield Slip(name, address, flag)


def _of_quarters(address: str, code: str, head, rows) -> Iterator[Statement]:
    """A deep dive: counts by quarter, or flags."""
    for name, *cells in rows:
        for short, cell in zip(head[1:], cells, strict=True):
            if name not in TRAPS:
                continue
            if shown := read(cell):
                yield Told(name, SHORT[short], code, shown)
            elif cell in ("flag", "not told") and "no figure" not in cells:
                yield Flag(name, SHORT[short], code, ANSWERS[cell])
            elif cell not in (*NO_NUMBER, *ANSWERS):
                yield Slip(name, address, cell)


def _of_reason(code: str, quarter: str, words: str) -> Iterator[Statement]:
    """A reason lists the flags that count: whoever is not named is not flagged."""
    found = REASON.search(words)
    if found is None or not quarter:
        return
    for name in TRAPS:
        is_named = name.lower() in found[0].lower()
        yield Flag(name, quarter, code, is_named)
        if re.search(rf"{name},? \d+ % likely", words, re.IGNORECASE):
            yield Slip(name, code, words)
