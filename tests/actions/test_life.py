"""An action from the meeting that recorded it to the one that accepted it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from tests.actions.conftest import DUE
from tests.conftest import NOW, TODAY
from wardmote.actions.access import action_for
from wardmote.actions.due import due_at_meeting, due_at_next, due_on, due_outside
from wardmote.actions.models import Action, MeetingDay
from wardmote.actions.queries import (
    actions_of,
    from_source,
    open_actions,
    overdue,
    reported_done,
    shares_of,
    without_owner,
)
from wardmote.actions.rules import Deed, Source, State
from wardmote.actions.usecases import (
    accept,
    drop,
    meeting_arranged,
    meeting_called_off,
    move_due,
    reassign,
    report_done,
    send_back,
    tell,
    tick,
    untick,
)
from wardmote.audit.models import Entry
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.kernel.errors import RuleBroken, Stale
from wardmote.kernel.periods import Month

OCTOBER = Month(2027, 10)
TOLD = {"by": COMMAND_LINE, "now": NOW}


def deeds(action):
    return [one.deed for one in action.progress.all()]


def test_it_is_open_until_its_meeting_accepts_it(action, cast, board):
    assert action.number == "CSP-A-2026-0001"
    report_done(action.pk, "They answered", by=cast["Leila"], now=NOW)
    assert [one.pk for one in reported_done(board)] == [action.pk]
    send_back(action.pk, "Ask for a date", by=cast["Ruth"], now=NOW)
    assert not reported_done(board)
    report_done(action.pk, by=cast["Leila"], now=NOW)
    done = accept(
        action.pk, Source("meeting 3", "Board of 9 December"), by=cast["Priya"], now=NOW
    )
    assert (done.state, done.ended_at) == (State.ACCEPTED, NOW)
    assert not open_actions(board)
    assert deeds(action) == ["record", "report", "send_back", "report", "accept"]
    assert action.progress.last().about == "Board of 9 December"
    assert Entry.objects.filter(verb__startswith="action.", subject=action.subject).count() == 5


def test_numbers_follow_one_another(write):
    assert [write().number[-4:] for _ in range(3)] == ["0001", "0002", "0003"]


def test_what_was_minuted_as_done_is_done(write, bodies, board):
    done = write(is_done=True, shares=bodies.values(), owner=None)
    assert done.state == State.ACCEPTED
    assert not open_actions(board)
    assert all(one.ticked_at for one in done.shares.all())
    assert done.progress.get().about == "minuted as done already"


@pytest.mark.parametrize(
    ("said", "match"),
    [
        ({"text": " "}, "what is to be done"),
        ({"text": "Ring Adam Blackwood"}, "may point to a person"),
    ],
)
def test_a_refusal_says_what_to_mend(write, said, match):
    with pytest.raises(RuleBroken, match=match):
        write(**said)
    assert not Action.objects.exists()


def test_each_organisation_ticks_its_part_and_the_last_tick_reports_it(write, bodies, cast):
    made = write(owner=None, shares=[*bodies.values(), bodies["police"]])
    police, health, homes = (
        made.shares.get(organisation=bodies[one]) for one in ("police", "health", "homes")
    )
    assert [one.pk for one in shares_of(cast["Leila"], TODAY)] == [health.pk]
    tick(police.pk, by=cast["Ruth"], now=NOW)
    with pytest.raises(RuleBroken, match="already"):
        tick(police.pk, by=cast["Owen"], now=NOW)
    with pytest.raises(PermissionDenied):
        tick(health.pk, by=cast["Ruth"], now=NOW)
    with pytest.raises(RuleBroken, match="Fenland Homes and Wendleshire Health have not"):
        report_done(made.pk, by=cast["Priya"], now=NOW)
    tick(health.pk, by=cast["Leila"], now=NOW)
    assert tick(homes.pk, by=cast["Priya"], now=NOW).state == State.REPORTED
    assert untick(homes.pk, "Not all blocks", by=cast["Marta"], now=NOW).state == State.OPEN
    assert not without_owner()


def test_nobody_as_owner_is_shown_as_needing_one(write, cast):
    made = write(owner=None)
    assert [one.pk for one in without_owner()] == [made.pk]
    reassign(made.pk, cast["Marta"].organisation, "Marta offered", by=cast["Ruth"], now=NOW)
    assert not without_owner()
    assert [one.pk for one in actions_of(cast["Marta"], TODAY)] == [made.pk]
    with pytest.raises(RuleBroken, match="with Fenland Homes already"):
        reassign(made.pk, cast["Marta"].organisation, "Again", by=cast["Ruth"], now=NOW)
    assert made.progress.last().about == "nobody → Fenland Homes"


def test_it_is_due_on_the_day_of_the_meeting_and_moves_with_it(write, board):
    made = write(due=due_at_meeting(board.pk, OCTOBER))
    assert made.due_on == date(2027, 10, 31)
    for day in (13, 20):
        meeting_arranged(board, date(2027, 10, day), meeting="meeting 3", **TOLD)
        made.refresh_from_db()
        assert made.due_words == f"at the October 2027 Board ({day} October 2027)"
    meeting_arranged(board, date(2027, 11, 3), meeting="meeting 3", **TOLD)
    made.refresh_from_db()
    assert made.due_on == date(2027, 11, 3)
    assert meeting_arranged(board, date(2027, 11, 3), meeting="meeting 3", **TOLD) == []
    meeting_called_off("meeting 3", **TOLD)
    made.refresh_from_db()
    assert (made.due_on, made.due_words) == (date(2027, 10, 31), "at the October 2027 Board")
    assert meeting_called_off("meeting 3", **TOLD) == []


def test_the_next_meeting_is_the_first_that_is_arranged_after_it(write, board, groups):
    made = write(due=due_at_next(board.pk))
    assert made.due_on is None
    others = [one for one in groups.values() if one != board]
    for number, (group, day) in enumerate(
        [(board, TODAY), (others[0], TODAY + timedelta(3)), (board, TODAY + timedelta(40))]
    ):
        meeting_arranged(group, day, meeting=f"meeting {number}", **TOLD)
    made.refresh_from_db()
    assert made.due_on == TODAY + timedelta(40)
    meeting_arranged(board, TODAY + timedelta(20), meeting="an extra one", **TOLD)
    made.refresh_from_db()
    assert made.due_on == TODAY + timedelta(20)
    later = write(due=due_at_next(board.pk))
    assert later.due_on == TODAY + timedelta(20)
    assert MeetingDay.objects.count() == 4


def test_a_meeting_leaves_alone_what_is_done(write, board, cast):
    made = write(due=due_at_meeting(board.pk, OCTOBER))
    report_done(made.pk, by=cast["Leila"], now=NOW)
    assert meeting_arranged(board, date(2027, 10, 13), meeting="meeting 3", **TOLD) == []


def test_another_day_keeps_what_it_was_due_before(action, cast):
    with pytest.raises(RuleBroken, match="due then already"):
        move_due(action.pk, due_on(DUE), "Because", by=cast["Ruth"], now=NOW)
    april = due_outside("County Board", Month(2027, 4))
    moved = move_due(action.pk, april, "The county meets then", by=cast["Ruth"], now=NOW)
    assert moved.due_on == date(2027, 4, 30)
    assert moved.progress.last().about == "20 November 2026 → at the April 2027 County Board"


def test_overdue_is_open_and_past_its_day(action, cast):
    assert not overdue(DUE)
    assert [one.pk for one in overdue(DUE + timedelta(1))] == [action.pk]
    report_done(action.pk, by=cast["Leila"], now=NOW)
    assert not overdue(DUE + timedelta(1))


def test_a_page_that_was_overtaken_is_refused(action, cast):
    tell(action.pk, "Rang them twice", by=cast["Leila"], now=NOW, version=1)
    with pytest.raises(Stale):
        drop(action.pk, "Not needed", by=cast["Priya"], now=NOW, version=1)
    drop(action.pk, "Not needed", by=cast["Priya"], now=NOW, version=2)
    with pytest.raises(RuleBroken, match="dropped"):
        tell(action.pk, "Rang them again", by=cast["Leila"], now=NOW)


def test_what_came_of_a_meeting_is_found_by_its_reference(write):
    made = write(source=Source("meeting 3", "Board of 2 November", "/meetings/3/"), item="5")
    assert [one.item for one in from_source("meeting 3")] == ["5"]
    assert made.source_address == "/meetings/3/"


WHO = {
    Deed.REPORT: lambda pk, by: report_done(pk, by=by, now=NOW),
    Deed.TELL: lambda pk, by: tell(pk, "Half of it", by=by, now=NOW),
    Deed.ACCEPT: lambda pk, by: accept(pk, by=by, now=NOW),
    Deed.DROP: lambda pk, by: drop(pk, "Not needed", by=by, now=NOW),
    Deed.MOVE: lambda pk, by: move_due(pk, due_on(TODAY), "Sooner", by=by, now=NOW),
    Deed.REASSIGN: lambda pk, by: reassign(pk, None, "Left", by=by, now=NOW),
}
OWNER, SPEAKS = {"Leila", "Priya"}, {"Ruth", "Priya"}


@pytest.mark.parametrize("name", ["Leila", "Priya", "Ruth", "Marta", "Owen", "Mensah", "Sadia"])
@pytest.mark.parametrize("deed", WHO)
def test_the_owner_reports_and_the_meeting_settles(action, cast, deed, name):
    allowed = OWNER if deed in (Deed.REPORT, Deed.TELL) else SPEAKS
    if name in allowed:
        WHO[deed](action.pk, cast[name])
        return
    with pytest.raises(PermissionDenied):
        WHO[deed](action.pk, cast[name])
    assert deeds(action) == ["record"]


@pytest.mark.parametrize(
    ("name", "may"),
    [("Priya", True), ("Marta", True), ("Owen", False), ("Mensah", False), ("Sadia", False)],
)
def test_who_sits_on_the_group_and_signed_records_its_actions(write, cast, name, may):
    if may:
        assert write(by=cast[name]).recorded_by == cast[name]
        return
    with pytest.raises(PermissionDenied):
        write(by=cast[name])


@pytest.mark.parametrize("name", ["Priya", "Ruth", "Owen", "Mensah", "Amos", "Sadia"])
def test_signatories_read_it_and_a_councillor_on_its_group(action, cast, name):
    if name in ("Amos", "Sadia"):
        with pytest.raises(Http404):
            action_for(cast[name], action.number, TODAY)
    else:
        assert action_for(cast[name], action.number, TODAY)[0] == action


def test_a_councillor_reads_nothing_of_other_groups(write, groups, cast):
    other = next(one for one in groups.values() if one.kind == "problem_solving")
    elsewhere = write(group=other)
    with pytest.raises(Http404):
        action_for(cast["Mensah"], elsewhere.number, TODAY)
