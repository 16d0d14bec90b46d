"""Passkeys, with a security key in software that can also behave like a false page's."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tests.signin.authenticator import SecurityKey
from tests.signin.conftest import asked_in, is_in, recovery_codes, set_up_key, sign_in
from wardmote.people.access import has_second_factor

pytestmark = pytest.mark.django_db
SECOND = "/sign-in/second-step/"


@pytest.fixture(autouse=True)
def strict_origin(settings):
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False


@pytest.fixture
def key(client, ana, clock):
    """Ana's key; she is signed out again."""
    made = SecurityKey()
    sign_in(client, ana)
    assert set_up_key(client, made).url == "/account/recovery-codes/"
    assert len(recovery_codes(client)) == 10
    client.post("/sign-out/")
    return made


def test_a_passkey_is_set_up_and_signs_in(client, ana, key):
    assert has_second_factor(ana)
    assert sign_in(client, ana).url == SECOND
    asked = asked_in(client.get(SECOND))
    assert client.post(SECOND, {"passkey": key.use(asked)}).url == "/start/"
    assert is_in(client)
    assert "Passkey: Work laptop" in client.get("/account/").text


def test_an_answer_works_once(client, ana, key):
    sign_in(client, ana)
    answer = key.use(asked_in(client.get(SECOND)))
    assert client.post(SECOND, {"passkey": answer}).status_code == 302
    thief = Client()
    sign_in(thief, ana)
    thief.get(SECOND)
    assert thief.post(SECOND, {"passkey": answer}).status_code == 422
    assert not is_in(thief)


def test_a_challenge_takes_one_answer_right_or_wrong(client, ana, key):
    sign_in(client, ana)
    asked = asked_in(client.get(SECOND))
    answer = key.use(asked)
    broken = json.loads(answer)
    broken["response"]["signature"] = "AAAA"
    page = client.post(SECOND, {"passkey": json.dumps(broken)})
    assert page.status_code == 422
    assert asked_in(page) != asked
    assert client.post(SECOND, {"passkey": answer}).status_code == 422


def test_a_false_page_gets_nothing(client, ana, key):
    sign_in(client, ana)
    asked = asked_in(client.get(SECOND))
    key.origin = "https://testserver.evil.example"
    assert client.post(SECOND, {"passkey": key.use(asked)}).status_code == 422
    asked = asked_in(client.get(SECOND))
    key.origin, key.site = "https://evil.example", "evil.example"
    assert client.post(SECOND, {"passkey": key.use(asked)}).status_code == 422


def test_another_persons_key_does_not_open_it(client, ana, key, priya):
    other, browser = SecurityKey(), Client()
    sign_in(browser, priya)
    set_up_key(browser, other)
    sign_in(client, ana)
    assert client.post(
        SECOND, {"passkey": other.use(asked_in(client.get(SECOND)))}
    ).status_code == 422  # fmt: skip


def test_the_recovery_codes_work_where_scripts_do_not(client, ana, clock):
    sign_in(client, ana)
    set_up_key(client, SecurityKey())
    codes = recovery_codes(client)
    client.post("/sign-out/")
    sign_in(client, ana)
    assert client.post(SECOND, {"code": codes[0]}).status_code == 302


def test_wrong_answers_close_the_account(client, ana, key):
    sign_in(client, ana)
    for _ in range(7):
        assert client.post(SECOND, {"passkey": "{}"}).status_code == 422
    assert client.post(SECOND, {"passkey": "{}"}).status_code == 429


@pytest.mark.parametrize(
    "answer", ["", "x", "[]", "null", "{}", '{"id": 1, "response": []}', "9" * 30_000, "\0"]
)
def test_an_answer_of_no_known_shape_is_refused(client, ana, clock, answer):
    sign_in(client, ana)
    client.get("/account/passkey/")
    page = client.post("/account/passkey/", {"name": "Key", "passkey": answer})
    assert page.status_code == 422
    assert "There is a problem" in page.text
    assert not has_second_factor(ana)


def test_a_passkey_made_for_another_challenge_is_not_kept(client, ana, clock):
    sign_in(client, ana)
    first = asked_in(client.get("/account/passkey/"))
    client.get("/account/passkey/")
    given = {"name": "Key", "passkey": SecurityKey().make(first)}
    assert client.post("/account/passkey/", given).status_code == 422


def test_at_most_ten_are_kept_each_with_a_name(client, ana, key):
    sign_in(client, ana)
    client.post(SECOND, {"passkey": key.use(asked_in(client.get(SECOND)))})
    asked = asked_in(client.get("/account/passkey/"))
    given = {"name": " ", "passkey": SecurityKey().make(asked)}
    assert client.post("/account/passkey/", given).status_code == 422
    for number in range(9):
        assert set_up_key(client, SecurityKey(), f"Key {number}").status_code == 302
    assert set_up_key(client, SecurityKey(), "One too many").status_code == 422
    assert Authenticator.objects.filter(user=ana, type="webauthn").count() == 10
