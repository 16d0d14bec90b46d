"""Invitations by mail: everybody with a seat, once for each edition, and nothing else."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from icalendar import Calendar

from tests.meetings.conftest import BEFORE, ON_GROUP, PARTNERS_ONLY, SECRET, sent
from wardmote.meetings.models import Invitation, Meeting
from wardmote.meetings.queries import invited
from wardmote.meetings.usecases.agenda import send_agenda
from wardmote.meetings.usecases.arranging import Arrangement, call_off, rearrange
from wardmote.meetings.usecases.inviting import mail_invitations

SEATED = ["dev", "mensah", "ruth", "sadia"]
LINK = "https://meet.example/secret-room"


@pytest.fixture
def told(planned, cast, each_level):
    return sent(planned, cast["Priya"])


def post():
    """Mail what waits; the letters that went out, each with its calendar entry."""
    mail.outbox.clear()
    mail_invitations(
        sender="CSP <csp@x.example>", now=BEFORE, address_of=lambda one: "https://w/"
    )
    return [(one, entry_of(one)) for one in mail.outbox]


def entry_of(letter):
    [alternative] = letter.alternatives
    calendar = Calendar.from_ical(alternative.content)
    [event] = calendar.walk("VEVENT")
    assert f"method={calendar['method']}" in alternative.mimetype
    return event


def to(letters):
    return sorted(one.to[0].partition("@")[0] for one, _ in letters)


def send_again(meeting, cast):
    version = Meeting.objects.get(pk=meeting.pk).version
    send_agenda(meeting.pk, version, "More", by=cast["Priya"], now=BEFORE)


def test_everybody_with_a_seat_is_asked_once_by_each_edition(told, cast):
    first = post()
    assert to(first) == SEATED
    assert post() == []
    send_again(told, cast)
    second = post()
    assert to(second) == SEATED
    assert min(e["sequence"] for _, e in second) > max(e["sequence"] for _, e in first)
    assert {event["uid"] for _, event in first + second} == {f"{told.uid}@wardmote"}
    assert (invited(told).mailed, invited(told).waiting) == (4, 0)


def test_a_mail_names_one_person_and_not_a_word_of_the_agenda(told, cast):
    for letter, event in post():
        assert letter.to == [event["attendee"].removeprefix("mailto:")]
        assert not letter.cc + letter.bcc
        whole = letter.message().as_string() + event.to_ical().decode()
        others = [f"{name}@" for name in SEATED if not letter.to[0].startswith(name)]
        for hidden in (SECRET, PARTNERS_ONLY, ON_GROUP, *others):
            assert hidden not in whole
        assert event["organizer"] == "mailto:csp@x.example"
        assert "Longmere" in letter.body


def test_a_meeting_that_is_moved_or_called_off_is_told_to_whoever_was_asked(told, cast):
    asked = post()
    by = {"by": cast["Priya"], "now": BEFORE}
    moved = Arrangement(told.on + timedelta(1), told.starts_at, place="Hall", link=LINK)
    rearrange(told.pk, moved, Meeting.objects.get(pk=told.pk).version, **by)
    again = post()
    assert {event["dtstart"].dt.date() for _, event in again} == {moved.on}
    assert LINK not in str([one.message() for one, _ in again])
    call_off(told.pk, "Snow", **by)
    off = post()
    assert to(off) == SEATED
    assert {(str(e["status"]), one.subject[:10]) for one, e in off} == {
        ("CANCELLED", "Called off")
    }
    assert min(e["sequence"] for _, e in off) > max(e["sequence"] for _, e in asked + again)


def test_who_no_longer_sits_there_is_told_so(told, cast):
    post()
    cast["Dev"].seats.update(until=told.on)
    send_again(told, cast)
    letters = {one.to[0].partition("@")[0]: event for one, event in post()}
    assert str(letters.pop("dev")["status"]) == "CANCELLED"
    assert sorted(letters) == ["mensah", "ruth", "sadia"]


def test_what_was_not_mailed_yet_is_overtaken(told, cast):
    send_again(told, cast)
    assert len(post()) == 4
    assert Invitation.objects.count() == 4


def test_a_meeting_called_off_before_anybody_was_told_mails_nobody(told, cast):
    call_off(told.pk, "Snow", by=cast["Priya"], now=BEFORE)
    assert post() == []


def test_a_mail_that_could_not_go_out_goes_with_the_next_run(told, monkeypatch):
    from django.core.mail import EmailMultiAlternatives as Mail

    with monkeypatch.context() as patch:
        patch.setattr(Mail, "send", lambda self: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            post()
    assert to(post()) == SEATED


def test_the_command_mails_what_waits_and_the_page_counts(client, told, cast, settings, capsys):
    client.force_login(cast["Priya"])
    assert "nobody was mailed" in client.get(f"/meetings/{told.pk}/").text
    call_command("meetings_invite")
    assert "No mail is set up: 4 invitations" in capsys.readouterr().out
    settings.MAIL_IS_ON = True
    assert "mailed to 0 people, 4 on the way" in client.get(f"/meetings/{told.pk}/").text
    Meeting.objects.filter(pk=told.pk).update(on=told.on + timedelta(3650))
    for words in ("4 mails sent", "0 mails sent"):
        call_command("meetings_invite")
        assert words in capsys.readouterr().out
    assert "mailed to 4 people." in client.get(f"/meetings/{told.pk}/").text
    client.force_login(cast["Dev"])
    assert "mailed to" not in client.get(f"/meetings/{told.pk}/").text
