"""When an action is due, in the documented forms: a day, a month, a meeting, "asap"."""

import re
from datetime import date, timedelta

from wardmote.meetings.reading.dates import (
    MONTH,
    WEEKDAYS,
    YEAR,
    coming,
    find_days,
    last_day,
    month_number,
    next_weekday,
)

ASAP = re.compile(
    r"\basap\b|\ba\.s\.a\.p|\bas soon as (?:possible|practicable)|\burgently\b", re.I
)
GATHERING = (
    r"(?:meetings?|mtgs?|board|committee|panel|forum|council|executive|cabinet|csp|cdrp|psg"
    r"|t&cg|tcg"
    r"|partnership|steering group|group meeting|agm|session)"
)
NEXT = re.compile(
    rf"\b(?:next|following|forthcoming|future) (?:[\w&'-]+ ){{0,3}}?{GATHERING}\b|\bnext time\b"
    rf"|\bahead of (?:the )?next\b|^\W*next\W*$",
    re.I,
)
FUTURE = re.compile(r"\bfuture\b", re.I)
MEETING_IN = re.compile(
    rf"\b{MONTH}(?:\s+{YEAR})?(?:'s)?(?:\s+[\w&'-]+){{0,3}}?\s+{GATHERING}\b", re.I
)
IN_MEETING = re.compile(
    rf"\b{GATHERING}\s+(?:in|of|on|held in|to be held in)\s+(?:the\s+)?{MONTH}(?:\s+{YEAR})?",
    re.I,
)
GLUED = re.compile(
    rf"\b{MONTH.replace(chr(92) + 'b', '')}(?:csp)?\s?(?P<year>(?!))?(?:meeting|board)", re.I
)
"""Where the spaces were lost."""
END_OF = re.compile(rf"\bend\s+(?:of\s+)?{MONTH}(?:,?\s+{YEAR})?", re.I)
END_OF_THIS = re.compile(
    r"\b(?:end of|by)\s+(?:the\s+|this\s+|next\s+)?(?P<what>month|week|year"
    r"|calendar year)(?:'s)?(?:\s+end)?\b",
    re.I,
)
THIS_MONTH = re.compile(r"\b(?P<which>this|next) month\b(?! 's)", re.I)
MONTH_ONLY = re.compile(
    rf"\b(?:in|by|during|before|for|early|late|mid|mid-|until|w/c"
    rf"|the)[\s-]+(?:the\s+)?(?:early\s+|late\s+|mid[\s-]+|beginning of\s+"
    rf"|start of\s+)?{MONTH}(?!\s*\d{{1,2}}\b)(?:,?\s+{YEAR})?",
    re.I,
)
BARE_MONTH = re.compile(rf"^\W*(?:early |mid |late )?{MONTH}(?:,?\s+{YEAR})?\W*$", re.I)
WITHIN = re.compile(
    r"\b(?:within|in) (?:the next )?(?P<many>\d+|one|two|three|four|five|six|seven|ten|fourteen"
    r"|a) (?P<unit>day|week|month)s?\b",
    re.I,
)
WEEKDAY = re.compile(
    rf"\b(?:by|on|before|this|next|cop|close of play|close(?: of business)?|cob)"
    rf" (?:on |next |this )?(?P<name>{'|'.join(WEEKDAYS)})\b",
    re.I,
)
DAY_ALONE = re.compile(
    rf"\b(?:by|on|before|of|cop|until)\s+(?P<name>{'|'.join(WEEKDAYS)})\s+(?:the\s+)?"
    rf"(?P<day>[0-3]?\d)(?:st|nd|rd|th)\b(?!\s+(?:of\s+)?{MONTH})",
    re.I,
)
"""A weekday and a number: "by Monday 11th"."""
SEASON = re.compile(
    r"\b(?:by|before|until)\s+christmas\b(?! (?:lights|tree|market|fair))", re.I
)
BOOKS = re.compile(
    r"\b(?:end of|before|by)\s+(?:the\s+|this\s+)*(?:financial year|financial year end)\b", re.I
)
SHORT_DAY = re.compile(
    r"\b(?:by|before|due)\s+(?P<day>[0-3]?\d)/(?P<number>[01]?\d)\b(?!/)", re.I
)
NUMBERS = {"one": 1, "a": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6} | {
    "seven": 7,
    "ten": 10,
    "fourteen": 14,
}
NO_DUE_BEFORE = re.compile(
    r"\b(?:from|since|starts?|starting|dated|of the|held on|held|minutes of|between|and"
    r"|after|for|on and after|taking place on)\s*$",
    re.I,
)
DUE_BEFORE = re.compile(
    r"(?:\b(?:by|before|until|due|on|no later than|latest|deadline|for|at|w/c"
    r"|week commencing|of)\s*[:-]?\s*(?:the\s+)?|[-(,:]\s*)$",
    re.I,
)


def find_due(text: str, meeting: date | None) -> str | None:
    """What the words of an action say about when; None where they do not."""
    at_meeting = _meeting(text, meeting)
    if at_meeting:
        return at_meeting
    return (
        _day(text, meeting) or _month(text, meeting) or ("asap" if ASAP.search(text) else None)
    )


