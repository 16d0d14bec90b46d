"""Each number of a partner is told once; the database itself refuses to change it."""

import pytest
from django.db import DatabaseError, connection, transaction

from tests.conftest import NOW
from wardmote.kernel.disclosure import Table
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.numbers import Guarded
from wardmote.kernel.periods import Month, Quarter, Year
from wardmote.releases.ledger import (
    DISTRICT,
    NOTHING,
    Telling,
    tables_to_tell,
    told,
    years_to_tell,
)
from wardmote.releases.models import ToldCell
from wardmote.releases.rules import overlap
from wardmote.releases.triggers import LEDGER, SAID
from wardmote.releases.usecases import tell

pytestmark = pytest.mark.django_db
Q1, Q2 = Quarter(2025, 1), Quarter(2025, 2)
NEED, OLD, NEW = "financial-need", "wards, 2021-05", "wards, 2025-05"
REAL = {"E1": 88, "E2": 77, "E3": 12, "E4": 4}


def to_tell(real, period=Q2, edition=NEW, smallest=10):
    return tables_to_tell({NEED: real}, period, edition, smallest=smallest)[NEED]


def telling(real, period=Q2, edition=NEW):
    return Telling(NEED, edition, str(period), to_tell(real, period, edition))


@pytest.fixture
def q2(priya):
    """The table of REAL as it was told."""
    one = telling(REAL)
    assert tell([one], "report 2025Q2 edition 1", by=priya, now=NOW) == 5
    return one.table


def test_what_is_told_is_read_back(q2):
    assert told([NEED], [Q2]) == {(NEED, "2025Q2"): q2}
    assert q2.cells["E4"] == Guarded(None)
    assert q2.cells["E1"] == Guarded(90)
    assert q2.total == Guarded(180)
    assert told([NEED], [Q1]) == {}


def test_telling_the_same_again_adds_nothing(q2, priya):
    assert tell([telling(REAL)], "again", by=priya, now=NOW) == 0


def test_a_correction_keeps_every_number_that_was_told(q2):
    assert to_tell({**REAL, "E1": 120, "E4": 31}) == q2


def test_a_ward_that_reports_late_is_added_and_the_total_stays(q2, priya):
    late = telling({**REAL, "E5": 40})
    assert late.table == Table({**q2.cells, "E5": Guarded(40)}, q2.total)
    assert tell([late], "report 2025Q2 edition 2", by=priya, now=NOW) == 1
    assert told([NEED], [Q2])[NEED, "2025Q2"] == late.table


def test_a_ward_taken_out_by_a_correction_stays_told(q2):
    assert to_tell({"E1": 88}) == q2


def test_a_total_that_was_withheld_stays_so(priya):
    few = {"E1": 12, "E2": 0, "E3": 0}
    first = telling(few)
    assert first.table.total is None
    tell([first], "report", by=priya, now=NOW)
    assert to_tell({"E1": 12, "E2": 9, "E3": 9}).total is None
    assert not ToldCell.objects.get(place="").is_told


@pytest.mark.parametrize(
    ("period", "edition"), [(Q2, OLD), (Month(2025, 4), NEW), (Month(2025, 6), NEW)]
)
def test_nothing_is_told_by_other_boundaries_or_of_a_part(q2, priya, period, edition):
    assert to_tell(REAL, period, edition) == NOTHING
    forced = Telling(NEED, edition, str(period), q2)
    with pytest.raises(RuleBroken, match="tell the difference"):
        tell([forced], "by force", by=priya, now=NOW)
    assert tell([Telling(NEED, edition, str(period), NOTHING)], "", by=priya, now=NOW) == 0


def test_the_next_quarter_may_be_told(q2):
    assert to_tell(REAL, Q1) == q2


def test_another_value_for_a_told_number_is_refused(q2, priya):
    other = Telling(NEED, NEW, str(Q2), Table({**q2.cells, "E1": Guarded(95)}, q2.total))
    with pytest.raises(RuleBroken, match="told meanwhile"):
        tell([other], "by force", by=priya, now=NOW)
    assert ToldCell.objects.count() == 5


def test_a_smallest_number_under_ten_counts_as_ten():
    assert to_tell(REAL, smallest=3).cells["E4"] == Guarded(None)
    assert to_tell(REAL, smallest=20).cells["E3"] == Guarded(None, 20)


def test_the_database_refuses_to_change_or_delete_what_was_told(q2):
    for change in (
        lambda: ToldCell.objects.update(value=1),
        lambda: ToldCell.objects.all().delete(),
        lambda: ToldCell.objects.create(
            **dict.fromkeys(("edition", "source"), "x"),
            **{"dataset": NEED, "period": "2025Q2", "place": "E1", "smallest": 10},
            told_at=NOW,
        ),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert ToldCell.objects.count() == 5
    assert LEDGER.missing(connection) == []


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="REPLACE is SQLite's")
def test_nor_is_it_replaced(q2):
    columns = "dataset, edition, place, period, is_told, value, smallest, source, told_at"
    values = f"'{NEED}', 'x', 'E1', '2025Q2', 1, 1, 10, '', '2025-08-04'"
    with (
        pytest.raises(DatabaseError, match=SAID),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"REPLACE INTO releases_toldcell ({columns}) VALUES ({values})")


def of_year(count, year):
    return years_to_tell({NEED: count}, year, wards=4, smallest=10).get(NEED)


def telling_year(shown, year):
    return Telling(NEED, DISTRICT, str(year), Table({}, shown))


def test_a_year_is_told_once_and_stays(priya):
    year = Year(2025)
    assert of_year(416, year) == Guarded(415, 30)
    assert tell([telling_year(of_year(416, year), year)], "report", by=priya, now=NOW) == 1
    assert told([NEED], [year])[NEED, "2025/26"].total == Guarded(415, 30)
    assert str(of_year(12, year)) == "about 415"
    assert tell([telling_year(of_year(12, year), year)], "again", by=priya, now=NOW) == 0
    with pytest.raises(RuleBroken, match="told meanwhile"):
        tell([telling_year(Guarded(420), year)], "by force", by=priya, now=NOW)
    assert to_tell(REAL) == NOTHING
    with pytest.raises(RuleBroken, match="tell the difference"):
        tell([Telling(NEED, NEW, str(Q2), Table({"E1": Guarded(90)}))], "", by=priya, now=NOW)


@pytest.mark.parametrize(("year", "shown"), [(2025, None), (2024, Guarded(415, 30))])
def test_a_year_of_which_a_quarter_was_told_is_not(q2, priya, year, shown):
    assert of_year(416, Year(year)) == shown
    if shown is None:
        with pytest.raises(RuleBroken, match="tell the difference"):
            tell([telling_year(Guarded(415), Year(year))], "", by=priya, now=NOW)


@pytest.mark.parametrize(
    ("one", "other", "they_do"),
    [
        ("2025Q2", "2025Q2", True),
        ("2025Q2", "2025-05", True),
        ("2025Q2", "2025-07", False),
        ("2025Q2", "2025Q3", False),
        ("2025/26", "2025Q2", True),
        ("2025/26", "2026-03", True),
        ("2025/26", "2025Q1", False),
        ("2025/26", "2024/25", False),
    ],
)
def test_periods_overlap_that_share_a_month(one, other, they_do):
    assert overlap(one, other) == they_do
