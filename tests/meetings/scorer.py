"""How right a reading is: names by surname and first initial, texts by 60 % of their words,
owners as the exact set, due exactly."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

TITLE = re.compile(
    r"^(?:the|cllrs?|councillors?|mrs?|ms|miss|dr|prof|rev|revd|sgt|sergeant|pc|pcso|ps|insp"
    r"|inspector|ch|chief|supt"
    r"|superintendent|di|dci|ds|dc|acc|col|wing|commander)\.?\s+",
    re.I,
)


@dataclass(frozen=True)
class Score:
    """Counts that can be added up over documents."""

    right: int = 0
    read: int = 0
    true: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(self.right + other.right, self.read + other.read, self.true + other.true)

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.read + self.true) if self.read + self.true else 1.0


def person(name: str) -> tuple[str, str]:
    """Surname and first initial (empty where only a surname is known)."""
    before = ""
    while before != name:
        before, name = name, TITLE.sub("", name.strip())
    words = name.lower().replace(".", " ").split()
    return (words[-1] if words else "", words[0][0] if len(words) > 1 else "")


def same_words(one: str, other: str) -> bool:
    """Do the two share at least 60 % of the longer one's words?"""
    mine, theirs = (re.findall(r"[\w']+", text.lower()) for text in (one, other))
    left = list(theirs)
    shared = 0
    for word in mine:
        if word in left:
            left.remove(word)
            shared += 1
    return shared >= 0.6 * max(len(mine), len(theirs), 1)


def owner(name: str, present: Sequence[dict[str, Any]]) -> str:
    """An owner as a key: initials, a first name or a surname stand for who was there."""
    bare = name.strip()
    while TITLE.match(bare):
        bare = TITLE.sub("", bare)
    for one in present:
        words = one["name"].split()
        initials = {one.get("initials"), words[0][0] + words[-1][0] if len(words) > 1 else None}
        if bare in {one["name"], words[0], words[-1], *initials} - {None}:
            return "{} {}".format(*person(one["name"]))
    return bare.lower()


def pairs(
    read: Sequence[Any], true: Sequence[Any], alike: Callable[[Any, Any], bool]
) -> list[tuple[Any, Any]]:
    """Each true one with the first reading of it."""
    left = list(read)
    found = []
    for one in true:
        match = next((other for other in left if alike(other, one)), None)
        if match is not None:
            left.remove(match)
            found.append((match, one))
    return found


def names(read: Sequence[dict[str, Any]], true: Sequence[dict[str, Any]]) -> Score:
    same = pairs(read, true, lambda a, b: person(a["name"]) == person(b["name"]))
    return Score(len(same), len(read), len(true))


def texts(read: Sequence[dict[str, Any]], true: Sequence[dict[str, Any]]) -> Score:
    same = pairs(read, true, lambda a, b: same_words(a["text"], b["text"]))
    return Score(len(same), len(read), len(true))


def score(read: dict[str, Any], true: dict[str, Any]) -> dict[str, Score]:
    """Every measure of one document."""
    people = [*read["present"], *read["apologies"]]
    both = pairs(
        read["actions"], true["actions"], lambda a, b: same_words(a["text"], b["text"])
    )
    whole = sum(
        {owner(one, people) for one in a["owners"]}
        == {owner(one, people) for one in b["owners"]}
        and a["due"] == b["due"]
        for a, b in both
    )
    kinds = pairs(
        read["decisions"], true["decisions"], lambda a, b: same_words(a["text"], b["text"])
    )
    frame = ("date", "time", "place", "chair", "body")
    said = [key for key in frame if true.get(key)]
    alike = sum(
        str(read[key] or "").lower().endswith(str(true[key]).lower().split()[-1])
        for key in said
    )
    again = read["next_meeting"] == true["next_meeting"]
    return {
        "present": names(read["present"], true["present"]),
        "apologies": names(read["apologies"], true["apologies"]),
        "decisions": texts(read["decisions"], true["decisions"]),
        "actions": texts(read["actions"], true["actions"]),
        "action, owners and due": Score(whole, len(read["actions"]), len(true["actions"])),
        "kind of decision": Score(
            sum(a["kind"] == b["kind"] for a, b in kinds), len(kinds), len(kinds)
        ),
        "date, time, place, chair, body": Score(alike, len(said), len(said)),
        "next meeting": Score(again, 1, 1),
        "amounts": Score(
            len(set(read["amounts"]) & set(true["amounts"])),
            len(set(read["amounts"])),
            len(set(true["amounts"])),
        ),
    }
