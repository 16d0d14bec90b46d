"""The engine without a database: files in, force-months set aside."""

from pathlib import Path

import pytest

from wardmote.datasets.intake import move_into_place, take_in
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
            intake = take_in(paths, folder, quiet)
            move_into_place(intake, folder, shelf)
        return intake

    return taken
