"""An import killed at any moment leaves the old months or the new, and can be run again.

Size: 6 kills in the usual run, 40 in the deep one.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.datasets.builders import row, street_file

ROOT = Path(__file__).resolve().parents[2]
SQUARE = {"type": "Polygon", "coordinates": [[[0, 52], [1, 52], [1, 53], [0, 53], [0, 52]]]}


def months(count):
    """Three months of `count` rows, all of them different."""
    return [
        row(month=f"2025-0{month}", lon=f"0.{number:06}", crime_id=f"{month}-{number}")
        for month in (4, 5, 6)
        for number in range(count)
    ]


def wardmote(home, *words):
    env = {**os.environ, "WARDMOTE_HOME": str(home), "WARDMOTE_DATABASE_URL": ""}
    subprocess.run([sys.executable, "-m", *words], cwd=ROOT, env=env, check=True)


def check_kills(tmp_path, trials, seed):
    home = tmp_path / "home"
    ward = {"properties": {"WD25CD": "E1", "WD25NM": "Longmere"}, "geometry": SQUARE}
    wards = tmp_path / "wards.geojson"
    wards.write_text(json.dumps({"type": "FeatureCollection", "features": [ward]}))
    wardmote(home, "django", "migrate", "-v0", "--settings=wardmote.config.settings")
    wardmote(home, "wardmote.cli", "import", "places", str(wards), "--kind", "ward")
    old = street_file(tmp_path / "old-street.csv", months(3000))
    new = street_file(tmp_path / "new-street.csv", months(4000))
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
    check_kills(tmp_path, trials=6, seed=20261102)


@pytest.mark.deep
def test_however_often_it_is_killed(tmp_path):
    seen = check_kills(tmp_path, trials=40, seed=7)
    assert sum(one["killed"] for one in seen) > 20
    assert {one["seen"] for one in seen} == {"old", "new"}
