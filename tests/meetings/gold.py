"""The corpus of minutes: invented people and places, marked with what they say.

A file of `corpus/` is a head (`present: A Name; B Name`), a line of equals signs, and the
minutes as text or HTML in which `{{A owner+owner @due|words}}` marks an action and
`{{D kind|words}}` a decision. Marks are taken out before anything reads it.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"
OPEN = re.compile(r"\{\{([AD]) ([^|{}]*)\|")


@dataclass(frozen=True)
class GoldAction:
    text: str
    owners: tuple[str, ...]
    due: str | None


@dataclass(frozen=True)
class GoldDecision:
    text: str
    kind: str


@dataclass(frozen=True)
class Gold:
    """One set of minutes without its marks, and what a careful reader finds in it."""

    name: str
    kind: str
    source: str
    head: dict[str, str]
    actions: tuple[GoldAction, ...]
    decisions: tuple[GoldDecision, ...]

    def people(self, which: str) -> list[str]:
        return [
            one.split("|")[0].strip()
            for one in self.head.get(which, "").split(";")
            if one.strip() not in ("", "-")
        ]

    def as_json(self) -> dict[str, object]:
        """In the form of docs/reference/formats.md."""
        when, _, at = self.head.get("next", "-").partition(" ")
        return {
            **{key: self.head.get(key) for key in ("body", "date", "time", "place", "chair")},
            "present": [{"name": name} for name in self.people("present")],
            "apologies": [{"name": name} for name in self.people("apologies")],
            "decisions": [{"text": one.text, "kind": one.kind} for one in self.decisions],
            "actions": [
                {"text": one.text, "owners": list(one.owners), "due": one.due}
                for one in self.actions
            ],
            "amounts": [float(one) for one in self.head.get("amounts", "").split(";") if one],
            "next_meeting": {"date": when if when != "-" else None, "time": at or None},
        }


@dataclass
class Words(HTMLParser):
    """The words of a piece of HTML."""

    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def words_of(marked: str, kind: str) -> str:
    if kind == "txt":
        return " ".join(marked.split())
    parser = Words()
    parser.feed(marked)
    parser.close()
    return " ".join("".join(parser.said).split())


def unmark(marked: str) -> tuple[str, list[tuple[str, str, str]]]:
    """The text without marks, and for each mark its letter, what it says and its words."""
    out: list[str] = []
    open_marks: list[tuple[str, str, int]] = []
    found: list[tuple[int, str, str, str]] = []
    at = length = 0
    while at < len(marked):
        opened = OPEN.match(marked, at)
        if opened:
            open_marks.append((opened[1], opened[2], length))
            at = opened.end()
        elif marked.startswith("}}", at) and open_marks:
            letter, said, start = open_marks.pop()
            found.append((start, letter, said, "".join(out)[start:]))
            at += 2
        else:
            out.append(marked[at])
            length += 1
            at += 1
    assert not open_marks, "a mark is not closed"
    return "".join(out), [one[1:] for one in sorted(found, key=lambda one: one[0])]


def load(path: Path) -> Gold:
    above, _, below = path.read_text(encoding="utf-8").partition("\n===\n")
    head = dict(line.split(": ", 1) for line in above.splitlines() if ": " in line)
    source, marks = unmark(below)
    actions, decisions = [], []
    for letter, said, words in marks:
        text = words_of(words, head["kind"])
        if letter == "D":
            decisions.append(GoldDecision(text, said.strip()))
        else:
            owners, due = said.rsplit(" @", 1)
            named = () if owners.strip() == "-" else tuple(owners.split("+"))
            actions.append(GoldAction(text, named, None if due == "-" else due))
    return Gold(path.stem, head["kind"], source, head, tuple(actions), tuple(decisions))


@cache
def corpus(part: str) -> tuple[Gold, ...]:
    """`tuned` (the rules were written beside them) or `heldout` (they never were)."""
    return tuple(load(path) for path in sorted((CORPUS / part).iterdir()))
