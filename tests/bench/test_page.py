"""docs/benchmarks.md is what the runner writes, and no other page tells figures of its own."""

import importlib
import re

import pytest

from bench import page, runner
from tests.test_repository import ROOT, tracked

WRITTEN = page.PAGE.read_text()
FIGURE = re.compile(
    r"(?<![\w.])(\d[\d,]*(?:\.\d+)?)[ \u00a0]?"
    r"(?:ms|milliseconds?|s|seconds?|minutes?|GB|MB|%|x|times|rows a second)(?![\w-])"
)
PERFORMANCE = re.compile(
    r"\b(took|(?:takes|needs) (?:about |only |under |some )?\d|faster|slower|fewer|precision"
    r"|recall|power|peak|processor time|false alarms?)\b",
    re.IGNORECASE,
)


def without_gaps(text: str) -> str:
    """A family that has just been written is not on the page until it is measured."""
    return re.sub(r"^Not measured yet: .*\n\n?", "", text, flags=re.M)


def test_the_page_is_what_the_runner_writes():
    titles = [importlib.import_module(f"bench.{name}").TITLE for name in runner.families()]
    blocks = page.read(WRITTEN)
    assert {title for _, title in blocks} <= set(titles)
    assert without_gaps(page.page(blocks, titles)) == without_gaps(WRITTEN)


def test_every_family_tells_its_day_its_machine_and_its_seeds():
    for block in page.read(WRITTEN).values():
        measured = next(line for line in block.splitlines() if line.startswith("Measured "))
        assert re.match(r"Measured \d{4}-\d\d-\d\d in \d+ s on ", measured)
        for part in (" cores, ", " GB, ", "Python 3.", "load ", "numpy "):
            assert part in measured
        assert re.search(r"seeds \d+|nothing random", measured)


def test_every_claim_with_a_target_was_judged_and_met():
    rows = [line.split(" | ") for line in WRITTEN.splitlines() if line.startswith("| ")]
    claims = [row for row in rows if row[0] != "| claim"]
    assert len(claims) > 40
    assert not [row[0] for row in claims if "**no**" in row]


def strangers(text: str) -> list[str]:
    """Lines that tell a measured figure which docs/benchmarks.md does not hold, or no link."""
    return [
        line
        for line in text.splitlines()
        if PERFORMANCE.search(line)
        for figure in FIGURE.findall(line)
        if "benchmarks.md" not in line or not re.search(rf"(?<![\d.]){figure}\b", WRITTEN)
    ]


@pytest.mark.parametrize(
    "name",
    [
        path.relative_to(ROOT).as_posix()
        for path in tracked("*.md")
        if path != page.PAGE and path.name not in ("glossary.md", "settings.md")
    ],
)
def test_no_other_page_tells_a_figure_that_the_benches_do_not(name):
    assert not strangers((ROOT / name).read_text())


def test_a_figure_from_nowhere_would_be_found():
    assert strangers("It takes 7.77 seconds.")
    assert strangers("It takes 7.77 seconds ([benchmarks](benchmarks.md)).")
    assert not strangers("It is quick ([benchmarks](benchmarks.md)).")
