"""Where somebody is signed in, for how long, and how it ends."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils.timezone import localdate, now

from tests.signin.conftest import is_in, set_up_app, sign_in
from wardmote.agreements.queries import preconditions
from wardmote.audit.models import Entry
from wardmote.people.rules import Role
from wardmote.people.usecases import change_person
from wardmote.signin import access
from wardmote.signin.access import must_have_second_factor, who_must_have_one
from wardmote.signin.models import Session
from wardmote.signin.usecases.factors import reset_factors

pytestmark = pytest.mark.django_db


def browsers(person, count):
    found = [Client() for _ in range(count)]
    for one in found:
        sign_in(one, person)
    return found


def test_signing_out_ends_every_session_of_that_person_and_no_other(ana, priya, clock):
    first, second, third = browsers(ana, 3)
    (officers,) = browsers(priya, 1)
    assert all(is_in(one) for one in (first, second, third, officers))
    first.post("/sign-out/")
    assert not any(is_in(one) for one in (first, second, third))
    assert is_in(officers)
    ended = Entry.objects.get(verb="sign_in.ended")
    assert ended.details["sessions"] == 3


def test_the_account_page_lists_where_one_is_signed_in(ana, clock):
    phone, desk = Client(), Client()
    given = {"username": ana.email, "password": "plover kettle marsh"}
    iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 19) Version/19 Safari/604"
    phone.post("/sign-in/", given, headers={"user-agent": iphone})
    sign_in(desk, ana)
    clock.shift(60)
    page = desk.get("/account/").text
    assert "Safari on iPhone" in page
    assert page.count("(this one)") == 1
    clock.shift(31 * 60)
    assert "Safari on iPhone" not in Client().get("/account/", follow=True).text
    fresh = Client()
    sign_in(fresh, ana)
    assert "Safari on iPhone" not in fresh.get("/account/").text


@pytest.mark.parametrize(("minutes", "still_in"), [(29, True), (31, False)])
def test_half_an_hour_without_a_click_ends_it(client, ana, clock, minutes, still_in):
    sign_in(client, ana)
    assert is_in(client)
    clock.shift(minutes * 60)
    assert is_in(client) == still_in


def test_rows_of_ended_sessions_are_cleared_away(ana, priya, clock):
    browsers(ana, 2)
    clock.shift(13 * 3600)
    browsers(priya, 1)
    assert Session.objects.filter(person=ana).count() == 0


def test_a_session_of_nobody_names_nobody(client, db):
    session = client.session
    session["x"] = 1
    session.save()
    assert Session.objects.get().person is None


def test_what_happened_is_told_to_its_owner(client, ana, clock):
    sign_in(Client(), ana, "wrong password here")
    sign_in(client, ana)
    page = client.get("/account/").text
    assert "A wrong password or code was given" in page
    assert "Signed in" in page


def test_a_wrong_password_for_nobody_writes_no_address(client, db):
    client.post("/sign-in/", {"username": "secret@wendle.example", "password": "x"})
    entry = Entry.objects.get(verb="sign_in.refused")
    assert (entry.subject, entry.details) == ("unknown", {"how": "password"})


class TestOnceThereIsRestrictedText:
    @pytest.fixture(autouse=True)
    def restricted(self, monkeypatch):
        monkeypatch.setattr(access, "restricted_is_on", lambda on: True)

    def test_an_officer_gets_no_further_than_their_account(self, client, priya, clock):
        sign_in(client, priya)
        for address in ("/start/", "/people/", "/settings/", "/wards/"):
            assert client.get(address).url == "/account/"
            assert client.post(address).url == "/account/"
        assert "Set up a second step to go on" in client.get("/account/").text
        set_up_app(client)
        assert client.get("/people/").status_code == 200

    def test_so_does_whoever_sits_on_a_group_that_may_hold_it(self, client, sam, seat, clock):
        sign_in(client, sam)
        assert is_in(client)
        held = seat(sam, "problem_solving")
        assert client.get("/start/").url == "/account/"
        held.delete()
        assert is_in(client)

    def test_councillors_and_the_public_are_not_asked(
        self, client, sam, seat, represent, clock
    ):
        seat(sam, "board")
        represent(sam, "E05000001")
        sign_in(client, sam)
        assert is_in(client)
        assert Client().get("/").status_code == 200

    def test_public_pages_stay_open_to_them(self, client, priya, clock):
        sign_in(client, priya)
        assert client.get("/about/").status_code in (200, 404)
        assert client.post("/sign-out/").url == "/"

    def test_an_older_session_proves_itself_anew(self, priya, clock):
        with pytest.MonkeyPatch.context() as off:
            off.setattr(access, "restricted_is_on", lambda on: False)
            old, new = browsers(priya, 2)
            app = set_up_app(new)
        assert old.get("/people/").url == "/account/confirm/?next=%2Fpeople%2F"
        clock.shift(60)
        given = {"code": app.code(), "next": "/people/"}
        assert old.post("/account/confirm/", given).url == "/people/"
        assert old.get("/people/").status_code == 200

    def test_the_last_one_cannot_be_removed(self, client, priya, clock):
        sign_in(client, priya)
        set_up_app(client)
        held = Authenticator.objects.get(user=priya, type="totp")
        page = client.post("/account/remove/", {"factor": held.pk})
        assert page.status_code == 422
        assert "Add another one first" in page.text

    def test_the_officer_sees_who_lacks_one(self, client, priya, sam, seat, clock):
        seat(sam, "board")
        sign_in(client, priya)
        set_up_app(client)
        assert client.get("/people/").text.count("Missing") == 1
        assert "Missing" in client.get(f"/people/{sam.pk}/").text

    def test_the_list_agrees_with_what_each_is_asked(self, priya, ana, sam, seat, represent):
        seat(sam, "board")
        people = [priya, ana, sam]
        for ward in ("E05000001", "E05000002"):
            each = {one.pk for one in people if must_have_second_factor(one, localdate())}
            assert who_must_have_one(people, localdate()) == each
            represent(sam, ward)
        assert each == {priya.pk}

    def test_without_the_check_they_would_get_in(self, client, priya, clock, monkeypatch):
        """The negative control."""
        from wardmote.signin import middleware

        monkeypatch.setattr(middleware, "must_have_second_factor", lambda user, on: False)
        sign_in(client, priya)
        assert client.get("/people/").status_code == 200


def test_restricted_text_waits_for_an_officer_with_a_second_factor(client, priya, clock):
    def met():
        return {one.key: one.is_met for one in preconditions(localdate())}["second_step"]

    assert not met()
    sign_in(client, priya)
    set_up_app(client)
    assert met()
    Authenticator.objects.all().delete()
    assert not met()


def test_an_officer_resets_a_lost_one_with_a_reason(client, ana_with_app, priya, clock):
    ana, _ = ana_with_app
    sign_in(client, priya)
    address = f"/people/{ana.pk}/second-step/reset/"
    page = client.post(address, {"reason": " "})
    assert page.status_code == 422
    client.post(address, {"reason": "New phone, asked in person"})
    browser = Client()
    assert sign_in(browser, ana).url == "/start/"
    told = browser.get("/account/").text
    assert "New phone, asked in person" in told
    entry = Entry.objects.get(verb="factor.reset")
    assert (entry.actor_id, entry.subject) == (priya.pk, str(ana.pk))


def test_a_reset_signs_the_person_out(client, ana, priya, clock):
    sign_in(client, ana)
    set_up_app(client)
    reset_factors(ana.pk, "Lost", by=priya, now=now())
    assert not is_in(client)


def test_the_person_is_told_by_mail_where_mail_is_sent(
    ana_with_app, priya, mail_on, django_capture_on_commit_callbacks
):
    from django_tasks_db.models import DBTaskResult

    with django_capture_on_commit_callbacks(execute=True):
        reset_factors(ana_with_app[0].pk, "Lost phone", by=priya, now=now())
    job = DBTaskResult.objects.get()
    assert job.args_kwargs["args"][0] == ana_with_app[0].email
    assert "Lost phone" in str(job.args_kwargs)


@pytest.mark.parametrize("who", ["ana", "sam"])
def test_only_an_officer_resets(client, request, ana_with_app, who, clock):
    ana, _ = ana_with_app
    client.force_login(request.getfixturevalue(who))
    answer = client.post(f"/people/{ana.pk}/second-step/reset/", {"reason": "x"})
    assert answer.status_code == 403


def test_an_officer_left_signed_in_is_asked_first(client, ana_with_app, priya, clock):
    ana, _ = ana_with_app
    sign_in(client, priya)
    clock.shift(11 * 60)
    answer = client.post(f"/people/{ana.pk}/second-step/reset/", {"reason": "x"})
    assert answer.url.startswith("/account/confirm/")


def test_an_officer_does_not_reset_their_own(client, priya, clock):
    sign_in(client, priya)
    set_up_app(client)
    page = client.post(f"/people/{priya.pk}/second-step/reset/", {"reason": "x"})
    assert page.status_code == 422
    assert "on your account page" in page.text


def test_a_person_whose_account_closes_halfway_does_not_get_in(
    client, ana_with_app, priya, clock
):
    ana, app = ana_with_app
    sign_in(client, ana)
    change_person(ana.pk, by=priya, now=now(), role=Role.ANALYST, is_active=False)
    answer = client.post("/sign-in/second-step/", {"code": app.code()})
    assert answer.url == "/sign-in/"
