"""A ward's briefing as one document: for the page, for print, as PDF and Word.

It is made from what has been released to the ward's members and from nothing else.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.timezone import localdate

from wardmote.briefings.coming import Coming
from wardmote.briefings.queries import Seen, WardNews
from wardmote.kernel.contact import linked
from wardmote.kernel.numbers import and_list
from wardmote.kernel.periods import day_words
from wardmote.papers.document import (
    Block,
    Bullets,
    Document,
    Heading,
    Link,
    Paragraph,
    Span,
    Strong,
    Text,
)
from wardmote.releases.rules import AUDIENCE_WORDS, Audience

POLICE = "https://www.police.uk/pu/your-area/"
OPEN_DATA = "https://data.police.uk/data/"
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Imprint:
    """The partnership round a briefing, and the day on which it is made."""

    name: str
    contact: str
    logo: bytes | None
    made_on: date


@dataclass(frozen=True, slots=True)
class Said:
    """What published minutes say of a ward: at which meeting, in their words."""

    meeting: str
    lines: tuple[str, ...]
    address: str


@dataclass(frozen=True, slots=True)
class Dated:
    """Something with a day that is still to come."""

    on: date
    words: str


@dataclass(frozen=True, slots=True)
class Briefing:
    """Everything that goes into it. `since`: what came after this day is what changed."""

    code: str
    ward: str
    news: WardNews | None
    coming: Sequence[Coming]
    said: Sequence[Said]
    dates: Sequence[Dated]
    since: date
    is_theirs: bool  # they chose that day

    @property
    def marking(self) -> str:
        is_public = self.news is None or self.news.is_public
        return "" if is_public and not self.coming else AUDIENCE_WORDS[Audience.MEMBERS]


def briefing_document(briefing: Briefing, around: Imprint) -> Document:
    """The whole briefing. The same arguments give the same document."""
    blocks = [*_of_ward(briefing), *_whom_to_ask(around, [briefing])]
    title = f"{briefing.ward}: briefing for its councillors"
    return _document(title, blocks, briefing.marking, around)


def whole_document(briefings: Sequence[Briefing], around: Imprint) -> Document:
    """All wards of one member, each a section, and once whom to ask."""
    blocks: list[Block] = []
    for one in briefings:
        key = f"ward-{one.code.lower().replace('_', '-')}"
        blocks.append(Heading(one.ward, 1, key, ""))
        blocks += (_lowered(block, key) for block in _of_ward(one))
    blocks += _whom_to_ask(around, briefings)
    marking = next((one.marking for one in briefings if one.marking), "")
    title = f"{and_list([one.ward for one in briefings])}: briefing for their councillor"
    return _document(title, blocks, marking, around)


def _lowered(block: Block, key: str) -> Block:
    """A section of one ward's briefing, as a part of the section on that ward."""
    if not isinstance(block, Heading):
        return block
    return replace(block, level=2, key=f"{key}-{block.key}")


def _document(title: str, blocks: Sequence[Block], marking: str, around: Imprint) -> Document:
    return Document(
        title=title,
        subtitle="",
        partnership=around.name,
        edition_line="As released to them",
        made_on=around.made_on,
        blocks=tuple(blocks),
        marking=marking,
        logo=around.logo,
    )


def _of_ward(briefing: Briefing) -> Iterator[Block]:
    yield from _changed(briefing)
    yield from _evidence(briefing.news)
    yield from _area(briefing.news)
    yield from _done(briefing.news)
    yield from _told_us(briefing.news)
    yield from _decided(briefing.said)
    yield from _dates(briefing.dates)


def _changed(briefing: Briefing) -> Iterator[Block]:
    when = "you read it last on" if briefing.is_theirs else ""
    yield Heading(
        f"New since {when} {day_words(briefing.since)}".replace("  ", " "), 1, "new", ""
    )
    lines: list[Text] = [
        (
            Strong(one.title),
            f": will be published, and names your ward. From {day_words(one.publish_from)} at "
            "the earliest; ",
            Link("the words are on My ward", f"/my-ward/notices/{one.pk}/"),
            ".",
        )
        for one in briefing.coming
    ]
    news = briefing.news.since(briefing.since + DAY) if briefing.news else []
    lines += [
        (
            f"{one.kind}: ",
            Link(one.title, one.page),
            f", {day_words(localdate(one.released_at))}",
        )
        for one in news
    ]
    yield Bullets(tuple(lines)) if lines else Paragraph("Nothing has been released since.")


