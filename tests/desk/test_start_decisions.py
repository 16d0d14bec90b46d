"""Proposals and reports wait for those who may decide, and for nobody else."""

import pytest

from tests.conftest import NOW
from wardmote.areas.models import Decision, Proposal
from wardmote.reports.models import Report, Step

pytestmark = pytest.mark.django_db


@pytest.fixture
def start(client):
    def open_as(person):
        client.force_login(person)
        return client.get("/start/").text

    return open_as


@pytest.fixture
def proposal(places):
    return Proposal.objects.create(
        quarter="2025Q2",
        ward="E05000001",
        category="emerging",
        rule="worked-on",
        because="Three flags",
        at=NOW,
    )


@pytest.fixture
def draft(priya):
    return Report.objects.create(quarter="2025Q2", facts="{}", drafted_at=NOW, drafted_by="Ana")


def test_a_proposal_waits_for_the_officer_and_the_data_group(
    start, proposal, priya, ana, bea, make_person, seat
):
    dee = make_person("Dee")
    seat(dee, "data")
    words = "Emerging is proposed for Longmere, April to June 2025"
    assert words in start(priya)
    assert words in start(dee)
    assert words not in start(ana)
    assert words not in start(bea)


def test_what_is_decided_no_longer_waits(start, proposal, priya):
    Decision.objects.create(
        quarter="2025Q2",
        ward="E05000001",
        category="emerging",
        kind="confirm",
        proposed="emerging",
        by=priya,
        at=NOW,
    )
    assert "is proposed for" not in start(priya)


def test_a_report_waits_for_whoever_takes_its_next_step(start, draft, priya, ana, bea):
    assert "waits for “Figures confirmed by their owners”" in start(ana)
    assert "waits for" not in start(bea)
    for name in "Figures confirmed by their owners", "Data Group":
        Step.objects.create(report=draft, edition=1, name=name, on=NOW.date(), by=ana, at=NOW)
    assert "The report on April to June 2025 waits for “Board”" in start(bea)
    assert "waits for" not in start(ana)
    Step.objects.create(report=draft, edition=1, name="Board", on=NOW.date(), by=bea, at=NOW)
    assert "has gone its road" in start(priya)
    assert "has gone its road" not in start(bea)
