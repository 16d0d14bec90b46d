"""Who in the partnership a name in old minutes may be: suggested, for a person to confirm.

No Django, no clock, no database.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wardmote.meetings.reading.owners import initials_of
from wardmote.meetings.reading.words import COLLECTIVE, COUNCILLORS, RANKS, TITLES, bare

#: each organisation on the group
EACH = "each"
_SMALL = {"of", "and", "the", "for", "&"}
_EVERYBODY = re.compile(rf"(?:the\s+)?{COLLECTIVE}", re.IGNORECASE)
_INITIALS = re.compile(r"[A-Z][A-Za-z]?[A-Z]{1,2}|[A-Z]{2,3}")


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody, or an organisation, of the partnership: `key` "person 5" or "body 3"."""

    key: str
    name: str
    is_body: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody whom the minutes list, and the initials by which they call them."""

    name: str
    initials: str = ""


@dataclass(frozen=True, slots=True)
class Parted:
    """Who answers for an action, who has a part of it to tick, and who is only named.

    `owner` and `bodies` are keys; `is_each`: each organisation on the group has a part.
    """

    owner: str = ""
    bodies: tuple[str, ...] = ()
    is_each: bool = False
    named: tuple[str, ...] = ()


def parted(owners: Mapping[str, str]) -> Parted:
    """Who is meant, by the words of the minutes in their order -> the key that was confirmed.

    The first one confirmed answers for it. Further organisations have a part to tick; further
    people, and those whom nobody confirmed, are named.
    """
    keys = [key for key in owners.values() if key.startswith(("person ", "body "))]
    owner = keys[0] if keys else ""
    rest = [key for key in dict.fromkeys(keys) if key != owner]
    return Parted(
        owner,
        tuple(key for key in rest if key.startswith("body ")),
        EACH in owners.values(),
        tuple(
            words
            for words, key in owners.items()
            if key not in (owner or None, EACH) and not key.startswith("body ")
        ),
    )


def alike(name: str, known: Sequence[Known]) -> list[str]:
    """Keys of those whose full name it is; else of those with its surname and first initial."""
    plain = _plain(name)
    if not plain:
        return []
    people = [(one, _plain(one.name)) for one in known if not one.is_body]
    same = [one.key for one, words in people if words == plain]
    if same or len(plain) < 2:
        return same
    close = (plain[-1], plain[0][0])
    return [one.key for one, words in people if words and (words[-1], words[0][0]) == close]


def exactly(name: str, known: Sequence[Known]) -> str:
    """Key of the one person whose full name it is; empty where there is none, or two."""
    plain = _plain(name)
    same = [one.key for one in known if not one.is_body and _plain(one.name) == plain]
    return same[0] if len(plain) > 1 and len(same) == 1 else ""


def suggested(owner: str, listed: Sequence[Listed], known: Sequence[Known]) -> list[str]:
    """Keys of whom an owner in the minutes may be, the likeliest first; empty: nobody known.

    Initials and first names are those of people whom the minutes list before they are
    anybody else's.
    """
    if _EVERYBODY.fullmatch(owner.strip()):
        return [EACH]
    bodies = _bodies(owner, known)
    if bodies:
        return bodies
    names = [one.name for one in listed if _means(owner, one)]
    found = [key for name in names for key in alike(name, known)]
    if not names:
        found = alike(owner, known)
        if not found and _INITIALS.fullmatch(owner):
            people = [one for one in known if not one.is_body]
            found = [one.key for one in people if _initials(one.name) == owner.upper()]
    return list(dict.fromkeys(found))


def _means(owner: str, one: Listed) -> bool:
    words = _plain(one.name)
    if _INITIALS.fullmatch(owner):
        return owner.upper() in (one.initials.upper(), _initials(one.name))
    plain = _plain(owner)
    return bool(plain and words) and (plain == words or plain in ([words[0]], [words[-1]]))


def _initials(name: str) -> str:
    words = _plain(name)
    return initials_of(" ".join(words)).upper() if len(words) > 1 else ""


def _bodies(owner: str, known: Sequence[Known]) -> list[str]:
    """Organisations of this name, or whose first letters it is."""
    words = _words(owner)
    bodies = [(one, _words(one.name)) for one in known if one.is_body]
    same = [one.key for one, theirs in bodies if theirs == words]
    if same or not re.fullmatch(r"[A-Z]{3,6}", owner):
        return same
    return [
        one.key
        for one, theirs in bodies
        if "".join(word[0] for word in theirs) == owner.lower()
    ]


def _words(name: str) -> list[str]:
    return [word for word in re.findall(r"[\w’'&-]+", name.casefold()) if word not in _SMALL]


def _plain(name: str) -> list[str]:
    """The words of a person's name, in small letters and without titles, ranks and posts."""
    before = name.split("(")[0].split(",")[0]
    skipped = TITLES | COUNCILLORS | RANKS
    return [bare(word) for word in before.split() if bare(word) and bare(word) not in skipped]
