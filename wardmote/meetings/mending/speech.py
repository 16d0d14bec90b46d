"""How likely a clerk is to have written a word, spaces to both sides: a log10 of it.

A word is marks, a core and marks again: `(recommendations`, `County/District`, `DG-ALL`.
Nothing here knows what was lost: the same measure judges a token as it stands and each way to
part it, so only differences count.
"""

import re
from collections.abc import Iterable, Mapping, Set

from wardmote.meetings.mending.lexicon import english

UNIT = "st|nd|rd|th|[ap]m|mph|k|m|bn|km|cm|mm|kg|g|hrs?|mins?|yrs?|p|x|[a-f]|ii"
NUMBER = re.compile(rf"[£$€]?\d+(?:[.,:/'’–-]\d+)*(?:%|{UNIT})?", re.I)
#: S137, DHR4’s, b3, 4A, p.14, O&S.68/17, Cou/285/07-08
REFERENCE = re.compile(
    r"[A-Z]{1,4}\d{1,6}[A-Za-z]?(?:['’]s)?|[a-z]\d{1,6}|\d{1,2}[A-Z]{1,3}|[a-z]{1,4}\.\d+"
    r"|[A-Z][A-Za-z&.]{0,5}(?:[/.]?\d+)(?:[/.-][A-Z\d]+)+"
)
INITIALS = re.compile(r"(?:[A-Za-z]\.){2,5}[A-Za-z]?|(?:[A-Z]\.)+[A-Z][a-z]+|[A-Z]\.")
ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?:[\w-]+\.)+(?:uk|com|org|net|gov|eu|info|wales|cymru)\b(?:/\S*)?",
    re.I,
)
PIECES = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+|.", re.S)

SHAPES = ((NUMBER, -2.5), (INITIALS, -3.0), (REFERENCE, -3.7))

#: marks before a word, after it, within it, and by themselves
OPENING = {
    **{"(": -2.0, "[": -2.5, "‘": -2.5, "“": -2.5, '"': -2.6, "'": -2.7, "£": -3.0},
    **{"-": -4.2, "–": -4.2, "&": -4.2, "/": -3.9, "•": -5.0, "·": -5.0, "*": -3.5, "|": -4.5},
}
CLOSING = {
    **{".": -1.3, ",": -1.3, ":": -2.0, ";": -2.7, "?": -2.7, "!": -3.2, ")": -2.0, "]": -2.5},
    **{
        "’": -2.5,
        "”": -2.5,
        '"': -2.6,
        "'": -2.7,
        "-": -3.2,
        "–": -4.2,
        "/": -3.4,
        "&": -4.2,
        "|": -4.5,
    },
    **{"…": -3.0, "*": -3.5, "%": -3.0},
}
WITHIN = {
    **{"-": -1.2, "–": -2.4, "/": -2.0, "&": -1.8},
    **{"+": -3.0, "'": -2.0, "’": -2.0, "_": -2.0},
}
ALONE = {
    **{"-": -2.7, "–": -2.4, "—": -3.0, "&": -2.6, "|": -2.5},
    **{"/": -3.8, "•": -2.5, "·": -2.5, "*": -3.0},
}
#: ... after a word in the minutes of a clerk who does so once in this many words
HABITS, OFTEN = {"-": -2.2, "/": -2.5}, 250
#: two kinds of character side by side that nobody writes so on purpose
CLASH = -5.0
#: a common word with a capital, not known to begin a sentence
TITLE = -0.9
#: words that no list knows, by how many letters: a name; with a small letter
GONE = [0.0, -5.0, -6.0, *(-3.6 - 0.78 * size for size in range(3, 160))]
UNSEEN = [share - 0.8 for share in GONE]


def habits(tokens: Iterable[str]) -> frozenset[str]:
    """Which marks this clerk puts right after a word: `MF- Advised`, `and/ or`."""
    ends, count = dict.fromkeys(HABITS, 0), 0
    for token in tokens:
        count += 1
        if token[-1] in HABITS and len(token) > 2 and token[-2].isalnum():
            ends[token[-1]] += 1
    return frozenset(mark for mark, seen in ends.items() if seen > 2 and seen * OFTEN > count)


