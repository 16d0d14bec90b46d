"""The agenda pack of one reader: the agenda, then the papers of each item, as one PDF.

Pages keep their numbers in every copy (`paging.py`). What a reader may not open, what was
withdrawn since and what has gone from the agenda is one page that says which numbers are
left out. What is read is decided anew each time: by the edition and by the item as it is now.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from django.db.models import QuerySet

from wardmote.kernel.errors import Stale
from wardmote.meetings.document import MARKINGS, Facts, title
from wardmote.meetings.drawn import agenda_paper
from wardmote.meetings.exempt import Level
from wardmote.meetings.filed import PDF, read
from wardmote.meetings.models import AgendaEdition, Item, Meeting, Paper
from wardmote.meetings.own_papers import own_paper
from wardmote.meetings.paging import (
    Run,
    Wanted,
    from_kept,
    page_names,
    paged,
    span_words,
    total,
)
from wardmote.papers.binding import Bookmark, Sheet, bound, own_pages
from wardmote.papers.document import Document, Heading, PageBreak, Table
from wardmote.papers.names import file_name
from wardmote.papers.pdf import pdf

LEFT_OUT = "not in this copy"
CHANGED = (
    "A paper of this agenda was changed while the pack was being drawn. Nothing was sent: "
    "send it out again"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A paper as this reader gets it. `pages`: what is drawn; none of a Word file."""

    title: str
    file: str = ""
    pages: int = 0
    content: bytes = b""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack before it is bound. `open_to`: key of a run -> what this reader gets of it."""

    document: Document
    facts: Facts
    runs: tuple[Run, ...]
    open_to: dict[str, Part]
    levels: frozenset[Level]
    is_public: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """A paper of ours as it was drawn, and how many pages it took."""

    document: Document
    pages: int


def _standing(meeting: Meeting) -> QuerySet[Item]:
    return meeting.items.filter(struck_at=None)


def measured(meeting: Meeting) -> dict[str, Measured]:
    """key -> our own papers of the agenda as it now is. Drawing takes time: not in a write."""
    found: dict[str, Measured] = {}
    for item in _standing(meeting):
        own = own_paper(item)
        if own is not None and (whole := own.whole) is not None:
            found[own.key] = Measured(whole, own_pages(pdf(whole)))
    return found


def wanted(meeting: Meeting, drawn: Mapping[str, Measured]) -> Iterator[Wanted]:
    """The papers of the agenda as it now is, in the order in which they are bound.

    Stale where one of ours is not the one that was drawn.
    """
    for item in _standing(meeting).exclude(number="").prefetch_related("papers"):
        own = own_paper(item)
        if own is not None and (whole := own.whole) is not None:
            made = drawn.get(own.key)
            if made is None or made.document != whole:
                raise Stale(CHANGED)
            yield Wanted(own.key, item.pk, "", made.pages)
        for one in item.papers.all():
            if not one.withdrawn_why:
                number = f"{item.number}.{one.order}"
                yield Wanted(f"paper {one.pk}", item.pk, number, one.pages)


def runs_of(edition: AgendaEdition | None) -> tuple[Run, ...]:
    """The pages that this edition gave out."""
    return from_kept(edition.content.get("pack", ())) if edition is not None else ()


def next_runs(meeting: Meeting, edition: int, drawn: Mapping[str, Measured]) -> tuple[Run, ...]:
    """The pages as the next edition has them."""
    return paged(runs_of(meeting.editions.first()), wanted(meeting, drawn), edition)


def pack_of(meeting: Meeting, levels: frozenset[Level], *, is_public: bool = False) -> bytes:
    """The newest edition's pack for a reader of these levels.

    The same bytes as long as nothing in it changes. RuleBroken where it cannot be bound now.
    """
    document, sheets, files = _laid_out(meeting, levels, is_public)
    return bound(document, "Agenda", sheets, files)


def pack_marking(meeting: Meeting, levels: frozenset[Level]) -> str:
    return agenda_paper(meeting, levels).marking


def _laid_out(
    meeting: Meeting, levels: frozenset[Level], is_public: bool
) -> tuple[Document, list[Sheet], dict[str, bytes]]:
    edition = meeting.editions.first()
    facts = edition.content if edition is not None else {"items": []}
    runs = runs_of(edition)
    parts = dict(_parts(meeting, facts, runs, levels, is_public))
    document = agenda_paper(meeting, levels, is_public=is_public)
    pack = Pack(document, facts, runs, parts, levels, is_public)
    named = f"Agenda pack{document.title.removeprefix('Agenda')}"
    blocks = (*document.blocks, *_contents(pack))
    files = {one.file: one.content for one in parts.values() if one.file}
    return replace(document, title=named, blocks=blocks), list(_sheets(pack)), files


def _parts(
    meeting: Meeting,
    facts: Facts,
    runs: Iterable[Run],
    levels: frozenset[Level],
    is_public: bool,
) -> Iterator[tuple[str, Part]]:
    sent = {one["key"] for one in facts["items"] if Level(one["level"]) in levels}
    items = meeting.items.filter(pk__in=sent, level__in=levels, struck_at=None)
    open_items = {one.pk: one for one in items}
    papers = {
        f"paper {one.pk}": one
        for one in Paper.objects.filter(item__in=open_items, withdrawn_why="")
    }
    for run in runs:
        paper, item = papers.get(run.key), open_items.get(run.item)
        if paper is not None:
            yield run.key, _of_paper(paper, run)
        elif item is not None and not run.key.startswith("paper "):
            part = _of_ours(item, run, levels, is_public)
            if part is not None:
                yield run.key, part


def _of_paper(paper: Paper, run: Run) -> Part:
    said = f"{run.number} {paper.title}"
    ending = paper.kept.rpartition(".")[2]
    if ending == PDF:
        return Part(said, paper.kept, paper.pages, read(paper.kept))
    name = file_name(paper.title, made_on=paper.at.date(), ending=ending)
    return Part(
        said,
        words=(
            "This paper is a Word file, which cannot be bound into a PDF.",
            f"It is kept beside this pack, on the page of the meeting, as {name}.",
        ),
    )


def _of_ours(item: Item, run: Run, levels: frozenset[Level], is_public: bool) -> Part | None:
    """What the item is about, as this reader gets it."""
    own = own_paper(item)
    document = own.drawn(levels, is_public) if own is not None and own.key == run.key else None
    if document is None:
        return None
    made = pdf(document)
    return Part(item.title, f"{run.key.replace(' ', '-')}.pdf", own_pages(made), made)


def _contents(pack: Pack) -> Iterator[Heading | PageBreak | Table]:
    """What is on which page; a paper that came with a later edition stands under its item."""
    rows = [
        (_item_words(item, pack), _paper_words(run, pack), _where(run, pack))
        for item in pack.facts["items"]
        for run in pack.runs
        if run.item == item["key"]
    ]
    if rows:
        yield PageBreak()
        yield Heading("Papers in this pack", 1, "papers-in-this-pack", "")
        note = "A page keeps its number in every copy and every edition."
        yield Table("Pages", ("Item", "Paper", "Pages"), tuple(rows), note=note)


def _item_words(item: Facts, pack: Pack) -> str:
    return f"{item['number']}. {title(item, pack.levels)}"


def _paper_words(run: Run, pack: Pack) -> str:
    part = pack.open_to.get(run.key)
    return part.title if part is not None else LEFT_OUT.capitalize()


def _where(run: Run, pack: Pack) -> str:
    numbers = span_words(run.first, run.last).partition(" ")[2]
    return f"{numbers} (since edition {run.edition})" if run.edition > 1 else numbers


def _sheets(pack: Pack) -> Iterator[Sheet]:
    """Every page behind the agenda, in the order of the numbers."""
    items = {one["key"]: one for one in pack.facts["items"]}
    of = total(pack.runs)
    begun: set[int] = set()
    for (item_key, is_open), run_group in groupby(
        pack.runs, key=lambda one: (one.item, one.key in pack.open_to)
    ):
        runs, item = list(run_group), items[item_key]
        above = () if item_key in begun else (Bookmark(1, _item_words(item, pack)),)
        begun.add(item_key)
        made = _bound(pack, item, runs, of) if is_open else [_gap(pack, item, runs, of)]
        first, *rest = made
        yield replace(first, bookmarks=(*above, *first.bookmarks))
        yield from rest


def _bound(pack: Pack, item: Facts, runs: list[Run], of: int) -> list[Sheet]:
    found: list[Sheet] = []
    marking = "" if pack.is_public else MARKINGS[Level(item["level"])]
    for run in runs:
        part = pack.open_to[run.key]
        names = page_names(run, part.pages or run.pages)
        found += [
            Sheet(
                _stamp(item, name, of),
                run.first + at,
                f"{part.title}, page {at + 1} of {len(names)}" if part.file else part.title,
                marking,
                part.file,
                at + 1,
                part.words,
                () if at else (Bookmark(2, part.title),),
            )
            for at, name in enumerate(names)
        ]
    return found


def _gap(pack: Pack, item: Facts, runs: list[Run], of: int) -> Sheet:
    """One page in the place of those that this copy has not."""
    numbers = span_words(runs[0].first, runs[-1].last).partition(" ")[2]
    words = span_words(runs[0].first, runs[-1].last)
    verb = "is" if runs[0].first == runs[-1].last else "are"
    why = "" if Level(item["level"]) in pack.levels else f"{title(item, pack.levels)}. "
    return Sheet(
        _stamp(item, numbers, of),
        runs[0].first,
        f"{words.capitalize()} {verb} not in this copy",
        words=(
            f"Item {item['number']}. {why}".strip(),
            "The numbers of all other pages stay as they are in every copy.",
        ),
    )


def _stamp(item: Facts, name: str, of: int) -> str:
    return f"Item {item['number']}. Page {name} of {of}"
