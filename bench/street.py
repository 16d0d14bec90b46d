"""Loading street files: one table a claim of speed, beside its peers in the same run.

    python -m bench.street [--size small]       about 8 minutes on two cores
    python -m bench.street --size national      about 25 minutes and 20 GB of disk

Archives and boundaries come from the seeded generator in ../shared/bench: 2.1 million rows
(4 months of 43 forces) or 18 million (36 months); 750,000 snap points, 7,000 wards, 10,500
parishes, 330 districts. Every load runs in a process of its own, with the cubes of all
three layers; the raw scan is DuckDB's typed read of the same files, before and after it.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bench import street_pages
from bench.harness import AbsentError, shared
from bench.rows import SEEDS, Claim, Size, at_least, at_most, not_run, spread

TITLE = "National street data"
ABOUT = (
    "`wardmote import street` on a synthetic archive of England and Wales; pages' questions "
    "on the parishes' counts."
)
NATIONAL = True
ROOT = Path(__file__).resolve().parent.parent
REPEATS = 3
MONTHS = {Size.TINY: (30_000, 2), Size.SMALL: (2_000_000, 4), Size.NATIONAL: (18_000_000, 36)}
SCAN = """
import duckdb, glob, json, sys, time
kinds = dict.fromkeys(("crime_id", "month", "force", "falls_within"), "VARCHAR")
kinds |= dict.fromkeys(("lon", "lat"), "DOUBLE")
kinds |= dict.fromkeys(("location", "lsoa", "lsoa_name"), "VARCHAR")
kinds |= dict.fromkeys(("type", "outcome", "context"), "VARCHAR")
engine = duckdb.connect(config={"threads": "2"})
began = time.perf_counter()
engine.execute(
    "SELECT count(*), sum(lon), sum(lat), count(DISTINCT type) FROM "
    f"read_csv(?, columns={kinds}, auto_detect=false, header=true, strict_mode=true)",
    [glob.glob(sys.argv[1] + "/*/*.csv")],
).fetchall()
print(json.dumps({"seconds": time.perf_counter() - began}))
"""


def run(size: Size) -> list[Claim]:
    """The claims of this size; raises AbsentError without the generator."""
    generator = shared("bench", "street_gen.py")
    with tempfile.TemporaryDirectory(prefix="wardmote-bench-") as name:
        work = Path(os.environ.get("WARDMOTE_BENCH_WORK", name))
        work.mkdir(parents=True, exist_ok=True)
        return _Bench(size, work).claims(generator)


class _Bench:
    def __init__(self, size: Size, work: Path) -> None:
        self.size, self.work = size, work
        self.geo = work / "geo"
        self.archive = work / f"archive-{size}"
        self.zip = work / f"archive-{size}.zip"
        self.template = work / "home"
        self.repeats = 1 if size is Size.TINY else REPEATS

    def claims(self, generator: Path) -> list[Claim]:
        self._prepare(generator)
        claims = self._loads()
        claims += self._again()
        claims += self._counts()
        claims += self._placing()
        claims += self._pages()
        claims += self._analyst()
        return claims

    def _prepare(self, generator: Path) -> None:
        if not self.geo.exists():
            _call([generator, "geo", self.geo])
        if not self.archive.exists():
            rows, months = MONTHS[self.size]
            _call([generator, "rows", self.geo, self.archive, rows, months])
        if not self.zip.exists():
            with zipfile.ZipFile(self.zip, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as out:
                for path in sorted(self.archive.rglob("*.csv")):
                    out.write(path, path.relative_to(self.archive))
        if not self.template.exists():
            self._step(self.template, "places", self.geo)

    def _step(self, home: Path, *words: object) -> dict[str, Any]:
        return _call(["-m", "bench.street_home", *words], home)

    def _fresh(self) -> Path:
        home = self.work / "loaded"
        shutil.rmtree(home, ignore_errors=True)
        return Path(shutil.copytree(self.template, home))

    def _loads(self) -> list[Claim]:
        """Folder and zip, each between two raw scans of the same files."""
        raw, folder, packed = [], [], []
        for _ in range(self.repeats):
            before = _call(["-c", SCAN, self.archive])["seconds"]
            packed.append(self._step(self._fresh(), "load", self.zip))
            between = _call(["-c", SCAN, self.archive])["seconds"]
            folder.append(self._step(self._fresh(), "load", self.archive))
            after = _call(["-c", SCAN, self.archive])["seconds"]
            raw.append((before + between + between + after) / 4)
        spent = [one["seconds"] for one in folder]
        zipped = [one["seconds"] for one in packed]
        rows = folder[0]["rows"]
        self.load, self.memory = spent, max(one["memory"] for one in folder)
        limits = (
            {"folder": 3.5, "zip": 4.5}
            if self.size is Size.NATIONAL
            else {"folder": 5.0, "zip": 6.0}
        )
        scan = f"raw typed scan by DuckDB, {spread(raw, ' s')}"
        claims = [
            at_most(
                f"{rows:,} rows from a {what}, against a bare scan",
                limits[what],
                [one / other for one, other in zip(mine, raw, strict=True)],
                unit=" x",
                peers=scan,
                note=f"{spread(mine, ' s')}, {rows / np.mean(mine) / 1e6:.2f} million rows/s",
            )
            for what, mine in (("folder", spent), ("zip", zipped))
        ]
        peak = [one["memory"] / 1024 for one in (*folder, *packed)]
        claims.append(at_most("peak memory of a load", 1.5, peak, unit=" GB", worst=True))
        if self.size is Size.NATIONAL:
            claims.append(self._linear(rows, float(np.mean(spent))))
        return claims

    def _linear(self, rows: int, spent: float) -> Claim:
        """Cost a row from 8 to 18 million against that from 2 to 8 million."""
        months = sorted(self.archive.iterdir())
        some = [self._step(self._fresh(), "load", *months[:count]) for count in (4, 16)]
        low = (some[1]["seconds"] - some[0]["seconds"]) / (some[1]["rows"] - some[0]["rows"])
        high = (spent - some[1]["seconds"]) / (rows - some[1]["rows"])
        note = f"{1e6 * low:.2f} and {1e6 * high:.2f} µs a row"
        return at_most(
            "cost of a further row, 8-18 against 2-8 million", 1.1, [high / low], note=note
        )

    def _again(self) -> list[Claim]:
        """In the home of the last load: nothing new, a force-month, a month of all forces."""
        home = self.work / "loaded"
        month = sorted(self.archive.iterdir())[-1]
        changed = sorted(month.iterdir())
        nothing = [self._step(home, "load", self.archive) for _ in range(self.repeats)]
        one, every = [], []
        for number in range(self.repeats):
            _revise(changed[1:2], number)
            one.append(self._step(home, "load", self.archive))
            _revise(changed, number)
            every.append(self._step(home, "load", self.archive))
        said = [step["changes"]["replaced"] for step in (nothing[0], one[0], every[0])]
        if said != [0, 1, len(changed)]:
            raise AssertionError(f"force-months replaced: {said}")
        checked = self._step(home, "check")
        return [
            at_most("the same archive again", 0.1, _seconds(nothing), unit=" s"),
            at_most("one force-month revised", 0.5, _seconds(one), unit=" s"),
            at_most("one month of all forces revised", 1.25, _seconds(every), unit=" s"),
            at_most(
                "cells of the three cubes that differ from SQL, after all that",
                0,
                [checked["wrong"]],
                note=f"{checked['total']:,} rows counted",
            ),
        ]

    def _counts(self) -> list[Claim]:
        found = [self._step(self.work / "loaded", "counts") for _ in range(self.repeats)]
        ours, scan = ([one[key] for one in found] for key in ("ours", "scan"))
        values = [one / other for one, other in zip(ours, scan, strict=True)]
        peer = f"scan of 3 columns of the rows, {spread(scan, ' s')}"
        limit = 12.0
        name = "counts of three layers, against a scan"
        if self.size is not Size.NATIONAL:  # fixed costs of the layers outweigh so few rows
            return [Claim(name, "", spread(values, " x"), peer)]
        return [at_most(name, limit, values, unit=" x", peers=peer)]

    def _placing(self) -> list[Claim]:
        found = [
            self._step(self.work / "loaded", "placing", self.geo) for _ in range(self.repeats)
        ]
        faster = [one["geopandas"] / one["ours"] for one in found]
        name = f"{found[0]['points']:,} points in 10,500 parishes, times as fast as geopandas"
        peer = f"sjoin of the same points, {spread([one['geopandas'] for one in found], ' s')}"
        return [
            at_least(name, 2, faster, unit=" x", peers=peer),
            at_most("points placed otherwise than by it", 0, [found[0]["differ"]]),
        ]

    def _pages(self) -> list[Claim]:
        """The parishes' cube as pages map it, and the peers with the same cells."""
        counts = self.work / "loaded" / "warehouse" / "counts"
        path = max(
            (one for one in counts.glob("????????????????????????????????.npy")),
            key=lambda one: one.stat().st_size,
        )
        cube = (
            np.load(path, mmap_mode="r"),
            np.load(path.with_name(f"across-{path.name}"), mmap_mode="r"),
        )
        questions = street_pages.asked(cube, SEEDS[0])
        mine, answers = street_pages.measure(street_pages.ours(cube), questions)
        limit = np.percentile(mine, [50, 95])
        claims = [
            at_most("page question, median", 0.05, [float(limit[0])], unit=" ms"),
            at_most("page question, 95th percentile", 0.5, [float(limit[1])], unit=" ms"),
        ]
        for name, open_store in street_pages.PEERS.items():
            with tempfile.TemporaryDirectory() as folder:
                store = open_store(cube, Path(folder))
                theirs, same = street_pages.measure(store, questions)
            if same != answers:
                raise AssertionError(f"{name} answers otherwise")
            p50, p95 = np.percentile(theirs, [50, 95])
            claims.append(
                at_least(
                    f"page question, times as fast as {name} at the 95th percentile",
                    20,
                    [float(p95 / limit[1])],
                    unit=" x",
                    peers=f"median {p50:.2f} ms, 95th percentile {p95:.2f} ms",
                )
            )
        return claims

    def _analyst(self) -> list[Claim]:
        """pandas and geopandas on every row, at the small size: it needs 29 GB for all."""
        name = "times as fast as pandas and geopandas"
        if self.size is not Size.SMALL:
            return []
        script = shared("bench", "street_analyst.py")
        folder = self.work / "analyst"
        folder.mkdir(exist_ok=True)
        for link, target in (("d18m", self.archive), ("geo", self.geo)):
            if not (folder / link).exists():
                (folder / link).symlink_to(target)
        try:
            found = [_call([script, "4"], cwd=folder) for _ in range(self.repeats)]
        except subprocess.CalledProcessError as error:
            return [not_run(name, f"the analyst's script ended with {error.returncode}")]
        theirs = [one["wall"] for one in found]
        faster = [other / one for one, other in zip(self.load, theirs, strict=True)]
        memory = min(one["memory"] for one in found)
        return [
            at_least(
                name, 5, faster, unit=" x", peers=f"{spread(theirs, ' s')}, {memory:,} MB"
            ),
            at_most("share of its memory", 1 / 3, [self.memory / memory]),
        ]


