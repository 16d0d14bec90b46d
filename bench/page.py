"""docs/benchmarks.md: written by the runner, family by family, and read back.

A family that is not part of a run keeps the table of the last run in which it was, with
that run's date and machine.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from bench.rows import Claim, Size
from bench.unmet import why_not

PAGE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
HEAD = """# Benchmarks

Each claim beside its peers, measured in one run on the same work. Written by `make bench`
(minutes) and `make bench-national`, not by hand; a run ends with an error when a claim is
not met. [How to measure](how-to/measure-what-we-claim.md) says how to add one.

A figure is the mean over seeds or repeats, the lowest and highest in brackets. *Met* is
decided by comparison with the target; a dash means that nothing is demanded.
"""
TITLES = {
    Size.SMALL: "Small size: `make bench`",
    Size.NATIONAL: "National size: `make bench-national`",
}
COLUMNS = ("claim", "target", "ours", "peers", "ours against peers", "met", "note")
Blocks = dict[tuple[Size, str], str]


def block(title: str, about: str, measured: str, claims: Sequence[Claim]) -> str:
    """The Markdown of one family, from its heading on."""
    lines = [f"### {title}", ""]
    if about:
        lines += [about, ""]
    lines += [measured, "", _row(COLUMNS), _row(["-"] * len(COLUMNS), "")]
    lines += [_row(_cells(claim)) for claim in claims]
    return "\n".join(lines) + "\n"


def read(text: str) -> Blocks:
    """The blocks of a page, by size and title."""
    blocks: Blocks = {}
    for part in re.split(r"^## ", text, flags=re.M)[1:]:
        heading, _, rest = part.partition("\n")
        if heading == "Not met":
            continue
        size = next(size for size, title in TITLES.items() if title == heading)
        for family in re.split(r"^### ", rest, flags=re.M)[1:]:
            title = family.partition("\n")[0]
            blocks[size, title] = f"### {family.rstrip()}\n"
    return blocks


def page(blocks: Blocks, titles: Sequence[str]) -> str:
    """The whole page; families in the order of `titles`."""
    parts = [HEAD, *_unmet(blocks, titles)]
    for size, heading in TITLES.items():
        ours = [blocks[size, title] for title in titles if (size, title) in blocks]
        left = [title for title in titles if (size, title) not in blocks]
        if size is Size.SMALL and left:
            ours = [f"Not measured yet: {'; '.join(left)}.\n", *ours]
        if ours:
            parts += [f"## {heading}\n", *ours]
    return "\n".join(parts)


def unmet(block_text: str) -> list[str]:
    """The claims of a block that were not met."""
    rows = [line.split(" | ") for line in block_text.splitlines() if line.startswith("| ")]
    return [row[0].removeprefix("| ") for row in rows if "**no**" in row]


def _unmet(blocks: Blocks, titles: Sequence[str]) -> list[str]:
    """What was not met, first, and why."""
    listed = [
        f"- {title}, {size} size, {claim}. {why_not(claim, text)}".rstrip()
        for size in TITLES
        for title in titles
        for text in [blocks.get((size, title), "")]
        for claim in unmet(text)
    ]
    return ["\n".join(["## Not met", "", *listed, ""])] if listed else []


def _cells(claim: Claim) -> list[str]:
    met = {True: "yes", False: "**no**", None: "-"}[claim.met]
    cells = [claim.name, claim.target, claim.ours, claim.peers, claim.ratio, met, claim.note]
    return [cell.replace("|", "/").replace("\n", " ") for cell in cells]


def _row(cells: Sequence[str], gap: str = " ") -> str:
    return "|" + "|".join(f"{gap}{cell}{gap}" for cell in cells) + "|"
