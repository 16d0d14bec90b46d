"""A home with reports of before the ledger has what they told in it after the upgrade."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from tests.reports.conftest import Q2
from tests.reports.test_told_once import SLUG, correct, of_ward
from tests.small_district import BRAMLEY, HARROW_FEN, LONGMERE
from wardmote.kernel.numbers import Guarded
from wardmote.releases.ledger import told
from wardmote.releases.models import Release, ToldCell
from wardmote.releases.triggers import LEDGER

pytestmark = pytest.mark.django_db
UPGRADE = import_module("wardmote.releases.migrations.0010_told_before_the_ledger")
PARTS = ("dataset", "edition", "place", "period", "is_told", "value", "smallest", "source")


def upgrade():
    UPGRADE.fill(apps, SimpleNamespace(connection=connection))


def ledger():
    return sorted(ToldCell.objects.values_list(*PARTS), key=str)


def forget_the_ledger():
    LEDGER.take_down(connection)
    ToldCell.objects.all().delete()
    LEDGER.put_up(connection)


def test_the_upgrade_fills_the_ledger_from_what_was_published(published):
    before = ledger()
    assert len(before) == 8  # seven wards reported, and their total
    forget_the_ledger()
    upgrade()
    assert ledger() == before


def test_a_second_upgrade_adds_nothing(published):
    before = ledger()
    upgrade()
    assert ledger() == before


def test_after_it_nothing_is_told_otherwise(published, ana, priya):
    forget_the_ledger()
    upgrade()
    edition = correct({HARROW_FEN: 120, LONGMERE: 31, BRAMLEY: 41}, ana, priya)
    assert edition.number == 2
    assert [of_ward(code) for code in (HARROW_FEN, LONGMERE, BRAMLEY)] == [
        "about 90", "fewer than 10", "about 40",
    ]  # fmt: skip


def test_the_word_told_first_counts_though_it_was_replaced(published, ana, priya):
    """Before the ledger a correction told another number."""
    forget_the_ledger()
    first = Release.objects.get(slot=f"partner {SLUG} {HARROW_FEN} {Q2}")
    newer = Release.objects.get(pk=first.pk)
    newer.pk, newer.audience = None, "members"
    newer.content = {**newer.content, "shown": "about 70"}
    newer.save()
    upgrade()
    assert told([SLUG], [Q2])[SLUG, str(Q2)].cells[HARROW_FEN] == Guarded(90)


def test_a_total_that_is_not_found_counts_as_withheld(published):
    forget_the_ledger()
    Release.objects.filter(kind="report").delete()
    upgrade()
    assert told([SLUG], [Q2])[SLUG, str(Q2)].total is None
    assert set(ToldCell.objects.values_list("edition", flat=True)) == {""}


@pytest.mark.parametrize(
    ("words", "read"), [("about 1,245", (1245, 10)), ("fewer than 12", (None, 12))]
)
def test_released_words_are_read_as_they_were_written(words, read):
    assert UPGRADE.read(words) == read


def test_words_that_were_never_released_stop_no_upgrade_and_tell_nothing():
    assert UPGRADE.read("12") == (None, 10)


@pytest.mark.parametrize("kind", ["partner_figures", "report"])
def test_a_release_without_its_parts_stops_no_upgrade(published, kind):
    forget_the_ledger()
    for one in Release.objects.filter(kind=kind):
        Release.objects.filter(pk=one.pk).update(content={"was": "written otherwise"})
    upgrade()
    assert ToldCell.objects.exists() == (kind == "report")
