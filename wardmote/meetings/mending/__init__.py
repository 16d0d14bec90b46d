"""Give back the spaces that minutes lost when they were copied out of a web page.

`mend` adds spaces and nothing else; taking them out again gives the text that came in. Each
token is one word, or two or three that lost the breaks between them. How likely a word is,
`speech` says: English, the document's own names and habits. How a token is best parted,
`parting` finds. Whether it was damaged at all, `chain` decides together with its neighbours.
Pure: no Django, no clock, no network, no home.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from itertools import compress, pairwise
from math import log10

import numpy as np
from numpy.typing import NDArray

from wardmote.meetings.mending.chain import Array, lost
from wardmote.meetings.mending.lexicon import english
from wardmote.meetings.mending.parting import Parting, part
from wardmote.meetings.mending.speech import Speech, habits

TOKEN = re.compile(r"[^\s\ufeff]+")
NAME = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
LIKELY = 0.5
#: partings this close are looked at again once the document's names are known
UNSURE = (-6.0, 5.0)
#: what it tells of a word to have seen it parted from another, or where it may be two words
#: (the gain of parting it up to a limit): twice may be enough for a surname, once never is
ENOUGH, APART = 0.5, 0.25
MAYBE_TWO = ((-1.0, 1.0), (2.5, 0.35), (99.0, 0.25))


def mend(text: str) -> str:
    """The text with the spaces that it lost, and no other difference.

    A name that is free now shows where it is still joined, so the result is looked over until
    nothing more is found: mending what was mended changes nothing.
    """
    parted: dict[Set[str], dict[str, Parting]] = {}
    while places := _breaks(text, parted):
        text = " ".join(text[start:end] for start, end in pairwise((0, *places, len(text))))
    return text


def _breaks(text: str, parted: dict[Set[str], dict[str, Parting]]) -> list[int]:
    """Where spaces were lost, as far as one look tells; `parted` is kept between looks."""
    found = list(TOKEN.finditer(text))
    tokens = [one.group() for one in found]
    fresh = _fresh(text, found)
    marks = habits(tokens)
    plain, before = Speech({}, marks), parted.setdefault(marks, {})
    ways = {}
    for token in dict.fromkeys(tokens):
        way = before.get(token)
        if way is None:
            way = before[token] = part(token, plain)
        ways[token] = way
    chance, belief = lost(_odds(tokens, ways), fresh)
    own = names(tokens, ways, chance)
    speech = Speech(own, marks)
    for token, way in ways.items():
        if UNSURE[0] < way.gain < UNSURE[1] and _holds(token, own):
            ways[token] = part(token, speech)
    chance, _ = lost(_odds(tokens, ways), fresh, belief, rounds=0)
    return [
        one.start() + cut
        for one, sure in zip(found, chance.tolist(), strict=True)
        if sure > LIKELY
        for cut in ways[one.group()].cuts
    ]


def _holds(token: str, own: Mapping[str, float]) -> bool:
    """Whether one of the document's names begins or ends a word of the token."""
    return any(
        word[:place] in own or word[place:] in own
        for word in NAME.findall(token)
        for place in range(len(word))
    )


def names(
    tokens: Sequence[str], ways: Mapping[str, Parting], chance: Array
) -> dict[str, float]:
    """The words of the document that English lacks, or writes small: log10 of their share."""
    seen: defaultdict[str, float] = defaultdict(float)
    parted = Counter(compress(tokens, (chance > LIKELY).tolist()))
    for token, count in Counter(tokens).items():
        way, apart = ways[token], parted[token]
        weight = next(told for limit, told in MAYBE_TWO if way.gain <= limit)
        for word in NAME.findall(token):
            stays = weight > APART and word[1:].islower()  # Threadgold, but not CllrGold
            seen[word] += weight * (count if stays else count - apart)
        if apart:
            for start, end in pairwise((0, *way.cuts, len(token))):
                for word in NAME.findall(token, start, end):
                    seen[word] += APART * apart
    common, every = english(), sum(seen.values()) + 200
    return {
        word: log10(0.5 * count / every)
        for word, count in seen.items()
        if count > ENOUGH and word not in common
    }


def _odds(tokens: Sequence[str], ways: Mapping[str, Parting]) -> Array:
    gains = np.array([ways[token].gain for token in tokens])
    odds: Array = 10 ** gains.clip(-30, 12)
    return odds


def _fresh(text: str, found: Sequence[re.Match[str]]) -> NDArray[np.bool_]:
    """Which tokens are the first of their line."""
    ends = [0, *(one.end() for one in found)]
    gaps = (text[end : one.start()] for end, one in zip(ends, found, strict=False))
    return np.array(["\n" in gap or "\r" in gap for gap in gaps], dtype=bool)
