"""Sentences of a block, each with where it stands."""

import re
from collections.abc import Iterator

ABBREVIATED = re.compile(
    r"(?:^|[\s(/])(?:cllrs?|cyng|parch|mr|mrs|ms|dr|rev|revd|prof|sgt|insp|supt|ch|st|no|nos|para|min"
    r"|eg|e\.g|ie|i\.e|etc"
    r"|approx|col|hon|dept|vs|p\.c|prop|sec|ext|tel|ref|[A-Z])\.$",
    re.I,
)
MAY_END = re.compile(r"(?:etc|[ap]\.m)\.$", re.I)
STOP = re.compile(
    r"(?<=[a-z]{3})[.!?](?=[A-Z][a-z]|[A-Z]{2}\b)|[.!?;]['\")]?(?=\s)|\s-{2,}\s"
    r"|\t(?=[^a-z\s])|\s•\s"
)


def split(words: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of these (plain) words."""
    start = 0
    for stop in STOP.finditer(words):
        end = stop.end()
        last = words[max(start, stop.start() - 14) : stop.start() + 1]
        if last.endswith(".") and ABBREVIATED.search(last) and not MAY_END.search(last):
            continue
        following = words[end:].lstrip()[:1]
        if words[stop.start()] in ".!?" and following.islower():
            continue
        yield from _trimmed(words, start, end)
        start = end
    yield from _trimmed(words, start, len(words))


def _trimmed(words: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and (words[start].isspace() or words[start] == "•"):
        start += 1
    while end > start and words[end - 1].isspace():
        end -= 1
    if any(sign.isalnum() for sign in words[start:end]):
        yield start, end