def due_cell(text: str, meeting: date | None) -> str | None:
    """The same of a table's cell, where a bare day or month is meant as due."""
    said = find_due(text, meeting)
    if said:
        return said
    for day in find_days(text):
        on = day.on(meeting)
        if on:
            return on.isoformat()
    short = re.search(r"\b(\d{1,2})/(\d{1,2})\b", text)
    if short and meeting:
        return _short(int(short[1]), int(short[2]), meeting)
    bare = BARE_MONTH.match(text)
    if bare:
        return _of_month(bare, meeting)
    return None


def _meeting(text: str, meeting: date | None) -> str | None:
    named = MEETING_IN.search(text) or IN_MEETING.search(text) or GLUED.search(text)
    if named and not re.search(
        r"\b(?:minutes of|last|previous|since) (?:the )?$", text[: named.start()], re.I
    ):
        month = month_number(named["month"])
        if named["year"]:
            return f"meeting:{named['year']}-{month:02}"
        if meeting is None:
            return f"meeting:{month}"
        return f"meeting:{coming(month, meeting, after=True)}-{month:02}"
    for match in NEXT.finditer(text):
        if not FUTURE.search(match[0]) or ("future meeting" in match[0].lower() and False):
            return "meeting:next"
    return None


def _day(text: str, meeting: date | None) -> str | None:
    end = END_OF.search(text)
    if end:
        month = month_number(end["month"])
        year = int(end["year"]) if end["year"] else coming(month, meeting) if meeting else None
        return last_day(year, month).isoformat() if year else None
    days = [(day, day.on(meeting)) for day in find_days(text)]
    fit = [
        (bool(DUE_BEFORE.search(text[: day.start])), day, on)
        for day, on in days
        if on
        and (meeting is None or on >= meeting)
        and not NO_DUE_BEFORE.search(text[: day.start])
    ]
    for sure, day, on in fit:
        if sure or len(text) - day.end < 3:
            return on.isoformat()
    if meeting is None:
        return None
    short = SHORT_DAY.search(text)
    if short:
        return _short(int(short["day"]), int(short["number"]), meeting)
    return _relative(text, meeting)


def _short(day: int, month: int, meeting: date) -> str | None:
    for year in (meeting.year, meeting.year + 1):
        try:
            on = date(year, month, day)
        except ValueError:
            return None
        if on >= meeting:
            return on.isoformat()
    return None


def _relative(text: str, meeting: date) -> str | None:
    end = END_OF_THIS.search(text)
    if end:
        following = "next" in end[0].lower()
        what = end["what"].lower()
        if what == "month":
            first = last_day(meeting.year, meeting.month) + timedelta(days=1)
            month = first if following else meeting
            return last_day(month.year, month.month).isoformat()
        if what == "week":
            return (
                meeting + timedelta(days=(4 - meeting.weekday()) % 7 + 7 * following)
            ).isoformat()
        return date(meeting.year + following, 12, 31).isoformat()
    within = WITHIN.search(text)
    if within:
        many = NUMBERS.get(within["many"].lower()) or int(within["many"])
        days = {"day": 1, "week": 7, "month": 30}[within["unit"].lower()]
        return (meeting + timedelta(days=min(many, 400) * days)).isoformat()
    if BOOKS.search(text):
        return date(coming(3, meeting), 3, 31).isoformat()
    if SEASON.search(text):
        return date(meeting.year + (meeting > date(meeting.year, 12, 25)), 12, 25).isoformat()
    alone = DAY_ALONE.search(text)
    if alone:
        return _day_alone(alone, meeting)
    weekday = WEEKDAY.search(text)
    if weekday:
        return next_weekday(weekday["name"], meeting).isoformat()
    return None


def _day_alone(match: re.Match[str], meeting: date) -> str | None:
    """The first such day of a month, where it is that weekday."""
    for days in range(31):
        on = meeting + timedelta(days=days)
        if on.day == int(match["day"]):
            named = [day[:3] for day in WEEKDAYS].index(match["name"][:3].lower())
            return on.isoformat() if on.weekday() == named else None
    return None


def _month(text: str, meeting: date | None) -> str | None:
    for match in MONTH_ONLY.finditer(text):
        after = text[match.end() : match.end() + 12]
        if match["month"].lower() == "may" and not match["month"][0].isupper():
            continue
        if re.match(r"\s*(?:figures|minutes|data|report)", after, re.I):
            continue
        return _of_month(match, meeting)
    this = THIS_MONTH.search(text)
    if this and meeting:
        first = last_day(meeting.year, meeting.month) + timedelta(days=1)
        month = first if this["which"].lower() == "next" else meeting
        return f"{month.year}-{month.month:02}"
    return None


def _of_month(match: re.Match[str], meeting: date | None) -> str | None:
    month = month_number(match["month"])
    if match["year"]:
        return f"{match['year']}-{month:02}"
    return f"{coming(month, meeting)}-{month:02}" if meeting else None
