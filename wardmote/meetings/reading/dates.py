"""Dates as clerks write them: "Thursday, 27 February 2020", "end March", "Oct CSP meeting".

A number such as 7.2 is no date. Where the year is left out, it is the first such day from
the meeting on.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
    r"|ionawr|chwefror|mawrth|ebrill|mai(?=\s+(?:19|20)\d\d)|mehefin|gorffennaf|awst|medi|hydref"
    r"|tachwedd|rhagfyr)\b\.?"
)
WELSH = [
    "ion", "chw", "maw", "ebr", "mai", "meh", "gor", "aws", "med", "hyd", "tac", "rha",
]  # fmt: skip
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?\s+"
YEAR = r"(?P<year>(?:19|20)\d\d)\b"
DAY = r"(?P<day>[0-3]?\d)\s?(?:st|nd|rd|th)?\b"
FORMS = tuple(
    re.compile(form, re.I)
    for form in (
        rf"\b(?:{WEEKDAY})?(?:the\s+)?{DAY}\s*(?:of\s+)?{MONTH}(?:,?\s*{YEAR})?",
        rf"\b{MONTH}\s+{DAY}(?!\s*(?:am|pm|a\.m|p\.m|%|:))(?:,?\s+{YEAR})?",
        r"\b(?P<day>[0-3]?\d)[/.-](?P<number>[01]?\d)[/.-](?P<year>(?:20|19)?\d\d)\b(?!/|\d"
        r"|\.\d)",
        r"\b(?P<year>(?:19|20)\d\d)-(?P<number>[01]\d)-(?P<day>[0-3]\d)\b",
    )
)
RANGE = re.compile(
    r"\b(?P<hour>1?\d)(?:[.:](?P<minute>[0-5]\d))?\s*(?:-|to"
    r"|until)\s*(?P<last>1?\d)(?:[.:][0-5]\d)?\s*(?P<half>[ap])\.?m\b",
    re.I,
)
TIME = re.compile(
    r"(?<![£\d.])\b(?P<hour>[01]?\d|2[0-4])(?:[.:](?P<minute>[0-5]\d))?\s*(?P<half>a\.?m\b|p\.?m\b"
    r"|noon\b|hrs\b|hours\b)"
    r"|(?<![£\d.])\b(?P<hour24>[01]\d|2[0-3])[:.](?P<minute24>[0-5]\d)\b(?![.\d])"
    r"|(?<![£\d.])\b(?P<hour5>1?\d):(?P<minute5>[0-5]\d)\b"
    r"|(?<!after)\b(?P<noon>noon|midday)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Found:
    """A day in the text, with or without its year."""

    start: int
    end: int
    year: int | None
    month: int
    day: int

    def on(self, meeting: date | None) -> date | None:
        """The day itself; without a year the first from the meeting on, None without that."""
        years = (
            [self.year] if self.year else [meeting.year, meeting.year + 1] if meeting else []
        )
        for year in years:
            try:
                day = date(year, self.month, self.day)
            except ValueError:
                continue
            if self.year or meeting is None or day >= meeting:
                return day
        return None


def month_number(name: str) -> int:
    """1 for "jan", "Jan.", "January" and "Ionawr"."""
    start = name[:3].lower()
    return (WELSH if start in WELSH else [month[:3] for month in MONTHS]).index(start) + 1


def find_days(text: str) -> list[Found]:
    """Every day named in the text, in order; overlapping readings only once."""
    found: list[Found] = []
    for form in FORMS:
        for match in form.finditer(text):
            day = _found(match)
            if day and not any(day.start < one.end and one.start < day.end for one in found):
                found.append(day)
    return sorted(found, key=lambda day: day.start)


def _found(match: re.Match[str]) -> Found | None:
    parts = match.groupdict()
    year = int(parts["year"]) if parts.get("year") else None
    if year is not None and year < 100:
        year += 2000 if year < 70 else 1900
    month = month_number(parts["month"]) if parts.get("month") else int(parts["number"])
    day = int(parts["day"])
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year or 2024, month)[1]:
        return None
    return Found(match.start(), match.end(), year, month, day)


def find_time(text: str) -> str | None:
    """The first time of day, as "10:00"; of "2-4pm" when it begins."""
    span = RANGE.search(text)
    if span:
        hour, last = int(span["hour"]), int(span["last"])
        afternoon = span["half"].lower() == "p" and (hour <= last or last == 12) and hour < 12
        if hour < 24:
            return f"{hour + 12 * afternoon:02}:{int(span['minute'] or 0):02}"
    for match in TIME.finditer(text):
        parts = match.groupdict()
        if parts["noon"]:
            return "12:00"
        hour = int(parts["hour"] or parts["hour24"] or parts["hour5"])
        minute = int(parts["minute"] or parts["minute24"] or parts["minute5"] or 0)
        half = (parts["half"] or "").replace(".", "").lower()
        if half == "pm" and hour < 12:
            hour += 12
        if half == "am" and hour == 12:
            hour = 0
        if hour < 24:
            return f"{hour:02}:{minute:02}"
    return None


def last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def coming(month: int, meeting: date, *, after: bool = False) -> int:
    """The year of the first such month from the meeting on (`after`: later than its own)."""
    here = month > meeting.month if after else month >= meeting.month
    return meeting.year if here else meeting.year + 1


def next_weekday(name: str, meeting: date) -> date:
    """The first such weekday after the meeting."""
    number = [day[:3] for day in WEEKDAYS].index(name[:3].lower())
    return meeting + timedelta(days=(number - meeting.weekday() - 1) % 7 + 1)
