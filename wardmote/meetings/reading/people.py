"""One person out of the words that name them: "Cllr A Smith (Chair)", "KH - Kay Holt"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from wardmote.meetings.reading.minutes import Person
from wardmote.meetings.reading.words import (
    COUNCILLORS,
    CROWD,
    NOT_NAMES,
    ORGANISATION,
    PARTICLES,
    POSTS,
    RANKS,
    TIERS,
    TITLE_WORDS,
    TITLES,
    bare,
)

INITIALS = re.compile(r"[A-Z](?:[A-Za-z]{0,2}[A-Z]|[A-Z])[A-Za-z]?|[A-Z]{2,4}")
BRACKETS = re.compile(r"[\(\[]([^()\[\]]*)[\)\]]")
REMARK = re.compile(
    r"\b(?:arrived|left|joined|from item|until|late|part|sub|items? \d|via|virtual|remote"
    r"|online"
    r"|by (?:phone|zoom)"
    r"|work|holiday|ill|illness|unwell|sick|family|personal|leave|minutes?|note[- ]?tak\w*"
    r"|notes|substitut\w*|deputis\w*)\b",
    re.I,
)
NAME_WORD = re.compile(
    r"(?:[A-Z][a-z]?['’]?[A-Z]?[a-zà-ÿ]*(?:-[A-Za-zà-ÿ]+)*|[A-Z]\.?(?:[A-Z]\.?){0,2})[.]?"
)
POST = re.compile(rf"\b{POSTS}\b", re.I)
JOB = re.compile(
    rf"\b(?:{POSTS}|head|director|manager|officer|lead|analyst|engineer|warden|advis[eo]r"
    rf"|specialist"
    r"|assistant|administrator|member|representative|nurse|teacher|constable|commander"
    r"|holder)\b",
    re.I,
)
RUN_ON = re.compile(
    r"(?<=[a-z)])(?<!District)(?<!County)(?<!Borough)(?<!Parish)(?<!Town)(?<!Ward)(?<!City)"
    r"(?<!and)\s+"
    r"(?=(?:Cllrs?|Councillors?|Mrs?|Ms|Miss|Dr|PC|PCSO|Sgt|Insp)\b)"
)
"""Where one person follows another with no sign between: "Cllr A Low Cllr B Day"."""
LONGEST = 6000
"""Characters of one list of people that are read."""
POST_WORDS = re.compile(
    rf"\b(?:{POSTS}|head|director|manager|officer|lead|of|for|the|team|police|council"
    rf"|service)\b",
    re.I,
)
CUT = re.compile(r"\t| - |\s*[-:]\s+|\s+-(?=[A-Z])|,\s*|\t")
IN_WELSH = re.compile(r"\b(?:y )?cyng(?:\.|horydd\b)\s*/\s*(?=[A-Z])", re.I)
"""A title before the same one in English."""
NO_NAME = re.compile(r"(?:the|a|an|one|his|her|their|others?|colleagues|\d+)\b", re.I)
PLURAL = re.compile(r"\W*(?:\w+ )?(?:cllrs|councillors|cynghorwyr)\b\.?\s*", re.I)
COMMA = re.compile(r",(?![^()]*\))")
LEAD = re.compile(
    r"^(?:[\s•\-*o§]+|[Yy]r?\s+(?=[Cc]yng|[Pp]arch|[Cc]adeirydd|[Cc]lerc)|\(?\d{1,2}[.)]\s+"
    r"|and\s+|&\s+|also\s+|the\s+(?=chair|clerk|secretary"
    r"|treasurer|vice))+"
)
POST_FIRST = re.compile(rf"^(?:the )?(?:{POSTS})\b(?:\s*[-:,]\s*|\s+)(?=[A-Z])", re.I)


def parse(text: str) -> Person | None:
    """The one person that these words name; None where they name nobody."""
    text = LEAD.sub("", text.strip()).rstrip(" .;,:")
    text = re.sub(r"\b([A-Z])\.(?=[A-Z][a-z])", r"\1. ", text)
    text = IN_WELSH.sub("", text)
    if not text or len(text) > 160 or "@" in text:
        return None
    text, initials, asides = _brackets(text)
    first = POST_FIRST.match(text)
    post = None
    if first:
        post = re.sub(r"^the ", "", first[0].strip(" -:,"), flags=re.I)
        text = text[first.end() :]
    head, *rest = [part.strip() for part in CUT.split(text) if part and part.strip()] or [""]
    before, name, after = _name(head)
    if not name and rest and re.fullmatch(r"[A-Z][A-Za-z]{1,3}", head):
        before, name, after = _name(rest[0])
        initials, rest = initials or head, rest[1:]
    if not name:
        return None
    words = name.split()
    if len(words) > 2 and fits(words[0], words[1:]) and len(words[0]) > 1:
        initials, words = words[0], words[1:]
    elif before and INITIALS.fullmatch(before[0]) and fits(before[0], words):
        initials = before[0]
    while rest and initials is None and INITIALS.fullmatch(rest[-1]) and fits(rest[-1], words):
        initials = rest.pop()
    told = [one for one in [*asides, after, *rest] if one and not REMARK.search(one)]
    role, organisation = _posts(told)
    role = role or post or _rank(before)
    return Person(" ".join(words), role, organisation, initials)


def _brackets(text: str) -> tuple[str, str | None, list[str]]:
    """The words without their brackets; initials among those; what else they said."""
    initials, asides = None, []
    for inside in BRACKETS.findall(text):
        if INITIALS.fullmatch(inside.strip()) and fits(inside.strip(), _plain_words(text)):
            initials = inside.strip()
        else:
            asides.append(inside.strip())
    return (
        re.sub(r"\s*\(.*$", "", BRACKETS.sub("  ", text).rstrip() or "").strip(),
        initials,
        asides,
    )


def _plain_words(text: str) -> list[str]:
    words = BRACKETS.sub(" ", text).replace(",", " ").split()
    return [word for word in words if not _is_title(word)]


def _is_title(word: str) -> bool:
    return bare(word) in TITLES | COUNCILLORS | RANKS | TIERS


def fits(initials: str, words: list[str]) -> bool:
    """Could these be the initials of these names? "KH", "EMC", "JSm", "HdB"."""
    return (
        bool(words)
        and initials[:1] == words[0][:1]
        and all(any(sign.lower() in word.lower() for word in words) for sign in initials)
    )


def _name(head: str) -> tuple[list[str], str, str]:
    """Titles, the name, and what stands after it, out of "PC Jo Hill Community Officer"."""
    words = head.replace("/", " / ").split()
    before: list[str] = []
    while words and (
        _is_title(words[0])
        or (
            len(words) > 2
            and INITIALS.fullmatch(words[0])
            and fits(words[0], [w for w in words[1:] if not _is_title(w)])
            and len(words[0]) > 1
            and words[0].isupper()
            and not words[0].endswith(".")
        )
    ):
        before.append(words.pop(0))
    name: list[str] = []
    for word in words:
        if (name and bare(word) in PARTICLES and len(name) < 4) or (
            NAME_WORD.fullmatch(word) and bare(word) not in NOT_NAMES and len(name) < 4
        ):
            name.append(word)
        else:
            break
    after = " ".join(words[len(name) :])
    if not name or not any(len(word.strip(".")) > 1 for word in name):
        return before, "", after
    if (
        after
        and after[0].islower()
        and not re.match(r"(?:from|for|of|representing|in the chair|chair)", after)
    ):
        return before, "", after
    if len(name) == 1 and after and bare(after.split()[0]) in NOT_NAMES:
        return before, "", after
    if all(word.isupper() and len(word) > 4 for word in name) and len(name) > 2:
        return before, "", after
    return before, " ".join(word.rstrip(".") if len(word) > 2 else word for word in name), after


def _rank(before: list[str]) -> str | None:
    told = [word for word in before if bare(word) in RANKS]
    if told:
        return " ".join(told)
    if any(bare(word) in COUNCILLORS for word in before):
        return "Councillor"
    return None


def _posts(told: list[str]) -> tuple[str | None, str | None]:
    """Role and organisation out of what stands behind a name."""
    role: list[str] = []
    organisation: list[str] = []
    for one in told:
        one = re.sub(r"^(?:from|for|of|representing)\s+(?:the\s+)?", "", one.strip(" -,"))
        if not one:
            continue
        if JOB.search(one) or not ORGANISATION.search(one):
            role.append(one)
        else:
            organisation.append(one)
    if not role and len(organisation) > 1:
        role.append(organisation.pop(0))
    return ", ".join(role) or None, ", ".join(organisation) or None


def parse_many(text: str) -> Iterator[Person]:
    """Everybody in "Cllrs A Smith, B Jones (Chair) and PC C Hill, Police"."""
    text = IN_WELSH.sub("", CROWD.sub(" ", text[:LONGEST]))
    inherited: str | None = None
    for part in _parts(text):
        if PLURAL.match(part):
            inherited = "Councillor"
        person = parse(part)
        if person is None:
            continue
        if inherited and person.role is None:
            person = replace(person, role=inherited)
        yield person


def _parts(text: str) -> list[str]:
    """One part a person: cut at semicolons, else at commas and "and" outside brackets."""
    if ";" in text:
        pieces = [one for piece in text.split(";") for one in _sure(piece)]
        return [part for piece in pieces for part in _at_and(piece)]
    if "\t" in text:
        return [text]
    pieces = re.split(r",(?![^()]*\))|(?<=\))\s+(?=[A-Z])", RUN_ON.sub(", ", text))
    parts: list[str] = []
    for piece in [one for whole in pieces for one in _at_and(whole)]:
        if (parts and parse(piece) is None) or (
            parts and (is_post(piece) or (_is_full(parts[-1]) and not _is_full(piece)))
        ):
            parts[-1] += f", {piece.strip()}"
        else:
            parts.append(piece)
    return parts


def _sure(piece: str) -> list[str]:
    """Between semicolons a comma parts two people only where the second is surely one."""
    plural = PLURAL.match(piece)
    parts: list[str] = []
    for one in COMMA.split(piece):
        told = re.match(rf"\W*{TITLE_WORDS}\s", one, re.I) or re.search(r"\s-\s|[(\[]", one)
        if parts and not ((told or plural) and _is_full(one) and not is_post(one)):
            parts[-1] += f",{one}"
        else:
            parts.append(one)
    return parts


def _at_and(piece: str) -> list[str]:
    halves = re.split(
        r"\s+(?:and|&)\s+(?![^()]*\))|\s+/\s+(?![^()]*\))|(?<=[a-z])/(?=[A-Z])", piece
    )
    good = [half for half in halves if half.strip()]
    if len(good) > 1 and _is_full(good[0]) and not is_post(good[0]) and " - " not in good[0]:
        good = [good[0], *(half for half in good[1:] if not NO_NAME.match(half.strip()))]
    if all(parse(half) and not is_post(half) for half in good) and (
        PLURAL.match(piece) or all(_is_full(half) for half in good[1:]) or not _is_full(good[0])
    ):
        return good
    return [piece]


def _is_full(piece: str) -> bool:
    """A first name or initial and a surname, or a title and a surname."""
    words = BRACKETS.sub(" ", piece).replace("&", " ").split()
    person = parse(piece)
    return person is not None and (" " in person.name or bool(words and _is_title(words[0])))


def is_post(piece: str) -> bool:
    """ "Head of Housing", "Westshire Police": what follows a name, not a name."""
    words = re.sub(r"(?:[\(\[]|\s-\s).*$", "", piece).strip().removeprefix("and ").strip()
    if not words or re.match(rf"\W*{TITLE_WORDS}\s", words, re.I):
        return False
    return bool(
        POST_WORDS.search(words)
        or (ORGANISATION.search(words) and not re.match(r"[A-Z]\.? ", words))
    )
