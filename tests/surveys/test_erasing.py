"""What people wrote in a survey is in no file of the database once it is erased."""

import pytest
from django.db import connection, transaction

from tests.conftest import NOW
from tests.homes import migrated_home
from tests.surveys.conftest import ASTRY
from tests.surveys.district import answer, opened
from wardmote.surveys.rules import Said
from wardmote.surveys.usecases import erase_due

START = """
from datetime import timedelta

from django.core.management import call_command
from django.utils.timezone import localdate, now

from wardmote.people.models import User
from wardmote.surveys.models import Survey, SurveyText

by = User.objects.create(email="a@wendle.example", name="a")
on, at = localdate() - timedelta(days=130), now() - timedelta(days=130)
held = Survey.objects.create(title="t", why="w", use="u", opens_on=on, closes_on=on, by=by,
    made_at=at, key="k", opened_at=at, opened_by=by)
asked = held.questions.create(number=1, asks="words", text="What else?")
for n in range(200):
    SurveyText.objects.create(question=asked, text=f"canarysurvey {n} " * 20)
"""
DEEDS = {
    "nothing": "",
    "the command": 'call_command("surveys_erase")',
    "the worker": 'call_command("work", once=True)',
}
# the process ends as if killed: no last connection to close, which would empty the journal
END = """
import os
os._exit(0)
"""


@pytest.mark.parametrize("way", DEEDS)
def test_it_is_in_no_file(tmp_path, way):
    with migrated_home(tmp_path / "home") as home:
        if home.url:
            pytest.skip("the files of a server are its own")
        home.python("django", "shell", "-c", START + DEEDS[way] + END)
        held = b"".join(one.read_bytes() for one in home.folder.glob("wardmote.sqlite3*"))
        assert (b"canarysurvey" in held) == (way == "nothing")


@pytest.mark.django_db
def test_after_the_commit_the_journal_forgets(
    priya, places, django_capture_on_commit_callbacks
):
    held = opened(priya, NOW, places=(ASTRY,))
    answer(held, 1, Said("", {1: [0]}, {5: "A bench"}), NOW)
    with django_capture_on_commit_callbacks() as later:
        erase_due(by=priya, now=NOW)
    assert not later
    with django_capture_on_commit_callbacks() as later, transaction.atomic():
        erase_due(by=priya, now=NOW.replace(year=NOW.year + 1))
    assert [one.args for one in later] == [
        (connection, "surveys_surveyanswer", "surveys_surveytext")
    ]
