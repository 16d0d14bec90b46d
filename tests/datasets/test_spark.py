"""A Spark cluster gives the very lines that DuckDB gives, and listens on loopback alone.

The command itself is run, in a home of its own, by the environment that `bootstrap.py
spark` makes (a part of `make test-deep`).
"""

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.datasets.builders import street_file
from tests.datasets.spark_cluster import cluster, environment, listened_to
from tests.datasets.test_exporting import history

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venv/spark/bin/python"
RESULTS = ("counts.csv", "districts.csv", "risers.csv")
#: 127.0.0.1 as the kernel writes it: of IPv4, in IPv6's notation, and IPv6's own
LOOPBACKS = {
    "0100007F",
    "0000000000000000FFFF00000100007F",
    "00000000000000000000000001000000",
}

pytestmark = pytest.mark.deep


@pytest.fixture(scope="module")
def spark():
    if not PYTHON.exists():
        pytest.skip("Spark is not installed: `python3 bootstrap.py spark` does it")
    if not shutil.which("java"):
        pytest.skip("there is no Java here, and none could be had: Spark was not tried")
    return PYTHON


@pytest.fixture(scope="module")
def home(spark, tmp_path_factory):
    """Three wards, two districts, 26 months."""
    folder = tmp_path_factory.mktemp("spark")
    env = environment(spark) | {
        "WARDMOTE_HOME": str(folder / "home"),
        "WARDMOTE_DATABASE_URL": "",
    }
    features = [
        {
            "type": "Feature",
            "properties": {"WD25CD": f"E{west}", "WD25NM": f"Ward {west}", "LAD25CD": district},
            "geometry": {
                "type": "Polygon",
                "coordinates": [
                    [[west, 52], [west + 1, 52], [west + 1, 53], [west, 53], [west, 52]]
                ],
            },
        }
        for west, district in enumerate(["D1", "D1", "D2"])
    ]
    wards = folder / "wards.geojson"
    wards.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    rows = street_file(folder / "history-street.csv", history())
    wardmote = [sys.executable, "-m", "wardmote.cli"]
    for words in (
        [
            sys.executable,
            "-m",
            "django",
            "migrate",
            "-v0",
            "--settings=wardmote.config.settings",
        ],
        [*wardmote, "import", "places", str(wards), "--kind", "ward"],
        [*wardmote, "import", "street", str(rows)],
        [*wardmote, "export", "counts", "--to", str(folder / "duckdb"), "--format", "csv"],
    ):
        subprocess.run(words, cwd=ROOT, env=env, check=True, capture_output=True)
    return folder, env


def exported(home, name, master):
    """Run the command on Spark; give back the addresses that it listened at meanwhile."""
    folder, env = home
    command = [str(PYTHON), "-m", "wardmote.cli", "export", "counts", "--engine", "spark"]
    command += ["--master", master, "--to", str(folder / name), "--format", "csv"]
    log = folder / f"{name}.log"
    heard = set()
    with log.open("wb") as out:
        child = subprocess.Popen(command, cwd=ROOT, env=env, stdout=out, stderr=out)
        while child.poll() is None:
            heard |= listened_to([child.pid])
            time.sleep(0.2)
    assert child.returncode == 0, log.read_text(errors="replace")[-3000:]
    return heard


def check_same(home, name):
    folder, _ = home
    for result in RESULTS:
        ours, theirs = folder / "duckdb" / result, folder / name / result
        assert ours.read_bytes() == theirs.read_bytes(), result
        assert len(ours.read_bytes()) > 1000
    assert json.loads((folder / name / "about.json").read_text())["engine"] == "spark"


def test_spark_on_two_cores_gives_what_duckdb_gives(home):
    heard = exported(home, "local", "local[2]")
    check_same(home, "local")
    assert heard
    assert heard <= LOOPBACKS


def test_a_master_with_two_workers_gives_what_duckdb_gives(home, spark):
    folder, _ = home
    with cluster(spark, folder) as (master, pids):
        assert master.startswith("spark://127.0.0.1:")
        heard = exported(home, "cluster", master) | listened_to(pids)
        assert "Launching executor" in (folder / "master.log").read_text()
    check_same(home, "cluster")
    assert heard
    assert heard <= LOOPBACKS
