"""An agenda and minutes as documents: page, PDF and Word are made from the same one.

Made from plain facts (`queries.agenda_facts`, `queries.minutes_facts`) for one reader's
levels: what those do not open is left out, or stands as an exempt item and nothing more.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from wardmote.kernel.markings import PARTNERS
from wardmote.kernel.numbers import and_list
from wardmote.kernel.periods import day_words
from wardmote.meetings.exempt import PARAGRAPH_WORDS, Level, Paragraph, hidden_title
from wardmote.meetings.paging import from_kept
from wardmote.meetings.rules import (
    COMING_NAMES,
    DECISION_NAMES,
    PURPOSE_NAMES,
    Coming,
    DecisionKind,
    Purpose,
)
from wardmote.papers.document import (
    Block,
    Bullets,
    Document,
    Heading,
    Link,
    Note,
    Span,
    Strong,
    Table,
)
from wardmote.papers.document import Paragraph as Words

GROUP = "OFFICIAL: the group, councillors on it included"
EXEMPT = "OFFICIAL-SENSITIVE: exempt items, for those on the group whose agency signed"
MARKINGS = {Level.PUBLIC: "", Level.GROUP: GROUP, Level.PARTNER: PARTNERS, Level.EXEMPT: EXEMPT}
Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Imprint:
    """What stands round the text. `stage`: "Draft", "Edition 2 of 3 November 2026"."""

    partnership: str
    stage: str
    made_on: date
    logo: bytes | None = None
    is_public: bool = False


@dataclass(frozen=True, slots=True)
class AtCouncil:
    """What the council's own page has of an item of ours."""

    number: str = ""
    link: str = ""
    documents: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Council:
    """The council's page of a meeting: its address, and its items by the key of ours."""

    address: str = ""
    items: Mapping[int, AtCouncil] = field(default_factory=dict)


NO_COUNCIL = Council()


def agenda_document(
    facts: Facts,
    levels: frozenset[Level],
    imprint: Imprint,
    what_changed: str = "",
    council: Council = NO_COUNCIL,
) -> Document:
    """The agenda as somebody with these levels reads it."""
    changed: list[Block] = (
        [Note((Strong("What has changed. "), what_changed))] if what_changed else []
    )
    when = _when(facts["meeting"], council)
    blocks = [*changed, *when, *_agenda(facts, levels, council)]
    return _document("Agenda", facts, levels, imprint, blocks)


def minutes_document(
    facts: Facts,
    levels: frozenset[Level],
    imprint: Imprint,
    corrections: Sequence[Facts] = (),
    council: Council = NO_COUNCIL,
) -> Document:
    """The minutes as somebody with these levels reads them."""
    blocks = [
        *_corrections(corrections, levels),
        *_when(facts["meeting"], council),
        *_attendance(facts),
        *_declarations(facts, levels),
        *(block for item in facts["items"] for block in _minute(item, levels, council)),
    ]
    return _document("Minutes", facts, levels, imprint, blocks)


def _document(
    what: str,
    facts: Facts,
    levels: frozenset[Level],
    imprint: Imprint,
    blocks: Sequence[Block],
) -> Document:
    held = facts["meeting"]
    return Document(
        title=f"{what}, {held['group']}, {day(held['on'])}",
        subtitle="",
        partnership=imprint.partnership,
        edition_line=imprint.stage,
        made_on=imprint.made_on,
        blocks=tuple(blocks),
        marking="" if imprint.is_public else marking(facts["items"], levels),
        logo=imprint.logo,
    )


def marking(items: Sequence[Facts], levels: frozenset[Level]) -> str:
    """The highest level of what is shown; never less than the group's before release."""
    order = list(Level)
    shown = {Level(one["level"]) for one in items} & levels
    lines = (one for item in items if is_open(item, levels) for one in item.get("listed", ()))
    shown |= {Level(one["level"]) for one in lines} & levels
    highest = max([Level.GROUP, *shown], key=order.index)
    return MARKINGS[highest]


def day(on: str) -> str:
    return day_words(date.fromisoformat(on))


def _when(held: Facts, council: Council) -> Iterator[Block]:
    until = f" to {held['ends_at']}" if held["ends_at"] else ""
    place = f", {held['place']}" if held["place"] else ""
    start = f", {held['starts_at']}" if held["starts_at"] else ""
    yield Words(f"{day(held['on'])}{start}{until}. {held['mode']}{place}.")
    if council.address:
        yield Words((Link("The council’s own page of this meeting", council.address),))


def _at_council(item: Facts, council: Council) -> Iterator[Block]:
    """Where the item stands at the council; asked of items alone that this reader reads."""
    there = council.items.get(item["key"])
    if there is None:
        return
    words = f"item {there.number}" if there.number else "this item"
    said: list[Span] = ["At the council: ", Link(words, there.link) if there.link else words]
    for one in there.documents:
        said += [", ", one]
    yield Words(tuple(said))


def title(item: Facts, levels: frozenset[Level]) -> str:
    """What the item is called, or what stands in its place."""
    level = Level(item["level"])
    if level in levels:
        return str(item["title"])
    return hidden_title(level, Paragraph(item["paragraph"]) if item["paragraph"] else None)


