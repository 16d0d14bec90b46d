"""Which wards have open figures follows the settings and the boundaries."""

import pytest

from tests.conftest import NOW
from tests.datasets.builders import row, street_file
from tests.datasets.conftest import load_street, load_wards  # noqa: F401 - fixtures
from wardmote.datasets.usecases import release_open_figures
from wardmote.desk.usecases import change_partnership
from wardmote.places.models import Place
from wardmote.releases.models import Release
from wardmote.releases.queries import public

pytestmark = pytest.mark.django_db


def slots():
    return {one.slot for one in public()}


@pytest.fixture
def crimes(tmp_path, load_street):  # noqa: F811
    def load():
        load_street(street_file(tmp_path / "2025-04-x-street.csv", [row(), row()]))

    return load


def test_another_district_closes_the_first_ones_pages(priya, load_wards, crimes):  # noqa: F811
    load_wards("E1", "E2", district="E07000001")
    Place.objects.filter(code="E2").update(district_code="E07000002")
    crimes()
    assert slots() == {"figures E1", "figures E2"}
    change_partnership(by=priya, now=NOW, district_code="E07000001")
    assert slots() == {"figures E1"}
    gone = Release.objects.get(slot="figures E2")
    assert gone.withdrawn_why == "No longer a ward of the partnership"


def test_newer_boundaries_close_the_older_wards_pages(priya, load_wards, crimes):  # noqa: F811
    load_wards("E1", edition="2021-05")
    crimes()
    load_wards("E9", edition="2025-05")
    release_open_figures(by=priya, now=NOW)
    assert slots() == {"figures E9"}
