"""The demo district as files, written once for each month that a test asks for."""

from functools import cache

import pytest

from wardmote.demo.district import DemoFiles, write_district
from wardmote.kernel.periods import Month


@pytest.fixture(scope="session")
def wendle(tmp_path_factory):
    """Ask for the district by its last month: wendle("2026-09")."""

    @cache
    def written(last_month: str) -> DemoFiles:
        folder = tmp_path_factory.mktemp(f"wendle-{last_month}")
        return write_district(folder, last_month=Month.parse(last_month))

    return written
