"""docs/benchmarks.md is what the runner writes, and no other page tells figures of its own."""

import importlib
import re
from collections.abc import Collection

import pytest

from bench import page, runner
from bench.unmet import why_not
from tests.test_repository import ROOT, tracked

WRITTEN = page.PAGE.read_text()
UNIT = r"µs|ms|milliseconds?|s|seconds?|kB|MB|GB|%|x|rows a second|times (?:as|faster|fewer)"
FIGURE = re.compile(
    rf"(?<![\w.])(?P<figure>\d[\d,]*(?:\.\d+)?)[ \u00a0]?(?:{UNIT})(?![\w-])"
    r"|\b(?:twice|half|\w+ times) as (?:fast|quick|slow|much|many|large|small)\w*\b"
    r"|\b\w+ (?:\w+ )?in (?:ten|a hundred)\b"
)
#: what is told with a unit and is no measurement of ours: settings, limits, sizes of what
#: others publish, assumptions that are called so
NOT_MEASURED = {
    "docs/decisions/0016-street-rows-in-batches.md": {"0.2 MB", "175 MB"},  # wheels
    "docs/decisions/0018-lost-spaces-by-a-chain-over-tokens.md": {"58 MB"},  # a wheel
    "docs/decisions/0025-one-pack-one-numbering.md": {
        *("3 GB", "90 seconds", "600 MB"),  # limits; what LibreOffice takes
    },
    "docs/decisions/0043-wards-succeed-each-other-by-what-they-share.md": {"2 %"},  # a rule
    "docs/glossary.md": {"95 %"},
    "docs/how-to/enter-an-election.md": {"2 %"},
    "docs/how-to/flags-and-signals.md": {
        *("83 %", "64 %", "25 %", "75 %", "nine months in ten"),
    },
    "docs/how-to/hold-a-meeting.md": {"100 MB"},
    "docs/how-to/load-data.md": {"1 GB", "4 GB"},  # the police's archive
    "docs/how-to/propose-and-decide-on-areas.md": {"95 %"},
    "docs/how-to/read-old-minutes.md": {"8 seconds", "480 MB"},
    "docs/how-to/serve-many-partnerships.md": {
        *("5 %", "20 s", "50 ms", "0.4 s", "16 GB", "200 GB"),
    },
    "docs/how-to/sharing-agreements.md": {"10 MB"},
    "docs/how-to/use-more-machines.md": {"430 MB"},  # a download
    "docs/how-to/use-the-open-data.md": {"100%"},  # a width
}


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


def test_a_claim_that_is_not_met_says_why_at_the_head():
    rows = [line for line in WRITTEN.splitlines() if line.startswith("| ")]
    claims = [row for row in rows if not row.startswith("| claim")]
    assert len(claims) > 40
    for block in page.read(WRITTEN).values():
        for claim in page.unmet(block):
            assert why_not(claim), claim
            assert f"{claim}. {why_not(claim, block)}" in WRITTEN.split("## Small size")[0]


def strangers(text: str, known: Collection[str] = ()) -> list[str]:
    """Figures with a unit that are neither known to be no measurement nor, beside a link to
    docs/benchmarks.md, on that page."""
    return [
        found[0]
        for line in text.splitlines()
        for found in FIGURE.finditer(line)
        if found[0] not in known and not ("benchmarks.md" in line and is_written(found))
    ]


def is_written(found: re.Match[str]) -> bool:
    figure = found["figure"]
    return bool(figure and re.search(rf"(?<![\d.,]){re.escape(figure)}(?![\d.,]*\d)", WRITTEN))


PAGES = [
    path.relative_to(ROOT).as_posix()
    for path in tracked("*.md")
    if path != page.PAGE and ROOT / "docs" / "reference" not in path.parents
]


@pytest.mark.parametrize("name", PAGES)
def test_no_other_page_tells_a_figure_that_the_benches_do_not(name):
    assert not strangers((ROOT / name).read_text(), NOT_MEASURED.get(name, ()))


@pytest.mark.parametrize("name", NOT_MEASURED)
def test_what_is_called_no_measurement_is_told(name):
    told = {found[0] for found in FIGURE.finditer((ROOT / name).read_text())}
    assert told >= NOT_MEASURED[name]


@pytest.mark.parametrize(
    "line",
    [
        "It takes 7.77 seconds.",
        "It takes 7.77 seconds ([benchmarks](benchmarks.md)).",
        "Three times as fast as that.",
        "It finds nine in ten ([benchmarks](benchmarks.md)).",
        "It needs 51.7 MB.",
    ],
)
def test_a_figure_from_nowhere_would_be_found(line):
    assert strangers(line)
    assert not strangers("It is quick ([benchmarks](benchmarks.md)).")
