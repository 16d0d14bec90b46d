"""The steps of the street bench, each a process of its own with its peak memory."""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.rows import Claim, figure

ROOT = Path(__file__).resolve().parent.parent
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


def best(name: str, limit: float, steps: Sequence[dict[str, Any]]) -> Claim:
    """The best run, which other work on the machine delayed least, to the worst."""
    spent = [step["seconds"] for step in steps]
    ours = f"{figure(min(spent))} s (to {figure(max(spent))})"
    note = f"{figure(min(step['processor'] for step in steps))} s of the processor"
    return Claim(name, f"≤ {limit:g} s", ours, met=min(spent) <= limit, note=note)


def revise(paths: Sequence[Path], number: int) -> None:
    """Another outcome in the last line: the rows and the checksum of each file change."""
    for path in paths:
        body = path.read_bytes().rstrip(b"\n")
        start = body.rfind(b"\n") + 1
        cells = body[start:].split(b",")
        cells[10] = b"Revision %d %d" % (number, time.time_ns())
        path.write_bytes(body[:start] + b",".join(cells) + b"\n")


def call(words: Sequence[object], home: Path | None = None, cwd: Path = ROOT) -> dict[str, Any]:
    """Run a Python process; its last line of JSON, with its peak memory in MB."""
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed has been compiled
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
