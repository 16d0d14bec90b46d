"""A force-month is replaced as a whole, in one step, and never added to another."""

import os
from datetime import date

import pytest

from tests.conftest import NOW
from tests.datasets.builders import FORCE, row, street_file
from wardmote.audit.models import Entry
from wardmote.datasets.models import Dataset, ForceMonth, Import
from wardmote.datasets.queries import counts_of, figures_of, police_figures
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Month, Quarter
from wardmote.partnership.models import Partnership
from wardmote.releases.models import Release

pytestmark = pytest.mark.django_db
Q2 = Quarter(2025, 2)
APRIL, MAY, JUNE = Q2.months


def month_of(month, burglaries, force=FORCE, **more):
    return [row(month=str(month), force=force, **more)] * burglaries


@pytest.fixture
def write(tmp_path):
    def to_file(*groups, name="a-street.csv"):
        return street_file(tmp_path / name, [one for group in groups for one in group])

    return to_file


@pytest.fixture
def quarter(write):
    """Three equal months: 40 burglaries a month in ward E1."""
    return write(*(month_of(month, 40) for month in Q2.months), name="q.csv")


def burglaries(code="E1", quarter=Q2):
    (ward,) = counts_of(quarter, ward=code).wards
    return ward.counts["Burglary"]


def test_a_row_is_in_one_ward_or_outside_or_without_location(load_wards, load_street, write):
    load_wards("E1", "E2")
    path = write(
        month_of(APRIL, 2),
        month_of(APRIL, 1, lon="1.0"),  # on the border: the lower code
        month_of(APRIL, 4, lon="1.5"),
        month_of(APRIL, 3, lon="2.5"),
        month_of(APRIL, 5, lon="", lat="", location="No Location"),
    )
    receipt = load_street(path)
    found = counts_of(Q2)
    assert {one.code: one.counts["Burglary"] for one in found.wards} == {"E1": 3, "E2": 4}
    assert (found.rows, found.no_location, found.outside) == (15, 5, 3)
    assert (receipt.placed, receipt.no_location, receipt.outside) == (7, 5, 3)
    assert receipt.state == "done"


def test_loading_twice_changes_nothing(load_wards, load_street, quarter):
    load_wards("E1")
    load_street(quarter)
    before = list(ForceMonth.objects.values_list("pk", "fingerprint", "published_on"))
    again = load_street(quarter)
    assert again.changes == {"new": 0, "replaced": 0, "unchanged": 3, "older": 0}
    assert list(ForceMonth.objects.values_list("pk", "fingerprint", "published_on")) == before
    assert burglaries() == 120


def test_a_newer_publication_replaces_the_month_and_an_older_one_does_not(
    load_wards, load_street, write
):
    load_wards("E1")
    june, september = date(2025, 6, 1), date(2025, 9, 1)
    load_street(write(month_of(APRIL, 40)), published=june)
    load_street(write(month_of(APRIL, 50)), published=september)
    assert burglaries() == 50
    receipt = load_street(write(month_of(APRIL, 45)), published=june)
    assert receipt.changes["older"] == 1
    assert burglaries() == 50
    assert receipt.placed == 45


def test_of_equal_dates_the_later_import_wins(load_wards, load_street, write):
    load_wards("E1")
    load_street(write(month_of(APRIL, 40)))
    load_street(write(month_of(APRIL, 30)))
    assert burglaries() == 30
    load_street(write(month_of(APRIL, 40)))
    assert burglaries() == 40


def test_the_same_rows_published_later_count_as_the_later(load_wards, load_street, write):
    load_wards("E1")
    path = write(month_of(APRIL, 40))
    load_street(path, published=date(2025, 6, 1))
    load_street(path, published=date(2025, 9, 1))
    load_street(write(month_of(APRIL, 45)), published=date(2025, 8, 1))
    assert burglaries() == 40


