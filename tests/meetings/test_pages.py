"""The pages of a meeting as the officer, a councillor with a seat and others see them."""

import pytest
from icalendar import Calendar

from tests.meetings.conftest import (
    BEFORE,
    ON_GROUP,
    PARTNERS_ONLY,
    SECRET,
    circulated,
    held,
    sent,
)
from tests.meetings.district import PAPER
from wardmote.actions.models import Action
from wardmote.meetings.models import Meeting, Paper
from wardmote.meetings.rules import State
from wardmote.meetings.usecases.filing import add_paper


@pytest.fixture
def told(planned, cast, each_level):
    """Its agenda is out, with an item and a paper for each kind of reader."""
    for item in each_level:
        about = f"On {item.title}", "a.pdf", PAPER
        add_paper(planned.pk, item.pk, *about, by=cast["Priya"], now=BEFORE)
    return sent(planned, cast["Priya"])


@pytest.mark.parametrize(
    ("name", "reads"),
    [
        ("Priya", {SECRET, PARTNERS_ONLY, ON_GROUP}),
        ("Dev", {SECRET, PARTNERS_ONLY, ON_GROUP}),
        ("Leila", {PARTNERS_ONLY, ON_GROUP}),
        ("Mensah", {ON_GROUP}),
        ("Sadia", set()),
    ],
)
def test_everybody_reads_what_is_theirs(client, told, cast, name, reads):
    client.force_login(cast[name])
    page = client.get(f"/meetings/{told.pk}/").text
    assert {one for one in (SECRET, PARTNERS_ONLY, ON_GROUP) if one in page} == reads
    assert ("Exempt item (paragraph 7" in page) == (SECRET not in reads)
    for paper in Paper.objects.select_related("item"):
        answer = client.get(f"/meetings/{told.pk}/papers/{paper.pk}/")
        assert answer.status_code == (200 if paper.item.title in reads else 404)
    file = client.get(f"/meetings/{told.pk}/agenda.docx")
    assert file.status_code == 200
    assert client.get(f"/meetings/{told.pk}/live/").status_code == (
        200 if name == "Priya" else 403
    )


def test_a_stranger_finds_no_meeting(client, told, cast):
    client.force_login(cast["Sam"])
    for path in ("", f"{told.pk}/", f"{told.pk}/invitation.ics", f"{told.pk}/minutes/"):
        assert client.get(f"/meetings/{path}").status_code == 404


def test_the_invitation_is_read_by_a_calendar(client, told, cast):
    client.force_login(cast["Mensah"])
    answer = client.get(f"/meetings/{told.pk}/invitation.ics")
    [event] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert str(event["summary"]) == "Board"
    assert event["dtstart"].dt.isoformat() == "2026-11-12T14:00:00+00:00"
    assert event["dtend"].dt.hour == 16
    assert "Longmere" in event["location"]
    assert SECRET not in answer.text


def test_the_invitation_says_how_to_join_from_elsewhere(client, told, cast):
    link = "https://meet.example/board"
    Meeting.objects.filter(pk=told.pk).update(link=link)
    client.force_login(cast["Mensah"])
    answer = client.get(f"/meetings/{told.pk}/invitation.ics")
    [event] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert "Longmere" in event["location"]
    assert event["description"].splitlines()[-1] == f"Join remotely: {link}"
    assert str(event["url"]) == link


def answers(does, **given):
    return {"does": does, "keep": f"1-{does}"} | {f"{does}-{k}": v for k, v in given.items()}


