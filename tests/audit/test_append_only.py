"""What was done stays written."""

import pytest
from django.db import DatabaseError, connection, transaction

from tests.conftest import NOW
from wardmote.audit.models import Entry
from wardmote.audit.usecases import record

pytestmark = pytest.mark.django_db


def test_an_entry_says_who_did_what(priya):
    record("area.decided", "E1", by=priya, at=NOW, reason="Judgment", wards={"E1"})
    entry = Entry.objects.get()
    assert (entry.actor, entry.verb, entry.subject) == ("Priya", "area.decided", "E1")
    assert entry.details == {"reason": "Judgment", "wards": ["E1"]}


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_entry SET actor = 'Somebody else'", "DELETE FROM audit_entry"]
)
def test_the_database_refuses_to_change_it(priya, statement):
    record("area.decided", "E1", by=priya, at=NOW)
    with (
        connection.cursor() as cursor,
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
    ):
        cursor.execute(statement)
    assert Entry.objects.get().actor == "Priya"
