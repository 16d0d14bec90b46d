"""Notice of a whole paper, such as minutes: for the members of every ward that it names.

A parish that it names names the wards in which it lies.
"""

import json
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from functools import lru_cache

from wardmote.papers.document import (
    Block,
    Bullets,
    Document,
    Heading,
    Note,
    Paragraph,
    Table,
    from_json,
    plain,
    to_json,
)
from wardmote.partnership.queries import this_partnership
from wardmote.releases.models import Release
from wardmote.releases.naming import Key, Names, names_in_use
from wardmote.releases.notice import NoticePage
from wardmote.releases.queries import Notice, public, wards_of_notice
from wardmote.releases.rules import ReleaseKind

#: what is published whole and may name any place
NAMING = (ReleaseKind.MINUTES, ReleaseKind.ASSESSMENT)


def notices_of_paper(document: Document) -> list[Notice]:
    """One for all its wards, with the paper as it will be published; none if it names none."""
    known = names_in_use()
    named, names = known.wards_in(words_of(document)), known.wards
    if not named:
        return []
    content = {
        "wards": [{"code": code, "name": names[code]} for code in named],
        "document": json.loads(to_json(replace(document, logo=None, marking=""))),
    }
    return [Notice(document.title, content, {code: names[code] for code in named})]


def paper_notice_page(document: Document, item: str, today: date) -> NoticePage:
    """How the members of the wards that this paper names stand to it."""
    days = this_partnership().notice_days
    found = wards_of_notice(notices_of_paper(document), item, today, days)
    return NoticePage(item, found, today, is_draft=True)


def papers_naming(places: Collection[str]) -> list[Release]:
    """Public minutes and assessments whose words name one of these wards and parishes, by
    code, the newest first; without their content."""
    held = public().filter(kind__in=NAMING).order_by("-released_at", "-pk").defer("content")
    every = list(held)
    if not every:
        return []
    known = names_in_use().key
    return [one for one in every if not _named(one.pk, one.digest, known).isdisjoint(places)]


@lru_cache(maxsize=1000)
def _named(pk: int, _: str, known: Key) -> frozenset[str]:
    """What is released is never edited, so what it names may be kept."""
    kept = Release.objects.values_list("content__document", flat=True).get(pk=pk)
    words = words_of(from_json(json.dumps(kept))) if kept else ""
    return Names.of(known).named_in(words)


def words_of(document: Document) -> str:
    """All its words, as plain text."""
    return "\n".join(map(_words, document.blocks))


def _words(block: Block) -> str:
    match block:
        case Heading(text=text):
            return text
        case Paragraph(text=text) | Note(text=text):
            return plain(text)
        case Bullets(items=items):
            return "\n".join(map(plain, items))
        case Table(rows=rows):
            return "\n".join("\n".join(row) for row in rows)
        case _:
            return ""
