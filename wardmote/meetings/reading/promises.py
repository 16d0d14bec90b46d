"""Sentences that bind somebody: "KH to contact", "PR agreed to circulate", "LG would ask"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from wardmote.meetings.reading.owners import OWNERS, PRONOUN, Roster, named

BINDS = (
    r"(?:\s*-?\s*(?:please\s+)?\bto\s+(?:please\s+|also\s+|then\s+)?"
    r"|\s+(?:(?:has|have)\s+)?(?:also\s+)?(?:kindly\s+)?(?:agreed|undertook|undertaken|offered|volunteered|promised|committed|pledged|proposed)\s+to\s+"
    r"|\s+(?:is|are|was|were)\s+(?:also\s+|then\s+)?(?:asked|instructed|requested|tasked|directed|invited|authorised|to|going\s+to|required|reminded|encouraged|urged|delegated)\s+(?:to\s+)?"
    r"|\s+(?:said|confirmed|advised|stated|agreed)\s+(?:that\s+)?(?:he|she|they|it)\s+(?:would|will)\s+"
    r"|\s+(?:will|would|shall|must)\s+(?:also\s+|then\s+|now\s+|try\s+to\s+|need\s+to\s+|be\s+asked\s+to\s+|speak\s+to\s+and\s+|please\s+)?"
    r"|\s+(?:needs?|has|have)\s+to\s+)"
)
CLAUSE = re.compile(
    rf"(?:^\W*(?:\d+(?:\.\d+)*[.)]?\s+)?|(?<=[,;:(\-.])|\b(?:and|but|so|that|then|which)\b|\u2022|\t)\s*[\"'(\[]*(?P<who>{OWNERS}|he|she|they)(?P<binds>{BINDS})(?P<verb>[a-z][a-z'-]*)",
    re.I,
)
STATIVE = {
    "be", "have", "like", "remain", "become", "continue", "appear", "expect", "prefer", "feel", "want", "seem", "mean",
    "not", "no", "the", "a", "an", "his", "her", "their", "its", "this", "that", "include", "depend", "cost", "welcome",
    "affect", "benefit", "happen", "occur", "retire", "hope", "know", "never", "only", "all", "always", "those",
    "these", "any", "each", "every", "our", "your", "my", "date", "approx", "which", "whom", "us", "them", "him",
}  # fmt: skip
WILL_NOT = STATIVE | {
    "attend", "start", "begin", "end", "close", "open", "leave", "take", "need", "see", "meet", "use", "go", "run", "move",
    "then", "mean", "play", "feed", "allow", "also", "stay", "help", "work", "replace", "join", "fall", "rise", "get", "hold", "receive",
    "increase", "decrease", "come", "step", "represent", "chair", "understand", "return", "still", "focus", "form", "struggle", "fund",
}  # fmt: skip
WILL_OK_IF_PERSON = {
    "take",
    "meet",
    "get",
    "replace",
    "run",
    "help",
    "hold",
    "see",
    "use",
    "attend",
    "feed",
    "return",
    "work",
    "join",
    "go",
    "open",
}
ADVERBS = {
    "also",
    "please",
    "then",
    "now",
    "kindly",
    "formally",
    "urgently",
    "directly",
    "continue",
}
GROUPS = re.compile(
    r"^(?:the\s+)?(?:board|committee|council|group|partnership|trustees|members|councillors|cllrs|all|everyone|everybody|all (?:present|members|partners|councillors))$",
    re.I,
)
GROUP_PROMISES = re.compile(r"^\s+(?:agreed|proposed|decided|resolved|offered)\b", re.I)
SUBJUNCTIVE = re.compile(
    rf"\b(?:resolved|agreed|suggested|requested|instructed|and)\s+(?:that\s+)(?P<who>{OWNERS})\s+(?P<verb>[a-z]+)\b",
    re.I,
)
BASE = {
    "write", "contact", "obtain", "ask", "arrange", "send", "report", "invite", "prepare", "lay", "draft", "circulate", "purchase", "order", "investigate", "seek",
    "reply", "respond", "liaise", "organise", "organize", "check", "attend", "meet", "provide", "submit", "speak", "enquire", "place", "add", "update", "bring", "review",
    "chase", "find", "follow", "look", "make", "book", "email", "e-mail", "phone", "ring", "call", "visit", "get", "put", "take", "share", "identify", "raise",
    "issue", "publish", "produce", "confirm", "complete", "collect", "sort", "fix", "buy", "tell", "let", "give", "discuss", "explore", "develop", "set", "monitor", "pursue",
    "convene", "pass", "forward", "log", "escalate", "nominate", "continue", "finalise", "co-ordinate", "coordinate", "represent", "apply", "pay", "advertise", "advise",
    "inform", "notify", "clarify", "resend", "recirculate", "cut", "deliver", "clean", "repair", "replace", "remove", "install", "design", "print", "source", "research",
}  # fmt: skip
DASHED = re.compile(rf"^\W*(?P<who>{OWNERS})\s*(?:-|:)\s*(?P<verb>[a-z-]+)\b", re.I)
NOT_ABOUT = re.compile(
    r"\b(?:if|whether|when|unless|because|until|where|who|how|what|why|as)\s*$", re.I
)
PASSIVE = re.compile(
    r"^\W*(?:\d+[.)]\s*)?(?P<what>(?:[A-Z]|the |a |an )[^.,;:]{2,80}?)\s+to be (?P<verb>[a-z]+(?:ed|t|n|de|ght|nt|ld|wn|ut|ne))\b|^.{0,60}?\b(?P<would>[a-z]+s (?:would|will) be (?:circulated|sent|drawn up|distributed|written|arranged|produced|prepared|invited))\b",
    re.I,
)
FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|should|asked|said|agreed|noted|advised|reported|felt|suggested|explained|expected|due|need|needs|seems|wants?|hopes?|plans?|likely|yet|still|ought|proposed|considered|resolved|proposal|requested|recommended|wished)\b",
    re.I,
)
REPORTED = re.compile(
    r"\b(?:asked|queried|wondered|explained|said|thought|reported|noted|advised|hoped|believed|suggested|confirmed|warned|announced|told)\b[^.;]*$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Promise:
    """Who is bound, and the words that say to what, within one sentence."""

    start: int
    end: int
    owners: tuple[str, ...]


def promises(sentence: str, who: Roster, speaker: tuple[str, ...] = ()) -> Iterator[Promise]:
    """Each thing that somebody is to do by this sentence."""
    if sentence.rstrip().endswith("?"):
        return
    found = _found(sentence, who, speaker)
    for one, following in zip_longest(found, found[1:]):
        end = following.start if following else len(sentence)
        text = re.sub(
            r"[\s,;]*(?:\b(?:and|but|so|that|then)\b)?[\s,;]*$", "", sentence[one.start : end]
        )
        yield Promise(one.start, one.start + len(text), one.owners)


def _found(sentence: str, who: Roster, speaker: tuple[str, ...]) -> list[Promise]:
    found: list[Promise] = []
    at = 0
    while len(found) < 20:
        match = CLAUSE.search(sentence, at)
        if not match:
            break
        owners = _bound(sentence, match, who, speaker)
        if owners:
            found.append(Promise(match.start("who"), len(sentence), owners))
            at = match.end("verb")
        else:
            at = match.start("who") + 1
    for match in SUBJUNCTIVE.finditer(sentence):
        owners = named(match["who"], who)
        if (
            owners
            and match["verb"].lower() in BASE
            and not _is_group(match["who"])
            and all(one.start != match.start("who") for one in found)
        ):
            found.append(Promise(match.start("who"), len(sentence), owners))
    if not found:
        dashed = DASHED.match(sentence)
        owners = named(dashed["who"], who) if dashed else None
        if dashed and owners and dashed["verb"].lower() in BASE:
            return [Promise(dashed.start("who"), len(sentence), owners)]
        passive = PASSIVE.match(sentence)
        if passive and passive["would"]:
            return [Promise(0, len(sentence), ())]
        if (
            passive
            and passive["what"]
            and not FINITE.search(passive["what"])
            and len(passive["what"].split()) < 10
        ):
            return [Promise(passive.start("what"), len(sentence), ())]
    return sorted(found, key=lambda one: one.start)


def _bound(
    sentence: str, match: re.Match[str], who: Roster, speaker: tuple[str, ...]
) -> tuple[str, ...]:
    """The owners that a clause binds; empty where it binds nobody."""
    binds, verb = match["binds"].lower(), match["verb"].lower()
    before = sentence[: match.start("who")]
    if PRONOUN.fullmatch(match["who"].strip()):
        owners: tuple[str, ...] = (
            speaker if len(speaker) == 1 or match["who"].lower() == "they" else ()
        )
        if re.search(r"[A-Z]", before):
            subject = re.match(rf"\W*(?P<who>{OWNERS})\s+(?-i:[a-z]+)\b", before, re.I)
            owners = (named(subject["who"], who) or ()) if subject else owners
    else:
        owners = named(match["who"], who) or ()
    if not owners or NOT_ABOUT.search(before):
        return ()
    return (
        owners if _binding(match["who"], binds, verb, before, sentence[match.end() :]) else ()
    )


def _binding(name: str, binds: str, verb: str, before: str, after: str) -> bool:
    group = _is_group(name)
    if re.search(r"\b(?:will|would|shall)\b", binds):
        if group or verb in WILL_NOT - (WILL_OK_IF_PERSON if not group else set()):
            return False
        if "would" in binds and re.match(r"\s+(?:like|also like|have|need|rather)\b", after):
            return False
        return not (
            REPORTED.search(before)
            and not re.search(r"\b(?:agreed|said|confirmed|resolved)\b[^.;]*$", before, re.I)
        )
    if GROUP_PROMISES.match(binds) and group:
        return False
    if re.search(r"\b(?:needs?|has|have)\s+to\b", binds) and "agreed" not in binds:
        return False
    if re.search(r"\b(?:is|are|was|were)\b", binds) and re.search(
        r"\b(?:authorised|required|encouraged|urged|delegated|invited|reminded)\b", binds
    ):
        return (
            "to" in binds.split()
            and verb not in STATIVE
            and "invited" not in binds
            and "authorised" not in binds
        )
    if re.search(r"\b(?:is|are|was|were)\s*$", binds) or (
        re.search(r"\basked|requested|instructed\b", binds) and "to" not in binds.split()
    ):
        return False
    if re.fullmatch(r"\s*-?\s*(?:please\s+)?to\s+(?:please\s+|also\s+|then\s+)?", binds):
        return (
            verb not in STATIVE - {"continue", "include", "be"}
            and not _is_object(before)
            and not (verb == "be" and group)
        )
    return verb not in STATIVE - {"continue", "include"}


def _is_object(before: str) -> bool:
    """Is the one named the object of an earlier verb: "asked KH to", "a letter from KH to"?"""
    return bool(
        re.search(
            r"\b(?:asked|wants?|invited|from|of|by|with|for|wanted|allowed|told|requested|expects?|need|needs|given|urged|thanked|about|enabled|enables)\s+(?:the\s+)?(?:[A-Z][\w.]*\s+)*$",
            before,
        )
    )


def _is_group(name: str) -> bool:
    return bool(GROUPS.match(name.strip()))


def lead_owner(sentence: str, who: Roster) -> tuple[str, ...]:
    """The owners with which a marked action opens: "KH to", "LG - chase", "All: send"."""
    match = re.match(
        rf"[\W\d]*(?P<who>{OWNERS})(?:\s+(?:to|will|would|agreed|is|are|please)\b|\s*[-:]\s|\s*\()",
        sentence,
        re.I,
    )
    return (named(match["who"], who) or ()) if match else ()
