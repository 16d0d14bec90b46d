"""Wards and groups for the desk's pages, and people who may and may not open them."""

from datetime import UTC, datetime

import pytest


@pytest.fixture
def places(db):
    """Two wards and a parish."""
    from wardmote.places.models import Edition, Place

    at = datetime(2026, 1, 1, tzinfo=UTC)
    wards = Edition.objects.create(kind="ward", name="2025-05", imported_at=at)
    parishes = Edition.objects.create(kind="parish", name="2025", imported_at=at)
    Place.objects.create(edition=wards, code="E05000001", name="Longmere")
    Place.objects.create(edition=wards, code="E05000002", name="Newbridge")
    Place.objects.create(edition=parishes, code="E04000001", name="Little Fen")


@pytest.fixture
def groups(db):
    """The default groups."""
    from tests.conftest import NOW
    from wardmote.groups.usecases import make_default_groups
    from wardmote.kernel.actors import COMMAND_LINE

    make_default_groups(by=COMMAND_LINE, now=NOW)


@pytest.fixture
def amos(make_person, represent):
    """A councillor of Longmere."""
    person = make_person("Cllr Amos")
    represent(person, "E05000001")
    return person


@pytest.fixture
def bea(make_person, seat):
    """Sits on the Board for the fire service."""
    person = make_person("Bea")
    seat(person, "board")
    return person
