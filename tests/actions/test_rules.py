"""When an action is due, what becomes of it, and who is reminded when: by table."""

from datetime import date

import pytest

from wardmote.actions.due import (
    NO_DUE,
    SOON,
    Due,
    DueKind,
    check_due,
    due_at_meeting,
    due_at_next,
    due_in,
    due_on,
    due_outside,
    due_words,
    latest_day,
    settled_on,
    times_carried,
)
from wardmote.actions.rules import (
    Chasing,
    Deed,
    Source,
    State,
    after,
    check_all_ticked,
    check_owner,
    check_words,
    reminder_due,
    tells_office,
)
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Month

BOARD = 1
OCTOBER, APRIL = Month(2026, 10), Month(2027, 4)
MARCH_31 = date(2027, 3, 31)
AUGUST_4, OCTOBER_14, OCTOBER_28 = date(2026, 8, 4), date(2026, 10, 14), date(2026, 10, 28)
DECEMBER_9 = date(2026, 12, 9)
OPEN, REPORTED, ACCEPTED, DROPPED = State


@pytest.mark.parametrize(
    ("due", "settled", "day", "words"),
    [
        (NO_DUE, None, None, "no day was said"),
        (SOON, None, None, "as soon as possible"),
        (due_on(MARCH_31), None, MARCH_31, "31 March 2027"),
        (due_in(OCTOBER), None, date(2026, 10, 31), "in October 2026"),
        (due_at_meeting(BOARD, OCTOBER), None, date(2026, 10, 31), "at the October 2026 Board"),
        (
            due_at_meeting(BOARD, OCTOBER),
            OCTOBER_14,
            OCTOBER_14,
            "at the October 2026 Board (14 October 2026)",
        ),
        (due_at_next(BOARD), None, None, "at the next Board"),
        (due_at_next(BOARD), DECEMBER_9, DECEMBER_9, "at the next Board (9 December 2026)"),
        (
            due_outside(" County  Board ", APRIL),
            None,
            date(2027, 4, 30),
            "at the April 2027 County Board",
        ),
        (
            due_outside("County Board", APRIL, date(2027, 4, 21)),
            None,
            date(2027, 4, 21),
            "at the April 2027 County Board (21 April 2027)",
        ),
    ],
)
def test_when_it_is_due_in_words_and_by_which_day(due, settled, day, words):
    group = "Board" if due.group else ""
    assert latest_day(due, settled) == day
    assert due_words(due, group, settled) == words
    check_due(due)


@pytest.mark.parametrize(
    ("due", "about"),
    [
        (Due(DueKind.DAY), "day"),
        (Due(DueKind.MONTH), "month"),
        (Due(DueKind.MEETING, group=BOARD), "month"),
        (Due(DueKind.MEETING, month=OCTOBER), "due_group"),
        (Due(DueKind.NEXT), "due_group"),
        (Due(DueKind.OUTSIDE, month=APRIL), "body"),
        (due_outside("County Board", APRIL, OCTOBER_14), "day"),
    ],
)
def test_what_is_missing_is_asked_for(due, about):
    with pytest.raises(RuleBroken) as refused:
        check_due(due)
    assert refused.value.about == about


MEETINGS = [AUGUST_4, OCTOBER_28, OCTOBER_14, DECEMBER_9]


@pytest.mark.parametrize(
    ("due", "recorded", "meeting"),
    [
        (due_at_meeting(BOARD, OCTOBER), AUGUST_4, OCTOBER_14),
        (due_at_meeting(BOARD, APRIL), AUGUST_4, None),
        (due_at_next(BOARD), AUGUST_4, OCTOBER_14),
        (due_at_next(BOARD), OCTOBER_14, OCTOBER_28),
        (due_at_next(BOARD), DECEMBER_9, None),
        (due_on(OCTOBER_14), AUGUST_4, None),
        (due_outside("County Board", OCTOBER), AUGUST_4, None),
    ],
)
def test_which_meeting_it_is_due_at(due, recorded, meeting):
    assert settled_on(due, MEETINGS, recorded) == meeting


