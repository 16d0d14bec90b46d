"""The words under an item of old minutes, as they are put into its minute.

No Django, no clock, no database.
"""

import re
from collections.abc import Iterable

from wardmote.meetings.reading import plaintext

#: what a line begins with that says what it is
_LABEL = re.compile(r"\W*(?:actions?|decisions?)(?:\s+points?)?(?:\s+\d+)?\s*[:\u2013-]", re.I)


def paragraphs(text: str, *, is_wrapped: bool) -> str:
    """The extracted text, a paragraph to a line; cells of a row stand on one line.

    `is_wrapped`: lines of a paragraph were broken where the page ended, as in plain text.
    """
    lines = text.splitlines()
    if is_wrapped:
        lines = [one.words for one in plaintext.read(text).blocks]
    rows = (re.sub(r"\s*\t\s*", " | ", " ".join(one.split(" "))) for one in lines)
    return "\n".join(one.strip() for one in rows if one.strip())


def once(words: str, told: Iterable[str]) -> str:
    """The words without the lines that say nothing but what is told below them anyway."""
    below = {_said(one) for one in told}
    return "\n".join(line for line in words.splitlines() if not _repeats(line, below)).strip()


def _repeats(line: str, below: set[str]) -> bool:
    label = _LABEL.match(line)
    said = {_said(line), _said(line[label.end() :]) if label else ""}
    return bool(said & (below - {""}))


def _said(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))
