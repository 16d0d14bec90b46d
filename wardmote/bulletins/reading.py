"""A bulletin as one content: the same words for its page, its mail, its notice.

What stands in a release is this content. An item whose own release has been withdrawn since
is not shown any more, whoever keeps a copy of the bulletin.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from wardmote.bulletins.areas import names_of, wards_about
from wardmote.bulletins.models import Bulletin
from wardmote.bulletins.rules import Span, addresses_in, is_ours, paragraphs, spans
from wardmote.bulletins.wording import told
from wardmote.places.rules import Kind
from wardmote.preelection.rules import Piece, Publicity
from wardmote.releases.models import Release
from wardmote.releases.naming import names_of as known_by
from wardmote.releases.queries import Notice
from wardmote.releases.rules import ReleaseKind

Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ReadPart:
    """An item with its heading and its public page, or paragraphs without.

    `is_apart`: paragraphs that follow an item and are no part of it.
    """

    heading: str
    paragraphs: tuple[tuple[Span, ...], ...]
    page: str
    is_gone: bool = False
    is_apart: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A bulletin ready to be shown."""

    title: str
    area: str
    edition: int
    what_changed: str
    published_on: date | None
    introduction: tuple[tuple[Span, ...], ...]
    parts: tuple[ReadPart, ...]
    links: tuple[tuple[str, str], ...]

    @property
    def summary(self) -> str:
        """Its first paragraph."""
        return "".join(span.text for span in self.introduction[0]) if self.introduction else ""


def content_of(bulletin: Bulletin) -> dict[str, Any]:
    """What the bulletin says now, as it will be released."""
    parts = [
        {"release": part.release_id, "heading": "", "page": "", "lines": paragraphs(part.text)}
        if part.release is None
        else _item(part.release)
        for part in bulletin.parts.select_related("release")
    ]
    links = [{"words": one.words, "address": one.address} for one in bulletin.links.all()]
    return {
        "bulletin": bulletin.pk,
        "edition": bulletin.next_edition,
        "area": bulletin.area_words,
        "wards": [],
        "introduction": paragraphs(bulletin.introduction),
        "parts": parts,
        "links": links,
        "what_changed": bulletin.what_changed,
    }


def _item(one: Release) -> dict[str, Any]:
    words = told(one)
    return {
        "release": one.pk,
        "kind": one.kind,
        "heading": words.heading if words else one.title,
        "page": words.page if words else "",
        "lines": list(words.lines) if words else [],
    }


def named_in(bulletin: Bulletin, content: Content) -> dict[str, str]:
    """code -> name of the wards that it is about or names, itself or by a parish; open police
    figures name none."""
    names = names_of(Kind.WARD)
    said = [bulletin.title, *content["introduction"], content["what_changed"]]
    for part in content["parts"]:
        if part.get("kind") != ReleaseKind.FIGURES:
            said += [part["heading"], *part["lines"]]
    said += [one["words"] for one in content["links"]]
    codes = wards_about(bulletin) | set(known_by(names).wards_in("\n".join(said)))
    return {code: name for code, name in names.items() if code in codes}


def notices_of(bulletin: Bulletin) -> list[Notice]:
    """One for all its wards, with the words as they will be published; none if none named."""
    content = content_of(bulletin)
    names = named_in(bulletin, content)
    if not names:
        return []
    corrects = [content["what_changed"]] if content["what_changed"] else []
    parts = [
        *({"heading": "Corrected", "lines": [one], "is_prose": True} for one in corrects),
        {"heading": "", "lines": content["introduction"], "is_prose": True},
        *(
            {"heading": one["heading"], "lines": one["lines"], "is_prose": True}
            for one in content["parts"]
        ),
    ]
    if links := [f"{one['words']}: {one['address']}" for one in content["links"]]:
        parts.append({"heading": "Links", "lines": links})
    wards = [{"code": code, "name": name} for code, name in names.items()]
    return [Notice(f"Bulletin: {bulletin.title}", {"wards": wards, "parts": parts}, names)]


def piece_of(bulletin: Bulletin) -> Piece:
    """Its whole text and where it goes, for what holds publicity before an election."""
    content = content_of(bulletin)
    lines = [content["what_changed"], *content["introduction"]]
    for part in content["parts"]:
        lines += [part["heading"], *part["lines"]]
    lines += [f"{one['words']}: {one['address']}" for one in content["links"]]
    return Piece(
        Publicity.BULLETIN,
        f"bulletin {bulletin.pk} edition {bulletin.next_edition}",
        bulletin.title,
        "\n".join(filter(None, lines)),
        _goes_to(bulletin, content),
        frozenset(bulletin.writers.values_list("pk", flat=True)),
    )


def _goes_to(bulletin: Bulletin, content: Content) -> frozenset[str] | None:
    """Its own places, and other wards that its words name; None: the whole district."""
    if not bulletin.area:
        return None
    others = named_in(bulletin, content).keys() - wards_about(bulletin)
    return frozenset(bulletin.area) | others


def links_of(content: Content) -> list[str]:
    """Every address that it leads to, each once: listed, in its words, of its items."""
    written = [
        *content["introduction"],
        *(line for one in content["parts"] if not one["heading"] for line in one["lines"]),
    ]
    found = [
        *(one["address"] for one in content["links"]),
        *addresses_in(written),
        *(one["page"] for one in content["parts"] if one["page"]),
    ]
    return list(dict.fromkeys(found))


def outside_links(content: Content) -> list[str]:
    """Those that lead elsewhere."""
    return [address for address in links_of(content) if not is_ours(address)]


def reading_of(title: str, content: Content, gone: Collection[int], on: date | None) -> Reading:
    """What is shown; `gone`: releases that have been withdrawn."""
    return Reading(
        title=title,
        area=content["area"],
        edition=content["edition"],
        what_changed=content["what_changed"],
        published_on=on,
        introduction=tuple(tuple(spans(one)) for one in content["introduction"]),
        parts=tuple(
            _read_part(one, gone, after) for after, one in pairwise([None, *content["parts"]])
        ),
        links=tuple((one["words"], one["address"]) for one in content["links"]),
    )


def _read_part(one: Content, gone: Collection[int], after: Content | None) -> ReadPart:
    """Addresses in the officer's own words are links, those in an item's words are not."""
    if one["release"] in gone:
        return ReadPart("", (), "", is_gone=True)
    if one["heading"]:
        lines = tuple((Span(line),) for line in one["lines"])
        return ReadPart(one["heading"], lines, one["page"])
    words = tuple(tuple(spans(line)) for line in one["lines"])
    return ReadPart("", words, "", is_apart=bool(after and after["heading"]))
