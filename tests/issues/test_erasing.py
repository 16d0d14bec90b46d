"""What is erased of a concern is in no file of the database, whichever way it was erased."""

import pytest
from django.db import connection

from tests.homes import migrated_home

START = """
from datetime import timedelta
from unittest.mock import patch

from django.core.management import call_command
from django.utils.timezone import localdate, now

from wardmote.agreements import queries
from wardmote.agreements.models import Safeguards
from wardmote.groups.models import Seat
from wardmote.groups.rules import GroupKind
from wardmote.groups.models import Group
from wardmote.groups.usecases import make_default_groups
from wardmote.issues.clearing import Ruling
from wardmote.issues.concerns import Onward
from wardmote.issues.models import Concern
from wardmote.issues.usecases import hearing
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.people.models import User
from wardmote.restricted.usecases import write_restricted

Safeguards.objects.create(pk=1, restricted_on=True, concerns_on=True)
patch.object(queries, "preconditions", lambda on: []).start()
patch.object(hearing, "acts_for", lambda reader, group: True).start()
patch.object(hearing, "opens_words", lambda *_: True).start()
make_default_groups(by=COMMAND_LINE, now=now())
one, two = (User.objects.create(email=f"{n}@wendle.example", name=n) for n in "ab")
at = now() - timedelta(days=1)
text = write_restricted("concern X", "canaryconcern " * 300, by=one, now=at, is_searched=False)
psg = Group.objects.filter(kind=GroupKind.PROBLEM_SOLVING).first()
held = Concern.objects.create(
    receipt="X1", group=psg, by=one, at=at, restricted=text.pk
)
"""
DEEDS = {
    "nothing": "",
    "answered": """
hearing.write_answer(held.pk, held.version, "Patrols begin", by=one, now=now())
hearing.rule_on_answer(held.pk, held.version + 1, Ruling.CLEARED, "", by=two, now=now())
""",
    "sent on": """
hearing.send_on(held.pk, held.version, Onward.POLICE, by=one, now=now(), has_it=True)
""",
    "sent on while somebody reads, then the worker": """
import sqlite3
import time
from django.db import connection
reader = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
reader.execute("BEGIN")
assert reader.execute("SELECT * FROM restricted_text").fetchall()
began = time.monotonic()
hearing.send_on(held.pk, held.version, Onward.POLICE, by=one, now=now(), has_it=True)
assert time.monotonic() - began < 10
reader.close()
call_command("work", once=True)
""",
    "the worker": """
Concern.objects.update(at=now() - timedelta(days=40))
call_command("work", once=True)
""",
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
            pytest.skip("the files of a server are its own: see the test of VACUUM")
        home.python("django", "shell", "-c", START + DEEDS[way] + END)
        held = b"".join(one.read_bytes() for one in home.folder.glob("wardmote.sqlite3*"))
        assert (b"canaryconcern" in held) == (way == "nothing")


@pytest.mark.django_db(transaction=True)
def test_postgresql_is_asked_to_vacuum(monkeypatch):
    """For real: outside the transaction, which a VACUUM refuses."""
    from django.db import transaction

    from wardmote.restricted.usecases import forget_soon

    if connection.vendor != "postgresql":
        pytest.skip("SQLite's files are searched above")
    with connection.execute_wrapper(_listen(found := [])), transaction.atomic():
        forget_soon()
        assert not found
    assert found == ["VACUUM restricted_text"]


def _listen(found):
    def wrapper(execute, sql, *more):
        if sql.startswith("VACUUM"):
            found.append(sql)
        return execute(sql, *more)

    return wrapper
