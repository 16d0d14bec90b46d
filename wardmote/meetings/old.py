"""Old minutes being read in: what the reader found, as a person goes through it.

No Django, no clock, no database.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from wardmote.actions.due import NO_DUE, SOON, Due, due_at_meeting, due_at_next, due_in, due_on
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import NAMES, Month, day_words
from wardmote.meetings.exempt import Level, is_exempt_by_default
from wardmote.meetings.reading.due import due_cell
from wardmote.meetings.reading.files import FileKind
from wardmote.meetings.rules import Coming
from wardmote.meetings.under import paragraphs

#: a file that nobody saved is thrown away after so many days
REVIEW_DAYS = 14
#: an action of minutes older than this is not chased unless somebody says that it is open
OLD_DAYS = 365
#: so much of one kind is gone through on one page
MOST = {"people": 80, "items": 80, "decisions": 100, "actions": 100}
#: so many letters of what was said under one item, and under all of them together
MOST_SAID, MOST_SAID_OF_ALL = 50_000, 400_000
FOUND_AS = {"present": Coming.PRESENT, "apologies": Coming.APOLOGIES}
Found = dict[str, Any]
Row = dict[str, Any]


SOURCE_NAMES = {
    FileKind.WORD: "Word",
    FileKind.PDF: "PDF",
    FileKind.PAGE: "web page",
    FileKind.TEXT: "text",
}


class Became(StrEnum):
    """What became of an action in old minutes."""

    OPEN = "open"
    DONE = "done"
    CLOSED = "closed"


BECAME_NAMES = {
    Became.OPEN: "Still open: chase it",
    Became.DONE: "Done",
    Became.CLOSED: "Not known: keep it, do not chase it",
}
NOT_CHASED = "Read in from old minutes; not taken up again here"


@dataclass(frozen=True, slots=True)
class Rows:
    """What the fields of the review page begin with; `more`: how many did not fit, by kind."""

    people: list[Row]
    items: list[Row]
    decisions: list[Row]
    actions: list[Row]
    more: dict[str, int]


def rows_of(found: Found, text: str = "", kind: FileKind = FileKind.TEXT) -> Rows:
    """The reader's answer as rows of fields; an item is called by its place in the list.

    `text`: of the file, which says who is called a councillor and what was said of items.
    """
    items, left_out = _items(found["items"], text, kind)
    place = {one["number"] or one["title"]: str(at) for at, one in enumerate(found["items"])}
    told = {
        "people": _people(found, text),
        "items": items,
        "decisions": [
            {"kind": one["kind"], "text": one["text"], "item": place.get(one["item"], "")}
            for one in found["decisions"]
        ],
        "actions": [
            {
                "text": one["text"],
                "owners": ", ".join(one["owners"]),
                "due": words_of_due(one["due"]),
                "item": place.get(one["item"], ""),
            }
            for one in found["actions"]
        ],
    }
    more = {kind: len(rows) - MOST[kind] for kind, rows in told.items()}
    more["letters of what was said"] = left_out
    return Rows(
        **{kind: rows[: MOST[kind]] for kind, rows in told.items()},
        more={kind: count for kind, count in more.items() if count > 0},
    )


def _items(found: list[Found], text: str, kind: FileKind) -> tuple[list[Row], int]:
    """Each item with what was said under it; and how many letters of that did not fit."""
    rows, room, left_out = [], MOST_SAID_OF_ALL, 0
    for one in found:
        under = text[slice(*one.get("under", (0, 0)))]
        said = paragraphs(under, is_wrapped=kind is FileKind.TEXT)
        fits = said[: min(room, MOST_SAID)]
        room, left_out = room - len(fits), left_out + len(said) - len(fits)
        rows.append(_item(one, fits))
    return rows, left_out


def _item(one: Found, said: str) -> Row:
    """It begins as exempt where its title, or what was said, is of a death or a case review."""
    is_exempt = is_exempt_by_default(f"{one['title']}\n{said}")
    level = Level.EXEMPT if is_exempt else Level.GROUP
    number, title = one["number"] or "", one["title"]
    return {"number": number[:12], "title": title[:200], "said": said, "level": level}


def _people(found: Found, text: str) -> list[Row]:
    """Those present and those who apologised; the chair with the office, whoever lists them."""
    rows = [
        _person(one, coming) | {"is_member": _is_member(one, text)}
        for where, coming in FOUND_AS.items()
        for one in found[where]
    ]
    chair = (found["chair"] or "").strip()
    if not chair:
        return rows
    listed = next((one for one in rows if _same(one["name"], chair)), None)
    if listed is None:
        return [{"name": chair[:120], "coming": Coming.PRESENT, "role": "Chair"}, *rows]
    if "chair" not in listed["role"].casefold():
        listed["role"] = ", ".join(one for one in ("Chair", listed["role"]) if one)[:120]
    return rows


def _same(name: str, other: str) -> bool:
    return name.casefold().split() == other.casefold().split()


def _person(one: Found, coming: Coming) -> Row:
    said = [one["role"] or "", one["organisation"] or ""]
    role = ", ".join(word for word in said if word)
    return {"name": one["name"][:120], "coming": coming, "role": role[:120]}


def _is_member(one: Found, text: str) -> bool:
    """Whether the file calls them a councillor."""
    name = r"\s+".join(map(re.escape, one["name"].split()))
    titled = rf"\b(?:cllr|councillor)\.?\s+{name}\b"
    said = re.search(
        r"\b(?:councillor|cllr|elected member)\b", one["role"] or "", re.IGNORECASE
    )
    return bool(said or re.search(titled, text, re.IGNORECASE))


def told_twice(found: Found) -> list[str]:
    """Who is both present and sorry not to be, as the file has it."""
    present = [one["name"] for one in found["present"]]
    sorry = [one["name"] for one in found["apologies"]]
    return [name for name in present if any(_same(name, other) for other in sorry)]


def repeated(names: list[str]) -> set[int]:
    """Places in the list of names that stand there more than once."""
    plain = [" ".join(one.casefold().split()) for one in names]
    return {at for at, one in enumerate(plain) if one and plain.count(one) > 1}


def words_of_due(code: str | None) -> str:
    """The reader's code for a day as people write it; `code_of_due` reads it again."""
    if not code:
        return ""
    if code == "asap":
        return "as soon as possible"
    subject, _, month = code.rpartition("meeting:")
    if subject or not code.startswith("meeting:"):
        return _calendar(code)
    if month == "next":
        return "next meeting"
    year, _, number = month.rpartition("-")
    return " ".join(one for one in (NAMES[int(number) - 1], year, "meeting") if one)


