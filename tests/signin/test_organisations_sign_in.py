"""An organisation's own sign-in: believed when everything holds, and only then."""

import time

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.utils.timezone import now

from tests.conftest import PASSWORD
from tests.signin.conftest import is_in, set_up_app, sign_in
from tests.signin.local_provider import running
from wardmote.audit.models import Entry
from wardmote.people.models import User
from wardmote.people.rules import Role
from wardmote.people.usecases import change_person, invite, send_new_link
from wardmote.signin import oidc
from wardmote.signin.usecases.factors import reset_factors

pytestmark = pytest.mark.django_db
START, BACK = "/sign-in/with/council/", "/sign-in/with/council/back/"


def come_in(client, provider, email="ana@wendle.example", subject="subject-1", **more):
    """Follow the whole round trip; the last answer."""
    sent = client.get(START, more)
    assert sent.status_code == 302
    return client.get(BACK, provider.consent(sent.url, email, subject))


def test_the_round_trip_signs_in(client, ana, provider):
    answer = come_in(client, provider)
    assert answer.url == "/start/"
    assert is_in(client)
    assert provider.verifier_checked
    tie = SocialAccount.objects.get()
    assert (tie.user, tie.uid, tie.extra_data) == (ana, "subject-1", {})
    verbs = set(Entry.objects.values_list("verb", flat=True))
    assert verbs == {"sign_in.tied", "sign_in.done"}


def test_what_is_asked_says_what_it_must(client, provider):
    address = client.get(START).url
    assert address.startswith(f"{provider.issuer}/authorize?")
    for part in ("response_type=code", "code_challenge_method=S256", "nonce=", "state="):
        assert part in address
    assert "secret" not in address


YEAR = 365 * 24 * 3600
LIES = {
    "wrong audience": {"aud": "another-client"},
    "one audience of many": {"aud": ["wardmote-client", "another-client"]},
    "no audience": {"aud": None},
    "wrong issuer": {"iss": "https://login.evil.example/"},
    "no issuer": {"iss": None},
    "expired": {"exp": int(time.time()) - 60},
    "no expiry": {"exp": None},
    "from the future": {"iat": int(time.time()) + YEAR, "nbf": int(time.time()) + YEAR},
    "wrong nonce": {"nonce": "0" * 64},
    "no nonce": {"nonce": None},
    "no subject": {"sub": None},
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES.keys())
def test_a_token_that_does_not_hold_is_refused(client, ana, provider, lie):
    provider.claims = lie
    answer = come_in(client, provider)
    assert answer.status_code == 422
    assert not is_in(client)
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize(
    "header", [{"alg": "none"}, {"alg": "HS256"}, {"kid": "unknown"}, {"kid": ""}]
)
def test_a_token_not_signed_by_the_provider_is_refused(client, ana, provider, header):
    provider.header = header
    assert come_in(client, provider).status_code == 422
    assert not is_in(client)


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "é"])
def test_what_is_no_token_is_refused(client, ana, provider, token):
    provider.id_token = token
    assert come_in(client, provider).status_code == 422


def test_a_forged_signature_is_refused(client, ana, provider):
    provider.signed_by = "forger"
    assert come_in(client, provider).status_code == 422


def test_without_the_check_of_the_nonce_another_gets_in(client, ana, provider, monkeypatch):
    """The negative control: each lie is refused for its own reason."""
    provider.claims = {"nonce": "0" * 64}
    monkeypatch.setattr(oidc, "nonce_for", lambda state: "0" * 64)
    assert come_in(client, provider).url == "/start/"


@pytest.mark.parametrize(
    "claims",
    [{"email_verified": False}, {"email_verified": None}, {"email_verified": "no"},
     {"email": None}, {"email": ""}, {"email": "ana@evil.example"}],
)  # fmt: skip
def test_an_address_the_provider_does_not_vouch_for_is_refused(client, ana, provider, claims):
    provider.claims = claims
    answer = come_in(client, provider)
    assert answer.status_code == 403
    assert "did not say that your e-mail address is yours" in answer.text
    assert not is_in(client)


def test_entras_word_for_a_verified_address_is_taken(client, ana, provider):
    provider.claims = {"email_verified": None, "xms_edov": True}
    assert come_in(client, provider).url == "/start/"


@pytest.mark.parametrize("is_active", [None, False])
def test_nobody_makes_an_account_for_themselves(client, priya, sam, provider, is_active):
    email = "stranger@wendle.example"
    if is_active is False:
        email = sam.email
        change_person(sam.pk, by=priya, now=now(), role=Role.NONE, is_active=False)
    before = User.objects.count()
    answer = come_in(client, provider, email)
    assert answer.status_code == 403
    assert "Ask your partnership officer to invite you" in answer.text
    assert User.objects.count() == before
    assert not is_in(client)


@pytest.mark.parametrize("change", ["state", "none", "other browser", "twice", "error"])
def test_an_answer_that_this_browser_did_not_ask_for_is_refused(client, ana, provider, change):
    brought = provider.consent(client.get(START).url, ana.email)
    browser = Client() if change == "other browser" else client
    if change == "state":
        brought["state"] = "another"
    if change == "none":
        del brought["state"]
    if change == "twice":
        client.get(BACK, brought)
        client.post("/sign-out/")
    if change == "error":
        brought = {"error": "access_denied", "state": brought["state"]}
    answer = browser.get(BACK, brought)
    assert answer.status_code == 422
    assert "Signing in was not finished" in answer.text
    assert not is_in(browser)


