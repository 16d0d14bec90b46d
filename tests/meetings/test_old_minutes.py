"""Old minutes are read in: gone through beside their text, and saved only then."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import now
from selectolax.lexbor import LexborHTMLParser

from tests.meetings.hostile import TRAPS
from tests.meetings.old import MINUTES, as_sent, put
from wardmote.actions.models import Action
from wardmote.actions.usecases import write_reminders
from wardmote.audit.models import Entry
from wardmote.groups.models import Seat
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.meetings.models import Item, Meeting, OldMinutes
from wardmote.meetings.rules import Coming, State
from wardmote.meetings.usecases.recalling import throw_away_old
from wardmote.releases.models import Release

TODAY = now()


def said(**more):
    """What the officer still has to say of MINUTES, and `more`."""
    named = {
        "about-mode": "person",
        "about-approved": "yes",
        "about-approved_on_0": "26",
        "about-approved_on_1": "3",
        "about-approved_on_2": "2020",
        "people-2-leave_out": "on",
        "who-0-who": "as-written",
    }
    return named | more


@pytest.fixture
def old(board, cast):
    return put(board, by=cast["Priya"], now=TODAY)


@pytest.fixture
def page(client, cast, old):
    client.force_login(cast["Priya"])
    return f"/meetings/old/{old.pk}/"


def test_a_file_is_uploaded_gone_through_and_saved(client, cast, board):
    client.force_login(cast["Priya"])
    upload = SimpleUploadedFile("feb.txt", MINUTES.encode())
    sent = client.post(f"/meetings/groups/{board.pk}/old/", {"file": upload})
    page = client.get(sent["Location"])
    for words in ('id="at-actions-0"', "Bob Day stands both among", "BD to send the figures"):
        assert words in page.text, words
    assert not Meeting.objects.exists()
    saved = client.post(sent["Location"], as_sent(client, sent["Location"]) | said())
    assert saved.status_code == 302, saved.text
    held = Meeting.objects.get()
    assert (held.state, str(held.approved_on), f"{held.starts_at:%H:%M}") == (
        State.APPROVED,
        "2020-03-26",
        "10:00",
    )
    assert {one.name: one.coming for one in held.attendances.all()} == {
        "Ann Low": Coming.PRESENT,
        "Bob Day": Coming.PRESENT,
    }
    assert [(one.number, one.level) for one in held.items.all()] == [
        ("1", "group"),
        ("2", "exempt"),
    ]
    assert [one.kind for one in held.decisions.all()] == ["noted", "agreed"]
    minutes = client.get(saved["Location"]).text
    assert "Approved on 26 March 2020, read from a file" in minutes
    assert client.get(f"/meetings/{held.pk}/minutes/source/").content == MINUTES.encode()
    assert client.get(f"/meetings/{held.pk}/invitation.ics").status_code == 200
    assert not Release.objects.exists()
    kept = OldMinutes.objects.get()
    assert (kept.text, kept.found, kept.typed, kept.meeting) == ("", {}, {}, held)
    assert Entry.objects.filter(verb="old-minutes.saved").count() == 1


def folded(html):
    """Rows of the review page that are folded -> the line that each says."""
    rows = LexborHTMLParser(html).css("fieldset.ward-row")
    lines = {row.attributes["id"]: row.css_first("summary") for row in rows}
    return {key: one.text(strip=True) for key, one in lines.items() if one is not None}


def test_what_is_sure_is_folded_to_a_line(client, page):
    lines = folded(client.get(page).text)
    assert lines["people-0"].startswith("Ann Low, Present")
    assert lines["items-0"].startswith("1, DATA REPORT, Those on the group")
    assert ", BD, 31 March 2020. Change" in lines["actions-0"]
    assert not {"people-1", "people-2"} & lines.keys()  # Bob Day, present and apologising
    refused = client.post(page, as_sent(client, page) | {"decisions-0-kind": ""})
    assert "decisions-0" in lines
    assert "decisions-0" not in folded(refused.text)


@pytest.mark.parametrize(("name", "is_sure"), [("Ann Low", True), ("Alice Low", False)])
def test_a_full_name_is_that_person_and_a_like_one_is_asked(
    client, page, make_person, name, is_sure
):
    somebody = make_person(name)
    lines = folded(client.get(page).text)
    assert ("people-0" in lines) == is_sure
    chosen = as_sent(client, page)["people-0-who"]
    assert chosen == (f"person {somebody.pk}" if is_sure else "")


def test_nothing_years_old_is_chased_unless_somebody_says_it_is_open(client, page, old):
    client.post(page, as_sent(client, page) | said())
    action = Action.objects.get()
    assert (action.state, str(action.due_on)) == ("dropped", "2020-03-31")
    assert not write_reminders(on=TODAY.date(), by=COMMAND_LINE, now=TODAY)


@pytest.mark.parametrize(("became", "state"), [("open", "open"), ("done", "accepted")])
def test_an_action_is_what_the_person_says(client, page, old, cast, became, state):
    given = {"actions-0-became": became, "who-0-who": f"person {cast['Dev'].pk}"}
    client.post(page, as_sent(client, page) | said(**given))
    action = Action.objects.get()
    assert (action.state, action.owner, str(action.recorded_on)) == (
        state,
        cast["Dev"],
        "2020-02-27",
    )
    assert bool(write_reminders(on=TODAY.date(), by=COMMAND_LINE, now=TODAY)) == (
        became == "open"
    )


def test_an_owner_that_may_be_somebody_is_confirmed_by_a_person(
    client, cast, board, make_person
):
    bob = make_person("Bob Day")
    old = put(board, by=cast["Priya"], now=TODAY)
    client.force_login(cast["Priya"])
    page = f"/meetings/old/{old.pk}/"
    assert "Bob Day (suggested)" in client.get(page).text
    unconfirmed = client.post(page, as_sent(client, page) | said(**{"who-0-who": ""}))
    assert "Confirm or choose who “BD” is" in unconfirmed.text
    client.post(page, as_sent(client, page) | said(**{"who-0-who": f"person {bob.pk}"}))
    assert Action.objects.get().owner == bob


def test_the_words_under_an_item_become_its_minute_as_they_were_gone_through(client, page, old):
    sent = as_sent(client, page)
    assert "The report was noted." in sent["items-0-said"]
    given = said(
        **{"items-0-said": "It was read.\r\n\r\nACTION: BD to send the figures by end March"}
    )
    saved = client.post(page, sent | given | {"about-approved": "no"})
    first, second = Meeting.objects.get().items.all()
    assert first.minute == "It was read."
    assert second.minute == ""  # its one line stands below it, as its decision
    assert "It was read." in client.get(saved["Location"]).text


def test_the_minute_of_an_item_has_the_readers_of_the_item(client, page, old, cast):
    spoken = {"items-1-said": "The family was told."}
    client.post(page, as_sent(client, page) | said(**spoken))
    held = Meeting.objects.get()
    for who, reads in (("Priya", True), ("Dev", True), ("Ana", False), ("Mensah", False)):
        client.force_login(cast[who])
        shown = client.get(f"/meetings/{held.pk}/minutes/").text
        assert ("The family was told." in shown) == reads, who


def test_of_several_who_are_named_the_first_confirmed_answers(client, cast, board):
    text = MINUTES.replace("BD to send", "RS, the Police and Fire Service and XY to send")
    old = put(board, text, by=cast["Priya"], now=TODAY)
    client.force_login(cast["Priya"])
    page = f"/meetings/old/{old.pk}/"
    police, ruth = cast["Dev"].organisation, cast["Ruth"]
    whom = {
        "actions-0-text": "Send the figures",
        "actions-0-owners": "XY, RS, the Police",
        "actions-0-became": "open",
        "count-who": "3",
    }
    for at, (words, key) in enumerate(
        [("XY", "as-written"), ("RS", f"person {ruth.pk}"), ("the Police", f"body {police.pk}")]
    ):
        whom |= {f"who-{at}-words": words, f"who-{at}-who": key}
    client.post(page, as_sent(client, page) | said() | whom)
    action = Action.objects.get()
    assert (action.owner, action.text) == (ruth, "Send the figures (with XY)")
    assert [one.organisation for one in action.shares.all()] == [police]


def test_each_organisation_gets_its_part(client, cast, board):
    text = MINUTES.replace("BD to send", "All agencies to send")
    old = put(board, text, by=cast["Priya"], now=TODAY)
    Seat.objects.update(since="2019-01-01")
    client.force_login(cast["Priya"])
    page = f"/meetings/old/{old.pk}/"
    given = {"who-0-who": "each", "actions-0-became": "open"}
    client.post(page, as_sent(client, page) | said(**given))
    assert Action.objects.get().shares.count() == 4


def test_a_refused_page_keeps_what_was_typed_and_saves_nothing(client, page, old):
    given = as_sent(client, page) | said(**{"about-approved": "", "people-2-leave_out": ""})
    given |= {"decisions-0-text": "Noted, said Ann", "actions-0-due": "sometime"}
    answer = client.post(page, given)
    assert answer.status_code == 422
    for words in ("Select whether these minutes were approved", "Noted, said Ann", "sometime"):
        assert words in answer.text, words
    given["about-approved"] = "no"
    answer = client.post(page, given)
    for words in (
        "“sometime” says no day",
        "Bob Day is listed twice",
        'href="#id_actions-0-due"',
    ):
        assert words in answer.text, words
    assert not Meeting.objects.exists()
    given |= {"people-2-leave_out": "on", "actions-0-due": "in May"}
    assert client.post(page, given).status_code == 302
    assert Meeting.objects.get().state == State.DRAFT


def test_a_day_on_which_the_group_met_is_not_doubled(client, page, old, board, cast):
    client.post(page, as_sent(client, page) | said())
    again = put(board, f"{MINUTES}\nThe end.", by=cast["Priya"], now=TODAY)
    other = f"/meetings/old/{again.pk}/"
    assert "already. A day is not doubled" in client.get(other).text
    answer = client.post(other, as_sent(client, other) | said())
    assert answer.status_code == 422
    assert "met on that day already" in answer.text
    assert Meeting.objects.count() == 1


def test_the_same_file_is_not_read_in_twice(client, page, old, board):
    def upload():
        file = SimpleUploadedFile("again.txt", MINUTES.encode())
        return client.post(f"/meetings/groups/{board.pk}/old/", {"file": file})

    assert "You are going through this file already" in upload().text
    client.post(page, as_sent(client, page) | said())
    refused = upload()
    assert refused.status_code == 422
    assert "This file was read in already: Board, 27 February 2020" in refused.text


def test_a_review_is_left_and_taken_up_again(client, page, old):
    given = as_sent(client, page) | {"decisions-0-text": "Half", "about-place": "Upstairs"}
    assert client.post(page, given | {"later": "1"}).status_code == 302
    again = client.get(page)
    assert again.status_code == 200
    assert "There is a problem" not in again.text
    assert as_sent(client, page) == given
    more = client.post(page, given | {"add": "people"})
    assert more["Location"].endswith("#people-3")
    assert 'name="people-3-name"' in client.get(page).text
    given = as_sent(client, page) | said(**{"people-3-name": "Cy Fox"})
    client.post(page, given)
    assert Meeting.objects.get().attendances.filter(name="Cy Fox").exists()


def test_nobody_else_sees_the_file(client, page, old, board, cast, make_person):
    other = make_person("Other", role="officer")
    for who, status in (("Ruth", 404), ("Dev", 404), ("Mensah", 404), ("Sam", 404)):
        client.force_login(cast[who])
        assert client.get(page).status_code == status, who
        assert client.post(f"{page}throw-away/").status_code == status, who
    client.force_login(other)
    assert client.get(page).status_code == 404
    assert "feb.txt" not in client.get(f"/meetings/groups/{board.pk}/old/").text


def test_who_chairs_the_group_reads_its_minutes_in(client, board, cast):
    client.force_login(cast["Ruth"])
    upload = SimpleUploadedFile("feb.txt", MINUTES.encode())
    sent = client.post(f"/meetings/groups/{board.pk}/old/", {"file": upload})
    assert sent.status_code == 302
    assert client.get(sent["Location"]).status_code == 200
    client.force_login(cast["Dev"])
    assert client.get(f"/meetings/groups/{board.pk}/old/").status_code == 403


def test_a_file_is_thrown_away_at_once_or_after_two_weeks(client, page, old, board, cast):
    assert throw_away_old(by=COMMAND_LINE, now=TODAY + timedelta(days=13)) == 0
    client.post(f"{page}throw-away/")
    assert not OldMinutes.objects.exists()
    put(board, by=cast["Priya"], now=TODAY - timedelta(days=14))
    [left] = OldMinutes.objects.all()
    assert client.get(f"/meetings/old/{left.pk}/").status_code == 404
    assert throw_away_old(by=COMMAND_LINE, now=TODAY) == 1
    assert not OldMinutes.objects.exists()


@pytest.mark.parametrize("name", ["macros", "DTD"])
def test_a_hostile_file_is_refused_with_the_readers_reason(client, cast, board, name):
    trap = next(one for one in TRAPS if name.casefold() in one.casefold())
    make, reason = TRAPS[trap]
    client.force_login(cast["Priya"])
    upload = SimpleUploadedFile("minutes.docx", make())
    answer = client.post(f"/meetings/groups/{board.pk}/old/", {"file": upload})
    assert answer.status_code == 422
    assert "cannot be read in" in answer.text
    assert reason.split("“")[0][:20] in answer.text
    assert not OldMinutes.objects.exists()


def test_the_file_is_opened_by_those_who_read_all_of_it(client, page, old, cast):
    client.post(page, as_sent(client, page) | said())
    held = Meeting.objects.get()
    source = f"/meetings/{held.pk}/minutes/source/"
    for who, status in (("Ruth", 200), ("Mensah", 404), ("Leila", 404), ("Sam", 404)):
        client.force_login(cast[who])
        assert client.get(source).status_code == status, who


def test_what_names_somebody_is_kept_only_when_it_was_looked_through(client, cast, board):
    text = MINUTES.replace("BD to send the figures", "BD to visit Jane Smithson")
    old = put(board, text, by=cast["Priya"], now=TODAY)
    client.force_login(cast["Priya"])
    page = f"/meetings/old/{old.pk}/"
    refused = client.post(page, as_sent(client, page) | said())
    assert "Jane Smithson" in refused.text
    assert not Action.objects.exists()
    client.post(page, as_sent(client, page) | said(**{"about-checked": "on"}))
    assert Action.objects.count() == 1


def test_what_stands_under_an_item_left_out_has_one_of_its_own(client, page, old):
    client.post(page, as_sent(client, page) | said(**{"items-1-leave_out": "on"}))
    held = Meeting.objects.get()
    assert [one.title for one in Item.objects.filter(meeting=held)] == [
        "DATA REPORT",
        "Minuted under no item",
    ]


def test_minutes_that_say_nothing_are_filled_in_by_hand(client, cast, board):
    old = put(board, "We talked.", by=cast["Priya"], now=TODAY)
    client.force_login(cast["Priya"])
    page = f"/meetings/old/{old.pk}/"
    shown = client.get(page).text
    for words in (
        "its day.",
        "When it started.",
        "Nobody was found as present",
        "None were found",
    ):
        assert words in shown, words
    day = {"about-on_0": "1", "about-on_1": "4", "about-on_2": "2019", "about-mode": "person"}
    client.post(page, as_sent(client, page) | day | {"about-approved": "no"})
    held = Meeting.objects.get()
    assert held.starts_at is None
    assert client.get(f"/meetings/{held.pk}/").status_code == 200
    assert "1 April 2019. In person." in client.get(f"/meetings/{held.pk}/minutes/").text
    assert b"DTSTART;VALUE=DATE:20190401" in (
        client.get(f"/meetings/{held.pk}/invitation.ics").content
    )


def test_a_draft_is_locked_once_somebody_says_when_it_was_approved(client, page, old):
    saved = client.post(page, as_sent(client, page) | said(**{"about-approved": "no"}))
    assert "Say when they were approved" in client.get(saved["Location"]).text
    asked = f"{saved['Location']}approved-before/"
    assert client.get(asked).status_code == 200
    before = {"approved_on_0": "1", "approved_on_1": "1", "approved_on_2": "2020"}
    assert "approved at a later meeting" in client.post(asked, before).text
    assert client.post(asked, before | {"approved_on_1": "6"}).status_code == 302
    held = Meeting.objects.get()
    assert (held.state, str(held.approved_on)) == (State.APPROVED, "2020-06-01")


def test_minutes_of_a_meeting_kept_here_are_approved_at_a_meeting(client, planned, cast):
    client.force_login(cast["Priya"])
    day = {"approved_on_0": "1", "approved_on_1": "6", "approved_on_2": "2026"}
    answer = client.post(f"/meetings/{planned.pk}/minutes/approved-before/", day)
    assert answer.status_code == 422
    assert "Only minutes read from a file" in answer.text
