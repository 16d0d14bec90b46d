"""Five minutes: from the analyst's file to what a councillor and the public read."""

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from tests.datasets.builders import row, street_text
from tests.district import DRAFTED, OWN, ward_code
from tests.journeys.conftest import NARROW, WIDE

pytestmark = pytest.mark.journey
HEADING = "Vehicle crime is rising at the station"


@pytest.mark.parametrize(
    ("size", "scripts"), [(WIDE, True), (NARROW, False)], ids=["wide", "narrow-no-scripts"]
)
def test_from_a_file_to_what_a_councillor_reads(stage, walk, tmp_path, size, scripts):
    def visit_of(who):
        visit = walk(size, scripts=scripts)
        if who:
            visit.sign_in(stage[who])
        return visit

    analyst, officer = visit_of("analyst"), visit_of("officer")
    load_a_month(analyst, tmp_path)
    decide(officer)
    write_a_finding(analyst)
    councillor = visit_of("own councillor")
    give_notice(officer)
    hear_first(councillor)
    publish(officer)
    read_as_public(visit_of(None))
    read_as_councillor(councillor)


def load_a_month(visit, folder):
    """The analyst uploads October and reads the receipt; one row has no month."""
    rows = [row(month="2025-10", lon="0.110000", lat="52.110000")] * 3
    file = folder / "2025-10-brackenshire-street.csv"
    file.write_text(street_text([*rows, row(month="soon")]))
    visit.open("/data/")
    visit.press("Load data")
    visit.press("Continue")
    expect(visit.page.get_by_text("Choose what is in the file").first).to_be_visible()
    visit.page.get_by_label("Police street files").check()
    visit.press("Continue")
    visit.page.get_by_label("Files", exact=True).set_input_files(file)
    visit.press("Load")
    expect(visit.page.get_by_text("Waiting to start").first).to_be_visible()
    call_command("db_worker", batch=True, startup_delay=False, verbosity=0)
    visit.page.reload()
    visit.check()
    words = visit.page.get_by_role("main").inner_text()
    assert "4 rows read" in words
    assert "is not a month" in words


def decide(visit):
    """The officer confirms one proposal, and overrides another with a reason."""
    areas = f"/areas/?quarter={DRAFTED}"
    visit.open(f"/areas/{OWN}/decide/?quarter={DRAFTED}")
    visit.press("Decide")
    expect(visit.page.get_by_text("confirmed").first).to_be_visible()
    visit.open(f"/areas/{ward_code(5)}/decide/?quarter={DRAFTED}")
    visit.page.get_by_label("Preventing").check()
    visit.press("Decide")
    expect(visit.page.get_by_role("alert")).to_contain_text("reason")
    visit.page.get_by_label("Why?").fill("A new school opens next year")
    visit.press("Decide")
    visit.open(areas)
    expect(visit.page.get_by_text("A new school opens next year").first).to_be_visible()


def write_a_finding(visit):
    """The analyst drafts again from what is decided now, and writes a finding."""
    visit.open(f"/reports/{DRAFTED}/")
    visit.press("Draft it again")
    visit.press("Add a finding")
    visit.press("Save")
    expect(visit.page.get_by_role("alert")).to_be_visible()
    visit.page.get_by_label("Where").select_option(OWN)
    visit.page.get_by_label("The finding, as a heading").fill(HEADING)
    visit.page.get_by_label("What shows it").fill("14 in July to September, 9 the year before.")
    visit.page.get_by_label("What is recommended").fill("Light the station path.")
    visit.press("Save")
    expect(visit.page.get_by_text(HEADING).first).to_be_visible()


def give_notice(visit):
    """The officer records each step of the road, and tells the wards' councillors."""
    for _ in range(3):
        visit.open(f"/reports/{DRAFTED}/")
        visit.press("Record the next step")
        visit.press("Record")
    visit.open(f"/reports/{DRAFTED}/notice/")
    visit.press("Give notice now")
    expect(visit.page.get_by_role("heading", name="It can be published from")).to_be_visible()


def hear_first(visit):
    """The ward's councillor reads it before anybody else does."""
    visit.open("/my-ward/")
    visit.page.get_by_role("link", name=f"Data report, {DRAFTED.words}").first.click()
    expect(visit.page.get_by_text(HEADING).first).to_be_visible()


def publish(visit):
    """The officer says why it cannot wait, and publishes."""
    visit.open(f"/reports/{DRAFTED}/")
    visit.press("Publish")
    visit.page.get_by_label("Why it cannot wait").fill("The Board met today")
    visit.press("Publish to everyone")
    expect(visit.page.get_by_text("This report is published").first).to_be_visible()


def read_as_public(visit):
    visit.open("/")
    visit.page.get_by_label("Name of a ward or parish").fill("longm")
    visit.press("Find")
    expect(visit.page.get_by_role("heading", level=1)).to_contain_text("1 of 3 parishes")
    visit.open(f"/in/{OWN}/")
    expect(visit.page.get_by_role("heading", level=1)).to_contain_text("Longmere")
    visit.open("/published/")
    visit.follow("July to September 2025")
    expect(visit.page.get_by_text(HEADING).first).to_be_visible()


def read_as_councillor(visit):
    """What was found, what is being done and what comes next, on one page."""
    visit.open("/my-ward/")
    words = visit.page.get_by_role("main").inner_text()
    assert "Longmere" in words
    assert "Data report, July to September 2025" in words
    assert "October to December 2025" in words  # the report that comes next
    assert visit.page.goto(f"{visit.address}/wards/{OWN}/").status == 403
