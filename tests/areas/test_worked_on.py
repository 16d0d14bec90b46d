"""An open issue about a ward is work under way there: its area is not dropped silently."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.conftest import NOW
from tests.issues.conftest import cast, groups, issue, places, raised  # noqa: F401
from tests.small_district import LONGMERE
from wardmote.areas.queries import standings
from wardmote.issues.rules import Outcome, Reach
from wardmote.issues.usecases.journey import close_issue
from wardmote.issues.usecases.raising import raise_issue
from wardmote.kernel.periods import Month

AUTUMN = Month.of(NOW.date()).quarter


def work(quarter):
    """(open, within the year) of the ward as the rules know it."""
    standing = standings(quarter).get(LONGMERE)
    return standing and (standing.is_worked_on, standing.had_work)


def test_an_open_issue_protects_from_the_report_before_it_on(issue):  # noqa: F811
    assert work(AUTUMN - 2) is None
    assert work(AUTUMN - 1) == (True, True)
    assert work(AUTUMN + 9) == (True, True)


def test_a_finished_one_is_work_within_the_year(issue, cast):  # noqa: F811
    given = {"outcome": Outcome.SOLVED, "result": "Lamps are back."}
    later = {"by": cast["Dev"], "now": NOW + timedelta(days=3)}
    close_issue(issue.pk, issue.version, **given, **later)
    assert work(AUTUMN - 1) == (True, True)
    assert work(AUTUMN) == work(AUTUMN + 3) == (False, True)
    assert work(AUTUMN + 4) is None


def test_one_about_no_ward_protects_none(raised, cast):  # noqa: F811
    raise_issue(replace(raised, reach=Reach.DISTRICT, wards=()), by=cast["Leila"], now=NOW)
    assert standings(AUTUMN) == {}


@pytest.mark.parametrize("state", ["open", "closed"])
def test_one_open_issue_is_enough(issue, raised, cast, state):  # noqa: F811
    """A second issue about the ward, still open, protects though the first has ended."""
    given = {"outcome": Outcome.SOLVED, "result": "Lamps are back."}
    close_issue(issue.pk, issue.version, **given, by=cast["Dev"], now=NOW)
    if state == "open":
        raise_issue(raised, by=cast["Leila"], now=NOW)
    assert work(AUTUMN) == (state == "open", True)
