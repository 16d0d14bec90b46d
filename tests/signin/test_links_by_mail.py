"""A link by mail: for councillors and clerks, once, soon, and telling strangers nothing."""

import re

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult

from tests.signin.conftest import is_in, set_up_app, sign_in
from wardmote.people.access import client_address
from wardmote.people.rules import Role
from wardmote.people.usecases import change_person
from wardmote.signin import rules
from wardmote.signin.jobs import mail_link
from wardmote.signin.models import MailLink

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_on")]
ASK = "/sign-in/link/"
LINK = re.compile(r"http://testserver(/sign-in/link/[\w-]{20,}/)")


@pytest.fixture
def amos(make_person, represent):
    person = make_person("Amos")
    represent(person, "E05000001")
    return person


@pytest.fixture
def clerk(make_person, represent):
    person = make_person("Nia")
    represent(person, "E04000001", office="clerk", kind="parish")
    return person


def ask(client, email):
    """Ask for a link, and let the background job run; the page."""
    page = client.post(ASK, {"email": email})
    for asked in MailLink.objects.filter(digest=None):
        mail_link.func(asked.pk, "http://testserver/")
    return page


def link_in(message):
    return LINK.search(message.body)[1]


@pytest.mark.parametrize("who", ["amos", "clerk"])
def test_councillors_and_clerks_come_in_by_mail(client, request, who, clock):
    person = request.getfixturevalue(who)
    page = ask(client, f" {person.email.upper()} ")
    assert "Look in your mail" in page.text
    assert mail.outbox[0].to == [person.email]
    link = link_in(mail.outbox[0])
    assert not is_in(client)
    assert client.post(link).url == "/start/"
    assert is_in(client)


def test_a_scanner_that_opens_links_does_not_use_them_up(client, amos, clock):
    ask(client, amos.email)
    link = link_in(mail.outbox[0])
    for _ in range(3):
        assert Client().get(link).status_code == 200
        Client().head(link)
    assert client.post(link).status_code == 302


def test_a_link_works_once(client, amos, clock):
    ask(client, amos.email)
    link = link_in(mail.outbox[0])
    client.post(link)
    thief = Client()
    assert thief.post(link).status_code == 410
    assert thief.get(link).status_code == 410
    assert not is_in(thief)


@pytest.mark.parametrize(("minutes", "status"), [(14, 302), (15, 410), (60, 410)])
def test_a_link_lives_fifteen_minutes(client, amos, clock, minutes, status):
    ask(client, amos.email)
    clock.shift(minutes * 60)
    assert client.post(link_in(mail.outbox[0])).status_code == status


def test_three_links_in_fifteen_minutes_and_no_more(client, amos, clock):
    pages = {ask(client, amos.email).text for _ in range(6)}
    assert len(pages) == 1
    assert len(mail.outbox) == 3
    clock.shift(15 * 60 + 1)
    ask(client, amos.email)
    assert len(mail.outbox) == 4


def test_all_addresses_together_have_a_limit(client, amos, clock, monkeypatch):
    monkeypatch.setattr("wardmote.signin.usecases.links.MAIL_LINKS_IN_ALL", 5)
    for number in range(9):
        ask(client, f"n{number}@wendle.example")
    assert MailLink.objects.count() == 5
    assert rules.MAIL_LINKS_IN_ALL >= 100


@pytest.mark.parametrize(
    ("header", "sent", "remote", "place"),
    [
        ("", {}, "203.0.113.9", "203.0.113.9"),
        ("", {"X-Real-IP": "198.51.100.7"}, "203.0.113.9", "203.0.113.9"),
        ("", {"X-Real-IP": "198.51.100.7"}, "127.0.0.1", ""),
        ("X-Real-IP", {"X-Real-IP": "198.51.100.7"}, "127.0.0.1", "198.51.100.7"),
        ("X-Real-IP", {}, "203.0.113.9", ""),
        ("X-Forwarded-For", {"X-Forwarded-For": "10.0.0.1, 198.51.100.7"}, "::1",
         "198.51.100.7"),
        ("X-Real-IP", {"X-Real-IP": "2001:db8:1:2:3:4:5:6"}, "::1", "2001:db8:1:2::/64"),
        ("X-Real-IP", {"X-Real-IP": "::ffff:198.51.100.7"}, "::1", "198.51.100.7"),
        ("X-Real-IP", {"X-Real-IP": "' OR 1=1"}, "::1", ""),
    ],
)  # fmt: skip
def test_where_a_request_comes_from(rf, settings, header, sent, remote, place):
    settings.CLIENT_ADDRESS_HEADER = header
    assert client_address(rf.get("/", headers=sent, REMOTE_ADDR=remote)) == place


