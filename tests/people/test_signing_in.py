"""Signing in, one-time links, and what closes a session."""

import re
from datetime import timedelta

import pytest
from django.utils.timezone import now

from tests.conftest import NOW, PASSWORD
from wardmote.audit.models import Entry
from wardmote.kernel.errors import RuleBroken
from wardmote.people.rules import Role
from wardmote.people.usecases import (
    change_person,
    invite,
    open_link,
    send_new_link,
    set_password,
)

pytestmark = pytest.mark.django_db


def test_an_invited_person_chooses_a_password_once(priya):
    user, token = invite("amos@wendle.example", "Cllr Amos", by=priya, now=NOW)
    set_password(token, PASSWORD, now=NOW)
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    with pytest.raises(RuleBroken, match="used or is out of date"):
        open_link(token, now=NOW)


def test_a_link_runs_out_after_seven_days(priya):
    _, token = invite("amos@wendle.example", "Cllr Amos", by=priya, now=NOW)
    with pytest.raises(RuleBroken, match="out of date"):
        open_link(token, now=NOW + timedelta(days=7))


def test_a_reset_ends_the_old_password_and_the_old_link(priya, sam):
    first = send_new_link(sam.pk, by=priya, now=NOW)
    second = send_new_link(sam.pk, by=priya, now=NOW)
    sam.refresh_from_db()
    assert not sam.check_password(PASSWORD)
    with pytest.raises(RuleBroken):
        open_link(first, now=NOW)
    assert open_link(second, now=NOW).user == sam


@pytest.mark.parametrize(
    ("email", "name", "says"),
    [
        ("", "Amos", "correct format"),
        ("amos", "Amos", "correct format"),
        ("amos@wendle.example", "  ", "name"),
        ("PRIYA@wendle.example", "Another", "already has an account"),
    ],
)
def test_a_wrong_invitation_says_what_to_mend(priya, email, name, says):
    with pytest.raises(RuleBroken, match=says):
        invite(email, name, by=priya, now=NOW)


def test_the_last_officer_cannot_leave(priya, ana):
    for role, is_active in ((Role.ANALYST, True), (Role.OFFICER, False)):
        with pytest.raises(RuleBroken, match="at least one officer"):
            change_person(priya.pk, by=priya, now=NOW, role=role, is_active=is_active)
    change_person(ana.pk, by=priya, now=NOW, role=Role.OFFICER, is_active=True)
    change_person(priya.pk, by=ana, now=NOW, role=Role.NONE, is_active=True)


def test_every_change_to_an_account_is_recorded(priya, sam):
    invite("amos@wendle.example", "Cllr Amos", by=priya, now=NOW)
    send_new_link(sam.pk, by=priya, now=NOW)
    change_person(sam.pk, by=priya, now=NOW, role=Role.ANALYST, is_active=True)
    verbs = list(Entry.objects.values_list("verb", flat=True))
    assert verbs == ["person.invited", "person.reset", "person.changed"]
    assert not Entry.objects.filter(details__icontains="token").exists()


def test_a_person_signs_in_and_out(client, ana):
    answer = client.post("/sign-in/", {"username": "ANA@wendle.example", "password": PASSWORD})
    assert (answer.status_code, answer.url) == (302, "/start/")
    assert client.get("/start/").status_code == 200
    client.post("/sign-out/")
    assert client.get("/start/").status_code == 302


def test_wrong_passwords_close_the_address_for_a_while(client, ana):
    wrong = {"username": ana.email, "password": "not this one"}
    for _ in range(7):
        assert "is not right" in client.post("/sign-in/", wrong).text
    page = client.post("/sign-in/", wrong)
    assert page.status_code == 429
    assert "Too many tries" in page.text
    page = client.post("/sign-in/", wrong | {"password": PASSWORD})
    assert page.status_code == 429


def test_an_unknown_address_is_answered_like_a_wrong_password(client, ana):
    known = client.post("/sign-in/", {"username": ana.email, "password": "wrong"})
    unknown = client.post("/sign-in/", {"username": "who@wendle.example", "password": "wrong"})
    plain = [_without_what_differs(page.text) for page in (known, unknown)]
    assert plain[0] == plain[1]
    assert known.status_code == unknown.status_code == 422


def _without_what_differs(text):
    return re.sub(r'value="[^"]*"', "", text)


def test_signing_in_leads_only_to_our_own_pages(client, ana):
    answers = {"username": ana.email, "password": PASSWORD}
    answer = client.post("/sign-in/", answers | {"next": "https://evil.example/"})
    assert answer.url == "/start/"
    client.logout()
    answer = client.post("/sign-in/", answers | {"next": "/data/"})
    assert answer.url == "/data/"


def test_a_weak_password_is_refused_on_the_page(client, priya):
    # a page judges links by the real clock
    _, token = invite("amos@wendle.example", "Cllr Amos", by=priya, now=now())
    page = client.post(f"/link/{token}/", {"password": "short"})
    assert page.status_code == 422
    assert "at least 12 characters" in page.text
    assert client.post(f"/link/{token}/", {"password": PASSWORD}).url == "/start/"
    assert client.get(f"/link/{token}/").status_code == 410


def test_an_account_that_is_closed_stops_at_the_next_click(client, priya, ana):
    client.force_login(ana)
    assert client.get("/start/").status_code == 200
    change_person(ana.pk, by=priya, now=NOW, role=Role.ANALYST, is_active=False)
    assert client.get("/start/").status_code == 302


def test_an_idle_session_ends(client, ana):
    client.force_login(ana)
    client.get("/start/")
    session = client.session
    session["seen"] = session["begun"] = session["seen"] - 31 * 60
    session.save()
    assert client.get("/start/").status_code == 302


def test_a_session_ends_after_twelve_hours_of_use(client, ana):
    client.force_login(ana)
    client.get("/start/")
    session = client.session
    session["begun"] -= 13 * 60 * 60
    session.save()
    assert client.get("/start/").status_code == 302