@pytest.mark.parametrize(
    ("until", "times"),
    [(AUGUST_4, 0), (OCTOBER_14, 1), (OCTOBER_28, 2), (date(2027, 1, 1), 3)],
)
def test_how_often_it_was_carried_forward(until, times):
    assert times_carried(AUGUST_4, MEETINGS, until) == times


@pytest.mark.parametrize(
    ("state", "deed", "becomes"),
    [
        (OPEN, Deed.TELL, OPEN),
        (OPEN, Deed.REPORT, REPORTED),
        (OPEN, Deed.ACCEPT, ACCEPTED),
        (OPEN, Deed.SEND_BACK, "Nobody has reported"),
        (OPEN, Deed.DROP, DROPPED),
        (REPORTED, Deed.REPORT, "accepts it or sends it back"),
        (REPORTED, Deed.ACCEPT, ACCEPTED),
        (REPORTED, Deed.SEND_BACK, OPEN),
        (REPORTED, Deed.UNTICK, OPEN),
        (REPORTED, Deed.MOVE, "accepts it or sends it back"),
        (REPORTED, Deed.REASSIGN, "accepts it or sends it back"),
        (REPORTED, Deed.DROP, DROPPED),
        (ACCEPTED, Deed.ACCEPT, "accepted as done already"),
        (ACCEPTED, Deed.DROP, "accepted as done already"),
        (DROPPED, Deed.TELL, "Record a new action"),
    ],
)
def test_what_becomes_of_it(state, deed, becomes):
    if isinstance(becomes, State):
        assert after(state, deed) is becomes
        return
    with pytest.raises(RuleBroken, match=becomes):
        after(state, deed)


@pytest.mark.parametrize(
    "deed", [Deed.TELL, Deed.SEND_BACK, Deed.MOVE, Deed.REASSIGN, Deed.DROP, Deed.UNTICK]
)
def test_some_deeds_say_why(deed):
    with pytest.raises(RuleBroken) as refused:
        check_words(deed, " ")
    assert refused.value.about == "words"
    check_words(deed, "The county asked for more time")
    check_words(Deed.REPORT, "")


def test_it_has_one_owner_and_every_part_is_ticked():
    check_owner(False, False)
    with pytest.raises(RuleBroken, match="not both"):
        check_owner(True, True)
    check_all_ticked([])
    with pytest.raises(RuleBroken, match="Health and Homes have not ticked"):
        check_all_ticked(["Health", "Homes"])
    with pytest.raises(RuleBroken, match="Health has not ticked"):
        check_all_ticked(["Health"])


def test_a_source_leads_nowhere_but_to_us():
    with pytest.raises(ValueError, match="path of ours"):
        Source("issue 1", "WV-2026-0001", "https://elsewhere.example")


@pytest.mark.parametrize(
    ("days", "point"),
    [
        (-8, None), (-7, -7), (-3, -7), (-1, -1), (0, 0), (3, 0), (6, 0), (7, 7), (20, 7),
        (21, 21), (34, 21), (35, 35), (400, 399),
    ],
)  # fmt: skip
def test_which_reminder_stands(days, point):
    today = date.fromordinal(OCTOBER_14.toordinal() + days)
    assert reminder_due(OCTOBER_14, today, Chasing()) == point


def test_other_days_may_be_set():
    chasing = Chasing(before=(), after=1, every=1)
    assert reminder_due(OCTOBER_14, date(2026, 10, 13), chasing) is None
    assert reminder_due(OCTOBER_14, date(2026, 10, 17), chasing) == 3


def test_the_office_hears_of_what_stays_undone():
    assert [point for point in (-7, 0, 7, 21, 35) if tells_office(point, Chasing())] == [21, 35]
