"""Whatever is done to the trail behind the product's back is found, and named.

Size: 60 random tamperings in the usual run, 1,000 in `make leaks` and the deep one.
"""

import os
import random
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from tests.audit.tampering import HIDDEN, KINDS, sealed_now, sql
from tests.conftest import NOW
from tests.walk import undone
from wardmote.audit import rules
from wardmote.audit.models import Entry, Head, Seal
from wardmote.audit.queries import check, head
from wardmote.audit.rules import Anchor, Deed, FaultKind, read_anchors, seal_of
from wardmote.audit.triggers import TRAIL
from wardmote.audit.usecases import record, record_read
from wardmote.kernel.actors import Machine

IS_WHOLE = bool(os.environ.get("WARDMOTE_DEEP") or os.environ.get("WARDMOTE_LEAKS"))
SOMEBODY = Machine("Somebody")
ENTRIES = 24

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain():
    for number in range(ENTRIES):
        words = {"reason": f"because {number}", "rate": 12.1 * number, "much": 1e22}
        at = NOW + timedelta(minutes=number)
        record("area.decided", f"E{number % 5}", by=SOMEBODY, at=at, **words)
    sealed_now()


@pytest.fixture
def unguarded(chain):
    """Somebody who owns the database has taken the triggers down."""
    TRAIL.take_down(connection)


def faults(anchors=()):
    return [one for one in check(anchors).faults if one.kind != FaultKind.UNGUARDED]


def test_a_chain_nobody_touched_is_whole(chain):
    found = check()
    assert (found.entries, found.hash, found.faults) == (*head(), [])
    assert found.entries == ENTRIES


def test_the_clock_takes_no_part_in_the_order(chain):
    record("area.decided", "E1", by=SOMEBODY, at=NOW - timedelta(days=400))
    sealed_now()
    assert check().faults == []
    assert Seal.objects.order_by("-number").first().entry.at < NOW


def test_what_is_undone_leaves_no_gap(chain):
    with transaction.atomic():
        record("area.decided", "undone", by=SOMEBODY, at=NOW)
        sealed_now()
        transaction.set_rollback(True)
    record("area.decided", "kept", by=SOMEBODY, at=NOW)
    sealed_now()
    assert (check().entries, check().faults) == (ENTRIES + 1, [])


def test_reads_are_entries_of_the_same_chain(chain, priya):
    record_read("issue 31", "issue 32", by=priya, at=NOW, how="search")
    sealed_now()
    read = Entry.objects.filter(verb=rules.READ)
    assert [(one.subject, one.details) for one in read] == [
        ("issue 31", {"how": "search"}),
        ("issue 32", {"how": "search"}),
    ]
    assert check().faults == []


@pytest.mark.sized
@pytest.mark.parametrize("seed", range(1000 if IS_WHOLE else 60))
def test_tampering_is_found(unguarded, seed):
    tamper = KINDS[seed % len(KINDS)]
    with undone():
        number = tamper(random.Random(seed))
        found = faults()
    assert found, tamper.__doc__
    assert number is None or number in {one.number for one in found}, (tamper, found)


@pytest.mark.parametrize("tamper", HIDDEN)
@pytest.mark.parametrize("seed", range(5))
def test_what_only_an_anchor_knows(unguarded, tamper, seed):
    number, seal = head()
    anchors = read_anchors(str(Anchor(number, seal, NOW)))
    assert faults(anchors) == []
    tamper(random.Random(seed))
    assert faults() == []  # the negative control: the chain by itself looks whole
    assert [one.kind for one in faults(anchors)] == [FaultKind.TRUNCATED]


@pytest.mark.parametrize(
    ("tamper", "kind"),
    [
        ("edit", "edited"), ("remove", "removed"), ("swap", "reordered"),
        ("swap_keys", "reordered"), ("insert", "inserted"), ("cut_off", "truncated"),
        ("edit_head", None),
    ],
)  # fmt: skip
def test_a_fault_is_called_by_its_name(unguarded, tamper, kind):
    from tests.audit import tampering

    getattr(tampering, tamper)(random.Random(3))
    assert kind is None or {str(one.kind) for one in faults()} == {kind}


def test_a_trigger_that_is_gone_is_said(chain):
    name = sorted(TRAIL.standing(connection))[0]
    table = TRAIL.standing(connection)[name]
    sql(f"DROP TRIGGER {name}" + (f" ON {table}" if connection.vendor != "sqlite" else ""))
    (fault,) = check().faults
    assert name in fault.words


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET actor = 'Somebody else'",
        "UPDATE audit_entry SET digest = ''",
        "DELETE FROM audit_entry",
        "UPDATE audit_seal SET hash = ''",
        "DELETE FROM audit_seal",
        "DELETE FROM audit_head",
        "UPDATE audit_head SET number = number - 1",
        "UPDATE audit_head SET hash = ''",
        "TRUNCATE audit_entry, audit_seal, audit_head",
        "TRUNCATE audit_head",
        "REPLACE INTO audit_head (id, number, hash) VALUES (1, 0, '')",
        "REPLACE INTO audit_seal (number, entry_id, previous, hash) VALUES (1, 1, '', '')",
        "REPLACE INTO audit_entry SELECT * FROM audit_entry WHERE id = (SELECT MIN(id)"
        " FROM audit_entry)",
    ],
)
def test_the_database_refuses_change(chain, statement):
    before = list(Entry.objects.values()), list(Seal.objects.values()), head()
    with (
        connection.cursor() as cursor,
        pytest.raises(DatabaseError),
        transaction.atomic(),
    ):
        cursor.execute(statement)
    assert before == (list(Entry.objects.values()), list(Seal.objects.values()), head())


def test_the_seal_is_what_is_written_down(chain):
    """Frozen: chains that exist were made by it (docs/decisions)."""
    details = {"b": [1, 2.0, "é"], "a": None, "c": 1e22, "d": True, "e": -0.0}
    deed = Deed(NOW, 7, "Priya", "area.decided", "E1", details)
    assert deed.digest == "37275f41eabb8e65c781403d9aebf37dcdc06e3a50ce0eacca0db853add0fe1c"
    assert (
        seal_of(rules.START, 1, 9, deed.digest)
        == "ef58653be074dd5e46743f9ee5d585bf67ad7e1f4ba7804a474383a93b4f55c2"
    )
    number, seal = head()
    assert Head.objects.get().number == number == Seal.objects.last().number
    assert Seal.objects.last().hash == seal
