"""Whose minutes, when, where, chaired by whom, and when again."""

import re
from datetime import date

from wardmote.meetings.reading.dates import find_days, find_time
from wardmote.meetings.reading.minutes import Next, Person
from wardmote.meetings.reading.page import Block, Page
from wardmote.meetings.reading.people import parse

TOP = 25
BODY = re.compile(
    r"\b(?:council|partnership|board|committee|group|panel|forum|association|executive"
    r"|cabinet|trust|hall"
    r"|cyngor|pwyllgor|partneriaeth|bwrdd|tasking|pact|society|network|alliance|csp|cdrp|psg|police|federation|meeting)\b",
    re.I,
)
NOT_BODY = re.compile(
    r"^\W*(?:agenda(?: items?| and minutes)?|minutes|draft(?: minutes)?|notes|cofnodion|items?"
    r"|home|official\S*|meeting|"
    r"confidential|unconfirmed|attendees|present|apologies|date|time|venue|location"
    r"|contact)\b\W*(?:$|:)",
    re.I,
)
MEETING_OF = re.compile(
    r"\b(?:meeting|minutes|notes|agm)(?: \w+)? of (?:the |a )?(?:(?:ordinary|annual"
    r"|extraordinary|monthly"
    r"|special) )?(?:meeting of (?:the )?)?(?P<body>[A-Z][\w&' -]+?)(?:,? (?:meeting )?held"
    r"|,? on\b|,? at\b|$|:|,)",
    re.I,
)
LEADING = re.compile(
    r"^(?:(?:draft |unconfirmed )?(?:minutes|notes)(?: of)?(?: the"
    r"| a)?(?: meeting(?: of)?(?: the)?)?\s*[-:]?\s*)",
    re.I,
)
TRAILING = re.compile(
    r"(?:\s*[-:,|]\s*)?(?:meeting\s+)?(?:meeting )?(?:minutes|notes)(?: of (?:our|the"
    r"|a)? ?meeting)?\b.*$|\s+meeting held\b.*$",
    re.I,
)
PLACE_LABEL = re.compile(
    r"^\W*(?:venue|location|place|where|held at)\W*[:\-]\s*(?P<place>.+)$|^\W*(?:venue"
    r"|location|place)\t(?P<cell>.+)$",
    re.I | re.S,
)
HELD = re.compile(
    r"\b(?:held\b.{0,60}?|meeting.{0,40}?|\d\s*[ap]\.?m\.?,? |\d{4} |^)(?:\b(?:in|at|via|by"
    r"|on)\b) (?P<place>(?:the |MS |Microsoft )?(?!\d|(?:Mon|Tues|Wednes|Thurs|Fri|Satur"
    r"|Sun)day|(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY)[A-Z(][\w'&().-]*(?:,? (?:the |of "
    r"|and |on )?[A-Z(0-9][\w'&().-]*)*)"
)
OTHER_MEETING = re.compile(
    r"\b(?:last|previous|next)\b|\b(?:confirm|approve|agree|receive|sign|accept"
    r"|adopt)\w*\b.*\bminutes of\b|^\W*\d+\W+(?:the )?minutes of",
    re.I,
)
AGAIN = re.compile(
    r"\bnext (?:\w+ ){0,3}?(?:meeting|board|pact|agm|panel|time|session)s?\b"
    r"|\bdate(?:s)?(?: and time| & time)? of (?:the )?(?:next|future)\b|\bdonm\b"
    r"|^\W*(?:[\d.)/]+\s*)?next\b|\bmeets? (?:again|next)\b|\bnext (?:general|annual"
    r"|ordinary)[\w ]*\b",
    re.I,
)
REMOTE = re.compile(
    r"\b(?:via|using|by|over|on) ((?:MS |Microsoft )?Teams|Zoom|Skype|video ?conferenc\w+)\b",
    re.I,
)
HYBRID = re.compile(r"\b(?:and|or|also) (?:via|by|on|over|using) $|[&/+] (?:via|by|on) $", re.I)
"""Before a second place: "Memorial Hall and by Zoom"."""
ROOM = re.compile(
    r"\b(?:room|hall|house|centre|center|station|office|offices|teams|zoom|library|church"
    r"|school|chamber|video|virtual|online|exchange|institute|arms|hut|rooms|skype|guildhall"
    r"|neuadd|canolfan|swyddfa|ysgol|pavilion|building|headquarters|hq|club)\b",
    re.I,
)


def find_body(page: Page) -> str | None:
    """The partnership, council or committee whose minutes they are."""
    lines = [block for block in page.blocks[:TOP] if not NOT_BODY.match(block.line)]
    for block in lines[:6]:
        named = MEETING_OF.search(block.line)
        if (
            named
            and BODY.search(named["body"])
            and not re.fullmatch(r"(?i)(?:the )?(?:annual |general )*meeting", named["body"])
            and not re.search(r"[a-z] [a-z]+ [a-z]+ [a-z]+ ", named["body"])
            and not any(
                BODY.search(one.line) and len(one.line) < 60
                for one in lines[: lines.index(block)]
            )
        ):
            return _tidy(named["body"])
    for block in lines[:8]:
        words = _tidy(block.line)
        if (
            BODY.search(words)
            and 3 < len(words) <= 100
            and not words.endswith(".")
            and not block.listed
            and words.lower() != "meeting"
        ):
            return words
    return None