def test_under_half_the_rows_is_refused_unless_said(load_wards, load_street, write):
    load_wards("E1")
    load_street(write(month_of(APRIL, 40), month_of(MAY, 40)))
    smaller = write(month_of(APRIL, 19), month_of(MAY, 50), name="b.csv")
    with pytest.raises(RuleBroken, match=r"April 2025, has 19 rows .* of the 40 held"):
        load_street(smaller)
    assert burglaries() == 80
    assert Import.objects.first().state == "refused"
    load_street(smaller, replace=True)
    assert burglaries() == 69
    load_street(write(month_of(APRIL, 10)))  # half is not under half
    assert burglaries() == 60


def test_a_refused_import_changes_nothing_and_says_so(
    load_wards, load_street, quarter, tmp_path
):
    load_wards("E1")
    load_street(quarter)
    bad = tmp_path / "b-street.csv"
    bad.write_text("<html>Not found</html>")
    with pytest.raises(RuleBroken, match="is a web page"):
        load_street(quarter, bad)
    refused = Import.objects.first()
    assert refused.state == "refused"
    assert "is a web page" in refused.refusal
    assert burglaries() == 120
    assert Entry.objects.filter(verb="import.refused").count() == 1


def test_crimes_may_come_before_wards(load_wards, load_street, quarter):
    receipt = load_street(quarter)
    assert receipt.placed is None
    assert "import places" in receipt.messages[0]
    load_wards("E1")
    assert burglaries() == 120


def test_new_boundaries_count_again_without_the_files(load_wards, load_street, quarter):
    load_wards("E1", "E2")
    load_street(quarter)
    quarter.unlink()
    load_wards("N1", edition="2026-05", west=0.05)
    assert burglaries("N1") == 120
    assert counts_of(Q2, edition="2025-05").edition == "2025-05"
    with pytest.raises(RuleBroken, match="not one of our wards"):
        burglaries("E1")


def test_wards_of_another_district_are_outside(load_wards, load_street, write):
    load_wards("E1", district="D1")
    from wardmote.places.models import Edition, Place, Shape

    edition = Edition.objects.get()
    place = Place.objects.create(
        edition=edition, code="F1", name="Next door", district_code="D2"
    )
    ring = [[1, 52], [2, 52], [2, 53], [1, 53], [1, 52]]
    Shape.objects.create(place=place, geometry={"type": "Polygon", "coordinates": [ring]})
    Partnership.objects.create(pk=1, district_code="D1")
    load_street(write(month_of(APRIL, 2), month_of(APRIL, 3, lon="1.5")))
    found = counts_of(Q2)
    assert [one.code for one in found.wards] == ["E1"]
    assert found.outside == 3


def test_a_month_without_a_file_is_missing_and_not_zero(load_wards, load_street, write):
    load_wards("E1")
    load_street(write(month_of(APRIL, 40), month_of(JUNE, 40)))
    assert counts_of(Q2).missing_months == [MAY]
    police = police_figures()
    assert police.months == [APRIL, MAY, JUNE]
    assert police.series("E1", "burglary") == [40, None, 40]
    assert figures_of("burglary", Q2).counts == {"E1": 80}
    assert figures_of("burglary", Quarter(2024, 1)).counts == {"E1": None}


def test_a_month_that_collapsed_is_missing_and_its_rows_still_count(
    load_wards, load_street, write
):
    load_wards("E1")
    load_street(write(month_of(APRIL, 40), month_of(MAY, 9), month_of(JUNE, 40)))
    found = counts_of(Q2)
    assert found.missing_months == [MAY]
    assert (found.rows, burglaries()) == (89, 89)
    assert figures_of("all-crime", Q2).counts == {"E1": 80}


def test_a_force_with_few_rows_here_makes_no_month_missing(load_wards, load_street, write):
    load_wards("E1")
    load_street(
        write(
            *(month_of(month, 40) for month in Q2.months),
            month_of(APRIL, 3, force="Next Door Police"),
            month_of(APRIL, 90, force="Next Door Police", lon="9"),
        )
    )
    assert police_figures().forces == [FORCE.lower()]
    assert counts_of(Q2).missing_months == []
    assert burglaries() == 123