def test_a_meeting_is_written_down_on_one_page(client, told, cast):
    client.force_login(cast["Priya"])
    item = told.items.get(title=ON_GROUP)
    page = f"/meetings/{told.pk}/live/?item={item.pk}"
    client.post(page, answers("roll", **{f"p{cast['Ruth'].pk}": "here"}))
    client.post(page, answers("attend", name="dev", coming="apologies"))
    client.post(page, answers("attend", name="Jo", coming="substitute", substitute_for="Dev"))
    saved = client.post(page, answers("decide", kind="agreed", text="In May"))
    assert "saved=1-decide" in saved["Location"]
    client.post(page, answers("act", text="Book a room", due="next", each="on"))
    client.post(page, answers("declare", name="Ruth", item=item.pk, text="Owns the hall"))
    seat = cast["Dev"].seats.get()
    client.post(page, answers("elect", seat=seat.pk, role="vice_chair", item=item.pk))
    shown = client.get(page).text
    raising = f"origin=meeting&amp;group={told.group_id}&amp;on={told.on:%Y-%m-%d}"
    assert raising in shown
    for words in ("In May", "Book a room", "Owns the hall", "Jo", "2 here"):
        assert words in shown, words
    assert {one.person for one in told.attendances.all()} >= {cast["Ruth"], cast["Dev"]}
    assert Action.objects.get().shares.count() == 4
    assert cast["Dev"].seats.get(until=None).role == "vice_chair"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"due": "meeting 2027-01"}, "at the January 2027 Board"),
        ({"due": "month 2026-12"}, "in December 2026"),
        ({"due": "soon"}, "as soon as possible"),
        ({"due": "outside 2027-04", "body": "County Board"}, "at the April 2027 County Board"),
        ({}, "no day was said"),
    ],
)
def test_an_action_is_due_as_minutes_say_it(client, told, cast, given, words):
    client.force_login(cast["Priya"])
    page = f"/meetings/{told.pk}/live/?item={told.items.get(title=ON_GROUP).pk}"
    assert client.post(page, answers("act", text="Ask them", **given)).status_code == 302
    assert Action.objects.get().due_words == words


def test_a_due_that_lacks_its_body_is_asked_for_and_kept(client, told, cast):
    client.force_login(cast["Priya"])
    page = f"/meetings/{told.pk}/live/?item={told.items.get(title=ON_GROUP).pk}"
    said = answers("act", text="Ask them", due="outside 2027-04")
    refused = client.post(page, said)
    assert (refused.status_code, Action.objects.count()) == (422, 0)
    assert "Enter the name of the outside body" in refused.text
    assert "Ask them" in refused.text


def test_an_action_is_given_to_somebody_here_or_to_an_organisation(client, told, cast):
    client.force_login(cast["Priya"])
    page = f"/meetings/{told.pk}/live/?item={told.items.get(title=ON_GROUP).pk}"
    client.post(page, answers("roll", **{f"p{cast['Dev'].pk}": "here"}))
    listed = client.get(page).text.split("Who answers for it?")[1].split("</select>")[0]
    assert '<optgroup label="Here">' in listed
    order = [listed.index(f">{name}") for name in ("Dev", "Ruth", "Leila")]
    assert order == sorted(order)  # here, else with a seat, else
    body = cast["Dev"].organisation
    client.post(page, answers("act", text="Ask them", owner=f"body {body.pk}"))
    assert Action.objects.get().owner_body == body


def stands(meeting):
    """name -> how they stand, and whether remotely."""
    return {one.name: (one.coming, one.is_remote) for one in meeting.attendances.all()}


def test_the_roll_is_called_in_one_go(client, told, cast):
    client.force_login(cast["Priya"])
    page = f"/meetings/{told.pk}/live/"
    shown = client.get(page).text
    order = [shown.index(f"{name}<span") for name in ("Ruth", "Mensah", "Dev", "Sadia")]
    assert order == sorted(order)  # the chair, the vice-chair, then by name
    keys = {name: f"p{cast[name].pk}" for name in ("Ruth", "Mensah", "Dev", "Sadia")}
    called = {keys["Ruth"]: "here", keys["Dev"]: "remote", keys["Sadia"]: "apologies"}
    client.post(page, answers("roll", **called))
    assert stands(told) == {
        "Ruth": ("present", False),
        "Dev": ("present", True),
        "Sadia": ("apologies", False),
    }
    client.post(page, answers("attend", name="Jo", coming="substitute", substitute_for="Sadia"))
    client.post(page, answers("roll") | {"rest": "here"})
    assert stands(told)["Mensah"] == ("present", False)
    guest = f"a{told.attendances.get(name='Jo').pk}"
    client.post(page, answers("roll", **{guest: "remote"}))
    assert stands(told)["Jo"] == ("substitute", True)
    wrong = client.post(page, answers("roll", **{keys["Dev"]: "asleep"}))
    assert (wrong.status_code, "Select how Dev stands" in wrong.text) == (422, True)


def test_a_page_of_before_does_not_undo_what_another_put_down(client, told, cast):
    client.force_login(cast["Priya"])
    page = f"/meetings/{told.pk}/live/"
    ruth, dev = (f"p{cast[name].pk}" for name in ("Ruth", "Dev"))
    before = {f"initial-roll-{ruth}": "", f"initial-roll-{dev}": ""}
    client.post(page, answers("roll", **{ruth: "absent"}) | before)
    late = before | {f"initial-roll-{ruth}": "here"}
    client.post(page, answers("roll", **{ruth: "here", dev: "here"}) | late)
    assert stands(told) == {"Ruth": ("absent", False), "Dev": ("present", False)}