def _tidy(line: str) -> str:
    line = LEADING.sub("", line)
    days = find_days(line)
    if days and days[0].start > 3:
        line = line[: days[0].start]
    line = TRAILING.sub("", line)
    line = re.sub(r"\b(?:held|on)\s*$", "", line.strip(" -:,|(@"), flags=re.I)
    line = re.sub(
        r"\s+(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b.*$", "", line
    )
    return line.strip(" -:,|(")


def find_date(page: Page) -> tuple[date | None, int]:
    """The day of the meeting, and the block that says so."""
    for index, block in enumerate(page.blocks[:TOP]):
        for day in find_days(block.words):
            on = day.on(None)
            if on is None or OTHER_MEETING.search(block.words[: day.end][-70:]):
                continue
            return on, index
    return None, 0


def find_start(page: Page, at: int) -> str | None:
    """The time it began: beside the date, or where it says "Time"."""
    for block in (*page.blocks[at : at + 3], *page.blocks[max(0, at - 2) : at]):
        if AGAIN.search(block.words):
            continue
        said = find_time(_without_days(block))
        if said:
            return said
    return None


def _without_days(block: Block) -> str:
    words = block.words
    for day in reversed(find_days(words)):
        words = words[: day.start] + " " + words[day.end :]
    return words


def find_place(page: Page, at: int) -> str | None:
    """Where it was held; "via Zoom" is a place too."""
    return _find_place(page, at) or next(
        (found[1] for block in page.blocks[:TOP] if (found := REMOTE.search(block.line))), None
    )


def _find_place(page: Page, at: int) -> str | None:
    for index, block in enumerate(page.blocks[:TOP]):
        labelled = PLACE_LABEL.match(block.words)
        if labelled:
            return _place(labelled["place"] or labelled["cell"])
        if re.fullmatch(r"(?:venue|location|place)\W*", block.line, re.I) and index + 1 < len(
            page.blocks
        ):
            return _place(page.blocks[index + 1].line)
    for index, block in enumerate(page.blocks[:TOP]):
        if index > at + 2 or OTHER_MEETING.search(block.words[:40]):
            continue
        for held in HELD.finditer(block.line[:400]):
            if HYBRID.search(block.line[: held.start("place")]):
                continue
            if ROOM.search(held["place"]) or "held" in block.line.lower():
                return _place(held["place"])
    for block in page.blocks[max(0, at - 1) : at + 3]:
        words = _without_days(block)
        parts = [part.strip() for part in re.split(r",|\s-\s|\t|(?<=[ap]m)\s", words)]
        rooms = [
            part
            for part in parts
            if ROOM.search(part)
            and len(part) < 60
            and not BODY.search(re.sub(r"(?i)hall|meeting", "", part))
            and not parse(part + " x")
        ]
        if rooms and (find_days(block.words) or len(words) < 60):
            return _place(rooms[0])
    return None


def _place(words: str | None) -> str | None:
    words = " ".join((words or "").split())
    words = re.split(
        r"\s*View directions|\s+(?:on|at) (?=\d|Mon|Tue|Wed|Thu|Fri|Sat|Sun|the \d)"
        r"|\s+commencing|\.\s|\.$",
        words,
    )[0]
    days = find_days(words)
    if days and days[0].start > 3:
        words = words[: days[0].start]
    words = re.sub(r",?\s*\d{1,2}(?:[.:]\d\d)?\s*[ap]\.?m\b.*$", "", words, flags=re.I)
    return words.strip(" ,.-") or None


def find_chair(page: Page, present: tuple[Person, ...]) -> str | None:
    """Who took the chair."""
    for person in present:
        if (
            person.role
            and re.search(r"(?<!vice )(?<!vice-)(?<!deputy )\bchair", person.role, re.I)
            and not re.search(
                r"vice|deputy|chair of (?!the (?:board|meeting|council|committee|partnership))",
                person.role,
                re.I,
            )
        ):
            return person.name
    for block in page.blocks:
        took = re.search(
            r"(?P<name>[A-Z][\w'.-]+(?: [A-Z][\w'.-]+){0,3}) (?:took the [Cc]hair"
            r"|\(?in the [Cc]hair|chaired the meeting|presided)",
            block.line,
        ) or re.search(
            r"\b(?:[Cc]haired by"
            r"|[Ii]n the [Cc]hair:?) (?P<name>[A-Z][\w'.-]+(?: [A-Z][\w'.-]+){0,3})",
            block.line,
        )
        chair = parse(took["name"]) if took else None
        if chair:
            return chair.name
    return None


def find_next(page: Page, meeting: date | None) -> Next:
    """When the next meeting is, by the last words about it that name a day."""
    for index in range(len(page.blocks) - 1, -1, -1):
        block = page.blocks[index]
        match = AGAIN.search(block.words)
        if not match:
            continue
        if (
            len(block.line) > 60
            and re.search(r"\bby\b|\bto (?:bring|report)\b", block.words)
            and not re.search(r"next meeting (?:will|would|is)|date of", block.words, re.I)
        ):
            continue
        text = block.words[match.start() :]
        for following in page.blocks[index + 1 : index + 3]:
            if find_days(text) or (
                following.cell and block.cell and following.cell.table != block.cell.table
            ):
                break
            text = f"{text}  {following.words}"
        for day in find_days(text):
            on = day.on(meeting)
            if on and (meeting is None or on > meeting):
                return Next(
                    on.isoformat(), find_time(text[: day.start] + "  " + text[day.end :])
                )
    return Next()
