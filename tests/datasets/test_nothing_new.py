"""The same archive once more is not gone through; after a change only that is counted."""

import os
import random
import shutil
from datetime import date

import numpy as np
import pytest

from tests.datasets.builders import row, street_file
from wardmote.datasets import cubes as cube_module
from wardmote.datasets import looks
from wardmote.datasets.cubes import Cubes
from wardmote.datasets.models import ForceMonth
from wardmote.datasets.queries import counts_of
from wardmote.datasets.stores import boundaries_of, held_as, shelf
from wardmote.datasets.usecases import street
from wardmote.kernel.periods import Quarter
from wardmote.places.queries import edition_in_use

pytestmark = pytest.mark.django_db
FORCES = ("Brackenshire Police", "Next Door Police")
MONTHS = ("2025-04", "2025-05", "2025-06")
Q2 = Quarter(2025, 2)


def path_of(folder, month, force):
    return folder / f"{month}-{force.split()[0].lower()}-street.csv"


def write(folder, month, force, wards):
    """One row in each ward named by its number."""
    lines = [row(month=month, force=force, lon=f"{ward}.5") for ward in wards]
    street_file(path_of(folder, month, force), lines)


@pytest.fixture
def archive(tmp_path, monkeypatch):
    """Two forces, three months; nobody waits until the files have settled."""
    monkeypatch.setattr(looks, "SETTLED", 0)
    for month in MONTHS:
        for force in FORCES:
            write(tmp_path / "police", month, force, (0, 0, 1))
    return tmp_path / "police"


@pytest.fixture
def loaded(load_wards, load_street, archive, monkeypatch):
    """The archive, loaded; how often files have been gone through since."""
    load_wards("E1", "E2")
    load_street(archive)
    calls = []
    take_in = street.take_in
    monkeypatch.setattr(street, "take_in", lambda *a, **k: calls.append(1) or take_in(*a, **k))
    return calls


def counts():
    return {one.code: one.counts["Burglary"] for one in counts_of(Q2).wards}


def test_nothing_is_gone_through_and_the_receipt_says_the_same(loaded, load_street, archive):
    again = load_street(archive)
    assert loaded == []
    assert again.changes == {"new": 0, "replaced": 0, "unchanged": 6, "older": 0}
    assert (again.state, again.rows, again.placed, again.outside) == ("done", 18, 18, 0)
    assert len(again.files) == 6


def test_a_later_day_counts_as_a_later_publication(loaded, load_street, archive):
    load_street(archive, published=date(2026, 12, 1))
    assert loaded == []
    assert {*ForceMonth.objects.values_list("published_on", flat=True)} == {date(2026, 12, 1)}


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: write(folder, MONTHS[0], FORCES[0], (0, 1, 1)),
        lambda folder: os.utime(path_of(folder, MONTHS[1], FORCES[1]), (1, 1)),
        lambda folder: path_of(folder, MONTHS[1], FORCES[1]).unlink(),
        lambda folder: write(folder, "2025-07", FORCES[0], (0,)),
        lambda folder: (folder / "read me").write_text("hello"),
    ],
    ids=["changed", "touched", "gone", "new", "another file"],
)
def test_any_change_among_the_files_is_looked_at(loaded, load_street, archive, change):
    change(archive)
    load_street(archive)
    assert loaded == [1]


def test_what_was_replaced_meanwhile_comes_back(loaded, load_street, archive, tmp_path):
    write(tmp_path / "other", MONTHS[0], FORCES[0], (1, 1, 1))
    before = counts()
    load_street(tmp_path / "other")
    assert counts() != before
    load_street(archive)
    assert counts() == before


def test_new_wards_are_placed_and_lost_rows_read_again(
    loaded, load_wards, load_street, archive
):
    load_wards("E1", edition="2026-05")
    assert load_street(archive).placed == 12
    shutil.rmtree(shelf().root / "rows")
    load_street(archive)
    assert len(list(shelf().root.glob("rows/*"))) == 1


def test_files_with_a_bad_line_are_gone_through_every_time(loaded, load_street, archive):
    path = path_of(archive, MONTHS[0], FORCES[0])
    path.write_text(path.read_text() + row(month="2025-13") + "\n")
    assert [load_street(archive).rejected for _ in range(2)] == [1, 1]


def cube_from_nothing(folder, held):
    """The cube of what is held, made in a store that has no other."""
    root = shelf().root
    for name in "tallies", "shapes":
        shutil.copytree(root / name, folder / name, dirs_exist_ok=True)
    return Cubes(type(shelf())(folder)).get(boundaries_of(edition_in_use()), held)


def test_counts_of_changed_months_equal_those_made_from_nothing(
    loaded, load_street, archive, tmp_path
):
    chance = random.Random(20261201)
    for turn in range(6):
        for _ in range(chance.randint(1, 2)):
            month, force = chance.choice([*MONTHS, "2025-07"]), chance.choice(FORCES)
            write(archive, month, force, chance.choices((0, 1, 2), k=chance.randint(2, 4)))
        load_street(archive, replace=True)
        held = held_as(ForceMonth.objects.all())
        ours = Cubes(shelf()).get(boundaries_of(edition_in_use()), held)
        whole = cube_from_nothing(tmp_path / f"fresh-{turn}", held)
        assert (ours.codes, ours.months, ours.forces) == (
            whole.codes,
            whole.months,
            whole.forces,
        )
        for name in "counts", "across", "by_force":
            assert np.array_equal(getattr(ours, name), getattr(whole, name)), name


def test_months_that_have_not_changed_are_not_counted_again(
    loaded, load_street, archive, monkeypatch
):
    read = []
    tally = cube_module.Tally.read
    monkeypatch.setattr(
        cube_module.Tally, "read", lambda *paths: read.append(paths[0]) or tally(*paths)
    )
    write(archive, "2025-07", FORCES[0], (0, 1))
    load_street(archive)
    assert len({*read}) == 1  # of the batch that came, and not of the one that lay there
