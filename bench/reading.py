"""How much of old minutes is read: ours beside plain patterns, on a corpus with its gold.

The corpus (tests/meetings/corpus) is invented: 35 minutes in as many voices, as Word, PDF,
HTML and text. A third was set aside before any rule was written and was never looked into.
The peer is what one writes first: a line after "Present:", lines that begin with "Action",
lines that hold RESOLVED or AGREED; it is given the text that our readers extracted.
"""

import re
from collections.abc import Callable
from typing import Any

from bench.rows import Claim, Size, at_least
from tests.meetings.gold import corpus
from tests.meetings.papers import file_of
from tests.meetings.scorer import Score, score
from wardmote.meetings.reading.files import read_content
from wardmote.meetings.reading.page import Page
from wardmote.meetings.reading.reader import read_page

TITLE = "Reading old minutes"
ABOUT = (
    "35 invented minutes; names match by surname and first initial, texts by 60 % of their "
    "words, owners and due exactly. The peer: plain patterns on the same extracted text."
)
USED: tuple[int, ...] = ()
REACH = {
    "present": 0.85,
    "apologies": 0.85,
    "decisions": 0.80,
    "actions": 0.75,
    "action, owners and due": 0.60,
}
PARTS = {"heldout": "held out", "tuned": "beside which the rules were written"}


def run(size: Size) -> list[Claim]:
    rows = []
    few = 2 if size is Size.TINY else None
    for part, words in PARTS.items():
        ours = scores(part, lambda page: read_page(page).as_json(), few)
        peer = scores(part, lambda page: patterns(page.text), few)
        for what, limit in REACH.items():
            plain = f"plain patterns {peer[what].f1:.2f}"
            name = f"{what}: F1, {words}"
            rows.append(at_least(name, limit, [ours[what].f1], peers=plain))
    return rows


def scores(
    part: str, read: Callable[[Page], dict[str, Any]], few: int | None = None
) -> dict[str, Score]:
    """How right `read` is over a part of the corpus, or over a few of it."""
    total: dict[str, Score] = {}
    for gold in corpus(part)[:few]:
        found = read(read_content(file_of(gold)[1]))
        for what, counts in score(found, gold.as_json()).items():
            total[what] = total.get(what, Score()) + counts
    return total


def patterns(text: str) -> dict[str, Any]:
    """What plain patterns find."""
    actions = re.findall(r"(?im)^\W*action\W*[:\-]\s*(.+)$", text)
    return {
        **dict.fromkeys(("body", "date", "time", "place", "chair")),
        "present": _listed(text, "present|attendees|attending"),
        "apologies": _listed(text, "apologies[^:\\n]*"),
        "decisions": [
            {"text": line.strip(), "kind": "agreed"}
            for line in text.splitlines()
            if re.search(r"\b(?:RESOLVED|AGREED|[Aa]greed)\b", line)
        ],
        "actions": [
            {"text": line, "owners": re.findall(r"^[A-Z]{2,3}\b", line), "due": None}
            for line in actions
        ],
        "amounts": [],
        "next_meeting": {"date": None, "time": None},
    }


def _listed(text: str, label: str) -> list[dict[str, Any]]:
    said = re.search(rf"(?im)^\W*(?:{label})\s*[:\-]\s*(.+)$", text)
    names = re.split(r",| and ", said[1]) if said else []
    return [
        {"name": re.sub(r"\(.*", "", name).strip(" .")} for name in names if name.strip(" .")
    ]
