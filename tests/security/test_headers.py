"""What goes with every answer: policy, caching, cookies; over https and not."""

import os
import runpy
import subprocess
import sys

import pytest
from django.test import Client, override_settings

from tests.district import District
from tests.test_permissions import PUBLIC, TABLE, client_of, none
from tests.test_repository import ROOT
from tests.walk import addresses, ask

STRICT = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def policy_faults(policy):
    """Where a policy is weaker than ours. A picture's own may style it, in a sandbox."""
    given = dict(part.strip().partition(" ")[::2] for part in policy.split(";") if part.strip())
    if "sandbox" in given:
        wanted = {"default-src": "'none'", "sandbox": "", "style-src": "'unsafe-inline'"}
        return [] if given == wanted else [f"{policy} is not that of a picture"]
    weak = [f"{name} {words}" for name, words in given.items() if "unsafe" in words]
    weak += [f"{name} {words}" for name, words in given.items() if "*" in words or ":" in words]
    weak = [one for one in weak if one != "img-src 'self' data:"]
    return weak + [
        f"{one} is not {STRICT[one]}" for one in STRICT if given.get(one) != STRICT[one]
    ]


#: the only addresses that other sites may frame, and all in which they differ for that
FRAMED = ("ward-embed", "parish-embed")
OF_FRAMED = {"frame-ancestors": "*", "script-src": "'none'", "form-action": "'none'"}


def parts(policy):
    return dict(part.strip().partition(" ")[::2] for part in policy.split(";") if part.strip())


def framed_faults(response, usual):
    """Other than the usual headers, but for the frame's. It runs and sends nothing."""
    found = parts(response.headers.get("Content-Security-Policy", ""))
    wanted = parts(usual.headers["Content-Security-Policy"]) | OF_FRAMED
    wrong = [f"{name}: {found.get(name)}" for name in wanted if found.get(name) != wanted[name]]
    wrong += [f"{name} is said" for name in found.keys() - wanted]
    if "X-Frame-Options" in response.headers:
        wrong.append("X-Frame-Options: a browser may take it before the policy")
    others = FIXED.keys() - {"X-Frame-Options"}
    return wrong + [name for name in others if response.headers.get(name) != FIXED[name]]


def header_faults(response, *, signed_in):
    found = [
        f"{name}: {response.headers.get(name)}"
        for name, value in FIXED.items()
        if response.headers.get(name) != value
    ]
    found += policy_faults(response.headers.get("Content-Security-Policy", ""))
    if signed_in and "no-store" not in response.headers.get("Cache-Control", ""):
        found.append(f"Cache-Control: {response.headers.get('Cache-Control')}")
    return found


@pytest.mark.long
@pytest.mark.parametrize("who", [PUBLIC, "officer", "board", "own councillor"])
def test_every_answer_bears_them(district: District, who):
    client, wrong = client_of(district, who), []
    for address in addresses():
        path = address.path(district.in_address(address.name))
        method = "GET" if TABLE[address.name].read else "POST"
        if address.name in ("sign-out", *FRAMED):
            continue
        faults = header_faults(ask(client, method, path), signed_in=who != PUBLIC)
        wrong += [f"{method} {path}: {fault}" for fault in faults]
    wrong += header_faults(ask(client, "GET", "/nothing/here/"), signed_in=False)
    none(wrong)


@pytest.mark.parametrize("who", [PUBLIC, "officer"])
@pytest.mark.parametrize("name", FRAMED)
def test_these_addresses_alone_may_be_framed(district: District, who, name):
    client, [embed] = (
        client_of(district, who),
        [one for one in addresses() if one.name == name],
    )
    usual = ask(client, "GET", "/")
    framed = ask(client, "GET", embed.path(district.in_address(name)))
    assert framed.status_code == 200
    assert framed_faults(framed, usual) == []
    assert framed_faults(usual, usual)  # the control: the usual ones are not the frame's
    assert not framed.cookies
    absent = ask(client, "GET", embed.path({"code": "E05999999"}))
    assert absent["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    "policy",
    [
        "",
        "default-src 'self'",
        "default-src 'none'; script-src 'self' 'unsafe-inline'",
        "default-src 'none'; script-src 'self' https://cdn.example",
        "default-src 'none'; style-src 'unsafe-inline'",
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'self'; sandbox",
    ],
)
def test_a_weaker_policy_is_noticed(policy):
    assert policy_faults(policy)


def test_a_public_page_sets_no_cookie(district: District):
    wrong = []
    for address in addresses():
        if address.name == "provider-start":
            continue  # the answer must come back to the browser that asked
        if PUBLIC in TABLE[address.name].read - TABLE[address.name].send:
            answer = ask(Client(), "GET", address.path(district.in_address(address.name)))
            wrong += [f"{address.name}: {cookie}" for cookie in answer.cookies]
    none(wrong)


def https_settings(monkeypatch):
    monkeypatch.setenv("WARDMOTE_HTTPS", "true")
    read = runpy.run_path(str(ROOT / "wardmote/config/settings.py"))
    return {
        name: value
        for name, value in read.items()
        if name.startswith(("SECURE_", "SESSION_COOKIE_", "CSRF_COOKIE_"))
    }


def test_over_https_cookies_are_secure_and_browsers_stay(monkeypatch, priya):
    with override_settings(**https_settings(monkeypatch)):
        plain = Client().get("/sign-in/")
        assert (plain.status_code, plain["Location"]) == (301, "https://testserver/sign-in/")
        client = Client()
        page = client.get("/sign-in/", secure=True)
        assert page["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
        client.force_login(priya)
        answer = client.get("/start/", secure=True)
        for cookie in client.cookies.values():
            assert cookie["httponly"], cookie
            assert cookie["samesite"] == "Lax", cookie
        assert page.cookies["csrftoken"]["secure"]
        assert client.cookies["sessionid"]["secure"]
        assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(("https", "passes"), [("true", True), ("false", False)])
def test_djangos_own_check_of_a_deployment(tmp_path, https, passes):
    env = {**os.environ, "WARDMOTE_HOME": str(tmp_path), "WARDMOTE_HTTPS": https}
    env.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # set by the browser tests
    command = ["manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=env, capture_output=True, text=True
    )
    assert (done.returncode == 0) == passes, done.stderr