def test_before_anything_is_loaded_every_month_is_missing(load_wards):
    load_wards("E1")
    found = counts_of(Q2)
    assert (found.rows, found.missing_months) == (0, list(Q2.months))


def test_an_unknown_type_counts_in_all_crime_alone(load_wards, load_street, write):
    load_wards("E1")
    receipt = load_street(write(month_of(APRIL, 2), month_of(APRIL, 1, type="Piracy")))
    assert "Piracy" in receipt.messages[0]
    assert figures_of("all-crime", Q2).counts == {"E1": 3}
    (ward,) = counts_of(Q2).wards
    assert (ward.counts["Burglary"], ward.counts["Other labels"]) == (2, 1)


def test_rejected_rows_are_on_the_receipt(load_street, write):
    receipt = load_street(write(month_of(APRIL, 2), month_of("2025-13", 1)))
    assert (receipt.rows, receipt.rejected) == (3, 1)
    assert receipt.rejects == [["a-street.csv", 4, "“2025-13” is not a month such as 2025-04"]]


def test_open_figures_are_released_as_they_are_loaded(load_wards, load_street, quarter, write):
    load_wards("E1", "E2")
    load_street(quarter)
    first = Release.objects.get(slot="figures E1")
    assert first.audience == "public"
    assert first.content["months"] == ["2025-04", "2025-05", "2025-06"]
    assert first.content["types"]["Burglary"] == [40, 40, 40]
    load_street(quarter)
    assert Release.objects.filter(slot="figures E1").count() == 1
    load_street(write(month_of(Month(2025, 8), 40)))
    newest = Release.objects.get(slot="figures E1", superseded_by=None)
    assert newest.content["types"]["Burglary"] == [40, 40, 40, None, 40]
    assert newest.content["missing_months"] == ["2025-07"]


def test_the_register_knows_when_police_data_came_and_when_it_is_late(load_street, quarter):
    load_street(quarter)
    burglary = Dataset.objects.get(slug="burglary")
    assert burglary.last_received_on == NOW.date()
    assert not burglary.is_late(NOW.date())
    assert burglary.is_late(date(2026, 12, 25))


def test_an_import_that_was_killed_is_closed_by_the_next(load_street, quarter):
    dead = Import.objects.create(
        kind="street", state="running", by_name="someone", started_at=NOW
    )
    load_street(quarter)
    dead.refresh_from_db()
    assert (dead.state, dead.finished_at is not None) == ("refused", True)


def test_a_store_that_lost_a_file_says_so_and_is_mended_by_importing_again(
    load_wards, load_street, quarter, settings
):
    load_street(quarter)
    for path in settings.WAREHOUSE.glob("tallies/*"):
        path.unlink()
    load_wards("E1")
    with pytest.raises(RuleBroken, match="lost its counts of April 2025"):
        burglaries()
    load_street(quarter)
    assert burglaries() == 120


def test_a_store_that_cannot_be_written_is_a_sentence(load_street, quarter, settings, tmp_path):
    (tmp_path / "full").write_text("a file where the folder should be")
    settings.WAREHOUSE = tmp_path / "full" / "warehouse"
    with pytest.raises(RuleBroken, match=r"could not write to .* Nothing was changed"):
        load_street(quarter)


def test_files_that_nothing_uses_go_after_a_day(load_wards, load_street, write, settings):
    load_wards("E1")
    load_street(write(month_of(APRIL, 40)))
    old = {path.name for path in settings.WAREHOUSE.glob("rows/*")}
    load_street(write(month_of(APRIL, 50)))
    assert old < {path.name for path in settings.WAREHOUSE.glob("rows/*")}
    for path in settings.WAREHOUSE.glob("*/*"):
        os.utime(path, (0, 0))
    load_street(write(month_of(MAY, 40)))
    assert not old & {path.name for path in settings.WAREHOUSE.glob("rows/*")}
    assert burglaries() == 90
