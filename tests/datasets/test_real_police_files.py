"""The engine's counts on real files equal counts made another way.

The other way: Python's csv reader and one shapely test for each row, no DuckDB, no
packing, no caches. South Cambridgeshire's 26 wards; a sample of months in the usual run,
all 21 in the deep one (147,827 rows).
"""

import csv
import gzip
import json
from collections import Counter

import pytest
import shapely
from shapely.geometry import shape

from wardmote.cli import main
from wardmote.datasets.cubes import Boundaries, Cubes
from wardmote.datasets.layers import Held
from wardmote.datasets.models import ForceMonth
from wardmote.datasets.street import TYPES
from wardmote.kernel.periods import Month

SAMPLE = ["2024-03", "2024-11", "2025-08"]


@pytest.fixture
def police(shared):
    return shared / "data" / "street"


@pytest.fixture
def south_cambs(shared):
    path = shared / "data" / "boundaries" / "wards_2025" / "E07000012.geojson"
    wards = {
        one["properties"]["WD25CD"]: shape(one["geometry"])
        for one in json.loads(path.read_text())["features"]
    }
    return dict(sorted(wards.items()))


def count_slowly(path, wards):
    """(ward or None or "nowhere", type) -> rows of one file, row by row."""
    found = Counter()
    seen = {}
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for one in csv.DictReader(file):
            if not one["Longitude"]:
                found["nowhere", one["Crime type"]] += 1
                continue
            where = (one["Longitude"], one["Latitude"])
            if where not in seen:
                point = shapely.Point(float(where[0]), float(where[1]))
                hits = [code for code, ward in wards.items() if ward.intersects(point)]
                seen[where] = min(hits, default=None)
            found[seen[where], one["Crime type"]] += 1
    return found


def check_equal(take, shelf, wards, paths):
    intake = take(*paths)
    assert (intake.rejected, intake.seen.other_labels) == (0, set())
    held = [
        Held(one.month, one.force, one.fingerprint, one.batch, one.part)
        for one in intake.taken.values()
    ]
    boundaries = Boundaries("wards", lambda: list(wards), lambda: list(wards.values()))
    cube = Cubes(shelf).get(boundaries, held)
    for path, one in zip(paths, intake.taken.values(), strict=True):
        slowly = count_slowly(path, wards)
        assert one.rows == slowly.total()
        assert one.no_location == sum(n for (at, _), n in slowly.items() if at == "nowhere")
        cells = cube.counts[:, cube.months[one.month], :]
        quickly = Counter(
            {
                (code, label): int(cells[cube.codes[code], number])
                for code in wards
                for number, label in enumerate(TYPES.values())
            }
        )
        assert +quickly == Counter({key: n for key, n in slowly.items() if key[0] in wards})


def test_a_sample_of_months_is_counted_as_one_would_by_hand(take, shelf, police, south_cambs):
    paths = [
        police / "cambridgeshire" / f"{month}-cambridgeshire-street.csv.gz" for month in SAMPLE
    ]
    check_equal(take, shelf, south_cambs, paths)


@pytest.mark.deep
def test_every_month_is_counted_as_one_would_by_hand(take, shelf, police, south_cambs):
    check_equal(take, shelf, south_cambs, sorted((police / "cambridgeshire").iterdir()))


@pytest.mark.parametrize(
    ("name", "force"),
    [
        ("2019-07-btp", "British Transport Police"),
        ("2025-01-btp", "British Transport Police"),
        ("2025-11-derbyshire", "Derbyshire Constabulary"),
        ("2025-11-dyfed-powys", "Dyfed-Powys Police"),
        ("2025-12-northern-ireland", "Police Service of Northern Ireland"),
    ],
)
def test_every_oddity_is_read_whole(take, shelf, police, south_cambs, name, force):
    path = police / "oddities" / f"{name}-street.csv.gz"
    check_equal(take, shelf, south_cambs, [path])
    (one,) = take(path).taken.values()
    assert (one.force, one.month) == (force, Month.parse(name[:7]))


def test_two_publications_of_a_month_differ_in_outcomes_alone(take, shelf, police):
    name = "2024-01-cambridgeshire-street.csv.gz"
    (old,) = take(police / "cambridgeshire_earlier_release_2024-06" / name).taken.values()
    (new,) = take(police / "cambridgeshire" / name).taken.values()
    assert old.fingerprint != new.fingerprint
    assert (old.rows, old.no_location) == (new.rows, new.no_location)


@pytest.fixture
def real_wards(db, shared, capsys):
    path = shared / "data" / "boundaries" / "wards_2025" / "E07000012.geojson"
    command = ["import", "places", str(path), "--kind", "ward", "--edition", "2025-05"]
    assert main(command) == 0
    capsys.readouterr()


def test_a_quarter_by_command_gives_the_published_totals(real_wards, police, capsys):
    names = [f"2025-0{month}-cambridgeshire-street.csv.gz" for month in (4, 5, 6)]
    paths = [str(police / "cambridgeshire" / name) for name in names]
    assert main(["import", "street", *paths]) == 0
    capsys.readouterr()
    assert main(["counts", "--quarter", "2025Q2", "--json"]) == 0
    counts = json.loads(capsys.readouterr().out)
    assert (counts["rows"], counts["no_location"], counts["outside"]) == (22516, 606, 19491)
    balsham = counts["wards"][0]
    assert (balsham["code"], balsham["counts"]["Burglary"]) == ("E05011282", 3)
    assert sum(sum(ward["counts"].values()) for ward in counts["wards"]) == 22516 - 606 - 19491


@pytest.mark.parametrize("newest_first", [True, False])
def test_two_publications_of_the_same_months_are_never_added(
    real_wards, police, capsys, newest_first
):
    name = "2024-01-cambridgeshire-street.csv.gz"
    commands = [
        [str(police / "cambridgeshire" / name), "--published", "2025-11-01"],
        [
            str(police / "cambridgeshire_earlier_release_2024-06" / name),
            *("--published", "2024-06-01"),
        ],
    ]
    for command in commands if newest_first else reversed(commands):
        assert main(["import", "street", *command]) == 0
    (held,) = ForceMonth.objects.all()
    assert (held.rows, str(held.published_on)) == (6116, "2025-11-01")


def test_part_of_a_force_month_does_not_replace_the_whole(real_wards, police, capsys):
    whole = police / "cambridgeshire" / "2025-06-cambridgeshire-street.csv.gz"
    part = police / "sample_south_cambridgeshire_2025-06_2025-07.csv"
    assert main(["import", "street", str(whole)]) == 0
    assert main(["import", "street", str(part)]) == 1
    assert "under half" in capsys.readouterr().err
    assert ForceMonth.objects.get().month == "2025-06"
