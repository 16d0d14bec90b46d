"""Sentences that bind somebody: "KH to contact", "PR agreed to circulate", "LG would ask"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from wardmote.meetings.reading.owners import (
    OWNERS,
    PRONOUN,
    Roster,
    is_body,
    mentioned,
    named,
)
from wardmote.meetings.reading.verbs import BASE, STATIVE, WILL_NOT, WILL_OK_IF_PERSON

BINDS = (
    r"(?:\s*-?\s*(?:please\s+)?\bto\s+(?:please\s+|also\s+|then\s+)?"
    r"|\s+(?:(?:has|have)\s+)?(?:also\s+)?(?:kindly\s+)?(?:agreed|undertook|undertaken"
    r"|offered|volunteered|promised|committed|pledged|proposed)\s+to\s+"
    r"|\s+(?:is|are|was|were)\s+(?:also\s+|then\s+)?(?:asked|instructed|requested|tasked"
    r"|directed|invited|authorised|to|going\s+to|required|reminded|encouraged|urged"
    r"|delegated)\s+(?:to\s+)?"
    r"|\s+be\s+(?:also\s+)?(?:asked|requested|instructed|tasked|directed)\s+to\s+"
    r"|\s+(?-i:i)\s+(?=(?-i:[a-z]{4}))"
    r"|\s+(?:said|confirmed|advised|stated|agreed)\s+(?:that\s+)?(?:he|she|they"
    r"|it)\s+(?:would|will)\s+"
    r"|\s+(?:will|would|shall|must)\s+(?:also\s+|then\s+|now\s+|try\s+to\s+|need\s+to\s+"
    r"|be\s+asked\s+to\s+|speak\s+to\s+and\s+|please\s+)?"
    r"|\s+(?:needs?|has|have)\s+to\s+)"
)
CLAUSE = re.compile(
    rf"(?:^\W*(?:\d+(?:\.\d+)*[.)]?\s+)?|(?<=[,;:(\-.])|\b(?:and|but|so|that|then|which)\b"
    rf"|\u2022|\t)\s*[\"'(\[]*(?P<who>{OWNERS}|he|she"
    rf"|they)(?P<binds>{BINDS})(?P<verb>(?-i:[a-z])[a-z'-]*)",
    re.I,
)
GROUPS = re.compile(
    r"^(?:the\s+)?(?:board|committee|council|group|partnership|trustees|members|councillors"
    r"|cllrs|all|everyone|everybody|all (?:present|members|partners|councillors))$",
    re.I,
)
PLAIN_TO = re.compile(r"\s*-?\s*(?:please\s+)?to\s+(?:please\s+|also\s+|then\s+)?")
AGREED_TO = re.compile(r"\b(?:agreed|resolved|decided)\b", re.I)
REQUEST = re.compile(
    rf"\b(?:agreed|resolved|decided)\s+(?:unanimously\s+)?to\s+(?P<ask>ask|request|instruct"
    rf"|invite)\s+"
    rf"(?P<who>{OWNERS})\s+to\s+(?-i:[a-z])",
    re.I,
)
AGREED_THAT = re.compile(r"\b(?:agreed|resolved)\s+(?:that\s+)?$", re.I)
GROUP_PROMISES = re.compile(r"^\s+(?:agreed|proposed|decided|resolved|offered)\b", re.I)
SUBJUNCTIVE = re.compile(
    rf"(?:^\W*(?:\(?\w{{1,4}}[.)]\s+)?|\b(?:resolved|agreed|suggested|requested|instructed"
    rf"|and)\s+)(?:that\s+)(?P<who>{OWNERS})\s+(?P<verb>[a-z]+)\b",
    re.I,
)
DASHED = re.compile(rf"^\W*(?P<who>{OWNERS})\s*(?:-|:)\s*(?P<verb>[a-z-]+)\b", re.I)
NOT_ABOUT = re.compile(
    r"\b(?:if|whether|when|unless|because|until|where|who|how|what|why|as)\s*$", re.I
)
PASSIVE = re.compile(
    r"^\W*(?:\d+[.)]\s*)?(?P<what>(?:[A-Z]|the |a "
    r"|an )[^.,;:]{2,60}?)\s+to be (?P<verb>[a-z]+(?:ed|t|n|de|ght|nt|ld|wn|ut|ne))\b"
    r"|^.{0,60}?\b(?P<would>[a-z]+s (?:would|will) be (?:circulated|sent|drawn up"
    r"|distributed|written|arranged|produced|prepared|invited))\b",
    re.I,
)
FINITE = re.compile(
    r"\b(?:received|done|is|are|was|were|has|have|had|will|would|can|could|should|asked|said"
    r"|agreed|noted|advised|reported|felt|suggested|explained|expected|due|need|needs|seems"
    r"|wants?|hopes?|plans?|likely|yet|still|ought|proposed|considered|resolved|proposal"
    r"|requested|recommended|wished)\b",
    re.I,
)
REPORTED = re.compile(
    r"\b(?:asked|queried|wondered|explained|said|thought|reported|noted|advised|hoped"
    r"|believed|suggested|confirmed|warned|announced|told)\b[^.;]*$",
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
            r"[\s,;]*(?:\b(?:and|but|so|that|then)\b[\s,;]*){0,2}$",
            "",
            sentence[one.start : end],
        )
        yield Promise(one.start, one.start + len(text), one.owners)


def _found(sentence: str, who: Roster, speaker: tuple[str, ...]) -> list[Promise]:
    found: list[Promise] = []
    at = 0
    while len(found) < 20 and (match := CLAUSE.search(sentence, at)):
        owners = _bound(sentence, match, who, speaker)
        if owners:
            owners = _in_english(match, who) or owners
            found.append(Promise(match.start("who"), len(sentence), owners))
            at = match.end("verb")
        else:
            at = match.start("who") + 1
    for match in SUBJUNCTIVE.finditer(sentence):
        bound = named(match["who"], who, strangers=True)
        if (
            bound
            and _is_asked(match)
            and not _is_group(match["who"])
            and all(one.start != match.start("who") for one in found)
        ):
            found.append(Promise(match.start("who"), len(sentence), bound))
    found = found or list(_requested(sentence, who))
    if not found:
        dashed = DASHED.match(sentence)
        bound = named(dashed["who"], who) if dashed else None
        if dashed and bound and dashed["verb"].lower() in BASE:
            return [Promise(dashed.start("who"), len(sentence), bound)]
        passive = PASSIVE.match(sentence)
        if passive and passive["would"]:
            return [Promise(0, len(sentence), ())]
        if (
            passive
            and passive["what"]
            and not FINITE.search(passive["what"])
            and len(passive["what"].split()) < 8
            and " - " not in passive["what"]
        ):
            return [Promise(passive.start("what"), len(sentence), ())]
    return sorted(found, key=lambda one: one.start)


def _in_english(match: re.Match[str], who: Roster) -> tuple[str, ...] | None:
    """The owners of "Clerc i gysylltu / Clerk to contact" as the second half has them."""
    if match["binds"].strip() != "i":
        return None
    second = re.match(
        rf"[^/]{{0,200}}\s/\s(?P<who>{OWNERS})\s", match.string[match.end() :], re.I
    )
    return named(second["who"], who) if second else None


def _is_asked(match: re.Match[str]) -> bool:
    """ "agreed that the Clerk write", or "writes"."""
    verb, agreed = match["verb"].lower(), AGREED_TO.search(match.string[: match.start("who")])
    return verb in BASE or (bool(agreed) and verb.removesuffix("s") in BASE)


def _requested(sentence: str, who: Roster) -> Iterator[Promise]:
    """ "It was agreed to ask the Clerk to write"."""
    for match in REQUEST.finditer(sentence):
        owners = named(match["who"], who)
        if owners and not is_body(match["who"]) and not _is_group(match["who"]):
            yield Promise(match.start("ask"), len(sentence), owners)


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
            subject = re.match(rf"\W*(?P<who>{OWNERS}?)(?:'s)?\s+(?-i:[a-z]+)\b", before, re.I)
            owners = (named(subject["who"], who) or ()) if subject else owners
            if len(mentioned(before, who)) > 1 and len(owners) < 2:
                owners = ()
    else:
        strangers = bool(PLAIN_TO.fullmatch(binds)) or bool(AGREED_THAT.search(before))
        owners = named(match["who"], who, strangers=strangers) or ()
    if not owners or NOT_ABOUT.search(before):
        return ()
    return (
        owners if _binding(match["who"], binds, verb, before, sentence[match.end() :]) else ()
    )


def _binding(name: str, binds: str, verb: str, before: str, after: str) -> bool:
    group = _is_group(name)
    if is_body(name):
        return (
            (
                bool(
                    re.fullmatch(
                        r"\s*-?\s*(?:please\s+)?to\s+(?:please\s+|also\s+|then\s+)?", binds
                    )
                )
                and verb in BASE
                and not re.search(r"\w", before)
            )
            or "agreed" in binds
            or "undert" in binds
        )
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
            r"\b(?:asked|wants?|invited|from|of|by|with|for|wanted|allowed|told|requested"
            r"|expects?|need|needs|given|urged|thanked|about|enabled"
            r"|enables)\s+(?:the\s+)?(?:[A-Z][\w.]*\s+)*$",
            before,
        )
    )


def _is_group(name: str) -> bool:
    return bool(GROUPS.match(name.strip()))


def lead_owner(sentence: str, who: Roster) -> tuple[str, ...]:
    """The owners with which a marked action opens: "KH to", "LG - chase", "All: send"."""
    match = re.match(
        rf"[\W\d]*(?P<who>{OWNERS})(?:\s+(?:to|will|would|agreed|is|are|please|by|before)\b"
        rf"|\s*[-:]\s"
        rf"|\s*\()",
        sentence,
        re.I,
    )
    return (named(match["who"], who) or ()) if match else ()
