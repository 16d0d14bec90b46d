"""A small district with figures."""

import pytest

from tests import small_district


@pytest.fixture
def district(db, tmp_path):
    small_district.load(tmp_path / "files")
    return small_district
