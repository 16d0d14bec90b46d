"""What a person looks for, and where it stands in a text.

Texts and questions are split into the same plain words: lower case, without accents or
punctuation. Nothing else of a question ever reaches a database, so no operator of either
search language can be meant by it. No Django, no clock, no database.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

LONGEST = 200  # characters of a question; what is beyond is not looked at
MOST_TERMS = 12
LONGEST_TEXT = 300_000  # characters indexed of one thing; PostgreSQL takes a megabyte
AROUND = 14  # words shown on either side of a hit

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")  # an apostrophe inside joins
PHRASE = re.compile(r'["“”]([^"“”]*)["“”]')
#: too common to tell one text from another: PostgreSQL's list for English, after our split
COMMON = frozenset(
    """a about above after again against all am an and any are as at be because been before
    being below between both but by can d did do does doing don down during each few for from
    further had has have having he her here hers herself him himself his how i if in into is
    it its itself just ll m me more most my myself no nor not now of off on once only or other
    our ours ourselves out over own s same she should so some such t than that the their
    theirs them themselves then there these they this those through to too under until up ve
    very was we were what when where which while who whom why will with you your yours
    yourself yourselves""".split()  # noqa: SIM905 - a list of a hundred lines otherwise
)


def words_of(text: str) -> list[str]:
    """Its words as they are compared."""
    return [folded(found[0]) for found in WORD.finditer(text)]


def folded(word: str) -> str:
    """Lower case, without accents or apostrophes."""
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(one for one in parts if one.isalnum())


def indexed(text: str) -> str:
    """The words of a text in a line, as an index keeps them."""
    return " ".join(words_of(text))[:LONGEST_TEXT]


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand together; the last may be the beginning of a longer one.

    `labels`: single words that count as well, such as the code of a ward of that name.
    """

    words: tuple[str, ...]
    is_prefix: bool = False
    labels: tuple[str, ...] = ()

    def stands_in(self, words: Sequence[str]) -> bool:
        """Together, in this order, somewhere among these words."""
        size = len(self.words)
        return any(self._is(words[at : at + size]) for at in range(len(words) - size + 1))

    def _is(self, words: Sequence[str]) -> bool:
        *first, last = self.words
        *others, end = words
        return others == first and (end.startswith(last) if self.is_prefix else end == last)


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for: all of these terms. Without any, nothing is found."""

    terms: tuple[Term, ...] = ()
    is_cut: bool = False

    def with_labels(self, names: Mapping[str, str]) -> "Question":
        """The same, a term of each name counting the label that bears it: label -> name."""
        spelt = {label: words_of(name) for label, name in names.items()}
        return replace(
            self,
            terms=tuple(
                replace(
                    term,
                    labels=tuple(
                        label for label, words in spelt.items() if term.stands_in(words)
                    ),
                )
                for term in self.terms
            ),
        )


def read_question(typed: str) -> Question:
    """Any text is a question: words, and phrases in quotation marks.

    The last word may be the beginning of one. Common words outside a phrase are left out.
    """
    asked = typed[:LONGEST]
    if len(typed) > LONGEST:  # not half a word
        asked = asked.rsplit(maxsplit=1)[0] if asked.split() else ""
    terms: list[Term] = []
    at = 0
    for phrase in PHRASE.finditer(asked):
        terms += _singles(asked[at : phrase.start()])
        if words := words_of(phrase[1]):
            terms.append(Term(tuple(words)))
        at = phrase.end()
    rest, last = _singles(asked[at:]), words_of(asked[at:])[-1:]
    if rest and len(last[0]) > 1 and rest[-1].words == tuple(last):
        rest[-1] = replace(rest[-1], is_prefix=True)
    kept = tuple(dict.fromkeys([*terms, *rest]))
    return Question(kept[:MOST_TERMS], is_cut=len(typed) > LONGEST or len(kept) > MOST_TERMS)


def _singles(text: str) -> list[Term]:
    return [Term((word,)) for word in words_of(text) if word not in COMMON]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of an excerpt."""

    text: str
    is_hit: bool = False


def excerpt(text: str, hits: Iterable[int]) -> list[Part]:
    """The text around its first hit, every hit a part of its own.

    `hits`: the numbers of its words, as `words_of` counts them.
    """
    spans = [(found.start(), found.end()) for found in WORD.finditer(text)]
    marked = sorted(hit for hit in set(hits) if 0 <= hit < len(spans))
    if not spans:
        return [Part(text[:120])]
    middle = marked[0] if marked else 0
    first, last = max(0, middle - AROUND), min(len(spans) - 1, middle + 2 * AROUND)
    at, end = spans[first][0] if first else 0, _end(text, spans, last)
    parts = [Part("… ")] if first else []
    for hit in marked:
        if first <= hit <= last:
            start, stop = spans[hit]
            parts += [Part(text[at:start]), Part(text[start:stop], is_hit=True)]
            at = stop
    parts.append(Part(text[at:end]))
    if last < len(spans) - 1:
        parts.append(Part(" …"))
    return [one for one in parts if one.text]


def _end(text: str, spans: Sequence[tuple[int, int]], last: int) -> int:
    return len(text) if last == len(spans) - 1 else spans[last][1]
