"""A meeting from its plan to minutes that are approved at the next one and then locked."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404

from tests.meetings.conftest import BEFORE, THEN, circulated, held, rules_are, sent
from wardmote.groups.models import Seat
from wardmote.groups.rules import SeatRole
from wardmote.kernel.errors import RuleBroken, Stale
from wardmote.meetings.access import meeting_for
from wardmote.meetings.clauses import Rules
from wardmote.meetings.exempt import Level, Paragraph
from wardmote.meetings.models import Item, Meeting, Minutes
from wardmote.meetings.notice import Regime
from wardmote.meetings.queries import checks_of
from wardmote.meetings.rules import Coming, DecisionKind, Purpose, State
from wardmote.meetings.usecases.agenda import (
    Entry,
    add_item,
    change_item,
    move_item,
    send_agenda,
    strike_item,
)
from wardmote.meetings.usecases.approving import correct_minutes, digest_of
from wardmote.meetings.usecases.arranging import Arrangement, arrange, call_off
from wardmote.meetings.usecases.attending import Came, attend
from wardmote.meetings.usecases.deciding import decide, take_decision_back
from wardmote.meetings.usecases.during import act, declare, elect, end_meeting
from wardmote.meetings.usecases.minuting import take_back, write_minute

PLAIN = [
    "Welcome, apologies and substitutes",
    "Declarations of interest",
    "Any other business",
    "Date of the next meeting",
]


def titles(meeting):
    return [one.title for one in meeting.items.filter(struck_at=None)]


def by_priya(cast, now=BEFORE):
    return {"by": cast["Priya"], "now": now}


def test_an_agenda_begins_by_itself_and_is_ordered_by_hand(planned, cast):
    assert titles(planned) == PLAIN
    item = add_item(planned.pk, Entry("Budget"), **by_priya(cast))
    assert titles(planned) == [*PLAIN[:2], "Budget", *PLAIN[2:]]
    move_item(planned.pk, item.pk, up=True, **by_priya(cast))
    assert titles(planned)[1] == "Budget"
    strike_item(planned.pk, item.pk, "Deferred to May", **by_priya(cast))
    assert titles(planned) == PLAIN


def test_an_agenda_that_is_out_keeps_its_numbers_in_the_next_edition(planned, cast):
    first = send_agenda(planned.pk, planned.version, **by_priya(cast))
    add_item(planned.pk, Entry("Budget"), **by_priya(cast))
    now = Meeting.objects.get(pk=planned.pk)
    with pytest.raises(RuleBroken, match="what has changed"):
        send_agenda(planned.pk, now.version, **by_priya(cast))
    second = send_agenda(planned.pk, now.version, "The budget", **by_priya(cast))
    assert [one["number"] for one in first.content["items"]] == ["1", "2", "3", "4"]
    assert [one["number"] for one in second.content["items"]] == ["1", "2", "2A", "3", "4"]
    assert first.clear_days == 7


def test_a_page_that_was_overtaken_is_refused(planned, cast):
    add_item(planned.pk, Entry("Budget"), **by_priya(cast))
    with pytest.raises(Stale):
        send_agenda(planned.pk, planned.version, **by_priya(cast))


def test_only_the_officer_and_the_chair_keep_a_meeting(planned, cast):
    for name in ("Dev", "Mensah", "Sadia", "Ana", "Leila", "Sam"):
        with pytest.raises(PermissionDenied):
            add_item(planned.pk, Entry("Mine"), by=cast[name], now=BEFORE)
    add_item(planned.pk, Entry("The chair’s"), by=cast["Ruth"], now=BEFORE)


@pytest.mark.parametrize(
    ("name", "reads"),
    [
        ("Priya", set(Level)),
        ("Ruth", set(Level)),
        ("Dev", set(Level)),
        ("Ana", set(Level) - {Level.EXEMPT}),
        ("Leila", set(Level) - {Level.EXEMPT}),
        ("Mensah", {Level.PUBLIC, Level.GROUP}),
        ("Sadia", {Level.PUBLIC}),
    ],
)
def test_the_narrowest_post_wins(planned, cast, name, reads):
    assert meeting_for(cast[name], planned.pk).levels == reads


def test_who_has_no_seat_finds_no_meeting(planned, cast):
    with pytest.raises(Http404):
        meeting_for(cast["Sam"], planned.pk)


def test_a_death_review_is_exempt_by_itself_only_where_nobody_chose(planned, cast, board):
    rules_are(board, Rules(Regime.OWN, standing_items=("DHR update",)), cast)
    later = Arrangement(planned.on + timedelta(91), planned.starts_at, place="Here")
    meeting = arrange(board, later, **by_priya(cast))
    item = meeting.items.get(title="DHR update")
    assert (item.level, item.paragraph) == (Level.EXEMPT, Paragraph.IDENTITY)
    entry = Entry("DHR update", level=Level.PUBLIC)
    version = Meeting.objects.get(pk=meeting.pk).version
    changed = change_item(meeting.pk, item.pk, entry, version, **by_priya(cast))
    assert (changed.level, changed.paragraph) == (Level.PUBLIC, None)


def test_quorum_and_the_rule_of_one_member_stand_as_people_come(planned, cast, board):
    rules_are(board, Rules(Regime.OWN, quorum=2, least_members=1), cast)
    meeting = sent(planned, cast["Priya"])
    attend(meeting.pk, Came(Coming.PRESENT, cast["Ruth"]), **by_priya(cast, THEN))
    assert [one.is_met for one in checks_of(meeting)] == [False, False]
    attend(meeting.pk, Came(Coming.PRESENT, cast["Mensah"]), **by_priya(cast, THEN))
    assert [one.is_met for one in checks_of(meeting)] == [True, True]
    attend(meeting.pk, Came(Coming.APOLOGIES, cast["Mensah"]), **by_priya(cast, THEN))
    stand_in = Came(Coming.SUBSTITUTE, name="Jo Lee", substitute_for="Mensah", is_member=True)
    attend(meeting.pk, stand_in, **by_priya(cast, THEN))
    assert [one.is_met for one in checks_of(meeting)] == [True, True]


def test_those_with_a_seat_come_from_as_many_organisations_as_the_terms_ask(
    planned, cast, board
):
    rules_are(board, Rules(Regime.OWN, least_organisations=2), cast)
    meeting = sent(planned, cast["Priya"])
    guest = Came(Coming.PRESENT, cast["Sam"], organisation=cast["Dev"].organisation)
    stand_in = Came(
        Coming.SUBSTITUTE,
        name="Jo Lee",
        substitute_for="Ruth",
        organisation=cast["Ruth"].organisation,
    )
    dev = Came(Coming.PRESENT, cast["Dev"])
    for came, told in (
        (Came(Coming.PRESENT, cast["Ruth"]), 1),
        (guest, 1),
        (stand_in, 1),
        (dev, 2),
    ):
        attend(meeting.pk, came, **by_priya(cast, THEN))
        [check] = checks_of(meeting)
        words = f"At least 2 different organisations: {told} present"
        assert (check.words, check.is_met) == (words, told == 2)


def test_an_election_moves_the_chair_and_keeps_who_had_it(planned, cast, board):
    meeting = sent(planned, cast["Priya"])
    seat = Seat.objects.get(group=board, person=cast["Dev"])
    item = meeting.items.first()
    made = elect(meeting.pk, item.pk, seat.pk, SeatRole.CHAIR, **by_priya(cast, THEN))
    chairs = Seat.objects.filter(group=board, role=SeatRole.CHAIR).order_by("pk")
    assert [(one.person, one.until) for one in chairs] == [
        (cast["Ruth"], planned.on),
        (cast["Dev"], None),
    ]
    assert Seat.objects.get(group=board, person=cast["Ruth"], until=None).role == "ordinary"
    assert made.decision.kind == DecisionKind.ELECTED


def test_a_chair_becomes_vice_chair_once_there_is_another(planned, cast, board):
    meeting = sent(planned, cast["Priya"])
    item = meeting.items.first()

    def elected(name, role):
        seat = Seat.objects.get(group=board, person=cast[name], until=None)
        elect(meeting.pk, item.pk, seat.pk, role, **by_priya(cast, THEN))

    with pytest.raises(RuleBroken, match=r"without a chair\. Elect another"):
        elected("Ruth", SeatRole.VICE_CHAIR)
    elected("Dev", SeatRole.CHAIR)
    elected("Ruth", SeatRole.VICE_CHAIR)
    roles = Seat.objects.filter(group=board, until=None).exclude(role=SeatRole.ORDINARY)
    assert {one.person: one.role for one in roles} == {
        cast["Dev"]: SeatRole.CHAIR,
        cast["Ruth"]: SeatRole.VICE_CHAIR,
    }


def test_minutes_are_agreed_at_the_next_meeting_and_locked(planned, cast, board):
    first = circulated(held(sent(planned, cast["Priya"]), cast), cast)
    later = Arrangement(planned.on + timedelta(91), planned.starts_at, place="Here")
    second = sent(arrange(board, later, **by_priya(cast, THEN)), cast["Priya"])
    item = second.items.get(source=f"minutes {first.pk}")
    made = decide(
        second.pk, item.pk, DecisionKind.AGREED, "As accurate", **by_priya(cast, THEN)
    )
    first = Meeting.objects.get(pk=first.pk)
    assert (first.state, first.approved_in) == (State.APPROVED, second)
    minutes = Minutes.objects.get(meeting=first)
    assert minutes.digest == digest_of(minutes.content)
    for deed in (
        lambda: write_minute(first.pk, first.items.first().pk, "No", None, **by_priya(cast)),
        lambda: attend(first.pk, Came(Coming.ABSENT, cast["Dev"]), **by_priya(cast)),
        lambda: add_item(first.pk, Entry("Late"), **by_priya(cast)),
        lambda: take_back(first.pk, **by_priya(cast)),
        lambda: take_decision_back(second.pk, made.pk, **by_priya(cast)),
    ):
        with pytest.raises(RuleBroken):
            deed()
    correct_minutes(second.pk, first.pk, item.pk, "Cllr Mensah was there", **by_priya(cast))
    assert Minutes.objects.get(meeting=first).content == minutes.content
    assert first.corrections.get().decision.meeting == second


@pytest.mark.parametrize(
    ("source", "purpose", "drafted"),
    [
        ("actions", Purpose.DISCUSSION, ""),
        ("assessment 2025Q2 1", Purpose.DECISION, ""),
        ("", Purpose.DECISION, "Put to the meeting: The fund pays."),
        ("", Purpose.INFORMATION, "The fund pays."),
    ],
)
def test_minutes_begin_with_what_was_put_and_not_with_what_came_of_it(
    planned, cast, source, purpose, drafted
):
    entry = Entry("Budget", purpose, text="The fund pays.", source=source)
    item = add_item(planned.pk, entry, **by_priya(cast))
    circulated(held(sent(planned, cast["Priya"]), cast), cast)
    assert Item.objects.get(pk=item.pk).minute == drafted


def test_the_database_keeps_approved_minutes_whole(planned):
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=planned.pk).update(state=State.APPROVED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Item.objects.filter(meeting=planned).update(level=Level.EXEMPT)


def test_what_was_typed_wrong_is_taken_back_while_nothing_came_of_it(planned, cast):
    meeting = sent(planned, cast["Priya"])
    item = meeting.items.first()
    made = decide(meeting.pk, item.pk, DecisionKind.NOTED, "Typo", **by_priya(cast, THEN))
    take_decision_back(meeting.pk, made.pk, **by_priya(cast, THEN))
    declare(meeting.pk, "Dev", "Lives there", item_id=item.pk, **by_priya(cast, THEN))
    assert not meeting.decisions.exists()
    assert meeting.declarations.get().item == item


@pytest.mark.parametrize(("title", "is_asked"), [("Death review", True), ("Budget", False)])
def test_an_action_under_an_item_that_fewer_read_is_checked_first(
    planned, cast, title, is_asked
):
    item = add_item(planned.pk, Entry(title), **by_priya(cast))
    if is_asked:
        with pytest.raises(RuleBroken, match="More people read an action than this item"):
            act(planned.pk, item.pk, "Write to the author", **by_priya(cast))
    made = act(planned.pk, item.pk, "Write to the author", checked=is_asked, **by_priya(cast))
    assert made.item == ("" if is_asked else title)


def test_an_action_minuted_as_done_says_so_and_nothing_of_a_day(client, planned, cast):
    client.force_login(cast["Priya"])
    meeting = sent(planned, cast["Priya"])
    item = meeting.items.first()
    for text, is_done in ("Add page numbers", True), ("Ring the county", False):
        act(meeting.pk, item.pk, text, cast["Dev"], is_done=is_done, **by_priya(cast, THEN))
    live = client.get(f"/meetings/{meeting.pk}/live/?item={item.pk}").text
    circulated(held(meeting, cast), cast)
    for page in live, client.get(f"/meetings/{meeting.pk}/minutes/").text:
        assert "Add page numbers (Dev) (done already)" in page
        assert "Ring the county (Dev), no day was said" in page


def test_a_meeting_ends_on_its_day_with_somebody_there(planned, cast):
    meeting = sent(planned, cast["Priya"])
    with pytest.raises(RuleBroken, match="12 November"):
        end_meeting(meeting.pk, **by_priya(cast))
    with pytest.raises(RuleBroken, match="who was there"):
        end_meeting(meeting.pk, **by_priya(cast, THEN))
    assert held(meeting, cast).state == State.HELD


def test_a_meeting_that_is_called_off_says_why_and_frees_its_time(planned, cast, board):
    same = Arrangement(planned.on, planned.starts_at, place="There")
    with pytest.raises(RuleBroken, match="meets then already"):
        arrange(board, same, **by_priya(cast))
    call_off(planned.pk, "Snow", **by_priya(cast))
    assert arrange(board, same, **by_priya(cast)).state == State.PLANNED
