"""Mailed once to whom the officer chose; plain links, and one click to stop."""

import re
import threading
from smtplib import SMTPRecipientsRefused, SMTPSenderRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.test import Client

from tests.bulletins.district import version
from tests.conftest import NOW
from wardmote.bulletins.letters import token_for
from wardmote.bulletins.models import Letter, Unsubscribed
from wardmote.bulletins.queries import recipients
from wardmote.bulletins.usecases.composing import Words, write
from wardmote.bulletins.usecases.composing import write_paragraph as paragraph
from wardmote.bulletins.usecases.publishing import begin_bulletin_correction, withdraw_bulletin
from wardmote.bulletins.usecases.sending import claim, mail_letters, unsubscribe
from wardmote.digests.post import Post
from wardmote.digests.usecases import choose
from wardmote.people.models import Organisation, User
from wardmote.releases.usecases import withdraw


def post():
    return mail_letters(sender="us@wendle.example", now=NOW)


@pytest.fixture
def given(priya):
    return {"by": priya, "now": NOW}


@pytest.fixture
def body(sam):
    """Sam is of the fire service."""
    made = Organisation.objects.create(name="Fire service")
    sam.organisation = made
    sam.save()
    return made


def say(bulletin, given, **more):
    write(bulletin.pk, Words("News", "What is being done.", **more), version(bulletin), **given)


def tags(client, officer, bulletin):
    """What the officer's page marks among who got it by mail."""
    client.force_login(officer)
    letters = client.get(f"/bulletins/desk/{bulletin.pk}/").text.split('id="letters"')[1]
    return re.findall(r'<strong class="govuk-tag[^>]*>([^<]+)<', letters)


def names(bulletin):
    bulletin.refresh_from_db()
    return [(one.person.name, one.why) for one in recipients(bulletin, NOW.date())]


def test_clerks_of_its_parishes_and_people_of_chosen_bodies(draft, carol, body, given):
    assert names(draft) == [("Carol", "clerk of Longmere Parva")]
    say(draft, given, to_clerks=False)
    assert names(draft) == []
    say(draft, given, organisations=(body.pk,))
    assert names(draft) == [
        ("Carol", "clerk of Longmere Parva"),
        ("Sam", "somebody of Fire service"),
    ]


def test_a_member_who_chose_never_gets_none_by_their_organisation(
    draft, carol, body, given, sam, represent
):
    represent(sam, "E1")
    say(draft, given, to_clerks=False, organisations=(body.pk,))
    for often, expected in ("weekly", ["Sam"]), ("never", []):
        choose(often, by=sam, now=NOW)
        assert [name for name, _ in names(draft)] == expected


def test_a_clerk_of_a_parish_elsewhere_gets_none(draft, carol):
    draft.area = ["E3"]
    draft.save()
    assert names(draft) == []


def test_each_is_mailed_once_though_it_runs_twice(draft, carol, publish):
    publish(draft)
    assert [post(), post()] == [1, 0]
    assert [one.to for one in mail.outbox] == [[carol.email]]
    assert Letter.objects.get().mailed_at == NOW


def test_a_letter_reads_well_as_text(draft, carol, publish, settings):
    settings.ADDRESS = "https://wardmote.wendle.example"
    publish(draft)
    post()
    letter = mail.outbox[0]
    assert letter.subject == "News"
    assert letter.body.startswith("News\n\nWhat is being done.\n\n")
    for line in (
        "More burglary recorded in Longmere than a year before: 144, after 48",
        "https://wardmote.wendle.example/in/E1/",
        f"https://wardmote.wendle.example/bulletins/{draft.pk}/",
        "No more bulletins by mail:",
    ):
        assert line in letter.body.splitlines()


def test_its_html_loads_nothing_and_links_show_themselves(draft, carol, publish):
    publish(draft)
    post()
    html, kind = mail.outbox[0].alternatives[0]
    assert kind == "text/html"
    for word in ("<img", "<script", "<style", "style=", "src=", "http-equiv"):
        assert word not in html
    assert (
        "<h2>More burglary recorded in Longmere than a year before: 144, after 48</h2>" in html
    )


