"""The officer sets how issues are numbered, when one is stuck, and what marks weigh."""

import pytest

from tests.conftest import NOW
from tests.issues.conftest import cast, groups, issue, places, raised  # noqa: F401
from wardmote.audit.models import Entry
from wardmote.issues.usecases.prioritising import mark_issue
from wardmote.issues.usecases.raising import raise_issue
from wardmote.partnership.queries import this_partnership

PAGE = "/settings/weights/"
USUAL = {"harm": 3, "frequency": 2, "trend": 2, "vulnerability": 3, "expectation": 1,
         "influence": 2}  # fmt: skip


@pytest.fixture
def ranked(issue, raised, cast, client):  # noqa: F811
    """One issue of much harm that is rare, one of little that is daily; Priya looks."""
    daily = raise_issue(raised, by=cast["Leila"], now=NOW)
    marks = dict.fromkeys(USUAL, 2)
    given = {"rationale": "So it is", "by": cast["Dev"], "now": NOW}
    mark_issue(issue.pk, marks | {"harm": 5, "frequency": 0}, **given)
    mark_issue(daily.pk, marks | {"harm": 0, "frequency": 5}, **given)
    client.force_login(cast["Priya"])
    return issue, daily


def test_what_would_move_is_shown_and_nothing_saved(ranked, client):
    page = client.post(PAGE, USUAL | {"harm": 0, "frequency": 10})
    assert "2 issues would move" in page.text
    assert "<strong>(now 2," in page.text
    assert this_partnership().issue_weights == USUAL
    assert "No issue would move" in client.post(PAGE, USUAL).text


def test_saved_weights_rank_the_list_and_stand_in_the_audit_trail(ranked, client, cast):  # noqa: F811
    harm, daily = ranked
    client.post(PAGE, USUAL | {"harm": 0, "frequency": 10, "save": "yes"})
    assert this_partnership().issue_weights["frequency"] == 10
    assert Entry.objects.filter(verb="settings.changed", actor_id=cast["Priya"].pk).exists()
    listed = client.get(f"/issues/groups/{harm.holder_id}/ranked/").text
    assert listed.index(daily.number) < listed.index(harm.number)


@pytest.mark.parametrize(
    ("change", "says"),
    [({"harm": 11}, "from 0 to 10"), ({"harm": ""}, "from 0 to 10"),
     (dict.fromkeys(USUAL, 0), "must weigh something")],
)  # fmt: skip
def test_weights_that_cannot_be_are_refused(ranked, client, change, says):
    page = client.post(PAGE, USUAL | change | {"save": "yes"})
    assert page.status_code == 422
    assert says in page.text
    assert this_partnership().issue_weights == USUAL


def test_only_the_officer_sets_them(ranked, client, cast):  # noqa: F811
    client.force_login(cast["Leila"])
    assert client.get(PAGE).status_code == client.post(PAGE, USUAL).status_code == 403


def test_the_letters_of_numbers_and_when_an_issue_is_stuck(ranked, client, raised, cast):  # noqa: F811
    given = {"issue_prefix": "mv", "issue_stuck_days": "14"}
    assert client.post("/settings/issues/", given)["Location"] == "/settings/"
    assert "14 days" in client.get("/settings/").text
    assert raise_issue(raised, by=cast["Leila"], now=NOW).number == "MV-2026-0003"
    wrong = client.post("/settings/issues/", {"issue_prefix": "W-1", "issue_stuck_days": "0"})
    assert wrong.status_code == 422
    assert "Enter 1 to 4 letters" in wrong.text
    assert "between 1 and 366" in wrong.text
