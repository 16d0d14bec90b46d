"""Batch counts are those of the product's own cube, to the last row, by either engine."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.conftest import NOW
from tests.datasets.builders import row, street_file
from wardmote.audit.models import Entry
from wardmote.cli import main
from wardmote.datasets.batch import Engine, Format, is_here
from wardmote.datasets.expressions import ALL, OTHER
from wardmote.datasets.queries import police_figures
from wardmote.datasets.street import TYPES
from wardmote.datasets.usecases import export_counts
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Month
from wardmote.places.models import Place

pytestmark = [
    pytest.mark.django_db,
    # ibis 12 calls DuckDB 2 by its old names
    pytest.mark.filterwarnings("ignore:.*is deprecated:DeprecationWarning"),
]
FIRST, MONTHS = Month(2024, 1), 26
SLUGS = [*TYPES, OTHER]


def history(seed=20261122, rows=4_000):
    """Rows of 26 months over and beside three wards: odd labels, no location, on borders."""
    chance = np.random.default_rng(seed)
    labels = [*TYPES.values(), "  BURGLARY", "Shop  lifting", "Something new"]
    longitudes = ["0.1", "0.999999", "1.0", "1.5", "2.25", "3.5", "-0.000001", ""]
    drawn = zip(
        chance.integers(0, MONTHS, rows),
        chance.integers(0, len(labels), rows),
        chance.integers(0, len(longitudes), rows),
        strict=True,
    )
    return [
        row(
            month=str(FIRST + int(month)),
            type=labels[label],
            lon=longitudes[where],
            lat="52.5" if longitudes[where] else "",
        )
        for month, label, where in drawn
        if month != 7
    ]


@pytest.fixture
def loaded(load_wards, load_street, tmp_path):
    load_wards("E1", "E2", "E3")
    Place.objects.filter(code="E3").update(district_code="D2")
    Place.objects.exclude(code="E3").update(district_code="D1")
    load_street(street_file(tmp_path / "history-street.csv", history()))


def lines(path: Path):
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def export(folder, **options):
    return export_counts(folder, by=COMMAND_LINE, now=NOW, form=Format.CSV, **options)


def test_the_results_are_those_of_the_cube_to_the_last_row(loaded, tmp_path):
    done = export(tmp_path / "out")
    assert (str(done.first), str(done.last)) == ("2024-01", "2026-02")
    cube = police_figures().cube
    assert check_counts(cube, tmp_path / "out") == done.files["counts.csv"]
    check_districts(cube, tmp_path / "out")
    check_rises(cube, tmp_path / "out")


def check_counts(cube, folder):
    """A line for every place, month and type with any rows, and none else."""
    expected = {
        (place, str(month), slug): int(cube.counts[at, when, kind])
        for place, at in cube.codes.items()
        for month, when in cube.months.items()
        for kind, slug in enumerate(SLUGS)
        if cube.counts[at, when, kind]
    }
    found = {
        (one["place"], one["month"], one["type"]): int(one["n"])
        for one in lines(folder / "counts.csv")
    }
    assert found == expected
    assert len(found) > 500
    return len(found)


def check_districts(cube, folder):
    """Every month and type, with the month before and twelve-month sums."""
    whole = np.zeros((MONTHS, len(SLUGS)), np.int64)
    for month, when in cube.months.items():
        in_d1 = cube.counts[cube.codes["E1"], when] + cube.counts[cube.codes["E2"], when]
        whole[month.index - FIRST.index] = in_d1
    every = dict(zip(SLUGS, whole.T, strict=True)) | {ALL: whole.sum(axis=1)}
    mine = [one for one in lines(folder / "districts.csv") if one["district"] == "D1"]
    assert len(mine) == MONTHS * len(every)
    for one in mine:
        series, at = every[one["type"]], Month.parse(one["month"]).index - FIRST.index
        assert int(one["n"]) == series[at]
        assert one["before"] == (str(series[at - 1]) if at else "")
        year = str(series[at - 11 : at + 1].sum()) if at >= 11 else ""
        assert one["sum_12"] == year
        ago = str(series[at - 23 : at - 11].sum()) if at >= 23 else ""
        assert one["sum_12_before"] == ago


def check_rises(cube, folder):
    """The largest first; equal ones by code and type."""
    found = lines(folder / "risers.csv")
    sums = {}
    for place, at in cube.codes.items():
        for kind, slug in enumerate(SLUGS):
            series = np.zeros(MONTHS, np.int64)
            for month, when in cube.months.items():
                series[month.index - FIRST.index] = cube.counts[at, when, kind]
            now, then = int(series[-12:].sum()), int(series[-24:-12].sum())
            if now or then:
                sums[place, slug] = (now - then, now, then)
    order = sorted(sums, key=lambda key: (-sums[key][0], *key))
    assert [(one["place"], one["type"]) for one in found] == order[:100]
    rises = [tuple(int(one[name]) for name in ("rise", "now", "then")) for one in found]
    assert rises == [sums[key] for key in order[:100]]
    assert [int(one["rank"]) for one in found] == list(range(1, len(found) + 1))


def test_the_command_says_what_it_wrote_and_what_it_is(loaded, tmp_path, capsys):
    folder = tmp_path / "out"
    assert main(["export", "counts", "--to", str(folder), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert list(said["files"]) == ["counts.parquet", "districts.parquet", "risers.parquet"]
    names = {path.name for path in folder.iterdir()}
    assert names == {*said["files"], "about.json"}
    about = json.loads((folder / "about.json").read_text())
    assert (about["first"], about["engine"], about["kind"]) == ("2024-01", "duckdb", "ward")
    assert about["rows"] == len(history())
    assert Entry.objects.get(verb="counts.exported").details["engine"] == "duckdb"
    assert main(["export", "counts"]) == 2


def test_nothing_to_export_is_said(load_wards, tmp_path):
    load_wards("E1")
    with pytest.raises(RuleBroken, match="No police rows are held"):
        export(tmp_path)


def test_without_the_extra_it_says_what_to_install(loaded, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "ibis", None)
    with pytest.raises(RuleBroken, match=r"pip install 'wardmote\[batch\]'"):
        export(tmp_path)
    with pytest.raises(RuleBroken, match=r"pip install 'wardmote\[spark\]'"):
        export(tmp_path, engine=Engine.SPARK)


def test_starting_does_not_wait_for_ibis():
    code = (
        "import sys, django; django.setup(); import wardmote.config.urls, "
        "wardmote.datasets.usecases, wardmote.datasets.management.commands.export_counts; "
        "sys.exit(any(name.split('.')[0] in ('ibis', 'pyspark', 'pandas', 'pyarrow') "
        "for name in sys.modules))"
    )
    env = {"DJANGO_SETTINGS_MODULE": "wardmote.config.settings"}
    import os

    done = subprocess.run([sys.executable, "-c", code], env={**os.environ, **env}, check=False)
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("master", "here"),
    [
        ("local[*]", True),
        ("local[2]", True),
        ("spark://127.0.0.1:7077", True),
        ("spark://10.0.0.4:7077", False),
        ("yarn", False),
    ],
)
def test_spark_stays_on_this_machine_unless_its_master_is_elsewhere(master, here):
    assert is_here(master) is here