def test_nothing_typed_gets_out_of_its_place(draft, carol, publish, given):
    planted = "<script>x</script>'\"><b onclick=x>"
    said = Words(f"News {planted}", planted, to_clerks=True)
    write(draft.pk, said, version(draft), **given, checked=True)
    paragraph(draft.pk, f"https://a.example/{planted}", version(draft), **given, checked=True)
    publish(draft, seen=True)
    post()
    for html in (
        mail.outbox[0].alternatives[0][0],
        Client().get(f"/bulletins/{draft.pk}/").text,
        Client().get("/bulletins/").text,
    ):
        assert "<script>x" not in html
        assert "<b onclick" not in html
        assert "&lt;script&gt;" in html
    feed = Client().get("/open-data/feed/bulletins/").text
    assert '<summary type="html">&amp;lt;script&amp;gt;' in feed


def test_one_click_stops_it_without_a_page_or_a_cookie(draft, carol, publish):
    publish(draft)
    post()
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = headers["List-Unsubscribe"].strip("<>")
    there = Client(enforce_csrf_checks=True)
    path = "/" + address.split("/", 3)[3]
    assert there.get(path).status_code == 200
    assert not Unsubscribed.objects.exists()  # mail scanners open links
    done = there.post(path, {"List-Unsubscribe": "One-Click"})
    assert done.status_code == 200
    assert Unsubscribed.objects.get().person == carol
    assert names(draft) == []
    there.post(path, {"again": "1"})
    assert len(names(draft)) == 1


def test_somebody_elses_token_is_no_token(carol):
    client = Client()
    for token in ("x", token_for(carol)[:-2], token_for(carol) + "x"):
        assert client.post(f"/bulletins/unsubscribe/{token}/").status_code == 410
    assert not Unsubscribed.objects.exists()


def test_who_left_after_it_was_published_gets_none(draft, carol, publish):
    publish(draft)
    unsubscribe(carol, now=NOW)
    assert post() == 0


def test_what_was_withdrawn_is_not_mailed(draft, carol, publish, given):
    publish(draft)
    withdraw_bulletin(draft.pk, "A mistake", **given)
    assert post() == 0


def test_a_correction_goes_to_whoever_has_what_it_corrects(draft, carol, publish, given):
    publish(draft)
    post()
    begin_bulletin_correction(draft.pk, **given)
    say(draft, given, to_clerks=False, what_changed="A number")
    publish(draft)
    assert post() == 1
    assert "Corrected: A number" in mail.outbox[1].body


def test_of_two_editions_that_wait_the_newer_goes(draft, carol, publish, given):
    publish(draft)
    begin_bulletin_correction(draft.pk, **given)
    say(draft, given, what_changed="A number")
    publish(draft)
    assert post() == 1
    assert "Corrected: A number" in mail.outbox[0].body


def test_an_address_that_is_refused_is_kept_and_stops_nobody(
    client, draft, carol, body, sam, publish, given, priya, monkeypatch
):
    say(draft, given, organisations=(body.pk,))
    publish(draft)
    sent = mail.EmailMultiAlternatives.send

    def send(self, *args):
        if self.to == [carol.email]:
            raise SMTPRecipientsRefused({carol.email: (550, b"no such user")})
        return sent(self, *args)

    monkeypatch.setattr(mail.EmailMultiAlternatives, "send", send)
    post()
    assert [one.to for one in mail.outbox] == [[sam.email]]
    assert "550" in Letter.objects.get(to=carol).refused
    assert tags(client, priya, draft) == ["Not delivered"]
    assert post() == 0


def test_the_command_mails_what_waits(draft, carol, publish, settings, capsys):
    publish(draft)
    call_command("bulletins_send")
    assert "No mail is set up" in capsys.readouterr().out
    settings.MAIL_IS_ON = True
    call_command("bulletins_send")
    call_command("bulletins_send")
    assert capsys.readouterr().out == "1 mail sent\n0 mails sent\n"