class Speech:
    """The measure, for one document: English, its own names, its own habits with marks."""

    def __init__(self, own: Mapping[str, float], marks: Set[str]) -> None:
        self.common = english()
        self.own = own
        self.closing = {**CLOSING, **{mark: HABITS[mark] for mark in marks}}
        self.opening = OPENING
        self._said: dict[str, float] = {}

    def word(self, text: str) -> float:
        """log10 of how likely this is as one word."""
        said = self._said.get(text)
        if said is None:
            said = self.letters(text) if text.isalpha() else self._marked(text)
            self._said[text] = said
        return said

    def _marked(self, text: str) -> float:
        if text in ALONE:
            return ALONE[text]
        if ADDRESS.fullmatch(text.rstrip(".,;:)")):
            return -4.0
        first, last, cost = self._bare(text)
        core = text[first:last]
        if core.isalpha():
            return cost + self.letters(core)
        if not core:
            return cost
        if INITIALS.fullmatch(core + text[last : last + 1]):
            return cost - 2.2
        for shape, share in SHAPES:
            if shape.fullmatch(core):
                return cost + share - 0.2 * len(core)
        return cost + self._pieces(core)

    def joined(self, text: str) -> float:
        """The same without any shape recognised: what its pieces and its marks are."""
        first, last, cost = self._bare(text)
        return cost + self._pieces(text[first:last])

    def _bare(self, text: str) -> tuple[int, int, float]:
        """Where the core begins and ends, and what the marks around it cost."""
        first, last, cost = 0, len(text), 0.0
        while first < last and text[first] in self.opening:
            cost += self.opening[text[first]]
            first += 1
        while last > first and text[last - 1] in self.closing:
            last -= 1
            cost += self.closing[text[last]]
        return first, last, cost

    def _pieces(self, core: str) -> float:
        """The parts of `self-service`, `didn’t`, `County/District`, and what joins them."""
        cost, before = 0.0, " "
        for piece in PIECES.findall(core):
            kind = piece[0]
            if kind.isalpha():
                cost += self.letters(piece) + (CLASH if before.isdigit() else 0.0)
            elif kind.isdigit():
                cost += -2.0 - 0.2 * len(piece) + (CLASH if before.isalpha() else 0.0)
            else:
                cost += WITHIN.get(kind, CLASH)
            before = piece[-1]
        return cost

    def letters(self, text: str) -> float:
        """One word of letters, apostrophes in it: its commonness, and its case."""
        mine = self.own.get(text)
        plain = text.replace("’", "'").lower()
        share = self.common.get(plain)
        if share is None and "'" in plain:
            return self._apostrophe(text)
        cost = self._case(text, share, len(plain))
        return cost if mine is None else max(mine, cost)

    def _apostrophe(self, text: str) -> float:
        base, _, end = text.replace("’", "'").rpartition("'")
        if end.lower() in ("s", "d", "ll", "ve"):
            return self.letters(base) - 1.5
        if base in ("O", "D", "d"):
            return self.letters(end) - 1.0
        return self.letters(base) + self.letters(end) + CLASH

    def _case(self, text: str, share: float | None, size: int) -> float:
        rare = GONE[min(size, len(GONE) - 1)]
        if text.islower():
            return UNSEEN[min(size, len(GONE) - 1)] if share is None else share
        if text.isupper():
            if size == 1:
                return -2.0 if text in "AI" else -3.6
            return max((share or rare) - 1.2, -3.2 - 0.55 * size - max(size - 5, 0))
        if text[0].isupper() and text[1:].islower():
            return rare if share is None else max(share + TITLE, rare)
        if text[-1] == "s" and text[:-1].isupper():
            return max((share or rare) - 1.0, -3.6 - 0.55 * size)
        if text.startswith(("Mc", "Mac", "De", "Fitz", "Le", "La", "Ap")):
            return (rare if share is None else share) - 1.2
        return (rare if share is None else share) - 3.5
