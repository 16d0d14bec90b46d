"""Every family still runs: at a size that takes seconds and whose figures mean nothing."""

import importlib

import pytest

from bench import runner
from bench.harness import SHARED
from bench.rows import Size

needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="../shared is absent")
QUICK = ("flags", "signals", "signals_peers", "signals_speed", "signals_more")


def tiny(name):
    rows = importlib.import_module(f"bench.{name}").run(Size.TINY)
    assert rows
    assert all(row.name and (row.ours or row.note) for row in rows)
    return rows


@needs_shared
@pytest.mark.parametrize("name", QUICK)
def test_a_quick_family_runs(name):
    assert [row for row in tiny(name) if row.met is not None]


@needs_shared
@pytest.mark.deep
@pytest.mark.parametrize("name", [name for name in runner.families() if name not in QUICK])
def test_a_family_that_loads_real_or_national_figures_runs(name):
    if name == "street":
        said = "the generator in ../shared needs polars, which `make bench` installs"
        pytest.importorskip("polars", reason=said)
    tiny(name)


def test_every_family_has_a_title_of_its_own():
    titles = [importlib.import_module(f"bench.{name}").TITLE for name in runner.families()]
    assert len(titles) == len(set(titles)) >= len(QUICK)
