"""The district with something hidden in every field that is not public."""

from pathlib import Path

import pytest

from tests.conftest import copy_kept
from tests.district import District
from tests.leaks.fields import Planted


@pytest.fixture
def planted(made_planted: Planted, district: District, tmp_path: Path) -> Planted:
    """What is hidden in the small district, to be changed by this test alone."""
    copy_kept(made_planted.folder, tmp_path)
    return made_planted
