"""The runner: what it prints and writes, and that it fails when a claim is not met."""

import re
import sys
from importlib.machinery import ModuleSpec
from types import ModuleType

import pytest

from bench import page, runner
from bench.harness import AbsentError
from bench.rows import Claim, Size, at_least, at_most, figure, not_run, ratios, spread


@pytest.fixture
def made_up(monkeypatch):
    """A family of the test's own, named "made_up", run in this process."""
    family = ModuleType("bench.made_up")
    family.TITLE, family.ABOUT = "A made-up family", "Nothing is measured."
    family.run = lambda size: [at_most("half", 0.5, [0.25, 0.375])]
    family.__spec__ = ModuleSpec("bench.made_up", None)
    monkeypatch.setitem(sys.modules, "bench.made_up", family)
    monkeypatch.setattr(runner, "FAMILIES", ("made_up",))
    monkeypatch.setattr(runner, "apart", runner.run)
    return family


def test_a_run_writes_each_claim_with_day_machine_and_seeds(made_up, tmp_path, capsys):
    written = tmp_path / "benchmarks.md"
    assert runner.main(["--page", str(written)]) == 0
    text = written.read_text()
    assert "| half | ≤ 0.5 | 0.312 (0.250 to 0.375) |" in text
    assert re.search(r"^Measured \d{4}-\d\d-\d\d in \d+ s on .+ cores, .+ Python 3", text, re.M)
    assert "seeds 20261201, 20261202, 20261203." in text
    assert "holds" in capsys.readouterr().out


def test_a_claim_that_is_not_met_ends_the_run_with_an_error(made_up, tmp_path, capsys):
    made_up.run = lambda size: [at_least("more", 0.9, [0.95, 0.8])]
    written = tmp_path / "benchmarks.md"
    assert runner.main(["--page", str(written)]) == 1
    assert "| **no** |" in written.read_text()
    assert "falls short:\n  A made-up family: more" in capsys.readouterr().out


def test_a_family_that_breaks_is_a_claim_not_met(made_up, tmp_path, capsys):
    def breaks(size):
        raise ZeroDivisionError("by zero")

    made_up.run = breaks
    assert runner.main(["--dry", "--page", str(tmp_path / "benchmarks.md")]) == 1
    assert "ZeroDivisionError: by zero" in capsys.readouterr().out


def test_what_is_absent_is_said_and_is_no_failure(made_up, tmp_path):
    def absent(size):
        raise AbsentError("../shared/bench is not beside this repository")

    made_up.run = absent
    written = tmp_path / "benchmarks.md"
    assert runner.main(["--page", str(written)]) == 0
    assert "| not run |" in written.read_text()
    assert "../shared/bench is not beside this repository" in written.read_text()


def test_a_small_run_keeps_what_the_last_national_run_found(made_up, tmp_path):
    made_up.NATIONAL = True
    written = tmp_path / "benchmarks.md"
    made_up.run = lambda size: [Claim("rows", ours=f"of the {size} run", met=True)]
    runner.main(["--size", "national", "--page", str(written)])
    national = written.read_text()
    runner.main(["--page", str(written)])
    both = written.read_text()
    assert both.index("of the small run") < both.index("of the national run")
    assert page.read(both)[Size.NATIONAL, "A made-up family"] in national
    assert page.page(page.read(both), ["A made-up family"]) == both


def test_a_dry_or_tiny_run_leaves_the_page_alone(made_up, tmp_path):
    written = tmp_path / "benchmarks.md"
    runner.main(["--dry", "--page", str(written)])
    runner.main(["--size", "tiny", "--page", str(written)])
    assert not written.exists()


def test_the_mean_is_judged_or_every_seed():
    assert at_most("mean", 0.5, [0.4, 0.55]).met
    assert not at_most("each", 0.5, [0.4, 0.55], worst=True).met
    assert at_least("mean", 0.5, [0.45, 0.6]).met
    assert not at_least("each", 0.5, [0.45, 0.6], worst=True).met
    assert not at_most("nothing", 0.5, [float("nan")]).met
    assert not_run("R", "not installed").met is None


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, "0"), (0.03456, "0.0346"), (1.5, "1.50"), (18027019.0, "18,027,019"), (123.4, "123")],
)
def test_figures_have_three_digits(value, words):
    assert figure(value) == words


def test_repeats_are_told_with_their_spread():
    assert spread([0.5]) == "0.500"
    assert spread([1.5, 2.5], " s") == "2 s (1.50 to 2.50)"
    assert ratios([10.0, 12.0], [2.0, 2.0]) == "5.50 x (5 to 6)"
