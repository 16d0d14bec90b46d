"""Plain text as blocks: paragraphs out of wrapped lines, tables out of tabs and columns."""

import re
from collections.abc import Iterator

from wardmote.meetings.reading.dates import MONTH
from wardmote.meetings.reading.page import Block, Page, plain, plain_line

STARTS_NEW = re.compile(
    r"\s*(?:[-•]\s|\(?(?:\d{1,3}(?:\.\d{1,2})*|[a-z]|[ivx]{1,4})[.):]\s|\(\w{1,4}\)\s"
    r"|\w{0,6}\d{1,4}/\d{1,4}\S*\s"
    r"|(?:actions?|resolved|agreed|present|apologies|in attendance|date|time|venue|next"
    r"|chair|plus|attendance|attendees|minutes?|location|place|proposed|noted|also|absent"
    r"|apols|did not attend|apologies\s?/[\w ]+)\b\s*[-:\d]"
    r"|(?:yn bresennol|presennol|ymddiheuriadau|hefyd)\b\s*[-:/]"
    r"|(?-i:[A-Z][a-z']+(?: [A-Z][a-z']+){0,2}:\s)|(?-i:Apologies)\s+(?:for|were|was|had|have"
    r"|received|from|also)\b)",
    re.I,
)
NUMBERED = re.compile(r"(?:[•]|\(?(?:\d{1,3}|[a-z])[.)])\s")
MONTH_FIRST = re.compile(rf"{MONTH}", re.I)
DAY_LAST = re.compile(r"\b[0-3]?\d(?:st|nd|rd|th)?$")
HANGING = re.compile(
    r"\b(?:of|for|the|a|an|to|and|or|with|by|in|on|at|from|that|was|were|be|is|are|will)"
    r"(?:\s+\d+)?$|[,&/]$"
)
COLUMNS = re.compile(r"\t|\S {3,}\S")
SHOUTED = re.compile(r"[^a-z]*[A-Z]{3}[^a-z]*")
WIDEST = 200


def read(text: str) -> Page:
    """The text itself, cut into blocks; not a character of it is changed."""
    blocks: list[Block] = []
    lines = [match.span() for match in re.finditer(r"[^\n\r]+", text)]
    width = _width(text, lines)
    wraps = _wrapped(text, lines)
    at: tuple[int, int] | None = None
    for start, end in lines:
        line = text[start:end]
        if at and text.count("\n", at[1], start) > 1:
            _close(text, at, blocks)
            at = None
        if not line.strip():
            _close(text, at, blocks)
            at = None
        elif at and (
            (wraps.get(start) == 0)
            or _goes_on(text[_last(text, at) : at[1]], line, wraps.get(start) or width)
        ):
            at = (at[0], end)
        else:
            _close(text, at, blocks)
            at = (start, end)
    _close(text, at, blocks)
    return Page(text, tuple(blocks))


def _wrapped(text: str, lines: list[tuple[int, int]]) -> dict[int, int]:
    """By the start of a line: the width at which the lines around it were wrapped.

    0 stands for a column so narrow that every line of it goes on. Lines that were not
    wrapped (a list of names) are left out.
    """
    found: dict[int, int] = {}
    for chunk in _chunks(text, lines):
        said = [text[start:end].strip() for start, end in chunk]
        if len(said) < 2 or any("\t" in line for line in said):
            continue
        widest = max(map(len, said))
        full = sum(len(line) >= 0.8 * widest for line in said[:-1]) / (len(said) - 1)
        small = sum(not line[:1].isupper() for line in said[1:]) / (len(said) - 1)
        if (
            widest < 40
            and len(said) > 3
            and small >= 0.5
            and not any(map(NUMBERED.match, said))
        ):
            found |= {start: 0 for start, _ in chunk}
        elif 45 <= widest <= 110 and full >= 0.6:
            found |= {start: widest for start, _ in chunk}
    return found


def _chunks(text: str, lines: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Lines with no blank one between them."""
    chunk: list[tuple[int, int]] = []
    for start, end in lines:
        blank = not text[start:end].strip()
        if chunk and (blank or text.count("\n", chunk[-1][1], start) > 1):
            yield chunk
            chunk = []
        if not blank:
            chunk.append((start, end))
    if chunk:
        yield chunk


def _last(text: str, at: tuple[int, int]) -> int:
    return max(at[0], text.rfind("\n", at[0], at[1]) + 1)


def _width(text: str, lines: list[tuple[int, int]]) -> int:
    """How wide the lines are wrapped: one that only the widest tenth pass; else very wide."""
    lengths = sorted(end - start for start, end in lines if text[start:end].strip())
    if len(lengths) < 8:
        return WIDEST
    widest = lengths[int(len(lengths) * 0.95)]
    return widest if widest <= 110 else WIDEST


def _goes_on(before: str, line: str, width: int) -> bool:
    """Does this line continue the one before, which was cut at the width of the page?"""
    last, first = plain(before).rstrip(), plain(line)
    start = first.strip()[:1]
    if "\t" in line or "\t" in before or STARTS_NEW.match(first):
        return False
    indent, indented = len(first) - len(first.lstrip()), len(before) - len(before.lstrip())
    if COLUMNS.search(first.strip()) or (
        SHOUTED.fullmatch(last) and not SHOUTED.fullmatch(first)
    ):
        return False
    if last.endswith((".", ":", "?", "!", ";")) and (
        len(last) < 0.75 * width or indented > indent
    ):
        return False
    if start.islower() or start in "-(&'\"":
        return start.islower() or bool(HANGING.search(last)) or len(last) < 0.5 * width
    if HANGING.search(last) or (DAY_LAST.search(last) and MONTH_FIRST.match(first.strip())):
        return True
    room = width - len(last)
    word = first.split(maxsplit=1)[0]
    return len(last) > 0.6 * width and len(word) >= room - 3


def _close(text: str, at: tuple[int, int] | None, blocks: list[Block]) -> None:
    if at is None:
        return
    raw = text[at[0] : at[1]]
    start = at[0] + len(raw) - len(raw.lstrip())
    end = at[0] + len(raw.rstrip())
    words, places = plain_line(text[start:end])
    heading = bool(SHOUTED.fullmatch(words)) and len(words) < 90
    listed = words.startswith(("•", "- "))
    blocks.append(Block(start, end, words, heading, listed, None, places))