def test_one_place_asks_for_twenty_links_and_is_then_told_to_wait(client, clock):
    there, elsewhere = {"REMOTE_ADDR": "203.0.113.9"}, {"REMOTE_ADDR": "203.0.113.10"}
    for number in range(rules.MAIL_LINKS_FROM_ONE_PLACE):
        page = client.post(ASK, {"email": f"n{number}@wendle.example"}, **there)
        assert page.status_code == 200
    page = client.post(ASK, {"email": "one.more@wendle.example"}, **there)
    assert page.status_code == 429
    assert "Wait 15 minutes" in page.text
    assert client.post(ASK, {"email": "two@wendle.example"}, **elsewhere).status_code == 200
    clock.shift(15 * 60 + 1)
    assert client.post(ASK, {"email": "two@wendle.example"}, **there).status_code == 200


@pytest.mark.parametrize("who", ["priya", "ana", "sam", "bea", "clerk_on_board", "closed"])
def test_nobody_else_is_sent_one(client, request, priya, amos, clerk, seat, clock, who):
    if who == "bea":
        person = request.getfixturevalue("make_person")("Bea")
        seat(person, "board")
    elif who == "clerk_on_board":
        person = clerk
        seat(person, "problem_solving")
    elif who == "closed":
        person = amos
        change_person(amos.pk, by=priya, now=now(), role=Role.NONE, is_active=False)
    else:
        person = request.getfixturevalue(who)
    assert "Look in your mail" in ask(client, person.email).text
    assert mail.outbox == []


def test_a_councillor_who_sits_on_the_board_reads_released_text_only(client, amos, seat, clock):
    seat(amos, "board")
    ask(client, amos.email)
    assert len(mail.outbox) == 1


def test_who_became_an_officer_meanwhile_cannot_use_it(client, amos, priya, clock):
    ask(client, amos.email)
    change_person(amos.pk, by=priya, now=now(), role=Role.OFFICER, is_active=True)
    assert client.post(link_in(mail.outbox[0])).status_code == 410


def test_a_stranger_cannot_tell_who_has_an_account(amos, ana, clock):
    """The same bytes, status and statements: the page never looks for the account."""
    seen = set()
    for email in (amos.email, ana.email, "nobody@wendle.example"):
        client = Client()
        client.get(ASK)
        with CaptureQueriesContext(connection) as done:
            page = client.post(ASK, {"email": email})
        statements = tuple(_shape(one["sql"]) for one in done.captured_queries)
        assert not any("people_user" in one for one in statements)
        text = re.sub(r'value="\w{64}"', "", page.text)
        seen.add((page.status_code, text, statements))
    assert len(seen) == 1


def _shape(sql):
    return re.sub(r"'[^']*'|\b\d+\b|\"[0-9a-z]{32,}\"|(?<=SAVEPOINT )\S+", "?", sql)


def test_no_token_is_kept_in_the_database(client, amos, clock):
    ask(client, amos.email)
    token = link_in(mail.outbox[0]).split("/")[-2]
    kept = [list(model.objects.values()) for model in (MailLink, DBTaskResult)]
    assert token not in str(kept)


def test_who_has_an_app_is_asked_for_it_here_too(client, amos, clock):
    sign_in(client, amos)
    app = set_up_app(client)
    client.post("/sign-out/")
    clock.shift(60)
    ask(client, amos.email)
    assert client.post(link_in(mail.outbox[0])).url == "/sign-in/second-step/"
    assert not is_in(client)
    assert client.post("/sign-in/second-step/", {"code": app.code()}).url == "/start/"


@pytest.mark.parametrize(
    "email", ["", "amos", "a b@c.example", "a@b.example\nBcc: x@y.example"]
)
def test_what_is_no_address_says_what_to_mend(client, db, email):
    page = client.post(ASK, {"email": email})
    assert page.status_code == 422
    assert "e-mail address" in page.text


def test_the_mail_is_plain_and_says_what_it_is(client, amos, clock):
    ask(client, amos.email)
    message = mail.outbox[0]
    assert "15 minutes" in message.body
    assert "\n" not in message.subject
    assert not message.alternatives


def test_where_no_mail_is_sent_there_is_no_such_page(client, settings, db):
    settings.MAIL_IS_ON = False
    assert client.get(ASK).status_code == 404
    assert "link by mail" not in client.get("/sign-in/").text


def test_people_of_an_organisation_with_its_own_sign_in_get_none(client, amos, provider):
    ask(client, amos.email)
    assert mail.outbox == []


def test_a_form_that_somebody_elses_page_sends_is_refused(amos, clock):
    ask(Client(), amos.email)
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(link_in(mail.outbox[0])).status_code == 403
    assert not is_in(strict)