def is_open(item: Facts, levels: frozenset[Level]) -> bool:
    return Level(item["level"]) in levels


def _agenda(facts: Facts, levels: frozenset[Level], council: Council) -> Iterator[Block]:
    pages = {one.key: one.words for one in from_kept(facts.get("pack", ()))}
    for item in facts["items"]:
        number = f"{item['number']}. " if item["number"] else ""
        yield Heading(f"{number}{title(item, levels)}", 1, f"item-{item['key']}", "")
        if item["struck_why"]:
            yield Words(
                f"Taken off the agenda: {item['struck_why']}"
                if is_open(item, levels)
                else "Taken off the agenda"
            )
        elif is_open(item, levels):
            yield from _item(item, pages)
            yield from _listed(item, levels)
            yield from _at_council(item, council)


def _item(item: Facts, pages: Mapping[str, str]) -> Iterator[Block]:
    said = [PURPOSE_NAMES[Purpose(item["purpose"])]]
    said += [item["lead"]] if item["lead"] else []
    said += [f"{item['minutes']} minutes"] if item["minutes"] else []
    yield Words(", ".join(said))
    yield from _exempt(item)
    yield from _paragraphs(item["text"])
    if item["papers"]:
        yield Bullets(tuple(_paper(one, pages) for one in item["papers"]))


def _listed(item: Facts, levels: frozenset[Level]) -> Iterator[Block]:
    """Its actions; of those that this reader may not read, the numbers inside the group."""
    lines = item.get("listed", ())  # not kept in editions of before
    shown = tuple(
        (Strong(one["number"]), f" {one['text']} ({one['owner']}), {one['due']}")
        for one in lines
        if is_open(one, levels)
    )
    left_out = [one["number"] for one in lines if not is_open(one, levels)]
    if shown:
        yield Bullets(shown)
    if left_out and Level.GROUP in levels:
        yield Words(f"For agencies that signed alone: {and_list(left_out)}.")


def _paper(paper: Facts, pages: Mapping[str, str]) -> str:
    """With its pages in the pack, once the agenda is out."""
    where = pages.get(f"paper {paper['key']}", "")
    return f"Paper {paper['number']}: {paper['title']}" + (f" ({where})" if where else "")


def _exempt(item: Facts) -> Iterator[Block]:
    if item["level"] == Level.EXEMPT:
        paragraph = Paragraph(item["paragraph"])
        words = (
            f"Exempt by paragraph {paragraph:d} of Schedule 12A: {PARAGRAPH_WORDS[paragraph]}. "
        )
        yield Note((Strong(words), item["exempt_reason"]))


def _paragraphs(text: str) -> Iterator[Block]:
    for part in text.split("\n"):
        if part.strip():
            yield Words(part.strip())


def _attendance(facts: Facts) -> Iterator[Block]:
    yield Heading("Who was there", 1, "attendance", "")
    rows = tuple(
        (one["name"], one["organisation"], one["role"], _coming(one))
        for one in facts["attendance"]
    )
    if rows:
        headers = ("Name", "Organisation", "Office", "Attendance")
        yield Table("Attendance", headers, rows)
    for one in facts["checks"]:
        if not one["is_met"]:
            yield Note((Strong("Not met. "), one["words"]))


def _coming(one: Facts) -> str:
    words = COMING_NAMES[Coming(one["coming"])]
    if one["substitute_for"]:
        words = f"Substitute for {one['substitute_for']}"
    return f"{words}, remotely" if one["is_remote"] else words


def _declarations(facts: Facts, levels: frozenset[Level]) -> Iterator[Block]:
    shown = [one for one in facts["declarations"] if Level(one["level"]) in levels]
    if shown:
        yield Heading("Declarations of interest", 1, "declarations", "")
        yield Bullets(
            tuple(
                f"{one['name']}: {one['text']}" + (" (withdrew)" if one["withdrew"] else "")
                for one in shown
            )
        )


def _minute(item: Facts, levels: frozenset[Level], council: Council) -> Iterator[Block]:
    """Its paragraphs have the item's number, so that 4A.2 is the same in every copy."""
    yield Heading(title(item, levels), 1, f"item-{item['key']}", item["number"])
    if not is_open(item, levels):
        return
    yield from _exempt(item)
    yield from _paragraphs(item["minute"])
    for one in item["decisions"]:
        yield Words((Strong(f"{DECISION_NAMES[DecisionKind(one['kind'])]}: "), one["text"]))
    for one in item["actions"]:
        by = f" ({one['owner']})" if one["owner"] else ""
        due = f", {one['due']}" if one["due"] else ""
        if one.get("done"):  # not kept in minutes that were approved before it was told
            due = " (done already)"
        yield Words((Strong("Action: "), f"{one['text']}{by}{due}"))
    yield from _at_council(item, council)


def _corrections(corrections: Sequence[Facts], levels: frozenset[Level]) -> Iterator[Block]:
    for one in corrections:
        if Level(one["level"]) in levels:
            yield Note((Strong(f"Corrected at the meeting of {day(one['on'])}. "), one["text"]))
