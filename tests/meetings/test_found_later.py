"""What waits for a group after its agenda was begun, or sent out, gets its place on it."""

import pytest

from tests.meetings.conftest import BEFORE, THEN, held, sent
from tests.reports.assessing import submitted
from wardmote.meetings.building import LAST, OTHER_BUSINESS
from wardmote.meetings.models import Item, Meeting
from wardmote.meetings.queries import agenda_facts, minutes_facts
from wardmote.meetings.usecases.agenda import (
    Entry,
    add_item,
    change_item,
    fill_agenda,
    move_item,
    send_agenda,
    strike_item,
)
from wardmote.meetings.usecases.minuting import draft_minutes

FOUND = "Strategic assessment, July 2024 to June 2025"


@pytest.fixture
def by(cast):
    return {"by": cast["Priya"], "now": BEFORE}


def lines(facts):
    return [f"{one['number']} {one['title']}".strip() for one in facts["items"]][2:]


OUT = [f"2A {FOUND}", "2B Budget", "3 Any other business", "4 Date of the next meeting"]


def test_it_goes_in_before_what_closes_the_agenda_and_has_its_number(client, planned, cast, by):
    meeting = sent(planned, cast["Priya"])
    first = meeting.editions.get().content
    submitted(cast["Ana"], now=BEFORE)
    fill_agenda(meeting.pk, **by)
    add_item(meeting.pk, Entry("Budget"), **by)
    meeting = Meeting.objects.get(pk=meeting.pk)
    assert lines(agenda_facts(meeting)) == OUT
    assert meeting.editions.get().content == first
    client.force_login(cast["Priya"])
    page = client.get(f"/meetings/{meeting.pk}/live/").text
    places = [page.index(f"<li>{one.partition(' ')[0]} <a") for one in OUT]
    assert places == sorted(places)
    held(meeting, cast)
    draft_minutes(meeting.pk, by=cast["Priya"], now=THEN)
    add_item(meeting.pk, Entry("Thanks"), by=cast["Priya"], now=THEN)
    assert lines(minutes_facts(Meeting.objects.get(pk=meeting.pk))) == [*OUT, "5 Thanks"]


def test_whoever_looks_is_told_what_was_found(client, planned, cast, time_machine):
    time_machine.move_to(BEFORE, tick=False)
    client.force_login(cast["Priya"])

    def told():
        answer = client.post(f"/meetings/{planned.pk}/fill/", follow=True)
        return [str(one) for one in answer.context["messages"]]

    assert told() == ["Nothing more waits for the group"]
    found = submitted(cast["Ana"], now=BEFORE)
    assert told() == ["Added 1 item, in the agenda below"]
    sent(planned, cast["Priya"])
    assert told() == ["Nothing more waits for the group"]
    for title in "Budget", "Locks":
        add_item(planned.pk, Entry(title), by=cast["Priya"], now=BEFORE)
    lacks = "2 items are not in the agenda that was sent out: send a new edition"
    assert told() == [f"Nothing more waits for the group. {lacks}"]
    Item.objects.get(source=found.reference).delete()
    lacks = lacks.replace("2", "3")
    assert told() == [f"Added 1 item, in the agenda below. {lacks}"]


def test_the_page_says_what_waits_to_whoever_keeps_the_meeting(
    client, planned, cast, by, time_machine
):
    time_machine.move_to(BEFORE, tick=False)
    path, waits = f"/meetings/{planned.pk}/", "1 item waits for the group and is not on"

    def page(name):
        client.force_login(cast[name])
        return client.get(path).text

    assert waits not in page("Priya")
    sent(planned, cast["Priya"])
    submitted(cast["Ana"], now=BEFORE)
    assert f"{waits} this agenda yet: {FOUND}.</p>" in page("Priya")
    assert "Put it on the agenda</button>" in page("Ruth")
    assert FOUND not in page("Leila")
    lacks = "1 item is not in the agenda that was sent out"
    assert lacks not in page("Priya")
    fill_agenda(planned.pk, **by)
    assert waits not in page("Priya")
    assert lacks in page("Priya")
    held(Meeting.objects.get(pk=planned.pk), cast)
    assert lacks not in page("Priya")


def test_a_usual_item_that_was_renamed_is_not_put_on_twice(planned, by):
    item = planned.items.get(title=OTHER_BUSINESS)
    change_item(planned.pk, item.pk, Entry("Other matters"), None, **by)
    assert fill_agenda(planned.pk, **by) == []


def test_what_the_officer_moved_stays_where_it_is(planned, by):
    closing = planned.items.get(title=OTHER_BUSINESS)
    move_item(planned.pk, closing.pk, up=True, **by)
    add_item(planned.pk, Entry("Budget"), **by)
    fill_agenda(planned.pk, **by)
    assert lines(agenda_facts(planned)) == [
        "Declarations of interest",
        "Budget",
        "Date of the next meeting",
    ]


def test_without_closing_items_it_goes_to_the_end(planned, by):
    for one in planned.items.filter(title__in=LAST):
        strike_item(planned.pk, one.pk, "Short of time", **by)
    add_item(planned.pk, Entry("Budget"), **by)
    assert lines(agenda_facts(planned)) == ["Budget"]


def test_a_number_that_was_sent_out_and_struck_is_not_given_again(planned, cast, by):
    meeting = sent(planned, cast["Priya"])
    last = meeting.items.get(number="4")
    strike_item(meeting.pk, last.pk, "Short of time", **by)
    add_item(meeting.pk, Entry("Date of the next meeting"), **by)
    version = Meeting.objects.get(pk=meeting.pk).version
    second = send_agenda(meeting.pk, version, "The date", **by)
    assert [one["number"] for one in second.content["items"]] == ["1", "2", "3", "4", "5"]