def _evidence(news: WardNews | None) -> Iterator[Block]:
    yield Heading("What the figures say", 1, "figures", "")
    if news and (first := news.finding):
        yield Paragraph((Strong(f"{first.heading}. "), f"{first.lead} {first.caution}".strip()))
    flags = news.flags if news else None
    if news is None or flags is None:
        yield Paragraph("No report that covers the ward has been published yet.")
        return
    told = [*flags.new_signals, *flags.other_signals, *flags.ended]
    lines: list[Text] = [
        (Strong(f"{one.word}: {one.name.lower()}. "), one.sentence) for one in told
    ]
    lines += [("Flagged. ", str(one["sentence"])) for one in flags.content["flags"]]
    if flags.quarter:
        yield Paragraph(f"In {flags.quarter.words}:")
    none = "Nothing stood out: no flag, and no change beyond what chance explains."
    yield Bullets(tuple(lines)) if lines else Paragraph(none)
    if news.partners:
        yield Paragraph("From partners’ data:")
        yield Bullets(tuple(f"{one.title}: {one.content['shown']}" for one in news.partners))
    for one in news.findings:
        yield Paragraph((Strong(f"{one.title} "), str(one.content["text"])))


def _area(news: WardNews | None) -> Iterator[Block]:
    area: Seen | None = news.area if news else None
    name = str(area.content["public_name"]) if area else ""
    yield Heading("Priority area", 1, "area", "")
    if area is None or not (name or area.content["because"]):
        yield Paragraph("In what is published so far, the ward is not a priority area.")
        return
    since = f" Since {area.since}." if name and area.since else ""
    words = f"{name.capitalize()}. " if name else "No longer a priority area. "
    yield Paragraph((Strong(words), f"{area.content['because']}{since}"))


def _done(news: WardNews | None) -> Iterator[Block]:
    yield Heading("What is being done", 1, "done", "")
    if not news or not news.issues:
        yield Paragraph("Nothing has been released about work in the ward.")
        return
    for one in news.issues:
        state = str(one.content["state"]).lower()
        day = day_words(localdate(one.released_at))
        held = f" ({one.content['number']}, {state}; released {day})"
        quiet = "" if one.is_public else " Not yet public."
        text = str(one.content["text"])
        yield Paragraph((Strong(f"{one.content['title']}. "), f"{text}{held}{quiet}"))


def _told_us(news: WardNews | None) -> Iterator[Block]:
    if news is None or not news.surveys:
        return
    yield Heading("What people told us", 1, "told-us", "")
    lines: list[Text] = []
    for one in news.surveys:
        many = (
            f"{each['place']} {each['answered'].lower()}" for each in one.content["columns"]
        )
        link = Link(one.short_title, f"/told-us/{one.pk}/")
        lines.append((link, f" ({'; '.join(map(str.strip, many))})"))
    yield Bullets(tuple(lines))


def _decided(said: Sequence[Said]) -> Iterator[Block]:
    if not said:
        return
    yield Heading("Decisions that name the ward", 1, "decisions", "")
    for one in said:
        yield Paragraph((Link(one.meeting, one.address),))
        yield Bullets(one.lines)


def _dates(dates: Sequence[Dated]) -> Iterator[Block]:
    yield Heading("Dates", 1, "dates", "")
    lines = tuple(
        f"{day_words(one.on)}: {one.words}" for one in sorted(dates, key=lambda one: one.on)
    )
    yield Bullets(lines) if lines else Paragraph("No date has been released.")


def _with_links(contact: str) -> Iterator[Span]:
    """The contact as it was written, its addresses as links."""
    for words, href in linked(contact):
        if href:
            yield Link(words, href)
        elif words:
            yield words


def _whom_to_ask(around: Imprint, briefings: Sequence[Briefing]) -> Iterator[Block]:
    yield Heading("Whom to ask, and where to look", 1, "ask", "")
    if around.contact:
        yield Paragraph(("The partnership’s officer: ", *_with_links(around.contact)))
    yield Bullets(
        (
            *(
                (Link(f"{one.ward}: all that is public", f"/in/{one.code}/"),)
                for one in briefings
            ),
            (Link("The neighbourhood policing team: priorities, events, contacts", POLICE),),
            (Link("The police’s open data", OPEN_DATA),),
        )
    )