def test_an_entry_that_is_refused_keeps_what_was_typed(client, told, cast):
    client.force_login(cast["Priya"])
    page = client.post(f"/meetings/{told.pk}/live/", answers("decide", text="Half a thought"))
    assert page.status_code == 422
    assert "Half a thought" in page.text
    assert "Select what was decided" in page.text


def test_minutes_are_read_once_they_are_circulated(client, told, cast):
    held(told, cast)
    client.force_login(cast["Dev"])
    assert client.get(f"/meetings/{told.pk}/minutes/").status_code == 404
    circulated(told, cast)
    assert SECRET in client.get(f"/meetings/{told.pk}/minutes/").text
    client.force_login(cast["Mensah"])
    page = client.get(f"/meetings/{told.pk}/minutes/").text
    assert ON_GROUP in page
    assert SECRET not in page
    assert client.get(f"/meetings/{told.pk}/minutes.pdf").content.startswith(b"%PDF")


def test_who_arranges_a_meeting_goes_on_at_its_page(client, cast, board):
    client.force_login(cast["Priya"])
    asked = f"/meetings/groups/{board.pk}/arrange/"
    day = {"on_0": "3", "on_1": "2", "on_2": "2999", "starts_at": "14:00", "mode": "person"}
    assert client.post(asked, day).status_code == 422
    made = client.post(asked, day | {"place": "Hall"})
    assert made["Location"] == f"/meetings/{Meeting.objects.get().pk}/"


@pytest.mark.parametrize(("day", "is_short"), [("2026-11-02", False), ("2026-11-10", True)])
def test_sending_an_agenda_says_when_its_notice_is_short(
    client, planned, cast, time_machine, day, is_short
):
    time_machine.move_to(f"{day} 10:00+00:00", tick=False)
    client.force_login(cast["Priya"])
    page = client.get(f"/meetings/{planned.pk}/send/").text
    said = "Sent today it gives 1 clear day of notice, and the group’s rules ask for 5."
    assert (said in page) == is_short


@pytest.mark.parametrize(
    ("day", "says", "title"),
    [
        (
            "2026-11-02",
            "This meeting is on 12 November 2026, 10 days from now.",
            "Before it is held",
        ),
        ("2026-11-11", "This meeting is on 12 November 2026, tomorrow.", "Before it is held"),
        ("2026-11-12", None, "Held now"),
    ],
)
def test_who_opens_a_meeting_before_its_day_is_told(
    client, told, cast, time_machine, day, says, title
):
    time_machine.move_to(f"{day} 10:00+00:00", tick=False)
    client.force_login(cast["Priya"])
    page = client.get(f"/meetings/{told.pk}/live/").text
    assert f"<title>{title}: " in page
    assert ("This meeting is on" in page) == bool(says)
    assert says is None or says in page
    assert ("End the meeting</button>" in page) == (says is None)


def test_the_officer_goes_from_plan_to_published_minutes(client, planned, cast, board):
    client.force_login(cast["Priya"])
    here = f"/meetings/{planned.pk}/"
    for path in ("change/", "call-off/", "send/", "items/new/", "", "live/"):
        assert client.get(here + path).status_code == 200, path
    for path in (f"groups/{board.pk}/arrange/", f"groups/{board.pk}/terms/", ""):
        assert client.get(f"/meetings/{path}").status_code == 200, path
    item = {
        "title": "Budget",
        "purpose": "decision",
        "minutes": "10",
        "level": "public",
        "paragraph": "",
    }
    assert client.post(here + "items/new/", item).status_code == 302
    budget = planned.items.get(title="Budget")
    assert client.get(here + f"items/{budget.pk}/").status_code == 200
    client.post(here + f"items/{budget.pk}/move/", {"to": "up"})
    version = Meeting.objects.get(pk=planned.pk).version
    assert client.post(here + "send/", {"version": version}).status_code == 302
    client.post(here + "publish/")
    assert "Budget" in client.get(f"/minutes/{planned.pk}/").text
    meeting = Meeting.objects.get(pk=planned.pk)
    assert meeting.state == State.AGENDA_OUT
    circulated(held(meeting, cast), cast)
    page = client.get(here + "minutes/").text
    assert "Take them back" in page
