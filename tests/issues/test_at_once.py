"""Many at work on one issue at once, each a process: nothing told is lost, none overwrites.

Size: 4 people and 48 edits in the usual run, 10 people and 400 in the deep one.
"""

import json
import os

import pytest

from tests.homes import migrated_home

pytestmark = [pytest.mark.django_db, pytest.mark.sized]  # on both databases
EDITORS, EACH = (10, 40) if os.environ.get("WARDMOTE_DEEP") else (4, 12)


@pytest.fixture
def home(tmp_path):
    with migrated_home(tmp_path / "home") as made:
        yield made


def test_parallel_edits_lose_nothing(home):
    done = home.python("tests.issues.editors", EDITORS, EACH, 4, 0)
    found = json.loads(done.stdout)
    counts = found.pop("done")
    numbers = found.pop("numbers")
    assert found == {
        "deeds": EDITORS * EACH,
        "told but lost": [],
        "rewritten": counts["rewrite"],
        "overwritten": [],
        "version": 0,
        "raised": 0,
        "faults": [],
        "failed": 0,
    }
    assert numbers == list(range(1, len(numbers) + 1))
    deeds = ("tell", "rewrite", "move", "bring_up", "stale")
    assert min(counts.get(one, 0) for one in deeds) > 0


def test_an_edit_that_asks_for_no_version_is_noticed(home):
    """The negative control: a stale page is obeyed, so a text is overwritten unseen."""
    done = home.python("tests.issues.editors", EDITORS, EACH, 4, 1)
    assert json.loads(done.stdout)["overwritten"]
