"""Many write at once, or are killed while writing: the chain does not fork or break.

Size: 6 kills in the usual run, 100 in the deep one.
"""

import json
import os

import pytest

from tests.homes import migrated_home

pytestmark = pytest.mark.django_db  # on both databases
IS_DEEP = bool(os.environ.get("WARDMOTE_DEEP"))


@pytest.fixture
def home(tmp_path):
    with migrated_home(tmp_path / "home") as made:
        yield made


def test_parallel_writers_make_one_chain(home):
    """Some lock a shared row before they record, some after: none waits for ever."""
    done = home.python("tests.audit.writers", "parallel", 4, 25, 11)
    found = json.loads(done.stdout)
    assert found.pop("told") == found.pop("entries") > 60
    assert found == {"lost": 0, "unequal": 0, "faults": [], "failed": 0}


@pytest.mark.sized
def test_a_kill_loses_nothing_that_was_told(home):
    trials = 100 if IS_DEEP else 6
    done = home.python("tests.audit.writers", "kill", trials, 20261102)
    seen = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(seen) == trials
    assert [one for one in seen if one["lost"] or one["unequal"] or one["faults"]] == []
    assert seen[-1]["told"] >= trials
