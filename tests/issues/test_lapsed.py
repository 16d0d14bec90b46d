"""Whose agency's agreement ran out is told so on an issue, and where to ask."""

from datetime import date

import pytest
from django.test import Client

import wardmote.config.urls  # noqa: F401 - every page is there before anything is patched
from wardmote.agreements.models import Signature
from wardmote.signin import middleware

pytestmark = pytest.mark.django_db
WORDS = "ran out: restricted text after"


def page(who, number):
    client = Client()
    client.force_login(who)
    return client.get(f"/issues/{number}/").text


@pytest.fixture(autouse=True)
def without_second_step(monkeypatch):
    monkeypatch.setattr(middleware, "must_have_second_factor", lambda user, on: False)


@pytest.fixture
def ran_out(cast, restricted_on):
    """The signature of Tomas's organisation held until the new year."""
    body = cast["Tomas"].organisation
    Signature.objects.filter(party__organisation=body).update(until=date(2026, 1, 1))
    return body


def test_it_says_so_though_there_is_no_such_text(cast, issue, ran_out):
    told = page(cast["Tomas"], issue.number)
    assert f"The agreement of {ran_out} {WORDS}" in told
    assert "/sharing/" in told
    for who in "Dev", "Leila", "Priya":
        assert WORDS not in page(cast[who], issue.number)


def test_not_of_an_issue_that_they_lead(cast, issue, ran_out):
    issue.lead = ran_out
    issue.save()
    assert WORDS not in page(cast["Tomas"], issue.number)


@pytest.mark.parametrize(("until", "stands"), [(date(2026, 1, 1), True), (None, False)])
def test_sharing_stands_in_the_navigation_while_it_is_not_signed(
    cast, issue, restricted_on, until, stands
):
    if until:
        body = cast["Tomas"].organisation
        Signature.objects.filter(party__organisation=body).update(until=until)
    told = page(cast["Tomas"], issue.number)
    assert ('href="/sharing/"' in told.split("<main")[0]) == stands
