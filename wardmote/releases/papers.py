"""Notice of a whole paper, such as minutes: for the members of every ward that it names.

A parish that it names names the wards in which it lies.
"""

import json
from dataclasses import replace
from datetime import date

from wardmote.papers.document import (
    Block,
    Bullets,
    Document,
    Heading,
    Note,
    Paragraph,
    Table,
    plain,
    to_json,
)
from wardmote.partnership.queries import this_partnership
from wardmote.releases.naming import names_in_use
from wardmote.releases.notice import NoticePage
from wardmote.releases.queries import Notice, wards_of_notice


def notices_of_paper(document: Document) -> list[Notice]:
    """One for all its wards, with the paper as it will be published; none if it names none."""
    known = names_in_use()
    named, names = known.wards_in("\n".join(map(_words, document.blocks))), known.wards
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
