"""How much time meetings take, by organisation and quarter, and what came of each."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from wardmote.kernel.markings import PARTNERS
from wardmote.kernel.periods import Quarter
from wardmote.meetings.access import Reader, reader_of
from wardmote.meetings.document import GROUP
from wardmote.meetings.load import (
    ASSUMED_HOURS,
    Held,
    Time,
    by_organisation,
    quarters_until,
    time_of,
)
from wardmote.meetings.meter import WITHIN_DAYS, held_meetings, measured, results
from wardmote.meetings.models import Meeting
from wardmote.papers.files import CSV_TYPE, attachment
from wardmote.papers.names import file_name
from wardmote.papers.sheets import csv_bytes
from wardmote.people.access import SignedInRequest

HEADERS = ("Organisation", "Quarter", "Person-hours", "Attendances", "Of them remote")


@dataclass(frozen=True, slots=True)
class Sum:
    """One quarter: its meetings and what they took."""

    quarter: Quarter
    meetings: int
    time: Time


@dataclass(frozen=True, slots=True)
class Load:
    """What the page and the file are made from."""

    reader: Reader
    quarters: list[Quarter]
    meetings: list[Meeting]
    held: list[Held]

    @property
    def marking(self) -> str:
        return PARTNERS if self.reader.is_partner else GROUP

    @property
    def sums(self) -> list[Sum]:
        parts = [[one for one in self.held if one.quarter == each] for each in self.quarters]
        return [
            Sum(quarter, len(part), time_of(part))
            for quarter, part in zip(self.quarters, parts, strict=True)
        ]


def _load(request: SignedInRequest) -> Load:
    """The last four quarters of the meetings that this person reads; 404 for no group's."""
    reader = reader_of(request.user)
    if reader.groups is not None and not reader.groups:
        raise Http404
    today = localdate()
    quarters = quarters_until(today)
    meetings = held_meetings(reader, quarters[0].months[0].first_day, today)
    return Load(reader, quarters, meetings, [measured(one) for one in meetings])


@require_safe
def load(request: SignedInRequest) -> HttpResponse:
    """Person-hours by organisation and quarter; no order but the alphabet's."""
    found = _load(request)
    busy = [one for one in found.sums if one.meetings]
    context = {
        "marking": found.marking,
        "latest": busy[-1] if busy else None,
        "quarters": found.quarters,
        "lines": by_organisation(found.held, found.quarters),
        "sums": found.sums,
        "results": results(found.reader, found.meetings),
        "assumed": sum(one.is_assumed for one in found.held),
        "assumed_hours": ASSUMED_HOURS,
        "within_days": WITHIN_DAYS,
    }
    return render(request, "meetings/load.html", context)


@require_safe
def load_file(request: SignedInRequest) -> HttpResponse:
    """The same by organisation and quarter as CSV."""
    found = _load(request)
    rows = [
        (line.organisation, quarter.words, one.hours, one.came, one.remote)
        for line in by_organisation(found.held, found.quarters)
        for quarter, one in zip(found.quarters, line.times, strict=True)
    ]
    name = file_name(
        "Time in meetings", made_on=localdate(), ending="csv", marking=found.marking
    )
    return attachment(csv_bytes(HEADERS, rows, marking=found.marking), CSV_TYPE, name)
