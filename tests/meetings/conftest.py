"""A Board that meets: chair, agencies that signed and one that never did, a councillor."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from tests.conftest import sign_for
from wardmote.groups.models import Group, Seat
from wardmote.groups.rules import GroupKind, SeatRole
from wardmote.groups.usecases import make_default_groups
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.meetings.exempt import Level, Paragraph
from wardmote.meetings.models import Meeting
from wardmote.meetings.rules import Coming, DecisionKind
from wardmote.meetings.usecases.agenda import Entry, add_item, send_agenda
from wardmote.meetings.usecases.arranging import Arrangement, arrange
from wardmote.meetings.usecases.attending import Came, attend
from wardmote.meetings.usecases.deciding import decide
from wardmote.meetings.usecases.during import end_meeting
from wardmote.meetings.usecases.minuting import circulate, draft_minutes
from wardmote.meetings.usecases.terms import Wording, enter_terms
from wardmote.people.models import Organisation

DAY = date(2026, 11, 12)
BEFORE = datetime(2026, 11, 2, 10, tzinfo=UTC)
THEN = datetime(2026, 11, 12, 15, tzinfo=UTC)
SINCE = date(2024, 1, 1)
SECRET, PARTNERS_ONLY, ON_GROUP = "Operation Larch", "Staff shortage", "Away day"
SEATS = {
    "Ruth": ("Wendleshire Fire and Rescue", SeatRole.CHAIR),
    "Dev": ("Wendleshire Police", SeatRole.ORDINARY),
    "Sadia": ("Never Signed Trust", SeatRole.ORDINARY),
    "Mensah": ("Wendle Vale District Council", SeatRole.VICE_CHAIR),
}


@pytest.fixture
def groups(db):
    """kind -> the default group of this kind."""
    make_default_groups(by=COMMAND_LINE, now=BEFORE)
    return {GroupKind(group.kind): group for group in Group.objects.all()}


@pytest.fixture
def board(groups):
    return groups[GroupKind.BOARD]


@pytest.fixture
def cast(board, groups, make_person, represent, priya, ana):
    """People by name. Mensah is a councillor with a Board seat; Leila a colleague of Dev."""
    found = {"Priya": priya, "Ana": ana}
    for name, (body, role) in SEATS.items():
        person = found[name] = make_person(name)
        person.organisation = Organisation.objects.get_or_create(name=body)[0]
        person.save()
        Seat.objects.create(group=board, person=person, since=SINCE, role=role)
        if "Never" not in body:
            sign_for(person.organisation, groups.values())
    represent(found["Mensah"], "E05990001")
    leila = found["Leila"] = make_person("Leila")
    leila.organisation = found["Dev"].organisation
    leila.save()
    Seat.objects.create(group=groups[GroupKind.TASKING], person=leila, since=SINCE)
    found["Sam"] = make_person("Sam")
    return found


@pytest.fixture
def joan(cast, make_person):
    """Another officer than Priya, from then on of the cast."""
    cast["Joan"] = make_person("Joan", role="officer")
    return cast["Joan"]


@pytest.fixture
def planned(cast, board):
    """A Board meeting ten days ahead, its agenda as it filled itself."""
    arrangement = Arrangement(DAY, time(14), time(16), place="Council offices, Longmere")
    return arrange(board, arrangement, by=cast["Priya"], now=BEFORE)


def rules_are(board, rules, cast):
    """The Board's terms have had these rules since before its first meeting here."""
    wording = Wording("1. Name\nThe Board.", rules)
    enter_terms(board, wording, SINCE, "Minutes of 2024", by=cast["Priya"], now=BEFORE)


def sent(meeting, by):
    send_agenda(meeting.pk, Meeting.objects.get(pk=meeting.pk).version, by=by, now=BEFORE)
    return Meeting.objects.get(pk=meeting.pk)


def held(meeting, cast):
    """The meeting is over: the chair and the police were there."""
    for name in ("Ruth", "Dev"):
        attend(meeting.pk, Came(Coming.PRESENT, cast[name]), by=cast["Priya"], now=THEN)
    end_meeting(meeting.pk, by=cast["Priya"], now=THEN)
    return Meeting.objects.get(pk=meeting.pk)


def approved(meeting, cast, board):
    """... and they were agreed at the next meeting."""
    later = Arrangement(meeting.on + timedelta(91), meeting.starts_at, place="Here")
    second = sent(arrange(board, later, by=cast["Priya"], now=THEN), cast["Priya"])
    item = second.items.get(source=f"minutes {meeting.pk}")
    given = {"by": cast["Priya"], "now": THEN}
    decide(second.pk, item.pk, DecisionKind.AGREED, "As accurate", **given)
    return Meeting.objects.get(pk=meeting.pk)


def circulated(meeting, cast):
    """... and its minutes are with the group."""
    draft_minutes(meeting.pk, by=cast["Priya"], now=THEN)
    version = Meeting.objects.get(pk=meeting.pk).version
    circulate(meeting.pk, version, by=cast["Priya"], now=THEN)
    return Meeting.objects.get(pk=meeting.pk)


@pytest.fixture
def each_level(planned, cast):
    """An item for each kind of reader, before the agenda goes out."""
    levels = {SECRET: Level.EXEMPT, PARTNERS_ONLY: Level.PARTNER, ON_GROUP: Level.GROUP}
    entries = [
        Entry(title, level=level, paragraph=Paragraph.CRIME, exempt_reason="It runs")
        for title, level in levels.items()
    ]
    return [add_item(planned.pk, one, by=cast["Priya"], now=BEFORE) for one in entries]