def _calendar(code: str) -> str:
    return Month.parse(code).words if len(code) == 7 else day_words(date.fromisoformat(code))


def due_of(words: str, group: int, meeting: date | None) -> Due:
    """When an action is due, from words such as “end March” or “October meeting”.

    RuleBroken for words that say no day.
    """
    if not words.strip():
        return NO_DUE
    code = due_cell(words, meeting)
    try:
        return _due(code, group) if code else _unreadable(words)
    except ValueError:
        return _unreadable(words)


def _unreadable(words: str) -> Due:
    raise RuleBroken(
        f"“{words[:60]}” says no day. Write “31 March 2020”, “March 2020”, “October 2020 "
        "meeting”, “next meeting” or “as soon as possible”, or leave it empty",
        about="due",
    )


def _due(code: str, group: int) -> Due:
    if code == "asap":
        return SOON
    if code == "meeting:next":
        return due_at_next(group)
    if code.startswith("meeting:"):
        return due_at_meeting(group, Month.parse(code.removeprefix("meeting:")))
    return due_in(Month.parse(code)) if len(code) == 7 else due_on(date.fromisoformat(code))


def named(owners: str) -> list[str]:
    """The owners that a field lists: “KH, the Clerk”."""
    found = [" ".join(one.split()) for one in owners.replace(";", ",").split(",")]
    return list(dict.fromkeys(one for one in found if one))


def narrowest(levels: list[Level]) -> Level:
    """The level that fewest people read; those on the group where there is none."""
    return max(levels, key=list(Level).index, default=Level.GROUP)
