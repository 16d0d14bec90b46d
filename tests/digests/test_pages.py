"""A member chooses and stops; the officer sees who hears, and what came back."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils.timezone import now as clock

from tests.digests.conftest import at, out, send
from wardmote.audit.models import Entry
from wardmote.digests.links import token_for
from wardmote.digests.models import Digest, MailChoice
from wardmote.digests.queries import choice_of
from wardmote.digests.rules import Often

pytestmark = pytest.mark.django_db
CHOICE, OFFICE = "/my-ward/mail/", "/people/mail/"


def test_a_member_chooses(client, nia):
    client.force_login(nia)
    assert "How often you hear by mail" in client.get("/my-ward/").text
    page = client.get(CHOICE).text
    assert 'value="weekly" checked' in page.replace("\n", " ") or "checked" in page
    assert client.post(CHOICE, {"often": "daily"}, follow=True).status_code == 200
    assert choice_of(nia) is Often.DAILY
    assert Entry.objects.filter(verb="mail.chosen").count() == 1


def test_the_officer_reads_how_many_chose_what(client, priya, amos, nia):
    client.force_login(priya)
    page = client.get(OFFICE).text
    assert "Of 2 members: 1 at once, 0 each day, 1 each week, 0 each quarter, 0 never." in page


def test_what_is_no_choice_is_refused_beside_the_field(client, nia):
    client.force_login(nia)
    for answers in {}, {"often": "hourly"}:
        page = client.post(CHOICE, answers)
        assert page.status_code == 422
        assert "Select how often you want to hear by mail" in page.text
    assert not MailChoice.objects.exists()


def test_nobody_else_has_a_choice(client, wards, priya, make_person, represent):
    clerk = make_person("Carol")
    represent(clerk, "P1", office="clerk", kind="parish")
    for person in priya, clerk:
        client.force_login(person)
        assert client.get(CHOICE).status_code == 403
        assert client.post(CHOICE, {"often": "daily"}).status_code == 403
    assert not MailChoice.objects.exists()


def test_opening_the_link_changes_nothing_and_one_button_stops(client, amos):
    where = f"/my-ward/mail/link/{token_for(amos)}/"
    assert "Stop mail about your ward?" in client.get(where).text
    assert choice_of(amos) is Often.AT_ONCE
    assert "You get no more mail" in client.post(where).text
    assert choice_of(amos) is Often.NEVER
    assert "You get no more mail" in client.get(where).text


def test_a_mail_program_stops_them_without_our_form(amos):
    """RFC 8058: a POST from elsewhere, without cookie or form token."""
    strict = Client(enforce_csrf_checks=True)
    where = f"/my-ward/mail/link/{token_for(amos)}/"
    told = strict.post(where, {"List-Unsubscribe": "One-Click"})
    assert told.status_code == 200
    assert choice_of(amos) is Often.NEVER
    assert not told.cookies
    out(on=at(3))
    assert send(at(3, 12)) == {}


def test_a_link_of_nobody_stops_nothing(client, amos):
    whole = token_for(amos)
    for token in (whole[:-1], whole.replace(whole[0], "x", 1), "x"):
        assert client.post(f"/my-ward/mail/link/{token}/").status_code == 410
    amos.is_active = False
    amos.save()
    assert client.get(f"/my-ward/mail/link/{whole}/").status_code == 410
    assert choice_of(amos) is Often.AT_ONCE


def test_the_officer_sees_choices_last_mails_and_what_comes_back(client, amos, nia, priya):
    out(on=at(3))
    send(at(3, 12))
    Digest.objects.update(bounced_at=at(4), bounce="550 no such user", on=clock().date())
    client.force_login(priya)
    page = client.get(OFFICE).text
    assert "Mail to 1 member comes back" in page
    for words in "At once", "Each week", "4 November 2026", "550 no such user", "None yet":
        assert words in page
    assert "Mail to 1 member comes back" in client.get("/start/").text


def test_the_officer_settles_a_mail_in_doubt(client, amos, priya):
    out(on=at(3))
    send(at(3, 12))
    Digest.objects.update(sent_at=None)
    held = Digest.objects.get()
    client.force_login(priya)
    assert "was begun and not marked as sent" in client.get(OFFICE).text
    assert "It is not known whether 1 mail to a member went" in client.get("/start/").text
    page = client.post(f"{OFFICE}{held.pk}/settle/", {"went": "no"}, follow=True).text
    assert "what was in it is in their next mail" in page
    assert not Digest.objects.exists()
    assert client.post(f"{OFFICE}{held.pk}/settle/", {"went": "no"}).status_code == 404


def test_the_command_says_what_it_did(amos, settings, capsys):
    call_command("digests_send")
    assert "No mail is set up" in capsys.readouterr().out
    settings.MAIL_IS_ON = True
    out(on=at(3))
    send(at(3, 12))
    Digest.objects.update(sent_at=None)
    call_command("digests_send")
    said = capsys.readouterr().out
    assert "0 mails sent" in said
    assert "In doubt: the mail to Amos of 3 November 2026" in said


def test_the_command_says_that_the_mail_server_is_away(amos, settings, monkeypatch):
    def away(self):
        raise ConnectionRefusedError

    settings.MAIL_IS_ON = True
    out(on=clock() - timedelta(minutes=1))
    monkeypatch.setattr("wardmote.digests.rules.MORNING", 0)
    monkeypatch.setattr("wardmote.digests.post.Post.open", away)
    with pytest.raises(CommandError, match="could not be reached"):
        call_command("digests_send")
    assert not Digest.objects.exists()


def test_the_page_says_while_no_mail_is_set_up(client, nia, settings):
    client.force_login(nia)
    settings.MAIL_IS_ON = True
    assert "we can write to" in client.get("/my-ward/mail/").text
    settings.MAIL_IS_ON = False
    text = client.get("/my-ward/mail/").text
    assert "No mail is set up here yet" in text
    assert "we can write to" not in text
