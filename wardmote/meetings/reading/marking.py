"""The word "Action" as a mark: where it stands, and whom alone it may name."""

import re
from collections.abc import Callable

from wardmote.meetings.reading.owners import OWNERS, Roster, named

MARK = re.compile(
    r"(?<![\w-])(?:\[|\()?(?:gweithred\w*\s*/\s*)?(?P<word>actions?"
    r"|gweithredu?)(?:\s+(?:points?|required|items?|for"
    r"|by))?(?:\s*(?:no\.?\s*)?\d{1,2}(?:\.\d{1,2})?(?=\s*[:\-]))?"
    r"\s*(?P<sign>:-|[:\-]+|>)\s*",
    re.I,
)
BARE_MARK = re.compile(
    r"(?<![\w-])(?-i:ACTIONS?|Action(?=\s+[A-Z]{2,3}\b))(?:\s+(?:by|for))?\s+(?=[A-Z])"
)
WHO_AND_WHEN = re.compile(
    rf"\s*(?P<who>{OWNERS})[\s,(:-]+(?P<when>(?:by|before|asap|end|next|for|due"
    rf"|at)\b.{{0,40}})",
    re.I,
)


def marks_in(words: str) -> list[re.Match[str]]:
    """Where "Action:" stands, not where the words speak of an action plan."""
    marks = [one for one in MARK.finditer(words) if _is_mark(words, one)]
    for bare in BARE_MARK.finditer(words):
        if not any(one.start() <= bare.start() < one.end() for one in marks) and not re.match(
            r"(?:PLAN|LOG|Plan|Log|BY|WHEN|OWNER)\b", words[bare.end() :]
        ):
            marks.append(bare)
    return sorted(marks, key=lambda one: one.start())


def _is_mark(words: str, mark: re.Match[str]) -> bool:
    before = words[: mark.start()].rstrip()
    word = mark["word"]
    if (
        mark["sign"] == "-"
        and words[mark.end("word") : mark.end()].startswith("-")
        and words[mark.end() - 1] != " "
        and word.islower()
    ):
        return False
    if word.islower():
        return not before or before.endswith((".", ";", ":", "-", "("))
    return not re.search(
        r"\b(?:the|an|this|no|of|matters|previous|last|every|take|taking|further|for|in|plan"
        r"|from)$",
        before,
        re.I,
    )


def names_alone(
    words: str, who: Roster, due: Callable[[str], str | None]
) -> tuple[tuple[str, ...], str] | None:
    """Whom these words name, and the rest where that only says when; else None."""
    owners = named(words, who)
    if owners:
        return owners, ""
    match = WHO_AND_WHEN.fullmatch(words.strip(" .[]()"))
    owners = named(match["who"], who) if match else None
    return (owners, match["when"]) if match and owners and due(match["when"]) else None
