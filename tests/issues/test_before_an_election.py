"""Words about an issue for everyone are held before an election; councillors read on."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.conftest import NOW
from wardmote.issues.clearing import Ruling
from wardmote.issues.queries import released
from wardmote.issues.usecases.indexing import index_issue
from wardmote.issues.usecases.releasing import ask_issue_go_ahead, ask_to_release, rule_on
from wardmote.kernel.errors import RuleBroken
from wardmote.law.elections import Poll
from wardmote.preelection.usecases import (
    Terms,
    add_period,
    give_go_ahead,
    name_monitoring_officer,
)
from wardmote.releases.rules import Audience

DURING = datetime(2027, 4, 12, 12, tzinfo=UTC)
AFTER = datetime(2027, 5, 7, 12, tzinfo=UTC)
WORDS = "Two lamps are mended by December."


@pytest.fixture
def monitoring(cast, make_person):
    """Everybody votes in May; Mona is the monitoring officer."""
    mona = make_person("Mona")
    name_monitoring_officer(mona, by=cast["Priya"], now=NOW)
    terms = Terms(Poll.PARLIAMENT, None, date(2027, 5, 6), date(2027, 3, 30))
    add_period(terms, by=cast["Priya"], now=datetime(2027, 3, 1, tzinfo=UTC))
    return mona


@pytest.fixture
def asked(issue, cast, monitoring):
    """Its councillors have the words, with a period running; everyone is to read them."""
    for audience in Audience.MEMBERS, Audience.PUBLIC:
        at = DURING - timedelta(days=10 if audience is Audience.MEMBERS else 0)
        held = ask_to_release(issue.pk, WORDS, audience, by=cast["Dev"], now=at)
        if audience is Audience.MEMBERS:
            rule_on(held.pk, Ruling.CLEARED, "", by=cast["Tomas"], now=at)
    return held


def test_councillors_read_on_and_everyone_waits_for_the_poll(issue, asked, cast):
    assert released(issue, Audience.MEMBERS).exists()
    with pytest.raises(RuleBroken, match="is held"):
        rule_on(asked.pk, Ruling.CLEARED, "", by=cast["Tomas"], now=DURING)
    assert not released(issue, Audience.PUBLIC).exists()
    rule_on(asked.pk, Ruling.CLEARED, "", by=cast["Tomas"], now=AFTER)
    assert released(issue, Audience.PUBLIC).exists()


def test_the_monitoring_officer_lets_exactly_these_words_out(issue, asked, cast, monitoring):
    why = "A tender ends"
    waits = ask_issue_go_ahead(asked.pk, why, by=cast["Tomas"], now=DURING)
    assert waits.words == f"{issue.title}\n{WORDS}"
    give_go_ahead(waits.pk, "It is factual", by=monitoring, now=DURING)
    rule_on(asked.pk, Ruling.CLEARED, "", by=cast["Tomas"], now=DURING)
    assert released(issue, Audience.PUBLIC).exists()


def test_another_title_needs_another_go_ahead(issue, asked, cast, monitoring):
    waits = ask_issue_go_ahead(asked.pk, "A tender ends", by=cast["Tomas"], now=DURING)
    give_go_ahead(waits.pk, "It is factual", by=monitoring, now=DURING)
    again = released(issue, Audience.MEMBERS).get()
    again.content["title"] = issue.title = "Dark path"
    again.save()
    issue.save()
    index_issue(issue)
    with pytest.raises(RuleBroken, match="is held"):
        rule_on(asked.pk, Ruling.CLEARED, "", by=cast["Tomas"], now=DURING)


def test_the_page_says_so_and_leads_to_whom_to_ask(asked, cast, monitoring, client):
    today = date.today()
    terms = Terms(Poll.MAYOR, None, today + timedelta(days=60), today - timedelta(days=1))
    add_period(terms, by=cast["Priya"], now=datetime.now(UTC))
    client.force_login(cast["Tomas"])
    here = f"/issues/{asked.issue.number}/release/{asked.pk}/"
    page = client.get(here).text
    assert "Held until" in page
    assert f"{here}go-ahead/" in page
    told = client.post(f"{here}go-ahead/", {"why": "A tender ends"}, follow=True).text
    assert "the monitoring officer answers" in told
    assert "It waits for the monitoring officer" in client.get(here).text
