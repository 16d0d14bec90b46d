"""What a meeting may do when, who must be there, and how its items are numbered."""

from datetime import date, time

import pytest

from wardmote.kernel.errors import RuleBroken
from wardmote.meetings.exempt import (
    Level,
    Paragraph,
    check_level,
    hidden_title,
    is_exempt_by_default,
)
from wardmote.meetings.rules import (
    Asked,
    Attending,
    DecisionKind,
    Deed,
    Place,
    State,
    attendance_checks,
    check_agenda,
    check_approval,
    check_decision,
    check_times,
    moved,
    numbers,
)

WAY = [Deed.SEND, Deed.END, Deed.DRAFT, Deed.CIRCULATE, Deed.APPROVE]


def test_a_meeting_goes_its_way_from_plan_to_approved_minutes():
    state = State.PLANNED
    for deed in WAY:
        state = moved(state, deed)
    assert state is State.APPROVED


@pytest.mark.parametrize(
    ("state", "deed", "says"),
    [
        (State.PLANNED, Deed.END, "Send the agenda out"),
        (State.HELD, Deed.SEND, "over"),
        (State.AGENDA_OUT, Deed.DRAFT, "when the meeting is over"),
        (State.HELD, Deed.CIRCULATE, "Draft the minutes"),
        (State.DRAFT, Deed.APPROVE, "Circulate"),
        (State.HELD, Deed.CALL_OFF, "has been held"),
        (State.APPROVED, Deed.REVISE, "not yet approved"),
        *((state, deed, ".") for state in (State.APPROVED, State.CALLED_OFF) for deed in Deed),
    ],
)
def test_what_is_not_its_turn_is_refused_saying_what_is(state, deed, says):
    with pytest.raises(RuleBroken, match=says):
        moved(state, deed)


MEMBER, OFFICER, GUEST = Attending(True, True), Attending(True, False), Attending(False, True)


@pytest.mark.parametrize(
    ("here", "asked", "met"),
    [
        ([], Asked(), []),
        ([OFFICER, OFFICER], Asked(quorum=3), [False]),
        ([OFFICER, OFFICER, MEMBER], Asked(quorum=3), [True]),
        ([OFFICER, OFFICER, GUEST], Asked(3, 1), [False, False]),
        ([OFFICER, OFFICER, OFFICER], Asked(3, 1), [True, False]),
        ([OFFICER, OFFICER, MEMBER], Asked(3, 1), [True, True]),
    ],
)
def test_quorum_and_members_are_counted_among_those_with_a_seat(here, asked, met):
    assert [one.is_met for one in attendance_checks(here, asked)] == met


def test_the_rule_is_said_in_words():
    found = attendance_checks([MEMBER], Asked(2, 1))
    assert [one.words for one in found] == [
        "Quorum: 1 of 2 needed",
        "At least 1 elected member: 1 present",
    ]


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (["", "", ""], ["1", "2", "3"]),
        (["1", "2", ""], ["1", "2", "3"]),
        (["1", "", "2"], ["1", "1A", "2"]),
        (["1", "", "", "2"], ["1", "1A", "1B", "2"]),
        (["1", "1A", "", "2"], ["1", "1A", "1B", "2"]),
        (["2", "", "1"], ["2", "3", "1"]),
        (["", "1"], ["0A", "1"]),
    ],
)
def test_a_number_that_was_sent_out_never_changes(sent, expected):
    found = numbers([Place(key, number) for key, number in enumerate(sent)])
    assert list(found.values()) == expected


@pytest.mark.parametrize(
    "title",
    [
        "DHR update",
        "Domestic homicide reviews",
        "Death review: feedback",
        "ASB case reviews",
        "Suicide prevention",
    ],
)
def test_deaths_and_case_reviews_are_exempt_unless_somebody_says_otherwise(title):
    assert is_exempt_by_default(title)


@pytest.mark.parametrize("title", ["Budget", "Review of the plan", "Hoarding", "Data report"])
def test_other_items_are_open(title):
    assert not is_exempt_by_default(title)


def test_an_exempt_item_has_its_paragraph_and_its_reason():
    check_level(Level.PUBLIC, None, "")
    check_level(Level.EXEMPT, Paragraph.CRIME, "An operation is under way")
    with pytest.raises(RuleBroken, match="paragraph"):
        check_level(Level.EXEMPT, None, "Because")
    with pytest.raises(RuleBroken, match="public interest"):
        check_level(Level.EXEMPT, Paragraph.CRIME, " ")


def test_those_who_may_not_read_it_see_only_by_which_paragraph():
    said = hidden_title(Level.EXEMPT, Paragraph.INDIVIDUAL)
    assert said == "Exempt item (paragraph 1: information relating to any individual)"
    assert hidden_title(Level.PARTNER, None) == "Item that is not public"


@pytest.mark.parametrize(
    ("check", "says"),
    [
        (lambda: check_times(time(11), time(10)), "end after"),
        (lambda: check_agenda(0), "at least one item"),
        (lambda: check_decision(None, "Yes"), "Select what"),
        (lambda: check_decision(DecisionKind.AGREED, " "), "in words"),
        (
            lambda: check_approval(date(2026, 5, 1), date(2026, 5, 1), same_group=True),
            "later meeting",
        ),
        (
            lambda: check_approval(date(2026, 5, 1), date(2026, 6, 1), same_group=False),
            "same group",
        ),
    ],
)
def test_a_refusal_says_what_to_do(check, says):
    with pytest.raises(RuleBroken, match=says):
        check()
