"""A group sees what stands still with it; whoever names a lead sees who cannot read it."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from wardmote.issues.usecases.journey import hold, take_on

pytestmark = pytest.mark.django_db

HEADING = "Stuck with your group"


def start(client, who):
    client.force_login(who)
    return client.get("/start/").text


def test_what_is_on_hold_stands_on_the_start_page_of_its_group(client, issue, cast):
    assert HEADING not in start(client, cast["Dev"])
    before = now() - timedelta(days=3)
    hold(issue.pk, issue.version, "The county’s answer", by=cast["Dev"], now=before)
    told = start(client, cast["Dev"]).partition(HEADING)[2]
    assert f"{issue.number} {issue.title}" in told
    assert "on hold for 3 days" in told
    assert HEADING not in start(client, cast["Leila"])


def test_what_is_worked_on_does_not(client, issue, cast):
    take_on(issue.pk, issue.version, by=cast["Dev"], now=now())
    assert HEADING not in start(client, cast["Dev"])


@pytest.mark.parametrize("page", ["raise/", "{number}/correct/"])
def test_who_cannot_read_what_it_leads_is_marked(client, issue, cast, page):
    client.force_login(cast["Dev"])
    shown = client.get(f"/issues/{page.format(number=issue.number)}").text
    assert "Never Signed Trust (not signed: reads none of it)" in shown
    assert "Wendleshire Police (not signed" not in shown
    assert "cannot read what it leads" in shown