def test_while_the_mail_server_is_away_the_rest_waits(
    draft, carol, body, sam, publish, given, monkeypatch, settings
):
    """The first may have gone; the second is not begun before a server is there."""
    say(draft, given, organisations=(body.pk,))
    publish(draft)
    settings.MAIL_IS_ON, opened = True, []

    def open_once(self):
        opened.append(self)
        if len(opened) > 1:
            raise ConnectionRefusedError

    def send(self, *args):
        raise SMTPServerDisconnected

    with monkeypatch.context() as patch:
        patch.setattr(Post, "open", open_once)
        patch.setattr(mail.EmailMultiAlternatives, "send", send)
        with pytest.raises(CommandError, match="could not be reached"):
            call_command("bulletins_send")
    assert post() == 1
    assert [one.to for one in mail.outbox] == [[sam.email]]


def test_a_run_that_is_killed_leaves_a_letter_that_says_so(
    client, draft, carol, publish, priya, monkeypatch
):
    publish(draft)

    def send(self, *args):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(mail.EmailMultiAlternatives, "send", send)
        with pytest.raises(SystemExit):
            post()
    assert Letter.objects.get().refused == "Begun, and not known to have gone"
    assert tags(client, priya, draft) == ["Not known"]
    assert post() == 0


@pytest.mark.parametrize("what", ["bulletin", "item", "person", "list"])
def test_what_is_taken_back_during_a_run_does_not_go(
    draft, carol, body, sam, told, publish, given, monkeypatch, what
):
    """It happens while the first of two is handed over."""
    say(draft, given, organisations=(body.pk,))
    publish(draft)
    sent = mail.EmailMultiAlternatives.send
    deeds = {
        "bulletin": lambda: withdraw_bulletin(draft.pk, "A mistake", **given),
        "item": lambda: withdraw(told[-1].pk, "A mistake", **given),
        "person": lambda: User.objects.filter(pk=sam.pk).update(is_active=False),
        "list": lambda: unsubscribe(sam, now=NOW),
    }

    def send(self, *args):
        if self.to == [carol.email]:
            deeds[what]()
        return sent(self, *args)

    monkeypatch.setattr(mail.EmailMultiAlternatives, "send", send)
    assert post() == (2 if what == "item" else 1)
    assert "Longmere: Emerging" in mail.outbox[0].body
    assert "Longmere: Emerging" not in "".join(one.body for one in mail.outbox[1:])
    gone = Letter.objects.exclude(mailed_at=None)
    assert set(gone.values_list("refused", flat=True)) == {""}


@pytest.mark.django_db(transaction=True)
def test_two_jobs_at_once_mail_each_once(draft, carol, publish):
    """Both have read that the letter waits before either claims it."""
    if connection.vendor == "sqlite":
        pytest.skip("one connection in memory cannot race itself")
    publish(draft)
    held, both, told = Letter.objects.get(), threading.Barrier(2, timeout=20), []

    def job():
        try:
            both.wait()
            told.append(claim(held.pk, NOW))
        finally:
            connections.close_all()

    jobs = [threading.Thread(target=job) for _ in range(2)]
    for one in jobs:
        one.start()
    for one in jobs:
        one.join()
    assert sorted(told) == [False, True]


@pytest.mark.parametrize(
    ("trouble", "waits"),
    [(SMTPServerDisconnected(), False), (SMTPSenderRefused(451, b"later", "us"), True)],
)
def test_what_may_have_gone_is_not_sent_again(
    client, draft, carol, publish, priya, monkeypatch, trouble, waits
):
    publish(draft)

    def send(self, *args):
        raise trouble

    with monkeypatch.context() as patch:
        patch.setattr(mail.EmailMultiAlternatives, "send", send)
        assert post() == 0
    assert tags(client, priya, draft) == ([] if waits else ["Not known"])
    assert post() == waits
