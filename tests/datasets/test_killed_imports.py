"""An import killed at any moment leaves the old months or the new, and can be run again.

By SIGKILL or SIGTERM, with several batches of files still to come.

Size: 4 kills in the usual run, 40 in the deep one.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.datasets.builders import row, street_file
from tests.homes import migrated_home

ROOT = Path(__file__).resolve().parents[2]
SQUARE = {"type": "Polygon", "coordinates": [[[0, 52], [1, 52], [1, 53], [0, 53], [0, 52]]]}


def months(folder, count):
    """Three months of two forces, a file of `count` rows each, all of them different."""
    for month in (4, 5, 6):
        for force in ("Brackenshire Police", "Next Door Police"):
            rows = [
                row(
                    month=f"2025-0{month}",
                    force=force,
                    lon=f"0.{number:06}",
                    crime_id=f"{month}-{number}",
                )
                for number in range(count)
            ]
            street_file(folder / f"2025-0{month}-{force[:4].lower()}-street.csv", rows)
    return folder


def wardmote(home, *words):
    env = {**os.environ, "WARDMOTE_HOME": str(home), "WARDMOTE_DATABASE_URL": ""}
    subprocess.run([sys.executable, "-m", *words], cwd=ROOT, env=env, check=True)


def check_kills(tmp_path, trials, seed):
    home = tmp_path / "home"
    ward = {"properties": {"WD25CD": "E1", "WD25NM": "Longmere"}, "geometry": SQUARE}
    wards = tmp_path / "wards.geojson"
    wards.write_text(json.dumps({"type": "FeatureCollection", "features": [ward]}))
    with migrated_home(home):  # its tables; all that follows is from outside
        pass
    wardmote(home, "wardmote.cli", "import", "places", str(wards), "--kind", "ward")
    old, new = months(tmp_path / "old", 1500), months(tmp_path / "new", 2000)
    asked = (home, old, new, seed, trials)
    done = subprocess.run(
        [sys.executable, "-m", "tests.datasets.kill_imports", *map(str, asked)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    trials_seen = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(trials_seen) == trials
    assert {one["seen"] for one in trials_seen} <= {"old", "new"}
    assert all(one["mended"] and one["left"] == 0 for one in trials_seen)
    return trials_seen


def test_a_killed_import_leaves_the_old_months_or_the_new(tmp_path):
    seen = check_kills(tmp_path, trials=4, seed=20261102)
    assert {one["by"] for one in seen} == {"SIGKILL", "SIGTERM"}


@pytest.mark.deep
def test_however_often_it_is_killed(tmp_path):
    seen = check_kills(tmp_path, trials=40, seed=7)
    assert sum(one["killed"] for one in seen) > 20
    assert {one["seen"] for one in seen} == {"old", "new"}
