"""Who is to do it: initials, names, posts, collectives, as the minutes write them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from wardmote.meetings.reading.minutes import Person
from wardmote.meetings.reading.words import (
    COLLECTIVE,
    NOT_NAMES,
    ORGANISATION,
    POSTS,
    TITLE_WORDS,
    bare,
)

COMMON = {
    "action", "plan", "group", "strategy", "road", "lane", "street", "close", "park",
    "green", "way", "drive", "avenue", "project", "fund", "grant", "bid", "form",
    "training", "safer", "key", "terms", "data", "community", "youth", "crime", "good",
    "great", "local", "national", "annual", "final", "first", "second", "quarter", "war",
    "memorial", "speed", "hot", "west", "east", "north", "south", "upper", "lower", "old",
    "big", "little", "online", "home", "office", "world", "christmas", "easter", "jubilee",
    "remembrance", "neighbourhood", "letter", "letters", "request", "invitation", "site",
    "visit", "warning", "this", "that", "these", "those", "it", "there", "also", "further",
    "following", "due", "once", "when", "if", "in", "on", "at", "for", "from", "with", "by",
    "as", "of", "after", "before", "links", "chair", "access", "ability", "how", "who",
    "what", "where", "why", "need", "needs", "able", "likely", "next", "steps", "matter",
    "matters", "item", "items", "budget", "funding", "agreed", "resolved", "noted",
    "police", "panel", "ways", "options", "quote", "quotes",
}  # fmt: skip
NOT_INITIALS = {
    "ASB", "CSP", "PSG", "TCG", "DA", "DV", "DHR", "SLA", "TOR", "ISA", "PSPO", "CPN",
    "CCTV", "AOB", "AGM", "PCC", "OPCC", "CVS", "NHS", "CCG", "ICB", "GP", "UK", "VAT",
    "RFO", "PC", "PCSO", "DCC", "FP", "TV", "IT", "HR", "PR1", "PM", "AM", "OK", "ID", "EU",
    "MP", "VAWG", "SIA", "SV", "NB", "PS", "NFA", "TBC", "TBA", "HGV", "MOU", "QA", "HO",
    "WI", "PTA", "NHW", "BID", "LED", "AED", "CIL", "EV", "RIP", "URL", "PDF", "FAQ", "NPT",
    "SNT", "DC", "CC", "BC", "TC", "SCDC",
}  # fmt: skip
INITIALS = r"(?-i:[A-Z](?:[A-Z]|[a-z][A-Z]|[A-Z][a-z]|[A-Z]{2}|d[A-Z])[A-Z]?)"
NAME = (
    r"(?-i:[A-Z][a-zà-ÿ'’]+(?:-[A-Z][a-z]+)?(?:\s+(?:[A-Z]\.?\s+)?[A-Z][a-zA-Zà-ÿ'’-]+){0,2})"
)
TITLED = (
    rf"(?:the\s+)?{TITLE_WORDS}\s+(?-i:(?:[A-Z]\.?\s+){{0,2}}[A-Z][\w'’-]+"
    rf"(?:\s+[A-Z][\w'’-]+){{0,2}})"
)
OFFICER = (
    r"(?:the\s+)?(?-i:(?:[A-Z][\w&'-]+\s+(?:and\s+|of\s+|&\s+|for\s+)?){0,5})(?:officers?"
    r"|manager|director|analyst|co-?ordinator|lead|secretariat|warden|solicitor"
    r"|administrator|head of (?-i:[A-Z][\w&'-]+(?:\s+(?:and\s+)?[A-Z][\w'-]+){0,3})"
    r"|portfolio holder|engineer|superintendent)(?:\s+for\s+(?-i:[A-Z]\w+))?"
)
POST = rf"(?:the\s+)?{POSTS}"
BODY = (
    r"(?:the\s+)?(?:(?-i:[A-Z][\w&'-]*)\s+(?:of\s+|and\s+|&\s+)?){0,4}(?-i:Council|Police"
    r"|Constabulary|Trust|Homes|Authority"
    r"|Services?|Agency|Team|CVS|OPCC|Housing|Highways|Probation|Health|Rescue|District"
    r"|County|Association|Partnership"
    r"|SCDC|CCC|WSCC|NHS|ICB|CCG|Office)"
)
ONE = rf"(?:{COLLECTIVE}|{TITLED}|{POST}|{OFFICER}|{BODY}|{INITIALS}|{NAME})"
BODIES = re.compile(BODY, re.I)
JOINT = (
    r"(?:\s*(?:,|/|&|\+)\s*(?:and\s+)?|\s+and\s+|\s+with\s+the\s+support\s+of\s+"
    r"|\s*-\s*(?=[A-Z]{2}\b))"
)
OWNERS = rf"{ONE}(?:{JOINT}{ONE}){{0,5}}"
LIST = re.compile(rf"\s*{OWNERS}\s*", re.I)
SPLIT = re.compile(r"\s*(?:,|/|&|\+|;)\s*(?:and\s+)?|\s+and\s+|\n")
PLURAL = re.compile(r"(?:the\s+)?(cllr|councillor)s\.?\s+(?=[A-Z])", re.I)
PRONOUN = re.compile(r"(?:he|she|they)\b", re.I)


@dataclass(frozen=True, slots=True)
class Roster:
    """Those whom the minutes name, to tell initials and first names from other words."""

    initials: frozenset[str]
    names: frozenset[str]
    firsts: frozenset[str]
    surnames: frozenset[str]

    def knows(self, owner: str, *, strangers: bool = False) -> bool:
        """Is this somebody: named, titled, or in a post? `strangers`: any full name is."""
        plain = re.sub(r"^(?:the|both)\s+", "", owner.strip(), flags=re.I)
        if re.fullmatch(INITIALS, plain):
            return plain.upper() in self.initials or (
                (
                    plain not in NOT_INITIALS
                    and len(plain) == 2
                    and not self.initials & {plain[::-1]}
                )
                or plain.upper() in self.initials
            )
        if re.fullmatch(rf"{COLLECTIVE}|{POST}|{OFFICER}", plain, re.I):
            return True
        if re.fullmatch(TITLED, plain, re.I):
            return True
        if BODIES.fullmatch(plain):
            return True
        words = plain.split()
        if strangers and len(words) in (2, 3) and not any(is_common(word) for word in words):
            return True
        if len(words) == 1:
            return plain in self.firsts or plain in self.surnames
        return plain in self.names or (words[0] in self.firsts and words[-1] in self.surnames)


NOBODY = Roster(frozenset(), frozenset(), frozenset(), frozenset())


def is_body(name: str) -> bool:
    """An organisation, not a person or a post."""
    return bool(BODIES.fullmatch(name.strip()))


def is_common(word: str) -> bool:
    """A word of headings and bodies, not of people's names."""
    return bare(word) in NOT_NAMES | COMMON or bool(ORGANISATION.search(word))


