"""The office's data pages: the register, receipts, and who may open them."""

from datetime import date

import pytest

from tests.conftest import NOW
from tests.datasets.builders import row, street_file
from wardmote.datasets.models import Dataset, DatasetFigure, Import
from wardmote.datasets.usecases import register_dataset

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client, ana):
    client.force_login(ana)
    return client


@pytest.fixture
def fires(priya):
    found = register_dataset(
        "fires", "Deliberate fires", owner="Fire", lawful_basis="Act", by=priya, now=NOW
    )
    for period, code, count in ("2025Q1", "E1", 4), ("2025Q2", "E1", 17), ("2025Q2", "E2", 0):
        DatasetFigure.objects.create(dataset=found, period=period, code=code, count=count)
    return found


def test_the_register_says_whose_data_on_what_basis_and_how_fresh(office, fires):
    page = office.get("/data/").text
    for words in ("Police open data", "Deliberate fires", "Act", "January to March 2025 to"):
        assert words in page
    assert "No data set is late" in page


def test_on_a_phone_the_register_and_the_imports_read_as_blocks(
    office, load_wards, load_street, tmp_path
):
    load_wards("E1")
    load_street(street_file(tmp_path / "2025-06.csv", [row(month="2025-06")] * 4))
    page = office.get("/data/").text
    assert page.count('<table class="govuk-table ward-stack">') == page.count("<table") == 2
    assert 'data-label="Lawful basis">' in page
    assert 'data-label="Rows read">4<' in page


def test_what_is_late_is_said_in_words_and_red(office, fires):
    Dataset.objects.filter(pk=fires.pk).update(expected_next_on=date(2026, 1, 1))
    page = office.get("/data/").text
    assert "One data set is late" in page
    assert '<strong class="govuk-tag govuk-tag--red">Late</strong>' in page
    assert "is late: it was due on 1 January 2026" in office.get("/data/fires/").text


def test_the_office_sees_real_counts_and_what_was_not_reported(office, fires, load_wards):
    load_wards("E1", "E2")
    page = office.get("/data/fires/").text
    assert ">17<" in page
    assert ">0<" in page
    assert ">not reported<" in page
    assert "OFFICIAL-SENSITIVE" in page


def test_missing_months_are_named(office, load_wards, load_street, tmp_path):
    load_wards("E1")
    for month in "2025-04", "2025-06":
        path = street_file(tmp_path / f"{month}.csv", [row(month=month)] * 4)
        load_street(path)
    page = office.get("/data/").text
    assert "May 2025: no file from Brackenshire Police" in page
    assert "April 2025 to June 2025" in page


def test_a_receipt_says_what_became_of_every_row(office, load_wards, load_street, tmp_path):
    load_wards("E1")
    rows = [row()] * 3 + [row(lon="", lat=""), row(lon="9.0"), row(month="someday")]
    one = load_street(street_file(tmp_path / "april.csv", rows))
    page = office.get(f"/data/imports/{one.pk}/").text
    assert "6 rows read, 1 left out" in page
    assert "april.csv" in page
    assert "“someday” is not a month" in page
    assert "hx-get" not in page
    assert "Done, some rows left out" in office.get("/data/imports/").text


def test_a_running_import_is_watched_with_and_without_scripts(office):
    one = Import.objects.create(
        kind="street", state="running", by_name="Ana", started_at=NOW, done=30, total=120
    )
    address = f"/data/imports/{one.pk}/"
    page = office.get(address).text
    assert 'value="25"' in page
    assert "25 % of the files" in page
    assert f'hx-get="{address}"' in page
    assert ">Look again</a>" in page
    part = office.get(address, headers={"HX-Request": "true"})
    assert "<html" not in part.text
    assert "HX-Request" in part["Vary"]
    assert part["Cache-Control"] == "no-store"


def test_a_refused_import_says_why(office):
    one = Import.objects.create(
        kind="street", state="refused", by_name="Ana", started_at=NOW, refusal="Cut short"
    )
    page = office.get(f"/data/imports/{one.pk}/").text
    assert "Refused: nothing was changed" in page
    assert "Cut short" in page


def register_line(**changed):
    return {
        "name": "Financial need",
        "owner": "Citizens Advice",
        "lawful_basis": "Depersonalised counts",
        "cadence": "quarterly",
        "exposure": "households",
        "rule": "probability",
        **changed,
    }


def test_a_data_set_is_entered_and_corrected(office):
    page = office.post("/data/new/", register_line(), follow=True)
    assert "Financial need is in the register" in page.text
    office.post("/data/financial-need/change/", register_line(owner="Step Change"))
    found = Dataset.objects.get(slug="financial-need")
    assert (found.owner, found.exposure) == ("Step Change", "households")


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"owner": ""}, "Enter who owns the data"),
        ({"lawful_basis": ""}, "Enter the lawful basis"),
        ({"cadence": "hourly"}, "Choose how often it is due"),
        ({"name": "Burglary"}, "is in the register already"),
        ({"name": "Caravan counts"}, "was refused"),
        ({"name": "???"}, "cannot name a data set"),
    ],
)
def test_a_wrong_line_is_refused_and_kept_on_the_page(office, changed, says):
    page = office.post("/data/new/", register_line(**changed))
    assert page.status_code == 422
    assert says in page.text
    assert 'href="#id_' in page.text
    assert not Dataset.objects.filter(source="partner").exists()


@pytest.mark.parametrize("who", ["bea", "amos", "sam"])
def test_nobody_else_opens_them(client, request, make_person, seat, represent, fires, who):
    person = make_person(who)
    if who == "bea":
        seat(person, "board")
    if who == "amos":  # a councillor who also works in the office
        represent(person, "E1")
        person.role = "analyst"
        person.save()
    client.force_login(person)
    for address in ("/data/", "/data/fires/", "/data/imports/", "/data/upload/", "/data/new/"):
        assert client.get(address).status_code == 403
        assert client.post(address, {}).status_code in (403, 405)
