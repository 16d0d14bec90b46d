"""Loading street files: one table a claim of speed, beside its peers in the same run.

    python -m bench --only street
    python -m bench --only street --size national      20 GB of disk

Archives and boundaries come from the seeded generator in ../shared/bench: 2.1 million rows
(4 months of 43 forces) or 18 million (36 months); 750,000 snap points, 7,000 wards, 10,500
parishes, 330 districts. Every load runs in a process of its own, with the cubes of all
three layers; the raw scan is DuckDB's typed read of the same files, before and after it.
"""

import os
import shutil
import subprocess
import tempfile
import time
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

from bench import street_limit, street_pages
from bench.harness import shared
from bench.rows import SEEDS, Claim, Size, at_least, at_most, not_run, spread
from bench.street_steps import SCAN, best, call, revise

TITLE = "National street data"
ABOUT = (
    "`wardmote import street` on a synthetic archive of England and Wales; pages' questions "
    "on the parishes' counts."
)
NATIONAL = True
REPEATS = {Size.TINY: 1, Size.SMALL: 3, Size.NATIONAL: 1}
SHORT_REPEATS = {Size.TINY: 1, Size.SMALL: 3, Size.NATIONAL: 3}  # of what takes seconds
MONTHS = {Size.TINY: (30_000, 2), Size.SMALL: (2_000_000, 4), Size.NATIONAL: (18_000_000, 36)}


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
        self.repeats, self.short = REPEATS[size], SHORT_REPEATS[size]

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
            call([generator, "geo", self.geo])
        if not self.archive.exists():
            rows, months = MONTHS[self.size]
            call([generator, "rows", self.geo, self.archive, rows, months])
        if not self.zip.exists():
            with zipfile.ZipFile(self.zip, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as out:
                for path in sorted(self.archive.rglob("*.csv")):
                    out.write(path, path.relative_to(self.archive))
        # never that of an earlier run: it was made by the code of its day
        shutil.rmtree(self.template, ignore_errors=True)
        self._step(self.template, "places", self.geo)

    def _step(self, home: Path, *words: object) -> dict[str, Any]:
        return call(["-m", "bench.street_home", *words], home)

    def _fresh(self) -> Path:
        home = self.work / "loaded"
        shutil.rmtree(home, ignore_errors=True)
        return Path(shutil.copytree(self.template, home))

    def _loads(self) -> list[Claim]:
        """Folder and zip, each between two raw scans of the same files."""
        raw, folder, packed = [], [], []
        for _ in range(self.repeats):
            before = call(["-c", SCAN, self.archive])["seconds"]
            packed.append(self._step(self._fresh(), "load", self.zip))
            between = call(["-c", SCAN, self.archive])["seconds"]
            folder.append(self._step(self._fresh(), "load", self.archive))
            after = call(["-c", SCAN, self.archive])["seconds"]
            raw.append((before + between + between + after) / 4)
        spent = [one["seconds"] for one in folder]
        limit = [street_limit.tokenise(self.archive) for _ in range(self.repeats)]
        zipped = [one["seconds"] for one in packed]
        rows = folder[0]["rows"]
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
        claims.append(
            Claim(
                "the folder, against bare tokenising in C",
                ours=spread(
                    [one / least for one, least in zip(spent, limit, strict=True)], " x"
                ),
                peers=f"two threads, files in memory, {spread(limit, ' s')}",
            )
            if all(limit)
            else not_run("the folder, against bare tokenising in C", "no C compiler here")
        )
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
        nothing = [self._step(home, "load", self.archive) for _ in range(self.short)]
        one, every = [], []
        for number in range(self.short):
            revise(changed[1:2], number)
            one.append(self._step(home, "load", self.archive))
            revise(changed, number)
            every.append(self._step(home, "load", self.archive))
        said = [step["changes"]["replaced"] for step in (nothing[0], one[0], every[0])]
        if said != [0, 1, len(changed)]:
            raise AssertionError(f"force-months replaced: {said}")
        checked = self._step(home, "check")
        return [
            best("the same archive again", 0.1, nothing),
            best("one force-month revised", 0.5, one),
            best("one month of all forces revised", 1.25, every),
            at_most(
                "peak memory of one force-month",
                0.6,
                [step["memory"] / 1024 for step in one],
                unit=" GB",
                worst=True,
            ),
            at_most(
                "cells of the three cubes that differ from SQL, after all that",
                0,
                [checked["wrong"]],
                note=f"{checked['total']:,} rows counted",
            ),
        ]

    def _counts(self) -> list[Claim]:
        found = [self._step(self.work / "loaded", "counts") for _ in range(self.short)]
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
            self._step(self.work / "loaded", "placing", self.geo) for _ in range(self.short)
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
            faster = [float(p95 / limit[1])]
            what = f"page question, times as fast as {name} at the 95th percentile"
            peers = f"median {p50:.2f} ms, 95th percentile {p95:.2f} ms"
            if self.size is Size.NATIONAL:
                claims.append(at_least(what, 20, faster, unit=" x", peers=peers))
            else:  # the target is of the whole archive's cells: theirs grow with them, ours not
                claims.append(Claim(what, "", spread(faster, " x"), peers))
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
        ours, found = [], []
        try:
            for _ in range(self.repeats):
                home = self._fresh()
                began = time.perf_counter()
                step = self._step(home, "load", self.archive)
                ours.append({**step, "whole": time.perf_counter() - began})
                found.append(call([script, "4"], cwd=folder))
        except subprocess.CalledProcessError as error:
            return [not_run(name, f"the analyst's script ended with {error.returncode}")]
        theirs = [one["wall"] for one in found]
        faster = [other / one["whole"] for one, other in zip(ours, theirs, strict=True)]
        spent = f"{spread([one['whole'] for one in ours], ' s')} with its start"
        memory = min(one["memory"] for one in found)
        share = [one["memory"] / memory for one in ours]
        peers = f"{spread(theirs, ' s')}, {memory:,} MB"
        work = [other["cpu"] / one["processor"] for one, other in zip(ours, found, strict=True)]
        return [
            at_least(name, 5, faster, unit=" x", peers=peers, note=spent),
            Claim(
                "share of the processor time that it takes",
                "",
                spread([1 / one for one in work]),
            ),
            at_most("share of its memory", 1 / 3, share),
        ]
