"""The engine without a database: files in, force-months set aside."""

from pathlib import Path

import pytest

from wardmote.datasets.intake import take_in
from wardmote.datasets.shelf import Shelf


def quiet(done, total, rows):
    """Progress that nobody watches."""


@pytest.fixture
def shelf(tmp_path) -> Shelf:
    return Shelf(tmp_path / "warehouse")


@pytest.fixture
def take(shelf):
    """Take files in and put them on the shelf, as a command does."""

    def taken(*paths: Path):
        with shelf.incoming() as folder:
            return take_in(paths, folder, shelf, quiet)

    return taken


@pytest.fixture
def load_wards(db):
    """Squares of one degree in a row: E1 from longitude 0, E2 from 1 ..."""
    from datetime import UTC, datetime

    from wardmote.places.models import Edition, Place, Shape

    def load(*codes, edition="2025-05", west=0.0, district=""):
        found = Edition.objects.create(
            kind="ward", name=edition, imported_at=datetime(2026, 1, 1, tzinfo=UTC)
        )
        for number, code in enumerate(codes):
            place = Place.objects.create(
                edition=found, code=code, name=f"Ward {code}", district_code=district
            )
            left, right = west + number, west + number + 1
            ring = [[left, 52], [right, 52], [right, 53], [left, 53], [left, 52]]
            Shape.objects.create(
                place=place, geometry={"type": "Polygon", "coordinates": [ring]}
            )
        return found

    return load


@pytest.fixture
def load_street(db):
    """Import street files as the command line does."""
    from tests.conftest import NOW
    from wardmote.datasets.usecases import import_street
    from wardmote.kernel.actors import COMMAND_LINE

    def load(*paths, **options):
        return import_street(paths, by=COMMAND_LINE, now=NOW, **options)

    return load
