"""Codes from an app, recovery codes, the lock, and what nobody can replay."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tests.conftest import PASSWORD
from tests.signin.conftest import is_in, recovery_codes, set_up_app, sign_in
from wardmote.audit.models import Entry
from wardmote.people.access import has_second_factor
from wardmote.signin.usecases import factors

pytestmark = pytest.mark.django_db
SECOND = "/sign-in/second-step/"


def verbs():
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))


def test_an_app_is_set_up_and_asked_for_at_the_next_sign_in(client, ana, clock):
    sign_in(client, ana)
    app = set_up_app(client)
    assert has_second_factor(ana)
    client.post("/sign-out/")
    clock.shift(60)
    answer = sign_in(client, ana)
    assert answer.url == SECOND
    assert not is_in(client)
    assert client.post(SECOND, {"code": app.code()}).url == "/start/"
    assert is_in(client)
    assert verbs() == [
        "sign_in.done", "factor.added", "factor.codes_made", "sign_in.ended", "sign_in.done",
    ]  # fmt: skip


def test_the_password_alone_opens_nothing(client, ana_with_app):
    ana, _ = ana_with_app
    sign_in(client, ana)
    for address in ("/start/", "/account/", "/wards/", "/account/confirm/"):
        assert client.get(address).url.startswith("/sign-in/")


def test_a_code_works_once_on_any_device(client, ana_with_app):
    ana, app = ana_with_app
    code = app.code()
    sign_in(client, ana)
    assert client.post(SECOND, {"code": code}).status_code == 302
    thief = Client()
    sign_in(thief, ana)
    page = thief.post(SECOND, {"code": code})
    assert page.status_code == 422
    assert "has been used" in page.text
    assert not is_in(thief)


def test_an_older_code_does_not_work_after_a_newer_one(client, ana_with_app):
    ana, app = ana_with_app
    older, newer = app.code(), app.code(steps=1)
    sign_in(client, ana)
    assert client.post(SECOND, {"code": newer}).status_code == 302
    other = Client()
    sign_in(other, ana)
    assert other.post(SECOND, {"code": older}).status_code == 422


def test_the_code_that_set_the_app_up_is_used_up(client, ana, clock):
    sign_in(client, ana)
    app = set_up_app(client)
    client.post("/sign-out/")
    sign_in(client, ana)
    assert client.post(SECOND, {"code": app.code()}).status_code == 422


def test_replay_is_refused_because_the_step_is_kept(client, ana_with_app, monkeypatch):
    """The negative control: a check that forgets the last step lets the thief in."""
    ana, app = ana_with_app
    forget = factors.step_of
    monkeypatch.setattr(
        factors, "step_of", lambda secret, code, *, after, now: forget(
            secret, code, after=-1, now=now
        )
    )  # fmt: skip
    for _ in range(2):
        browser = Client()
        sign_in(browser, ana)
        assert browser.post(SECOND, {"code": app.code()}).status_code == 302


@pytest.mark.parametrize(("late", "works"), [(25, True), (59, True), (95, False)])
def test_a_code_lives_about_a_minute(client, ana_with_app, clock, late, works):
    ana, app = ana_with_app
    code = app.code()
    sign_in(client, ana)
    clock.shift(late - 5)
    assert (client.post(SECOND, {"code": code}).status_code == 302) == works


@pytest.mark.parametrize("typed", ["{0} {1}", " {0}{1} ", "{0}-{1}"])
def test_a_code_may_be_typed_in_two_halves(client, ana_with_app, typed):
    ana, app = ana_with_app
    code = app.code()
    sign_in(client, ana)
    given = typed.format(code[:3], code[3:])
    assert client.post(SECOND, {"code": given}).status_code == 302


@pytest.mark.parametrize(
    "typed", ["", "12345", "abcdef", "１２３４５６", "0" * 20, "0" * 500, "\0"]
)
def test_what_is_no_code_is_refused(client, ana_with_app, typed):
    sign_in(client, ana_with_app[0])
    assert client.post(SECOND, {"code": typed}).status_code == 422
    assert not is_in(client)


def test_wrong_codes_close_the_account_as_wrong_passwords_do(client, ana_with_app):
    ana, app = ana_with_app
    sign_in(client, ana)
    for _ in range(7):
        assert client.post(SECOND, {"code": "000000"}).status_code == 422
    assert client.post(SECOND, {"code": "000000"}).status_code == 429
    assert client.post(SECOND, {"code": app.code()}).status_code == 429
    assert sign_in(Client(), ana).status_code == 429
    assert verbs().count("sign_in.locked") == 1
    assert verbs().count("sign_in.refused") == 10


def test_a_right_password_does_not_forgive_wrong_codes(client, ana_with_app):
    ana, _ = ana_with_app
    for _ in range(4):
        sign_in(client, ana)
        client.post(SECOND, {"code": "000000"})
        client.post(SECOND, {"code": "000000"})
    assert sign_in(client, ana).status_code == 429


def test_recovery_codes_are_shown_once_and_work_once_each(client, ana, clock):
    sign_in(client, ana)
    set_up_app(client)
    codes = recovery_codes(client)
    assert len(codes) == len(set(codes)) == 10
    clock.shift(11 * 60)
    assert recovery_codes(client) == []
    client.post("/sign-out/")
    for _, works in ((1, 302), (2, 422)):
        browser = Client()
        sign_in(browser, ana)
        assert browser.post(SECOND, {"code": codes[3]}).status_code == works
    sign_in(client, ana)
    client.post(SECOND, {"code": codes[4]})
    assert "8 left" in client.get("/account/").text


def test_recovery_codes_come_as_a_file_while_they_are_new(client, ana, clock):
    sign_in(client, ana)
    set_up_app(client)
    answer = client.get("/account/recovery-codes/file/")
    assert "attachment" in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "no-store"
    assert all(code in answer.text for code in recovery_codes(client))
    clock.shift(11 * 60)
    assert client.get("/account/recovery-codes/file/").status_code == 302


def test_new_recovery_codes_end_the_old_ones(client, ana, clock):
    sign_in(client, ana)
    set_up_app(client)
    old = recovery_codes(client)
    client.post("/account/recovery-codes/")
    new = recovery_codes(client)
    assert not set(old) & set(new)
    client.post("/sign-out/")
    sign_in(client, ana)
    assert client.post(SECOND, {"code": old[0]}).status_code == 422
    assert client.post(SECOND, {"code": new[0]}).status_code == 302


def test_the_secret_and_the_codes_are_sealed_in_the_database(client, ana, clock):
    sign_in(client, ana)
    app = set_up_app(client)
    codes = [code.replace(" ", "") for code in recovery_codes(client)]
    kept = str(list(Authenticator.objects.values()))
    assert app.secret not in kept
    assert not any(code in kept for code in codes)
    assert app.secret not in str(list(Entry.objects.values()))


def test_another_key_opens_none_of_them(client, ana_with_app, settings, caplog):
    ana, app = ana_with_app
    sign_in(client, ana)
    settings.SECRET_KEY = "another"
    settings.SECRET_KEY_FALLBACKS = []
    assert factors.take_code(ana, app.code(), now=_now()) is None
    assert "sealed with another SECRET_KEY" in caplog.text


def test_an_old_key_still_opens_them_while_it_is_a_fallback(ana_with_app, settings):
    ana, app = ana_with_app
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "the new one"
    assert factors.take_code(ana, app.code(), now=_now()) == "code"


def _now():
    from django.utils.timezone import now

    return now()


def test_ten_minutes_between_password_and_code_are_enough(client, ana_with_app, clock):
    ana, app = ana_with_app
    sign_in(client, ana)
    clock.shift(601)
    assert client.post(SECOND, {"code": app.code()}).url == "/sign-in/"
    assert not is_in(client)


def test_a_password_reset_meanwhile_ends_the_way_in(client, ana_with_app, priya):
    from django.utils.timezone import now

    from wardmote.people.usecases import send_new_link

    ana, app = ana_with_app
    sign_in(client, ana)
    send_new_link(ana.pk, by=priya, now=now())
    assert client.post(SECOND, {"code": app.code()}).url == "/sign-in/"


def test_a_one_time_link_does_not_go_round_the_second_factor(client, ana_with_app, priya):
    from django.utils.timezone import now

    from wardmote.people.usecases import send_new_link

    ana, app = ana_with_app
    token = send_new_link(ana.pk, by=priya, now=now())
    answer = client.post(f"/link/{token}/", {"password": "otter lantern quay"})
    assert answer.url == SECOND
    assert not is_in(client)
    assert client.post(SECOND, {"code": app.code()}).url == "/start/"


def test_signing_in_goes_on_to_where_one_was_going(client, ana_with_app):
    ana, app = ana_with_app
    sign_in(client, ana, next="/data/")
    assert client.post(SECOND, {"code": app.code()}).url == "/data/"
    other = Client()
    sign_in(other, ana, next="https://evil.example/")

    assert other.post(SECOND, {"code": app.code(steps=1)}).url == "/start/"


def test_the_session_changes_at_each_step(client, ana_with_app):
    ana, app = ana_with_app
    client.get("/sign-in/")
    sign_in(client, ana)
    halfway = client.session.session_key
    client.post(SECOND, {"code": app.code()})
    assert client.session.session_key != halfway
    stolen = Client()
    stolen.cookies["sessionid"] = halfway
    assert not is_in(stolen)


def test_an_app_is_removed_with_its_recovery_codes(client, ana_with_app):
    ana, app = ana_with_app
    sign_in(client, ana)
    client.post(SECOND, {"code": app.code()})
    held = Authenticator.objects.get(user=ana, type="totp")
    client.post("/account/remove/", {"factor": held.pk})
    assert not Authenticator.objects.filter(user=ana).exists()
    assert "factor.removed" in verbs()
    assert sign_in(Client(), ana).url == "/start/"


def test_nobody_removes_another_persons(client, ana_with_app, priya, clock):
    held = Authenticator.objects.get(user=ana_with_app[0], type="totp")
    sign_in(client, priya)
    set_up_app(client)
    page = client.post("/account/remove/", {"factor": held.pk})
    assert page.status_code == 422
    assert Authenticator.objects.filter(pk=held.pk).exists()


@pytest.mark.parametrize(
    "address", ["/account/app/", "/account/passkey/", "/account/recovery-codes/"]
)
def test_an_account_left_open_cannot_be_given_a_factor(client, ana, clock, address):
    sign_in(client, ana)
    clock.shift(11 * 60)
    assert client.get(address).url.startswith("/account/confirm/")
    assert client.post(address, {"code": "1", "name": "x"}).url.startswith("/account/confirm/")
    page = client.post("/account/confirm/", {"password": "not this one", "next": address})
    assert page.status_code == 422
    answer = client.post("/account/confirm/", {"password": PASSWORD, "next": address})
    assert answer.url == address


def test_who_has_an_app_confirms_by_it(client, ana_with_app, clock):
    ana, app = ana_with_app
    sign_in(client, ana)
    client.post(SECOND, {"code": app.code()})
    clock.shift(11 * 60)
    page = client.get("/account/confirm/?next=/account/remove/")
    assert "Your password" not in page.text
    given = {"code": app.code(), "next": "https://evil.example/"}
    assert client.post("/account/confirm/", given).url == "/account/"


def test_the_account_page_shows_no_secret(client, ana_with_app):
    ana, app = ana_with_app
    sign_in(client, ana)
    client.post(SECOND, {"code": app.code()})
    page = client.get("/account/").text
    assert app.secret not in page
    assert client.session.session_key not in page
