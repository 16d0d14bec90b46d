"""Bringing an older home up to date keeps everything in it."""

import json

import pytest

from tests.homes import home_in
from tests.keeping.older import ROWS, VERSIONS, differences

pytestmark = [pytest.mark.django_db, pytest.mark.long]  # on both databases


@pytest.mark.parametrize("version", VERSIONS)
def test_a_home_of_an_older_version_keeps_every_row(tmp_path, version):
    with home_in(tmp_path / "home") as home:
        done = home.python("tests.keeping.older", version)
    found = json.loads(done.stdout)
    assert found["wrong"] == found["faults"] == []
    assert found["entries"] == ROWS
    assert found["tables"] > 20
    assert found["rows"] > 60


def test_a_loss_would_be_noticed():
    before = {"people_user": (["id", "name", "role"], [[1, "Priya", ""], [2, "Ana", ""]])}
    assert differences(before, before) == []
    assert differences(before, {"people_user": (["id", "name"], [[1, "Priya"], [2, "Ana"]])})
    assert differences(before, {"people_user": (before["people_user"][0], [[1, "Priya", ""]])})
    assert differences(before, {})
