"""How much time meetings take: what is counted, in what order, and for whom."""

from datetime import date, time

import pytest
import time_machine

from tests.meetings.conftest import THEN, circulated, held, sent
from wardmote.kernel.periods import Quarter
from wardmote.meetings.exempt import Level
from wardmote.meetings.load import (
    NOT_NAMED,
    Held,
    Here,
    Time,
    by_organisation,
    length,
    quarters_until,
    time_of,
)
from wardmote.meetings.rules import Coming, DecisionKind
from wardmote.meetings.usecases.agenda import Entry, add_item
from wardmote.meetings.usecases.attending import Came, attend
from wardmote.meetings.usecases.deciding import decide


@pytest.mark.parametrize(
    ("starts", "ends", "minutes", "is_assumed"),
    [
        (time(14), time(15, 30), 90, False),
        (time(14), time(14, 1), 1, False),
        (time(14), None, 120, True),
        (None, None, 120, True),
    ],
)
def test_a_meeting_without_an_end_counts_as_two_hours(starts, ends, minutes, is_assumed):
    assert length(starts, ends) == (minutes, is_assumed)


def test_the_quarters_end_with_this_one():
    assert quarters_until(date(2026, 2, 1), 2) == [Quarter(2025, 4), Quarter(2026, 1)]


POLICE, FIRE = Here("Police"), Here("fire", is_remote=True)
FIRST = Held(1, date(2026, 9, 30), 90, False, (POLICE, POLICE, FIRE, Here(NOT_NAMED)))
SECOND = Held(2, date(2026, 10, 1), 60, True, (POLICE,))


def test_organisations_stand_in_the_order_of_the_alphabet_whoever_came_most():
    lines = by_organisation([FIRST, SECOND], [Quarter(2026, 3), Quarter(2026, 4)])
    assert [line.organisation for line in lines] == ["fire", "Police", NOT_NAMED]
    assert [[one.hours for one in line.times] for line in lines] == [
        [1.5, 0.0],
        [3.0, 1.0],
        [1.5, 0.0],
    ]


def test_shares_stand_beside_their_counts():
    assert time_of([FIRST, SECOND]) == Time(90 * 4 + 60, 5, 1)
    assert time_of([FIRST]).remote_share == "1 of 4 (25%)"
    assert Time().remote_share == "nobody came"


@pytest.fixture
def over(planned, cast):
    """Held, with a decision that only partners read."""
    meeting = sent(planned, cast["Priya"])
    by = {"by": cast["Priya"], "now": THEN}
    item = add_item(meeting.pk, Entry("Staff", level=Level.PARTNER), **by)
    decide(meeting.pk, item.pk, DecisionKind.NOTED, "It is", **by)
    attend(meeting.pk, Came(Coming.PRESENT, cast["Mensah"], is_remote=True), **by)
    return held(meeting, cast)


@pytest.mark.parametrize(
    ("name", "before", "after", "decisions"),
    [
        ("Priya", True, True, 1),
        ("Ruth", True, True, 1),
        ("Dev", False, True, 1),
        ("Ana", False, True, 1),
        ("Mensah", False, True, 0),
        ("Sadia", False, False, 0),
    ],
)
@time_machine.travel(THEN, tick=False)
def test_everybody_reads_the_load_of_what_they_may_read(
    client, over, cast, name, before, after, decisions
):
    client.force_login(cast[name])
    shown = "Meetings took 6.0 person-hours in October to December 2026"
    assert (shown in client.get("/meetings/load/").text) == before
    circulated(over, cast)
    page = client.get("/meetings/load/").text
    assert (shown in page) == after
    if after:
        assert "1 of 3 (33%)" in page
        assert f'data-label="Decisions">{decisions}<' in page
        file = client.get("/meetings/load.csv").content.decode("utf-8-sig")
        assert '"Wendleshire Police","October to December 2026",2.0,1,0' in file


def test_a_stranger_finds_no_load(client, over, cast):
    client.force_login(cast["Sam"])
    assert client.get("/meetings/load/").status_code == 404
    assert client.get("/meetings/load.csv").status_code == 404
