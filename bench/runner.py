"""Run the benches: python -m bench [--size small] [--only flags,signals] [--dry]

Each family runs in a process of its own, one after the other, and its claims are printed as
it ends. docs/benchmarks.md is written with what was run; other families keep their tables.
Exits with 1 when a claim is not met or a family fails.
"""

import argparse
import importlib
import importlib.util
import multiprocessing
import sys
import time
import traceback
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import UTC, datetime
from pathlib import Path

from bench import page
from bench.harness import AbsentError
from bench.machine import load, machine
from bench.rows import Claim, Size, not_run, seeds

FAMILIES = (
    "flags",
    "flags_real",
    "signals",
    "signals_peers",
    "signals_speed",
    "signals_more",
    "signals_real",
    "categories",
    "mending",
    "reading",
    "street",
    "engines",
    "pages",
)


def main(arguments: Sequence[str] | None = None) -> int:
    given = _asked().parse_args(arguments)
    size = Size(given.size)
    here = families()
    chosen = given.only.split(",") if given.only else _of_size(here, size)
    titles = {name: str(importlib.import_module(f"bench.{name}").TITLE) for name in here}
    blocks = page.read(given.page.read_text()) if given.page.exists() else {}
    unmet = []
    for name in chosen:
        measured, claims = _family(name, size)
        about = str(getattr(importlib.import_module(f"bench.{name}"), "ABOUT", ""))
        blocks[size, titles[name]] = page.block(titles[name], about, measured, claims)
        unmet += [f"{titles[name]}: {claim.name}" for claim in claims if claim.met is False]
        _say(titles[name], measured, claims)
        if not given.dry and size is not Size.TINY:
            given.page.write_text(page.page(blocks, list(titles.values())))
    print("\nholds" if not unmet else "\nfalls short:\n  " + "\n  ".join(unmet))
    return int(bool(unmet))


def families() -> list[str]:
    """Those of FAMILIES that are here."""
    return [name for name in FAMILIES if importlib.util.find_spec(f"bench.{name}")]


def _of_size(here: Sequence[str], size: Size) -> list[str]:
    """All families, or at the national size those that say NATIONAL = True."""
    modules = {name: importlib.import_module(f"bench.{name}") for name in here}
    return [
        name
        for name, module in modules.items()
        if size is not Size.NATIONAL or getattr(module, "NATIONAL", False)
    ]


def _asked() -> argparse.ArgumentParser:
    asked = argparse.ArgumentParser(
        prog="python -m bench",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    asked.add_argument("--size", choices=list(Size), default=Size.SMALL)
    asked.add_argument("--only", default="", help=f"some of {', '.join(FAMILIES)}")
    asked.add_argument("--dry", action="store_true", help="print, and leave the page as it is")
    asked.add_argument("--page", type=Path, default=page.PAGE)
    return asked


def _family(name: str, size: Size) -> tuple[str, list[Claim]]:
    """When, where and for how long a family ran; its claims."""
    busy, began, day = load(), time.monotonic(), datetime.now(UTC).date()
    claims = apart(name, size)
    module = importlib.import_module(f"bench.{name}")
    used = ", ".join(map(str, getattr(module, "USED", seeds(size))))
    measured = (
        f"Measured {day} in {time.monotonic() - began:.0f} s on {machine()}; "
        f"load {busy} before; {f'seeds {used}' if used else 'nothing random'}."
    )
    return measured, claims


def apart(name: str, size: Size) -> list[Claim]:
    """The same as `run` in a process that has done nothing else."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as fresh:
        try:
            return fresh.submit(run, name, size).result()
        except BrokenProcessPool as error:  # killed, for memory perhaps
            return [_failed(error)]


def run(name: str, size: Size) -> list[Claim]:
    """The claims of one family; a family that fails is a claim not met."""
    try:
        return list(importlib.import_module(f"bench.{name}").run(size))
    except AbsentError as absent:
        return [not_run("everything", str(absent))]
    except Exception as error:
        traceback.print_exc()
        return [_failed(error)]


def _failed(error: Exception) -> Claim:
    what = f"{type(error).__name__}: {error}"
    return Claim("runs to its end", "yes", "no", met=False, note=what)


def _say(title: str, measured: str, claims: Sequence[Claim]) -> None:
    print(f"\n{title}\n{measured}")
    for one in claims:
        word = {True: "met", False: "NOT MET", None: ""}[one.met]
        parts = (one.target, one.ours, one.ratio, one.peers, one.note, word)
        print(f"  {one.name}: " + "; ".join(part for part in parts if part))
    sys.stdout.flush()
