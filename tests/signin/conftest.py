"""Somebody with an app or a key, a clock that moves, an organisation with its own sign-in."""

import html
import re
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache

from tests.conftest import PASSWORD
from tests.signin.authenticator import SecurityKey
from tests.signin.local_provider import running

MORNING = datetime(2026, 11, 2, 9, 0, 5, tzinfo=UTC)


@pytest.fixture
def clock():
    """Monday 2 November 2026, a little after nine; clock.shift(seconds) moves it on."""
    cache.clear()
    with time_machine.travel(MORNING, tick=False) as moved:
        yield moved


@dataclass
class App:
    """An authenticator app that holds one secret."""

    secret: str

    def code(self, *, steps: int = 0) -> str:
        """What the app shows now, or `steps` half-minutes later."""
        step = int(datetime.now(UTC).timestamp()) // 30 + steps
        return format_hotp_value(hotp_value(self.secret, step))


def sign_in(client, person, password=PASSWORD, **more):
    given = {"username": person.email, "password": password} | more
    return client.post("/sign-in/", given)


def is_in(client):
    """Neither asked to sign in nor held back for a second factor."""
    there = client.get("/start/").headers.get("Location", "")
    return not there.startswith(("/sign-in/", "/account/"))


def set_up_app(client) -> App:
    """Walk through the page that sets up an app, as somebody who has just signed in."""
    page = client.get("/account/app/")
    app = App(re.search(r'ward-key">([A-Z2-7 ]+)<', page.text)[1].replace(" ", ""))
    answer = client.post("/account/app/", {"code": app.code()})
    assert answer.status_code == 302, answer.text
    return app


def asked_in(page) -> str:
    """What a page asks of the browser's passkeys."""
    return html.unescape(re.search(r'data-asked="([^"]+)"', page.text)[1])


def set_up_key(client, key: SecurityKey, name="Work laptop"):
    asked = asked_in(client.get("/account/passkey/"))
    return client.post("/account/passkey/", {"name": name, "passkey": key.make(asked)})


def recovery_codes(client) -> list[str]:
    page = client.get("/account/recovery-codes/")
    return re.findall(r"<li>(\d{4} \d{4})</li>", page.text)


@pytest.fixture
def ana_with_app(client, ana, clock):
    """The analyst, signed out, with an app; (ana, app)."""
    sign_in(client, ana)
    app = set_up_app(client)
    client.post("/sign-out/")
    clock.shift(60)
    return ana, app


@pytest.fixture
def provider(settings):
    """The council's own sign-in, running on this machine."""
    with running() as made:
        settings.PROVIDERS = (made.provider(),)
        yield made


@pytest.fixture
def mail_on(settings):
    settings.MAIL_IS_ON = True
