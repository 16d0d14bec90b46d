"""A passkey and an app, set up and used in a real browser, wide and narrow."""

import re
from datetime import UTC, datetime

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import expect

from tests.journeys.conftest import NARROW, WIDE

pytestmark = pytest.mark.journey


def plug_in_key(page):
    """Chromium's own virtual authenticator, with a person who touches it."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "usb",
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_a_passkey_is_made_and_then_opens_the_account(walk, sam, size):
    visit = walk(size)
    plug_in_key(visit.page)
    visit.sign_in(sam)
    visit.follow("Your account")
    visit.follow("Set up a passkey")
    visit.page.get_by_label("Name of this passkey").fill("Work laptop")
    visit.page.get_by_role("button", name="Make the passkey").click()
    expect(visit.page.get_by_role("heading", name="Keep these recovery codes")).to_be_visible()
    visit.check()
    visit.press("I have kept them")
    expect(visit.page.get_by_text("Passkey: Work laptop")).to_be_visible()
    visit.press("Sign out everywhere")
    visit.sign_in(sam)
    expect(visit.page.get_by_role("heading", name="One more step")).to_be_visible()
    visit.page.get_by_role("button", name="Use a passkey").click()
    expect(visit.page.get_by_role("link", name="Your account")).to_be_visible()
    visit.check()


def test_without_scripts_an_app_does_it_all(walk, sam):
    visit = walk(NARROW, scripts=False)
    visit.sign_in(sam)
    visit.follow("Your account")
    visit.follow("Set up an app that makes codes")
    secret = re.sub(r"\s", "", visit.page.locator(".ward-key").text_content())
    step = int(datetime.now(UTC).timestamp()) // 30
    visit.page.get_by_label("Code that the app shows now").fill(_code(secret, step))
    visit.press("Check the code and finish")
    expect(visit.page.get_by_role("heading", name="Keep these recovery codes")).to_be_visible()
    visit.press("I have kept them")
    visit.press("Sign out everywhere")
    visit.sign_in(sam)
    expect(visit.page.get_by_role("button", name="Use a passkey")).to_have_count(0)
    visit.page.get_by_label("Code", exact=True).fill("000000")
    visit.press("Sign in")
    expect(visit.page.get_by_text("That code is not right").first).to_be_visible()
    visit.page.get_by_label("Code", exact=True).fill(_code(secret, step + 1))
    visit.press("Sign in")
    expect(visit.page.get_by_role("link", name="Your account")).to_be_visible()


def _code(secret, step):
    return format_hotp_value(hotp_value(secret, step))
