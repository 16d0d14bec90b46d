"""The time before an election: what of the partnership's publicity is held, where, until when.

From the notice of election to the close of the poll a council publishes nothing that could
be taken to favour anybody who stands: Local Government Act 1986, sections 2 and 4, with the
Code of Recommended Practice on Local Authority Publicity 2011 (England), paragraphs 33 to
35; in Wales its own code of 2014. What is factual, and what a member needs to do their work,
goes on and equally to all of them.

No Django, no clock, no database.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.numbers import and_list
from wardmote.kernel.periods import day_words
from wardmote.law.elections import Poll, notice_by, timetable

POLLS = {
    Poll.ORDINARY: "Ordinary election of a council",
    Poll.BY_ELECTION: "By-election of a council",
    Poll.PARISH: "Election of a parish council",
    Poll.MAYOR: "Election of a mayor",
    Poll.COMMISSIONER: "Election of a police and crime commissioner",
    Poll.PARLIAMENT: "Election to the United Kingdom Parliament",
}
#: everybody in the district votes
EVERYWHERE = (Poll.MAYOR, Poll.COMMISSIONER, Poll.PARLIAMENT)
#: officers are warned from so many days before
WARNED = timedelta(days=14)
#: no notice of election is published earlier than so long before its poll
EARLIEST = timedelta(days=100)
FACTUAL = "It is factual, is even-handed, and names no candidate"
#: characters of one text that the monitoring officer can be asked about
LONGEST = 60_000
LONGEST_REASON = 2000
CODE = {
    "E": "Code of Recommended Practice on Local Authority Publicity 2011 (England), "
    "paragraphs 33 to 35",
    "W": "Code of Recommended Practice on Local Authority Publicity in Wales 2014",
}


class Publicity(StrEnum):
    """What goes out to the public or to members."""

    BULLETIN = "bulletin"
    SURVEY = "survey"
    OTHER = "other"
    PULSE = "pulse"
    REPORT = "report"
    MINUTES = "minutes"
    PAPERS = "papers"
    NOTICE = "notice"
    BRIEFING = "briefing"
    DIGEST = "digest"
    OPEN_FIGURES = "open figures"


class Treatment(StrEnum):
    """What becomes of a kind of publicity while a period runs where it goes."""

    HELD = "held"
    #: held only where the whole district votes: it goes to all members or to none
    HELD_FOR_ALL = "held for all"
    #: goes on once an officer has ticked that it is factual and names no candidate
    FACTUAL = "factual"
    GOES_ON = "goes on"


TREATMENTS = {
    Publicity.BULLETIN: Treatment.HELD,
    Publicity.SURVEY: Treatment.HELD,
    Publicity.OTHER: Treatment.HELD,
    Publicity.PULSE: Treatment.HELD_FOR_ALL,
    Publicity.REPORT: Treatment.FACTUAL,
    Publicity.MINUTES: Treatment.FACTUAL,
    Publicity.PAPERS: Treatment.GOES_ON,
    Publicity.NOTICE: Treatment.GOES_ON,
    Publicity.BRIEFING: Treatment.GOES_ON,
    Publicity.DIGEST: Treatment.GOES_ON,
    Publicity.OPEN_FIGURES: Treatment.GOES_ON,
}

PUBLICITY_NAMES = {
    Publicity.BULLETIN: "bulletins",
    Publicity.SURVEY: "surveys",
    Publicity.OTHER: "words about issues for everyone",
    Publicity.PULSE: "the pulse",
    Publicity.REPORT: "reports and assessments",
    Publicity.MINUTES: "minutes and decisions",
    Publicity.PAPERS: "agendas and papers of meetings",
    Publicity.NOTICE: "notice to members",
    Publicity.BRIEFING: "ward briefings",
    Publicity.DIGEST: "mail to members",
    Publicity.OPEN_FIGURES: "open police figures, feeds and embeds",
}


@dataclass(frozen=True, slots=True)
class Span:
    """From the notice of election to the close of the poll. `ended_on`: nothing is held from
    that day on, because nobody votes after all."""

    notice_on: date
    poll_on: date
    ended_on: date | None = None

    def runs(self, on: date) -> bool:
        """Polling day is the last day."""
        is_ended = self.ended_on is not None and self.ended_on <= on
        return self.notice_on <= on <= self.poll_on and not is_ended

    def is_coming(self, on: date) -> bool:
        """Begins within 14 days."""
        return self.ended_on is None and on < self.notice_on <= on + WARNED

    def is_over(self, on: date) -> bool:
        return on > self.poll_on or (self.ended_on is not None and self.ended_on <= on)


def is_held(publicity: Publicity, *, whole_district: bool) -> bool:
    """By a period that runs where it goes; `whole_district`: the period covers all of it."""
    treatment = TREATMENTS[publicity]
    return treatment is Treatment.HELD or (
        treatment is Treatment.HELD_FOR_ALL and whole_district
    )


def needs_tick(publicity: Publicity) -> bool:
    """Whether an officer ticks that it is factual, while a period runs."""
    return TREATMENTS[publicity] is Treatment.FACTUAL


def suggested_notice(poll: Poll, poll_on: date) -> date | None:
    """By when the notice has to be published: what the form starts with."""
    return notice_by(poll, poll_on)


def check_dates(poll: Poll, poll_on: date, notice_on: date, today: date) -> None:
    """A poll that is not over, and a notice that is neither too late nor absurdly early."""
    if poll_on < today:
        raise RuleBroken("Polling day must be today or later", about="poll_on")
    if notice_on >= poll_on:
        raise RuleBroken("The notice of election must be before polling day", about="notice_on")
    if notice_on < poll_on - EARLIEST:
        raise RuleBroken(
            f"Enter a day after {day_words(poll_on - EARLIEST)}: no notice is published so "
            "long before its poll",
            about="notice_on",
        )
    law = timetable(poll, poll_on)
    last = notice_by(poll, poll_on)
    if law and last and law.is_last and notice_on > last:
        raise RuleBroken(
            f"The notice must be published by {day_words(last)}: {law.days} days before the "
            "poll, not counting weekends and bank holidays",
            about="notice_on",
        )


def check_reason(reason: str, missing: str, about: str = "reason") -> None:
    if not reason.strip():
        raise RuleBroken(missing, about=about)
    if len(reason.strip()) > LONGEST_REASON:
        raise RuleBroken(f"Say it in {LONGEST_REASON:,} characters or fewer", about=about)


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing on its way out.

    `ref`: what it is known by, such as "bulletin 12 edition 1". `words`: everything that its
    readers will read. `codes`: of wards, divisions and parishes that it goes to or is about;
    None for the whole district. `authors`: numbers of people who have written it.
    """

    publicity: Publicity
    ref: str
    title: str
    words: str = ""
    codes: frozenset[str] | None = None
    authors: frozenset[int] = frozenset()

    @property
    def digest(self) -> str:
        """Changes with every changed character, and with where it goes."""
        places = None if self.codes is None else sorted(self.codes)
        parts = [self.publicity, self.ref, self.title, self.words, places]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def held_words(title: str, because: Iterable[str], until: date) -> str:
    """Why it is held, until when, and what to do."""
    return (
        f"{title} is held: {and_list(list(because))}. It can go out from "
        f"{day_words(until + timedelta(days=1))}, or before if the monitoring officer gives "
        "the go-ahead for exactly this text"
    )
