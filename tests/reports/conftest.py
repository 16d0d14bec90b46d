"""A small district with three quarters of figures, two partners' data sets, its people."""

from datetime import UTC, datetime

import pytest

from tests import small_district
from tests.small_district import HARROW_FEN, LONGMERE, WARDS, WILLOW_END
from wardmote.datasets.models import Dataset, DatasetFigure
from wardmote.groups.rules import GroupKind
from wardmote.kernel.periods import Quarter
from wardmote.reports.usecases import draft_report, publish, save_finding, take_step

Q2 = Quarter(2025, 2)
NOW = datetime(2025, 8, 4, 9, tzinfo=UTC)
ROAD = ["Figures confirmed by their owners", "Data Group", "Board"]
#: real counts of a partner that must never be published: under 10, and not a multiple of 5
NEED = {HARROW_FEN: 88, WILLOW_END: 77, LONGMERE: 4}
ABUSE = {HARROW_FEN: 63, LONGMERE: 41}


@pytest.fixture
def district(db, tmp_path):
    """Loaded through the importers; financial need from a partner."""
    small_district.load(tmp_path / "district")
    small_district.load_financial_need(tmp_path)
    return tmp_path


@pytest.fixture
def sensitive(district):
    """Domestic abuse: never published by ward, not even that it flags."""
    dataset = Dataset.objects.create(
        slug="domestic-abuse",
        name="Domestic abuse",
        owner="Wendle Refuge",
        lawful_basis="Crime and Disorder Act 1998, section 115",
        cadence="quarterly",
        exposure="residents",
        source="partner",
        sensitive=True,
        period_kind="quarter",
    )
    for code in WARDS:
        DatasetFigure.objects.create(
            dataset=dataset, period=str(Q2), code=code, count=ABUSE.get(code, 13)
        )
    return dataset


@pytest.fixture
def draft(district, ana):
    return draft_report(Q2, by=ana, now=NOW)


@pytest.fixture
def agreed(draft, priya):
    """A finding is written and the road is complete."""
    save_finding(
        Q2,
        place=LONGMERE,
        heading="Burglary is rising",
        text="15 burglaries in April to June, 3 in most wards.",
        recommendation="Patrols at the station path.",
        by=priya,
        now=NOW,
    )
    for step in ROAD:
        take_step(Q2, step, by=priya, now=NOW)
    draft.refresh_from_db()
    return draft


@pytest.fixture
def published(agreed, priya):
    return publish(Q2, by=priya, now=NOW)


@pytest.fixture
def dara(make_person, seat):
    """Sits on the Data Group for a partner."""
    person = make_person("Dara")
    seat(person, GroupKind.DATA)
    return person


@pytest.fixture
def bo(make_person, seat):
    """Sits on the Board."""
    person = make_person("Bo")
    seat(person, GroupKind.BOARD)
    return person


@pytest.fixture
def amos(make_person, represent, seat):
    """Councillor of Longmere, who also sits on the Board."""
    person = make_person("Amos")
    represent(person, LONGMERE)
    seat(person, GroupKind.BOARD)
    return person
