"""The best way to part one token into the two or three words that it may have been."""

import re
from collections.abc import Iterator
from operator import add
from typing import NamedTuple

from wardmote.meetings.mending.speech import ADDRESS, GONE, PIECES, TITLE, UNSEEN, Speech

#: a token longer than this is not a few words run together: it is left alone
LONGEST = 60
#: a word that is spelt like two (into, maybe) is rarely those two, the less so if common
SOLID = ((-5.0, -1.5), (-8.5, -1.0))
#: `streetlighting`, `Threadgold`: two words of this rarity or rarer that may be one, and how
#: often; a surname more often than another word
CLOSED_FROM, CLOSED, SURNAME = -3.3, -3.2, -1.8
#: of a thousand lost breaks, 20 are followed by another
AGAIN = -1.7
#: two words likelier than this need no third
PLAIN = -9.5
#: ... and where two are this much less likely than one, three are not likely either
HOPE = -3.0
#: names of files and fields, commands, mark-up: not words run together
MACHINE = re.compile(
    r"[`_\\<>={}~^#]|^--|^-[a-z]\b|&&|\w\((?:[a-z]{0,2}|R)\)|\d[A-Za-z]+\d|\.\./|\]\(|\w\[\d|::"
    r"|\.(?:py|md|docx?|xlsx?|pdf|csv|txt|html?|json|jpe?g|png|zip)\b"
)
#: no break before these, nor after those
CLOSES = frozenset(".,;:!?)]}%’”…°")
OPENS = frozenset("([{‘“£$€@#")
DIGITS = re.compile(r"[£$€]?\d(?:[\d.,:/–-]*\d)?(?:%|(?:st|nd|rd|th|am|pm|mph)(?![a-z]))?")


class Parting(NamedTuple):
    """Where to part a token, and log10 of how much likelier that is than the token."""

    gain: float
    cuts: tuple[int, ...]


NONE = Parting(-99.0, ())


def part(token: str, speech: Speech) -> Parting:
    """The best parting of a token; NONE where there is nowhere to part it."""
    if not 1 < len(token) <= LONGEST:
        return NONE
    if speech.common.get(token.strip(".,;:()").lower(), -9.0) > SOLID[0][0]:
        return NONE  # an everyday word
    if not token.isalpha() and MACHINE.search(token) and not ADDRESS.search(token):
        return NONE
    best = two = _two(token, speech)
    if two.gain < HOPE or two.gain + speech.word(token) > PLAIN:
        return two
    (cut,) = two.cuts
    for offset, side in ((0, token[:cut]), (cut, token[cut:])):
        more = _two(side, speech)
        gain = two.gain + more.gain + AGAIN
        if gain > best.gain:
            best = Parting(gain, tuple(sorted((cut, offset + more.cuts[0]))))
    return best


def _two(token: str, speech: Speech) -> Parting:
    if token.isalpha():
        gain, cut = _letters(token, speech)
        return Parting(gain + _solid(token, speech), (cut,)) if cut else NONE
    closed = _closed(token)
    whole = speech.word(token)
    apart = speech.joined(token)
    best, at = -99.0, 0
    for gain, cut in _ways(token, closed, speech, apart):
        if gain > best:
            best, at = gain, cut
    return Parting(best - whole + _solid(token.strip(".,;:()"), speech), (at,)) if at else NONE


def _ways(
    token: str, closed: set[int], speech: Speech, apart: float
) -> Iterator[tuple[float, int]]:
    """Each break worth a thought, with what the two sides are as words of their own."""
    word = speech.word
    for found in PIECES.finditer(token):
        start, end = found.span()
        if start and start not in closed:
            yield word(token[:start]) + word(token[start:]), start
        if end - start < 2 or not token[start].isalpha():
            continue
        if token[start - 1 : start].isdigit() or not found[0].isalpha():
            for i in range(start + 1, end):
                if i not in closed:
                    yield word(token[:i]) + word(token[i:]), i
        else:  # what is to the left and right of the piece costs the same either way
            gain, cut = _letters(found[0], speech)
            if start + cut not in closed:
                yield apart + gain, start + cut


def _letters(text: str, speech: Speech) -> tuple[float, int]:
    """How much likelier a run of letters is as two words, and where to part it."""
    size = len(text)
    if size < 2:
        return -99.0, 0
    low = text.lower()
    common, own = speech.common.get, speech.own.get
    if text[1:] != low[1:]:
        word = speech.word
        pairs = [word(text[:i]) + word(text[i:]) for i in range(1, size)]
        best = max(pairs)
        return best - word(text), pairs.index(best) + 1
    if text == low:
        left = [common(text[:i]) or own(text[:i]) or UNSEEN[i] for i in range(1, size)]
    else:
        left = [
            own(text[:i]) or max(common(low[:i], -99.0) + TITLE, GONE[i])
            for i in range(1, size)
        ]
    right = [common(text[i:]) or own(text[i:]) or UNSEEN[size - i] for i in range(1, size)]
    pairs = list(map(add, left, right))
    best = max(pairs)
    whole = speech.letters(text)
    if size > 7 and best > whole:
        closed = CLOSED if text == low else SURNAME
        whole = max(whole, closed + _compound(left[3:-3], right[3:-3]))
    return best - whole, pairs.index(best) + 1


def _compound(left: list[float], right: list[float]) -> float:
    """The best of two uncommon words; each argument by where they meet."""
    return max(
        (a + b for a, b in zip(left, right, strict=True) if max(a, b) < CLOSED_FROM),
        default=-99.0,
    )


def _solid(word: str, speech: Speech) -> float:
    share = speech.common.get(word.lower(), -9.0)
    return next((less for least, less in SOLID if share > least), 0.0)


def _closed(token: str) -> set[int]:
    """Places where no break can have been: in numbers and addresses, before a full stop."""
    closed = {
        i
        for i in range(1, len(token))
        if token[i] in CLOSES or token[i - 1] in OPENS or _quoted(token, i)
    }
    for shape in (ADDRESS, DIGITS):
        for found in shape.finditer(token):
            closed.update(range(found.start() + 1, found.end()))
    return closed


def _quoted(token: str, place: int) -> bool:
    """A straight quotation mark next to the place belongs to the other side."""
    before, after = token[place - 1], token[place]
    return (after in "'\"" and before.isalnum() and token.count(after, place) < 2) or (
        before in "'\"" and token.count(before, 0, place) % 2 == 1 and before in token[place:]
    )
