"""Signing in, wide and narrow, with and without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NARROW, WIDE

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize("scripts", [True, False])
def test_a_wrong_password_says_what_to_do_and_a_right_one_opens(walk, sam, size, scripts):
    visit = walk(size, scripts=scripts)
    visit.open("/sign-in/")
    visit.press("Sign in")
    expect(visit.page.get_by_text("Enter your password").first).to_be_visible()
    visit.sign_in(sam)
    expect(visit.page.get_by_role("button", name="Sign out")).to_be_visible()
    visit.press("Sign out")
    expect(visit.page.get_by_role("link", name="Sign in", exact=True)).to_be_visible()