def _seconds(steps: Sequence[dict[str, Any]]) -> list[float]:
    return [step["seconds"] for step in steps]


def _revise(paths: Sequence[Path], number: int) -> None:
    """Another outcome in the last line: the rows and the checksum of each file change."""
    for path in paths:
        body = path.read_bytes().rstrip(b"\n")
        start = body.rfind(b"\n") + 1
        cells = body[start:].split(b",")
        cells[10] = b"Revision %d %d" % (number, time.time_ns())
        path.write_bytes(body[:start] + b",".join(cells) + b"\n")


def _call(
    words: Sequence[object], home: Path | None = None, cwd: Path = ROOT
) -> dict[str, Any]:
    """Run a Python process; its last line of JSON, with its peak memory in MB."""
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    if home is not None:
        home.mkdir(exist_ok=True)
        env["WARDMOTE_HOME"] = str(home)
    command = [sys.executable, *map(str, words)]
    with subprocess.Popen(command, cwd=cwd, env=env, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        said = child.stdout.read().decode()
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, command)
    last = said.strip().splitlines()[-1:]  # DuckDB may draw a progress bar before it
    found = json.loads(last[0][last[0].index("{") :]) if last and "{" in last[0] else {}
    return {"memory": _megabytes(used), **found}


def _megabytes(used: resource.struct_rusage) -> int:
    return used.ru_maxrss // 1024


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--size", choices=list(Size), default=Size.SMALL)
    try:
        for claim in run(Size(asked.parse_args().size)):
            print(claim)
    except AbsentError as absent:
        print(absent)
