"""Before an election whoever publishes ticks that it is factual, and that is kept."""

from datetime import date

import pytest
import time_machine

from tests.preelection.conftest import parliament
from tests.reports.conftest import NOW, Q2
from wardmote.audit.models import Entry
from wardmote.kernel.errors import RuleBroken
from wardmote.releases.queries import public
from wardmote.releases.rules import ReleaseKind
from wardmote.reports.models import Edition
from wardmote.reports.usecases import publish


@pytest.fixture
def voting(priya):
    parliament(priya, date(2025, 7, 21), date(2025, 8, 28))


def test_a_report_is_ticked_as_factual(agreed, voting, priya):
    with pytest.raises(RuleBroken, match="until 28 August 2025"):
        publish(Q2, by=priya, now=NOW)
    assert not Edition.objects.exists()
    assert not public().filter(kind=ReleaseKind.REPORT).exists()
    publish(Q2, factual=True, by=priya, now=NOW)
    kept = Entry.objects.get(verb="publication.factual")
    assert (kept.subject, kept.actor) == ("report 2025Q2 edition 1", "Priya")
    assert kept.details["periods"] == [
        "Election to the United Kingdom Parliament, 28 August 2025"
    ]


@time_machine.travel(NOW)
def test_the_page_asks_for_the_tick(client, agreed, voting, priya):
    client.force_login(priya)
    where = "/reports/2025Q2/publish/"
    assert "names no candidate" in client.get(where).text
    page = client.post(where, {"version": agreed.version})
    assert page.status_code == 422
    assert "Tick it, or wait until 28 August 2025 has passed" in page.text
    given = {"version": agreed.version, "factual": "on"}
    assert client.post(where, given).status_code == 302
    assert Edition.objects.exists()


@time_machine.travel(NOW)
def test_without_an_election_nothing_is_asked(client, agreed, priya):
    client.force_login(priya)
    where = "/reports/2025Q2/publish/"
    assert "names no candidate" not in client.get(where).text
    assert client.post(where, {"version": agreed.version}).status_code == 302
    assert not Entry.objects.filter(verb="publication.factual").exists()
