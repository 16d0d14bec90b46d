"""How much of minutes was read rightly, by the measure of the claim: F1 in each category.

Names match by surname and first initial, texts by 60 % of their words, owners as the exact
set, due exactly.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Read = Mapping[str, Any]
TITLES = re.compile(
    r"\b(?:cllrs?|councillors?|county|district|town|dr|mr|mrs|ms|miss|sir|supt|insp|ch|pc|pcso|di|"
    r"ds|sgt|inspector|superintendent|the)\b\.?",
    re.I,
)
EVERYBODY = re.compile(r"(?:all|everyone|everybody|each|all members|members)\b", re.I)


@dataclass(slots=True)
class Tally:
    right: int = 0
    said: int = 0
    true: int = 0

    def add(self, right: int, said: int, true: int) -> None:
        self.right, self.said, self.true = (
            self.right + right,
            self.said + said,
            self.true + true,
        )

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.said + self.true) if self.said + self.true else 1.0


def name_key(name: str) -> str:
    """Surname and first initial: "Cllr Terence Longmere" and "T. Longmere" are the same."""
    words = re.findall(r"[^\W\d_][\w'’-]*", TITLES.sub(" ", name))
    return f"{words[-1]} {words[0][0]}".lower().replace("’", "'") if words else ""


def who(present: Iterable[Read]) -> Callable[[str], str]:
    """Reads an owner as one of those present, whether by name, initials, first name or role."""
    known: dict[str, str] = {}
    for person in present:
        name, key = person["name"], name_key(person["name"])
        words = re.findall(r"[^\W\d_][\w'’-]*", TITLES.sub(" ", name)) or [name]
        initials = person.get("initials") or "".join(word[0] for word in words)
        for alias in (name, words[0], words[-1], initials, person.get("role")):
            if alias:
                known.setdefault(alias.lower(), key)

    def read(owner: str) -> str:
        plain = TITLES.sub(" ", owner).strip().lower()
        if EVERYBODY.match(plain):
            return "all"
        return known.get(owner.lower()) or known.get(plain) or name_key(owner) or plain

    return read


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


def pairs(said: list[Read], true: list[Read]) -> list[tuple[Read, Read]]:
    """Texts that are the same by 60 % of their words, each used once, the likest first."""
    alike = sorted(
        (
            (share, i, j)
            for i, one in enumerate(said)
            for j, other in enumerate(true)
            if (share := _shared(one["text"], other["text"])) >= 0.6
        ),
        reverse=True,
    )
    found, used_said, used_true = [], set(), set()
    for _, i, j in alike:
        if i not in used_said and j not in used_true:
            used_said.add(i)
            used_true.add(j)
            found.append((said[i], true[j]))
    return found


def _shared(said: str, true: str) -> float:
    ours, theirs = words(said), words(true)
    if ours.total() > 3 * theirs.total() + 6:
        return 0.0
    return (ours & theirs).total() / max(theirs.total(), 1)


def score(documents: Iterable[tuple[Read, Read]]) -> dict[str, float]:
    """F1 over (read, true) documents: present, apologies, decisions, actions, actions whole."""
    kinds = ("present", "apologies", "decisions", "actions", "owner and due")
    tallies = {kind: Tally() for kind in kinds}
    for read, true in documents:
        for kind in ("present", "apologies"):
            ours = {name_key(one["name"]) for one in read[kind]}
            theirs = {name_key(one["name"]) for one in true[kind]}
            tallies[kind].add(len(ours & theirs), len(ours), len(theirs))
        for kind in ("decisions", "actions"):
            right = len(pairs(read[kind], true[kind]))
            tallies[kind].add(right, len(read[kind]), len(true[kind]))
        owner = who(true["present"])
        whole = sum(
            {*map(owner, one["owners"])} == {*map(owner, other["owners"])}
            and one["due"] == other["due"]
            for one, other in pairs(read["actions"], true["actions"])
        )
        tallies["owner and due"].add(whole, len(read["actions"]), len(true["actions"]))
    return {kind: tally.f1 for kind, tally in tallies.items()}
