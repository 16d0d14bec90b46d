"""Old minutes of an invented Board, put in as a file; and the review page as it is sent."""

from typing import Any

from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from wardmote.meetings.models import OldMinutes
from wardmote.meetings.reading.child import answer
from wardmote.meetings.usecases.recalling import put_in

MINUTES = """VALE BOARD
Minutes of the meeting held on Thursday, 27 February 2020 at 10.00 a.m. in the Hall

Present: Cllr Ann Low (Chair), Bob Day (Police)
Apologies: Bob Day

1. DATA REPORT

The report was noted.
ACTION: BD to send the figures by end March

2. DEATH REVIEW

It was agreed to publish in May.
"""


def put(
    group: Any, text: str = MINUTES, *, by: Any, now: Any, name: str = "feb.txt"
) -> OldMinutes:
    """The file as the officer puts it in, read in this process."""
    content = text.encode()
    return put_in(group, name, content, answer(content), by=by, now=now)


def as_sent(client: Client, path: str) -> dict[str, Any]:
    """What a browser would send of the page's form if nothing were changed in it."""
    form = LexborHTMLParser(client.get(path).text).css_first("form.ward-beside__fields")
    sent: dict[str, Any] = {}
    for one in form.css("input, textarea, select"):
        name = one.attributes.get("name")
        kind = one.attributes.get("type", "text")
        if one.tag == "select":
            chosen = one.css_first("option[selected]") or one.css_first("option")
            sent[name] = chosen.attributes.get("value")
        elif one.tag == "textarea":
            sent[name] = one.text()
        elif kind not in ("radio", "checkbox") or "checked" in one.attributes:
            sent[name] = one.attributes.get("value") or ("on" if kind == "checkbox" else "")
    sent.pop("csrfmiddlewaretoken", None)
    return sent
