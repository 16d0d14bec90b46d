"""A clerk writes a survey, an officer opens it, people answer, everybody reads the results."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate, now
from playwright.sync_api import expect

from tests.journeys.conftest import NARROW, WIDE
from tests.surveys.district import answer
from wardmote.surveys.models import Survey, SurveyAnswer
from wardmote.surveys.rules import Said

pytestmark = pytest.mark.journey
TITLE = "Getting to the station"
WROTE = "A rail by the steps"


@pytest.mark.parametrize(
    ("size", "scripts"),
    [
        pytest.param(NARROW, False, id="narrow-no-scripts"),
        pytest.param(WIDE, True, id="wide"),
        pytest.param(NARROW, True, id="narrow", marks=pytest.mark.deep),
    ],
)
def test_from_a_clerk_to_what_people_told_us(stage, walk, size, scripts):
    clerk, officer = walk(size, scripts=scripts), walk(size)
    clerk.sign_in(stage["clerk"])
    write(clerk)
    officer.sign_in(stage["officer"])
    open_it(officer)
    survey = Survey.objects.get(title=TITLE)
    visitor = walk(size, scripts=scripts)
    take_part(visitor, survey)
    others_answer_and_it_closes(survey)
    tell(officer, survey)
    read(visitor)


def write(visit):
    """From their own page; a question that is not asked is refused beside its box."""
    page = visit.page
    visit.open("/my-ward/")
    visit.follow("Ask people of your parish")
    visit.press("Make a survey")
    visit.press("Go on to its questions")
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("Why do you ask?").fill("The county mends the path this year")
    page.get_by_label("What will be done").fill("The parish council decides in May")
    last = localdate() + timedelta(days=14)
    boxes = page.get_by_role("group", name="Last day for answers")
    for label, part in (("Day", last.day), ("Month", last.month), ("Year", last.year)):
        boxes.get_by_label(label).fill(str(part))
    visit.press("Go on to its questions")
    expect(page.get_by_text("Now add its questions")).to_be_visible()
    visit.check_narrowest()
    visit.press("Add a question")
    page.get_by_label("The question").fill("What is your religion?")
    page.get_by_label("Yes, no or").check()
    visit.press("Save")
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("The question").fill("Is the path to the station dark?")
    visit.press("Save")
    visit.press("Add a question")
    page.get_by_label("The question").fill("What should be mended?")
    page.get_by_label("Any of several").check()
    page.get_by_label("The answers, one a line").fill("Lamps\nSteps")
    visit.press("Save")
    visit.press("Add a question")
    page.get_by_label("The question").fill("What else?")
    page.get_by_label("A short text").check()
    visit.press("Save")
    visit.follow("Look at it as people will see it")
    expect(page.get_by_text("Nothing can be sent from here")).to_be_visible()
    visit.follow("Back to the survey")
    visit.press("Ask an officer to open it")
    expect(page.get_by_text("It waits for an officer")).to_be_visible()
    visit.check_narrowest()


def open_it(visit):
    visit.open("/start/")
    expect(visit.page.get_by_text(f"the survey “{TITLE}”").first).to_be_visible()
    visit.open(f"/surveys/{Survey.objects.get(title=TITLE).pk}/")
    visit.press("Open it")
    expect(visit.page.get_by_text("The link to give to people")).to_be_visible()
    visit.check_narrowest()


def take_part(visit, survey):
    """By keyboard alone; too quick is asked for again, and keeps what was answered."""
    page = visit.page
    visit.open(f"/survey/{survey.key}/")
    visit.check_narrowest()
    page.get_by_role("radio", name="Yes").focus()
    page.keyboard.press("Space")
    page.get_by_role("checkbox", name="Steps").focus()
    page.keyboard.press("Space")
    page.get_by_label("What else?").fill(WROTE)
    visit.press("Send my answers")
    if page.get_by_text("very quick").count():
        expect(page.get_by_role("checkbox", name="Steps")).to_be_checked()
        page.wait_for_timeout(4_500)
        visit.press("Send my answers")
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    names = {one["name"] for one in page.context.cookies()}
    assert names <= {"csrftoken"}
    page.reload()  # the same form, sent again
    assert SurveyAnswer.objects.filter(survey=survey).count() == 1


def others_answer_and_it_closes(survey):
    for number in range(39):
        said = Said("", {1: [number % 2], 2: [0, 1] if number % 3 else [0]})
        answer(survey, number, said, now())
    Survey.objects.filter(pk=survey.pk).update(stopped_at=now())


def tell(visit, survey):
    """The officer reads what people wrote; the wards' councillors come first."""
    page = visit.page
    visit.open("/start/")
    expect(page.get_by_text(f"“{TITLE}” has closed").first).to_be_visible()
    visit.open(f"/surveys/{survey.pk}/results/")
    expect(page.get_by_text(WROTE)).to_be_visible()
    expect(page.get_by_text("About 40 people answered")).to_be_visible()
    visit.check_narrowest()
    visit.press("Give notice, then publish")
    visit.press("Publish it")
    expect(page.get_by_text("have not been given this text")).to_be_visible()
    visit.open(f"/surveys/{survey.pk}/publish/")
    visit.press("Give notice now")
    page.get_by_label("Why it cannot wait").fill("The parish council meets tonight")
    visit.press("Publish it")
    expect(page.get_by_text("Published: everybody reads it")).to_be_visible()


def read(visit):
    """Anybody, from the ward's page."""
    page = visit.page
    visit.open("/in/E05999001/")
    visit.follow(TITLE)
    expect(page.get_by_text("About 40 people answered")).to_be_visible()
    assert WROTE not in page.content()
    visit.check_narrowest()
