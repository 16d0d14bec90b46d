"""Blocked, asked, unblocked, back to work: one issue and five people who see it differently."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate, now
from playwright.sync_api import expect

from tests.district import OWN
from tests.journeys.conftest import NARROW, WIDE
from wardmote.groups.models import Group
from wardmote.groups.rules import GroupKind
from wardmote.issues.rules import Origin, Passing, Reach
from wardmote.issues.usecases.journey import pass_issue
from wardmote.issues.usecases.raising import Raised, raise_issue
from wardmote.kernel.themes import Theme

pytestmark = pytest.mark.journey
TITLE = "Bicycles taken from the station"
ASK = "Forty locks for the station, fitted by the county"
ANSWER = "Paid from the reserve; fitted in December"


@pytest.mark.parametrize(
    ("size", "scripts"),
    [
        pytest.param(WIDE, True, id="wide"),
        pytest.param(NARROW, True, id="narrow", marks=pytest.mark.deep),
        pytest.param(WIDE, False, id="wide-no-scripts", marks=pytest.mark.deep),
        pytest.param(NARROW, False, id="narrow-no-scripts", marks=pytest.mark.deep),
    ],
)
def test_the_board_unblocks_what_stops_the_psg(stage, walk, size, scripts):
    issue = passed_down(stage)

    def visit_of(who):
        visit = walk(size, scripts=scripts)
        visit.sign_in(stage[who])
        return visit

    solver = visit_of("problem solving")
    ask_the_board(solver, issue)
    councillor = visit_of("board councillor")
    see_the_ask_alone(councillor, issue)
    answer(visit_of("board"))
    go_on(solver, issue)
    hear_back(visit_of("tasking"), issue)
    see_no_more(councillor)


def passed_down(stage):
    """The T&CG raised it and passed it to the PSG."""
    tasking = {"by": stage["tasking"], "now": now()}
    groups = {group.kind: group for group in Group.objects.all()}
    giver, taker = groups[GroupKind.TASKING], groups[GroupKind.PROBLEM_SOLVING]
    issue = raise_issue(
        Raised(
            title=TITLE,
            theme=Theme.THEFT,
            origin=Origin.GROUP,
            reach=Reach.PLACES,
            wards=(OWN,),
            lead=stage["board"].organisation,
            holder=giver,
            text="Nine in a month, most on market days",
        ),
        **tasking,
    )
    passing = Passing(giver.pk, taker.pk, "Close to home: yours")
    return pass_issue(issue.pk, passing, issue.version, **tasking)


def ask_the_board(visit, issue):
    """The PSG takes it on, is stuck, forgets the date, asks."""
    visit.open(f"/issues/{issue.number}/")
    visit.press("Take it on")
    visit.press("Ask to unblock")
    page = visit.page
    page.get_by_label("What is needed?").fill(ASK)
    page.get_by_label("From whom").fill("the county council")
    visit.press("Ask")
    expect(page.get_by_role("alert")).to_be_visible()
    due = localdate() + timedelta(days=30)
    for part, value in ("Day", due.day), ("Month", due.month), ("Year", due.year):
        page.get_by_label(part).fill(str(value))
    visit.press("Ask")
    expect(page.get_by_text("It waits on the unblock desk")).to_be_visible()
    expect(page.get_by_text("Not answered yet")).to_be_visible()


def see_the_ask_alone(visit, issue):
    """A councillor with a seat on the Board reads what it is asked, and nothing else."""
    visit.open("/issues/unblock/")
    expect(visit.page.get_by_text(ASK)).to_be_visible()
    expect(visit.page.get_by_role("link", name=issue.number)).to_have_count(0)
    expect(visit.page.get_by_role("link", name="Answer")).to_have_count(0)
    for path in "", "pass/", "tell/", "ask/":
        assert visit.page.goto(f"{visit.address}/issues/{issue.number}/{path}").status == 404
    assert "Nine in a month" not in visit.page.content()


def answer(visit):
    """The Board's own list has it; somebody with a seat there answers."""
    visit.open("/issues/unblock/")
    asked = visit.page.locator("section", has_text=ASK)
    asked.get_by_role("link", name="Answer").click()
    visit.check()
    visit.press("Answer")
    expect(visit.page.get_by_role("alert")).to_be_visible()
    visit.page.get_by_label("Unblocked").check()
    visit.page.get_by_label("What was decided").fill(ANSWER)
    visit.press("Answer")
    expect(visit.page.get_by_text(ANSWER)).to_be_visible()


def go_on(visit, issue):
    """Back at the PSG: the answer stands on the issue, and the work goes on to its end."""
    visit.open(f"/issues/{issue.number}/")
    expect(visit.page.get_by_text(ANSWER)).to_be_visible()
    visit.press("Say what was done")
    visit.page.get_by_label("What was done?").fill("All forty are fitted")
    visit.press("Save")
    visit.follow("Close")
    visit.page.get_by_label("Solved", exact=True).check()
    visit.page.get_by_label("What happened because of this?").fill("None taken since")
    visit.press("Close the issue")
    expect(visit.page.get_by_text("None taken since").first).to_be_visible()


def hear_back(visit, issue):
    """The T&CG, which sent it down, sees what became of it."""
    tasking = Group.objects.get(kind=GroupKind.TASKING)
    visit.open(f"/issues/groups/{tasking.pk}/")
    expect(visit.page.get_by_text("Solved: None taken since")).to_be_visible()
    visit.follow(issue.number)
    for words in ("Close to home: yours", ANSWER, "All forty are fitted"):
        expect(visit.page.get_by_text(words).first).to_be_visible()


def see_no_more(visit):
    """The councillor reads the answer, and still nothing of the work."""
    visit.open("/issues/unblock/")
    expect(visit.page.get_by_text(ANSWER)).to_be_visible()
    assert "All forty" not in visit.page.content()
