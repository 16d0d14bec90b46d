"""Several jobs at once, each a process, some of which die: no mail goes twice, none is lost.

Size: 3 jobs and 12 members over 4 days in the usual run; 6, 40 and 12 in the deep one.
"""

import json
import os

import pytest

from tests.homes import migrated_home

pytestmark = [pytest.mark.django_db, pytest.mark.sized]  # on both databases
JOBS, MEMBERS, DAYS = (6, 40, 12) if os.environ.get("WARDMOTE_DEEP") else (3, 12, 4)


def sent(folder, careless):
    with migrated_home(folder / "home") as home:
        done = home.python("tests.digests.postmen", JOBS, MEMBERS, DAYS, 4, careless)
        return json.loads(done.stdout)


def test_each_mail_goes_once_or_is_in_doubt(tmp_path):
    found = sent(tmp_path, 0)
    assert found.pop("mails") > MEMBERS
    assert found.pop("in doubt") > 0
    assert found == {
        "taken twice": 0,
        "written": MEMBERS * DAYS,
        "marked and not taken": 0,
        "taken and not written": 0,
        "failed": 0,
    }


def test_a_job_that_does_not_ask_first_is_noticed(tmp_path):
    """The negative control."""
    assert sent(tmp_path, 1)["taken twice"] > 0
