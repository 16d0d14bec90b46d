"""Signing in and staying in: limits, locks, and what a stranger can learn."""

import re
from datetime import timedelta
from time import time as real_time

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django.utils.timezone import now

from tests.conftest import PASSWORD
from wardmote.people import middleware
from wardmote.people.rules import LINK_LIVES, Role
from wardmote.people.usecases import change_person, invite, send_new_link

pytestmark = pytest.mark.django_db
FAILURES, MINUTE = 8, 60


@pytest.fixture
def clock(monkeypatch):
    """Seconds that can be moved on: clock.at += 60."""

    class Clock:
        at = real_time()

        def time(self):
            return self.at

    made = Clock()
    monkeypatch.setattr(middleware, "time", made)
    return made


def sign_in(client, email, password=PASSWORD):
    return client.post("/sign-in/", {"username": email, "password": password})


def is_in(client):
    return "/sign-in/" not in client.get("/start/").headers.get("Location", "")


def test_signing_in_changes_the_session_and_signing_out_ends_it(client, priya):
    client.get("/sign-in/")
    client.session["planted"] = 1
    client.session.save()
    before = client.session.session_key
    assert sign_in(client, priya.email).status_code == 302
    after = client.session.session_key
    assert after != before
    stolen = Client()
    stolen.cookies["sessionid"] = after
    assert is_in(stolen)
    client.post("/sign-out/")
    assert not is_in(client)
    assert not is_in(stolen)


def test_the_forms_token_changes_at_sign_in(priya):
    client = Client(enforce_csrf_checks=True)
    page = client.get("/sign-in/")
    before = client.cookies["csrftoken"].value
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)[1]
    answers = {"username": priya.email, "password": PASSWORD, "csrfmiddlewaretoken": token}
    assert client.post("/sign-in/", answers).status_code == 302
    assert client.cookies["csrftoken"].value != before


def test_a_link_to_sign_out_does_not_sign_out(client, priya):
    client.force_login(priya)
    assert client.get("/sign-out/").status_code == 405
    assert is_in(client)


@pytest.mark.parametrize(("minutes", "still_in"), [(29, True), (31, False)])
def test_half_an_hour_without_a_click_ends_the_session(client, priya, clock, minutes, still_in):
    sign_in(client, priya.email)
    assert is_in(client)
    clock.at += minutes * MINUTE
    assert is_in(client) == still_in


def test_twelve_hours_end_the_session_however_busy(client, priya, clock):
    sign_in(client, priya.email)
    for _ in range(36):  # a click every 20 minutes
        assert is_in(client)
        clock.at += 20 * MINUTE
    clock.at += 1
    assert not is_in(client)


def test_repeated_wrong_passwords_lock_the_account_for_a_while(client, priya, ana):
    for _ in range(FAILURES):
        sign_in(client, priya.email, "wrong")
    locked = sign_in(client, priya.email)
    assert locked.status_code == 429
    assert not is_in(client)
    assert sign_in(Client(), priya.email.upper()).status_code == 429
    assert sign_in(Client(), ana.email).status_code == 302
    AccessAttempt.objects.update(attempt_time=now() - timedelta(minutes=16))
    assert sign_in(client, priya.email).status_code == 302


def without_tokens(page, email):
    return re.sub(r'value="\w{64}"', "", page.text).replace(email, "")


def test_a_stranger_cannot_learn_who_has_an_account(priya, sam, ana, monkeypatch):
    change_person(sam.pk, by=priya, now=now(), role=Role.NONE, is_active=False)
    send_new_link(ana.pk, by=priya, now=now())  # invited: no password yet
    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda *given: hashed.append(1) or encode(*given)
    )
    answers, work = set(), set()
    for email in (priya.email, sam.email, ana.email, "nobody@wendle.example"):
        hashed.clear()
        pages = [sign_in(Client(), email, "wrong") for _ in range(FAILURES + 1)]
        answers.add(tuple((page.status_code, without_tokens(page, email)) for page in pages))
        work.add(len(hashed) > 0)
    assert len(answers) == 1
    assert work == {True}


def test_a_deactivated_persons_next_click_fails(client, priya, sam):
    client.force_login(sam)
    assert is_in(client)
    change_person(sam.pk, by=priya, now=now(), role=Role.NONE, is_active=False)
    assert not is_in(client)
    assert sign_in(client, sam.email).status_code == 422


def test_an_account_that_is_opened_again_revives_no_session(client, priya, sam):
    client.force_login(sam)
    given = {"by": priya, "now": now(), "role": Role.NONE}
    change_person(sam.pk, **given, is_active=False)
    change_person(sam.pk, **given, is_active=True)
    assert not is_in(client)
    assert sign_in(client, sam.email).status_code == 302
    change_person(sam.pk, **given, is_active=True)  # nothing was shut: nobody is sent out
    assert is_in(client)


def test_a_reset_ends_every_session_of_that_person(client, priya, ana):
    sign_in(client, ana.email)
    token = send_new_link(ana.pk, by=priya, now=now())
    assert not is_in(client)
    assert sign_in(client, ana.email).status_code == 422
    opened = client.post(f"/link/{token}/", {"password": "otter lantern quay"})
    assert opened.status_code == 302
    assert is_in(client)


def test_a_one_time_link_works_once_and_not_for_ever(client, priya):
    _, token = invite("new@wendle.example", "New", by=priya, now=now())
    assert client.get(f"/link/{token}/").status_code == 200
    assert client.post(f"/link/{token}/", {"password": "short"}).status_code == 422
    assert client.post(f"/link/{token}/", {"password": "otter lantern quay"}).status_code == 302
    assert Client().get(f"/link/{token}/").status_code == 410
    past = now() - LINK_LIVES - timedelta(seconds=1)
    _, old = invite("old@wendle.example", "Old", by=priya, now=past)
    assert Client().get(f"/link/{old}/").status_code == 410
    assert Client().get(f"/link/{token[:-1]}x/").status_code == 410


def test_a_link_page_gives_its_address_to_nobody(client, priya):
    _, token = invite("new@wendle.example", "New", by=priya, now=now())
    page = client.get(f"/link/{token}/")
    assert page["Referrer-Policy"] == "same-origin"
    assert "no-store" in page["Cache-Control"]


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "http:evil.example",
        "javascript:alert(1)",
        "https:///evil.example",
        " //evil.example",
        "/%0d%0aLocation:%20//evil.example",
    ],
)
def test_signing_in_leads_nowhere_else(client, priya, address):
    client.get("/sign-in/", {"next": address})
    answers = {"username": priya.email, "password": PASSWORD, "next": address}
    there = client.post("/sign-in/", answers)["Location"]
    assert there.startswith("/")
    assert not there.startswith(("//", "/\\"))
    assert "\r" not in there
