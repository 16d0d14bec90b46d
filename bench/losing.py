"""Lose spaces as copies of minutes do: what the mender of lost spaces is measured on.

In the one copy that is known, breaks are lost in stretches that begin with a paragraph, about
every other one; others lose some all over, or one at every boundary of an inline element.
"""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

GAP = re.compile(r"(?<=\S)[ \u00a0]+(?=\S)")
AGAIN = 0.02
"""Of the breaks after a lost one, the share that are lost as well."""

Loses = Callable[[random.Random, int], Callable[[int], float]]
"""For one paragraph of so many breaks: how probably each of them is lost."""


def stretches(chance: random.Random, breaks: int) -> Callable[[int], float]:
    """Three paragraphs in four, from their start on, for some 40 breaks."""
    until = chance.expovariate(1 / 40) if chance.random() < 0.75 else 0.0
    return lambda place: 0.88 if place < until else 0.0


def everywhere(share: float) -> Loses:
    """So many breaks all over the text."""
    return lambda chance, breaks: lambda place: share


def elements(chance: random.Random, breaks: int) -> Callable[[int], float]:
    """Both ends of some phrases of one to four words: links, bold, italics."""
    ends: set[int] = set()
    place = chance.randrange(2, 12)
    while place < breaks:
        ends |= {place, place + chance.randrange(1, 5)}
        place += chance.randrange(6, 16)
    return lambda at: float(at in ends)


@dataclass(frozen=True, slots=True)
class Damaged:
    text: str
    lost: frozenset[int]
    """Places of the damaged text where a break was."""


def lose(text: str, seed: int, how: Loses) -> Damaged:
    """The text with breaks lost within its lines; never two in a row but once in fifty."""
    chance = random.Random(seed)
    kept, lost, length = [], set(), 0
    for line in text.splitlines(keepends=True):
        gaps = list(GAP.finditer(line))
        odds = how(chance, len(gaps))
        last, before = 0, False
        for place, gap in enumerate(gaps):
            before = chance.random() < odds(place) * (AGAIN if before else 1.0)
            piece = line[last : gap.start() if before else gap.end()]
            kept.append(piece)
            length += len(piece)
            last = gap.end()
            if before:
                lost.add(length)
        kept.append(line[last:])
        length += len(line) - last
    return Damaged("".join(kept), frozenset(lost))


def added(before: str, after: str) -> frozenset[int]:
    """Where `after` has a space more; raises ValueError at any other difference."""
    places, at = set(), 0
    for mark in after:
        if at < len(before) and before[at] == mark:
            at += 1
        elif mark == " ":
            places.add(at)
        else:
            raise ValueError(f"differs at {at} by more than spaces")
    if at != len(before):
        raise ValueError("something is missing")
    return frozenset(places)


def f1(found: frozenset[int], true: frozenset[int]) -> float:
    return 2 * len(found & true) / (len(found) + len(true)) if found or true else 1.0
