"""Lost spaces: how many are put back rightly, beside the packages that part words.

The seed is the one real pair, a web copy that lost spaces and the clean text of the same
meeting; the others are invented minutes (tests/meetings/mending/whole) damaged three ways.
"""

import difflib
import importlib
import importlib.util
import math
import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bench.harness import AbsentError, shared
from bench.losing import Damaged, Loses, added, elements, everywhere, f1, lose, stretches
from bench.rows import Claim, Size, at_least, at_most, not_run, seeds
from wardmote.meetings.mending import mend
from wardmote.meetings.mending.lexicon import english

TITLE = "Lost spaces in minutes"
ABOUT = (
    "F1 of the breaks added. The real pair of ../shared/seeds, and four invented sets of "
    "minutes (parish, Board, Welsh community council, residents' panel) damaged by seed. The "
    "peers part each run of letters that is no English word, and after a full stop or comma."
)
WHOLE = Path(__file__).resolve().parent.parent / "tests" / "meetings" / "mending" / "whole"
SEED_WEB, SEED_CLEAN = "000_eb2b6d5e1d74fa62.txt", "001_547c75f757d8de57.txt"
WAYS: dict[str, Loses] = {
    "in stretches": stretches,
    "one in five": everywhere(0.2),
    "round inline elements": elements,
}
AFTER_MARK = re.compile(r"(?<=[a-z][.,:;?])(?=[A-Z(‘])")
LETTERS = re.compile(r"[^\W\d_]{2,}")
Mender = Callable[[str], str]


def run(size: Size) -> list[Claim]:
    texts = [path.read_text() for path in sorted(WHOLE.glob("*.txt"))]
    peers, absent = _peers()
    rows = [*_seed(peers)]
    for name, how in WAYS.items():
        damaged = [lose(text, seed, how) for text in texts for seed in seeds(size)]

        def scores(part: Mender, damaged: list[Damaged] = damaged) -> list[float]:
            return [f1(added(one.text, part(one.text)), one.lost) for one in damaged]

        said = "; ".join(f"{peer} {_mean(scores(part)):.3f}" for peer, part in peers.items())
        rows.append(at_least(f"spaces lost {name}: F1", 0.9, scores(mend), peers=said))

    def wrong(part: Mender) -> list[float]:
        return [1e4 * len(added(text, part(text))) / len(text) for text in texts]

    said = "; ".join(f"{peer} {_mean(wrong(part)):.1f}" for peer, part in peers.items())
    name = "wrong spaces in 10,000 characters that are whole"
    rows.append(at_most(name, 4, wrong(mend), worst=True, peers=said))
    return [*rows, *_speed(texts, size, peers), *absent]


def _seed(peers: dict[str, Mender]) -> list[Claim]:
    try:
        web = shared("seeds", SEED_WEB).read_text()
        true = missing(web, shared("seeds", SEED_CLEAN).read_text())
    except AbsentError as absent:
        return [not_run("the real pair", str(absent))]
    said = [f"{name} {f1(added(web, part(web)), true):.3f}" for name, part in peers.items()]
    ours = f1(added(web, mend(web)), true)
    return [at_least("the real pair: F1", 0.97, [ours], peers="; ".join(said))]


def _speed(texts: Sequence[str], size: Size, peers: dict[str, Mender]) -> list[Claim]:
    """A megabyte of damaged minutes; the word list is in memory already."""
    rounds = 2 if size is Size.TINY else 20
    text = "\n".join(lose(one, seed, stretches).text for seed in range(rounds) for one in texts)
    rates = {}
    for name, part in {"ours": mend, **peers}.items():
        best = math.inf
        for _ in range(1 if size is Size.TINY else 3):
            began = time.perf_counter()
            part(text)
            best = min(best, time.perf_counter() - began)
        rates[name] = len(text.encode()) / 1e6 / best
    ours = rates.pop("ours")
    said = "; ".join(f"{name} {rate:.2f} MB/s" for name, rate in rates.items())
    return [at_least("speed, the start not counted", 0.3, [ours], unit=" MB/s", peers=said)]


def missing(damaged: str, clean: str) -> frozenset[int]:
    """Places of the damaged text where the clean one has a break between the same letters."""

    def letters(text: str) -> tuple[list[int], str]:
        at = [place for place, mark in enumerate(text) if not mark.isspace()]
        return at, "".join(text[place] for place in at).lower().translate(
            {0x2018: "'", 0x2019: "'"}
        )

    (here, ours), (there, theirs) = letters(damaged), letters(clean)
    blocks = difflib.SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
    return frozenset(
        here[a + i]
        for a, b, size in blocks
        if size > 5
        for i in range(1, size)
        if here[a + i] - here[a + i - 1] == 1 and there[b + i] - there[b + i - 1] > 1
    )


def _peers() -> tuple[dict[str, Mender], list[Claim]]:
    peers: dict[str, Mender] = {"plain word frequencies": _by_token(_frequencies)}
    absent = []
    for name, make in {"wordninja": _wordninja, "symspell": _symspell}.items():
        if importlib.util.find_spec({"symspell": "symspellpy"}.get(name, name)):
            peers[name] = _by_token(make())
        else:
            absent.append(not_run(name, "it is not installed: make bench does"))
    return peers, absent


def _by_token(part: Callable[[str], list[str]]) -> Mender:
    """What such packages are used like: every run of letters by itself, unless it is a word."""
    words = english()

    def parted(found: re.Match[str]) -> str:
        run = found[0]
        if run.lower() in words:
            return run
        pieces = part(run)
        return " ".join(pieces) if "".join(pieces) == run else run

    return lambda text: AFTER_MARK.sub(" ", LETTERS.sub(parted, text))


def _frequencies(run: str) -> list[str]:
    """The likeliest words by frequency alone, as Norvig's well-known few lines do."""
    words, low = english(), run.lower()
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(run) + 1):
        best.append(
            max(
                (
                    best[start][0] + words.get(low[start:end], -1.0 - 1.0 * (end - start) - 8),
                    start,
                )
                for start in range(max(0, end - 24), end)
            )
        )
    pieces, end = [], len(run)
    while end:
        pieces.append(run[best[end][1] : end])
        end = best[end][1]
    return pieces[::-1]


def _wordninja() -> Callable[[str], list[str]]:
    wordninja: Any = importlib.import_module("wordninja")

    def part(run: str) -> list[str]:
        return list(wordninja.split(run))

    return part


def _symspell() -> Callable[[str], list[str]]:
    from importlib.resources import files

    spell: Any = importlib.import_module("symspellpy").SymSpell(
        max_dictionary_edit_distance=0, prefix_length=7
    )
    spell.load_dictionary(str(files("symspellpy") / "frequency_dictionary_en_82_765.txt"), 0, 1)

    def part(run: str) -> list[str]:
        parted = spell.word_segmentation(
            run.lower(), max_edit_distance=0
        ).segmented_string.split()
        pieces, at = [], 0
        for piece in parted:
            pieces.append(run[at : at + len(piece)])
            at += len(piece)
        return pieces

    return part


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