def roster(people: Iterable[Person], text: str = "") -> Roster:
    """Out of everybody present and absent."""
    every = list(people)
    initials = {one.initials.upper() for one in every if one.initials}
    initials |= {initials_of(one.name) for one in every if " " in one.name}
    del text
    return Roster(
        frozenset(initials),
        frozenset(one.name for one in every),
        frozenset(one.name.split()[0] for one in every if len(one.name.split()[0]) > 1),
        frozenset(one.name.split()[-1] for one in every),
    )


def initials_of(name: str) -> str:
    """ "EMC" of "Emma Miles-Carter" as minutes write it: of first name and surname."""
    words = name.replace("-", " ").split()
    return (
        "".join(word[0] for word in words).upper()
        if len(words) < 3
        else words[0][0] + words[-1][0]
    )


def named(words: str, who: Roster, *, strangers: bool = False) -> tuple[str, ...] | None:
    """The owners that exactly these words list; None where they are something else."""
    words = words.strip(" .,:;-[]()\t")
    if not words or len(words) > 120 or not LIST.fullmatch(words):
        return None
    if re.fullmatch(rf"{COLLECTIVE}|{OFFICER}", words, re.I):
        return (tidy(words),)
    plural = PLURAL.match(words)
    each = f"{plural[1]} " if plural else ""
    told = words[plural.end() :] if plural else words
    parts = [each + part for part in SPLIT.split(told) if part.strip()]
    if not all(who.knows(part, strangers=strangers) for part in parts):
        return None
    return tuple(dict.fromkeys(tidy(part) for part in parts))


def tidy(owner: str) -> str:
    """As written, without "the"."""
    return " ".join(
        re.sub(r"^\s*the\s+(?!\w+ (?:of|for) us)", "", owner, flags=re.I).split()
    ).strip(" .,:;-")


def mentioned(words: str, who: Roster) -> list[str]:
    """Those of the minutes whom these words name, each once."""
    found: list[str] = []
    for run in re.findall(r"[A-Z][\w-]*(?:\s+[A-Z][\w-]*)*", words):
        known = [
            word
            for word in run.split()
            if word in who.firsts or word in who.surnames or word in who.initials
        ]
        if known and not any(word in one.split() for one in found for word in known):
            found.append(" ".join(known))
    return found