def test_ones_own_code_under_anothers_state_is_refused(client, ana, provider):
    """The nonce belongs to the state: a stolen code does not fit."""
    theirs = provider.consent(Client().get(START).url, ana.email)
    mine = provider.consent(client.get(START).url, "eve@wendle.example")
    provider.codes[theirs["code"]]["code_challenge"] = provider.codes[mine["code"]][
        "code_challenge"
    ]
    answer = client.get(BACK, {"code": theirs["code"], "state": mine["state"]})
    assert answer.status_code == 422


@pytest.mark.parametrize(
    "document",
    [
        {"issuer": "https://login.evil.example"},
        {"issuer": None},
        {"jwks_uri": None},
        {"token_endpoint": "ftp://evil.example/token"},
        {"authorization_endpoint": "javascript:alert(1)"},
    ],
)
def test_a_document_that_is_not_the_issuers_is_not_followed(client, ana, provider, document):
    provider.document = document
    answer = client.get(START)
    assert answer.status_code == 503
    assert "does not answer" in answer.text


def test_a_provider_that_does_not_answer_is_said_to_be_so(client, settings):
    with running() as gone:
        settings.PROVIDERS = (gone.provider(),)
    answer = client.get(START)
    assert answer.status_code == 503
    assert gone.issuer not in answer.text


def test_it_is_the_tie_that_counts_afterwards(client, ana, sam, provider):
    come_in(client, provider)
    client.post("/sign-out/")
    come_in(client, provider, email=sam.email)  # the same subject, another address
    assert Entry.objects.filter(verb="sign_in.done").last().subject == str(ana.pk)


def test_an_address_passed_on_to_somebody_else_opens_nothing(client, ana, priya, provider):
    come_in(client, provider)
    client.post("/sign-out/")
    answer = come_in(client, provider, subject="subject-2")
    assert answer.status_code == 403
    assert not is_in(client)
    reset_factors(ana.pk, "New colleague, same mailbox", by=priya, now=now())
    assert come_in(client, provider, subject="subject-2").url == "/start/"


def test_its_people_cannot_use_a_password(client, ana, provider):
    page = sign_in(client, ana)
    unknown = client.post("/sign-in/", {"username": "x@wendle.example", "password": "x"})
    assert page.status_code == unknown.status_code == 422
    assert "Go on to Wendle Vale District Council" in page.text
    assert not is_in(client)


def test_others_use_a_password_as_before(client, make_person, provider):
    eve = make_person("Eve")
    User.objects.filter(pk=eve.pk).update(email="eve@fire.example")
    eve.refresh_from_db()
    assert sign_in(client, eve, PASSWORD).url == "/start/"


def test_an_invitation_leads_to_their_own_sign_in(client, priya, provider):
    _, token = invite("new@wendle.example", "New", by=priya, now=now())
    page = client.get(f"/link/{token}/")
    assert "Sign in with Wendle Vale District Council" in page.text
    client.post(f"/link/{token}/", {"password": "otter lantern quay"})
    assert not User.objects.get(email="new@wendle.example").has_usable_password()
    assert come_in(client, provider, email="new@wendle.example").url == "/start/"


@pytest.mark.parametrize(
    ("agreed", "claims", "second"),
    [(False, {}, ""), (True, {}, "provider"), (False, {"amr": ["pwd", "mfa"]}, "provider"),
     (False, {"amr": "mfa"}, "")],
)  # fmt: skip
def test_a_provider_may_vouch_for_a_second_factor(
    client, ana, provider, settings, agreed, claims, second
):
    settings.PROVIDERS = (provider.provider(has_second_factor=agreed),)
    provider.claims = claims
    come_in(client, provider)
    assert client.session.get("second", "") == second


def test_who_has_an_app_is_asked_for_it_here_too(client, ana, provider, settings, clock):
    both, settings.PROVIDERS = settings.PROVIDERS, ()
    sign_in(client, ana)
    app = set_up_app(client)
    client.post("/sign-out/")
    clock.shift(60)
    settings.PROVIDERS = both
    assert come_in(client, provider).url == "/sign-in/second-step/"
    assert not is_in(client)
    answer = client.post("/sign-in/second-step/", {"code": app.code()})
    assert answer.url == "/start/"


@pytest.mark.parametrize(
    ("after", "there"), [("/data/", "/data/"), ("https://evil.example/", "/start/")]
)
def test_it_leads_on_to_our_own_pages_only(client, ana, provider, after, there):
    assert come_in(client, provider, next=after).url == there


def test_a_revoked_person_loses_access_at_the_next_click(client, ana, priya, provider):
    come_in(client, provider)
    change_person(ana.pk, by=priya, now=now(), role=Role.ANALYST, is_active=False)
    assert not is_in(client)
    assert come_in(client, provider).status_code == 403


def test_no_secret_is_kept_or_logged(client, ana, provider, caplog):
    come_in(client, provider)
    provider.claims = {"aud": "x"}
    come_in(Client(), provider)
    kept = str([list(model.objects.values()) for model in (SocialAccount, Entry)])
    for words in (kept, caplog.text):
        assert "a secret that must show nowhere" not in words
        assert "opaque" not in words


def test_the_password_of_before_is_of_no_use(client, ana, priya, provider):
    token = send_new_link(ana.pk, by=priya, now=now())
    assert client.post(f"/link/{token}/", {"password": PASSWORD}).status_code == 200
    assert not is_in(client)
