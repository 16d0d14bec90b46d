"""Where the decisions stand: each sentence that is one, and each entry of a list of them."""

import re
from collections.abc import Iterator

from wardmote.meetings.reading.items import Agenda
from wardmote.meetings.reading.minutes import Decision, Kind
from wardmote.meetings.reading.owners import Roster
from wardmote.meetings.reading.page import Block, Page
from wardmote.meetings.reading.promises import promises
from wardmote.meetings.reading.sentences import split
from wardmote.meetings.reading.verdicts import PAST, SEALED, kind_of, specific

OPENS = re.compile(
    r"(?:\b(?P<word>resolved|agreed|noted|recommended"
    r"|decisions?)\b(?:\s+unanimously)?(?:\s+(?:that|to|as follows|the following|by \w+)"
    r"|\s*[:\-])+\s*$"
    r"|^\W*(?:it was )?(?P<alone>resolved|agreed)\W*$)",
    re.I,
)
OPENS_IN = re.compile(
    r"\b(?P<word>RESOLVED|AGREED|Resolved|Agreed|resolved|agreed)\b(?:\s*[:\-]"
    r"|\s+(?:unanimously"
    r"|[Tt]hat|to))*\s*(?=\(?(?:i|1|a|A)\))"
)
ENTRY = re.compile(
    r"^\W{0,3}(?:\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,5})[.)]\s*|[•]\s*|-\s+|(?=[Tt]hat\b|[Tt]o\b))"
)
FORMAL = re.compile(r"\b(?:RESOLVED|AGREED)\b")
THAT = re.compile(r"(?:and\s+)?that\s", re.I)
AND_THAT = re.compile(r"[,;]?\s+and\s+(?=that\s(?:[\w'-]+\s){1,12}?be\s)")
SECOND = re.compile(r"^\W{0,2}(?:2|b|B|ii)[.)]\s")
INLINE = re.compile(r"(?:^|[\s;,])\((?:i{1,3}|iv|v|vi{0,3}|[a-h]|[1-9])\)\s")


def find_decisions(page: Page, agenda: Agenda, who: Roster) -> list[Decision]:
    """Every decision in the minutes, in order."""
    found: list[Decision] = []
    listing: Kind | None = None
    ended = -1
    for index, block in enumerate(page.blocks):
        words = block.words
        if listing is not None:
            if _is_entry(block):
                found.append(_decision(page, agenda, index, listing, 0, len(words)))
                continue
            listing = None
        opened = OPENS.search(words)
        if opened and not PAST.search(words) and _next_is_entry(page, index):
            listing = _open_kind(opened["word"] or opened["alone"], words)
            if listing:
                continue
        for start, end, kind in decisions_in(
            block, agenda.title_at(index), who, follows=ended == index - 1
        ):
            if kind:
                found.append(_decision(page, agenda, index, kind, start, end))
            ended = index if end >= len(words) - 1 else ended
        following = page.blocks[index + 1].words if index + 1 < len(page.blocks) else ""
        if FORMAL.search(words) and SECOND.match(following):
            listing = Kind.RESOLVED if "resolved" in words.lower() else Kind.AGREED
    return found


def _open_kind(word: str, words: str) -> Kind | None:
    kinds = {"resolved": Kind.RESOLVED, "agreed": Kind.AGREED, "noted": Kind.NOTED}
    if word.lower().startswith(("decision", "recommended")):
        return Kind.AGREED if len(words) < 40 else None
    return kinds.get(word.lower())


def _is_entry(block: Block) -> bool:
    return bool(
        (ENTRY.match(block.words) or block.listed)
        and not block.heading
        and re.search(r"[a-z]{3}", block.words)
        and not re.match(r"\W*\d+\.\s+[A-Z][A-Z ]{4}", block.words)
    )


def _next_is_entry(page: Page, index: int) -> bool:
    return index + 1 < len(page.blocks) and _is_entry(page.blocks[index + 1])


def _decision(
    page: Page, agenda: Agenda, index: int, kind: Kind, start: int, end: int
) -> Decision:
    block = page.blocks[index]
    at = block.span(start, end)
    kind = specific(block.words[start:end]) or kind
    return Decision(page.quote(*at), kind, agenda.name_at(index), at)


def decisions_in(
    block: Block, title: str, who: Roster, *, follows: bool = False
) -> Iterator[tuple[int, int, Kind | None]]:
    """Start, end and kind of each decision in a block; None for what seals the one before.

    `follows`: the block before ended in a decision.
    """
    words = block.words
    listed = list(_lettered(words))
    if listed:
        yield from listed
        return
    last: Kind | None = None
    for start, end in split(words):
        sentence = words[start:end]
        if follows and SEALED.match(sentence):
            yield start, end, None
            continue
        kind = _kind(sentence, title, block, who)
        if kind is None and last and THAT.match(sentence):
            kind = specific(sentence) or last
        follows = kind is not None
        last = kind if sentence.endswith(";") else None
        if kind:
            end = start + _before_promise(sentence, title, who)
            yield from _halves(words, start, end, kind)


def _lettered(words: str) -> Iterator[tuple[int, int, Kind | None]]:
    """ "RESOLVED: That (a) ...; (b) ...": each by itself."""
    opened = OPENS_IN.search(words)
    if not opened or PAST.search(words[: opened.start()]):
        return
    kind = Kind.RESOLVED if opened["word"].lower() == "resolved" else Kind.AGREED
    starts = [match.start() for match in INLINE.finditer(words, max(0, opened.end() - 1))]
    if len(starts) > 1 or (starts and starts[0] - opened.end() < 4):
        for start, end in zip(starts, [*starts[1:], len(words)], strict=True):
            sentences = split(words[start:end])
            stop = next((b for _, b in sentences if words[start + b - 1] == "."), end - start)
            yield start, start + stop, kind


def _kind(sentence: str, title: str, block: Block, who: Roster) -> Kind | None:
    """The kind of a sentence; a few words in a heading must say it outright."""
    if (
        block.heading
        and len(sentence.split()) < 6
        and not re.search(r"AGREED|agreed|RESOLVED|NOTED", sentence)
    ):
        return None
    return kind_of(sentence, title, who)


def _halves(words: str, start: int, end: int, kind: Kind) -> Iterator[tuple[int, int, Kind]]:
    """ "RESOLVED that A be approved and that B be deferred" is two."""
    cut = AND_THAT.search(words, start, end) if kind is not Kind.ELECTED else None
    first = words[start : cut.start()] if cut else ""
    if cut and re.search(r"\bbe\b", first) and FORMAL.match(first):
        yield start, cut.start(), specific(first) or Kind.RESOLVED
        start = cut.end()
    yield start, end, kind


def _before_promise(sentence: str, title: str, who: Roster) -> int:
    """Where the decision ends and, in the same sentence, somebody's task begins."""
    for one in promises(sentence, who):
        if sentence[: one.start].endswith(" to "):
            continue
        before = re.sub(
            r"[\s,;-]*\b(?:and|but|so|with)?(?: that)?[\s,;-]*$", "", sentence[: one.start]
        )
        if len(before.split()) > 2 and kind_of(before, title, who):
            return len(before)
    return len(sentence)
