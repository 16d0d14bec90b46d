"""Approved minutes cannot be changed behind the product's back: the database refuses."""

import pytest
from django.db import DatabaseError, connection, transaction

from tests.meetings.conftest import BEFORE, THEN, approved, circulated, held, sent
from tests.meetings.district import PAPER
from wardmote.meetings.models import Correction, Meeting, Minutes
from wardmote.meetings.rules import DecisionKind, State
from wardmote.meetings.triggers import COLUMNS, LOCK, SAID
from wardmote.meetings.usecases.approving import correct_minutes
from wardmote.meetings.usecases.deciding import decide
from wardmote.meetings.usecases.during import declare
from wardmote.meetings.usecases.filing import add_paper
from wardmote.meetings.usecases.releasing import release_minutes


@pytest.fixture
def locked(planned, cast, board):
    """Approved, with something of every kind in it, and a correction beside it."""
    by = {"by": cast["Priya"], "now": BEFORE}
    item = planned.items.first().pk
    add_paper(planned.pk, item, "Plan", "a.pdf", PAPER, **by)
    meeting = sent(planned, cast["Priya"])
    decide(meeting.pk, item, DecisionKind.NOTED, "Noted", **by)
    declare(meeting.pk, "Dev", "Lives there", **by)
    meeting = approved(circulated(held(meeting, cast), cast), cast, board)
    later = meeting.approved_in
    where = later.items.first().pk
    correct_minutes(later.pk, meeting.pk, where, "Dev came", by=cast["Priya"], now=THEN)
    return meeting


def refused(deed):
    with pytest.raises(DatabaseError, match=SAID), transaction.atomic():
        deed()


ROWS = {
    "items": lambda meeting: meeting.items,
    "attendance": lambda meeting: meeting.attendances,
    "interests": lambda meeting: meeting.declarations,
    "decisions": lambda meeting: meeting.decisions,
    "papers": lambda meeting: meeting.items.first().papers,
    "who wrote it": lambda meeting: Meeting.minuted_by.through.objects.filter(meeting=meeting),
    "the minutes": lambda meeting: Minutes.objects.filter(meeting=meeting),
    "a correction": lambda meeting: Correction.objects.filter(meeting=meeting),
}


@pytest.mark.parametrize("what", ROWS)
def test_no_row_of_approved_minutes_is_changed_or_removed(locked, what):
    rows = ROWS[what](locked)
    assert rows.exists()
    field = rows.model._meta.concrete_fields[1].attname
    same = rows.values_list(field, flat=True).first()
    refused(lambda: rows.update(**{field: same}))
    refused(lambda: rows.all()._raw_delete("default"))


@pytest.mark.parametrize("what", ["items", "attendance", "interests", "decisions", "papers"])
def test_nothing_is_put_under_approved_minutes(locked, what):
    row = ROWS[what](locked).first()
    row.pk = None
    for name in "name", "title":
        if hasattr(row, name):
            setattr(row, name, "Another")
    if hasattr(row, "number"):
        row.number = ""
    if what == "papers":
        row.order = 9
    refused(lambda: row.save(force_insert=True))


def test_the_meeting_itself_is_locked_but_for_its_version(locked, cast):
    mine = Meeting.objects.filter(pk=locked.pk)
    refused(lambda: mine.update(place="Elsewhere"))
    refused(lambda: mine.update(state=State.DRAFT, approved_in=None))
    refused(lambda: mine.update(ended_at=None))
    refused(lambda: mine._raw_delete("default"))
    release_minutes(locked.pk, by=cast["Ruth"], now=THEN)
    assert mine.get().version == locked.version + 1
    columns = {field.column for field in Meeting._meta.concrete_fields}
    assert columns == {*COLUMNS, "version"}


def test_minutes_that_are_not_approved_go_on(locked):
    open_ones = locked.approved_in
    open_ones.items.update(minute="As it was")
    open_ones.attendances.all().delete()
    assert open_ones.items.first().minute == "As it was"


def test_the_lock_stands_on_every_database_after_all_migrations(db):
    assert LOCK.missing(connection) == []
    with LOCK.aside(connection):
        assert LOCK.standing(connection) == {}
    assert LOCK.missing(connection) == []
