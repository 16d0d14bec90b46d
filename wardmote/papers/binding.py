"""Papers of others bound behind one of ours: numbered, marked, with bookmarks.

Their pages come from strangers, so all of it happens in a process of its own
(`bindery.py`), two at a time.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from subprocess import TimeoutExpired
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore
from typing import Any

from wardmote.kernel.confined import apart
from wardmote.kernel.errors import RuleBroken
from wardmote.papers.bindery import DAMAGED, JOB, MADE, PAPER
from wardmote.papers.document import Document
from wardmote.papers.pdf import SOURCE, given, in_our_font

SHEETS = SOURCE.with_name("pack.typ")
#: on the clock, for a machine under load; how long to wait for one's turn
SECONDS, TURN = 240, 60
BUSY = "Too many packs are being made. Try again in a minute"
TOO_LONG = "The PDF takes too long to open. Save or print it as a new PDF, and add that"
_TURNS = BoundedSemaphore(2)


@dataclass(frozen=True, slots=True)
class Bookmark:
    level: int
    words: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page behind ours. Without a `file` it says something itself: title and words.

    `label`: its number for a viewer's own field of page numbers. `title` of a page of a file
    is what a screen reader says in its place.
    """

    stamp: str
    label: int
    title: str
    marking: str = ""
    file: str = ""
    page: int = 1
    words: tuple[str, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()


def bound(
    document: Document, bookmark: str, sheets: Sequence[Sheet], files: Mapping[str, bytes]
) -> bytes:
    """The document with these sheets behind it. The same arguments give the same bytes."""
    shown, pictures = given(document)
    behind = in_our_font([asdict(one) for one in sheets])
    paper = {**shown, "bookmark": in_our_font(bookmark), "sheets": behind}
    beside = {**pictures, **files}
    job = {
        "source": SOURCE.read_text() + SHEETS.read_text(),
        "inputs": {"paper": json.dumps(paper)},
        "files": sorted(beside),
        "made_on": document.made_on.isoformat(),
    }
    return _in_a_room(job, beside)[1]


def count_pages(content: bytes) -> int:
    """How many pages a PDF has. RuleBroken where it is encrypted, damaged or too long."""
    found, _ = _in_a_room({}, {PAPER: content})
    return int(found["pages"])


def own_pages(content: bytes) -> int:
    """How many pages a PDF of our own has."""
    import pypdfium2

    with pypdfium2.PdfDocument(content) as document:
        return len(document)


def _in_a_room(job: dict[str, Any], files: Mapping[str, bytes]) -> tuple[dict[str, Any], bytes]:
    """What the bindery answers, and what it made. RuleBroken with its reason."""
    if not _TURNS.acquire(timeout=TURN):
        raise RuleBroken(BUSY)
    try:
        with TemporaryDirectory(prefix="wardmote-bindery-") as room:
            for name, content in {**files, JOB: json.dumps(job).encode()}.items():
                Path(room, name).write_bytes(content)
            said = _asked(room)
            made = Path(room, MADE)
            return said, made.read_bytes() if made.exists() else b""
    finally:
        _TURNS.release()


def _asked(room: str) -> dict[str, Any]:
    try:
        done = apart("wardmote.papers.bindery", room, seconds=SECONDS)
        said: dict[str, Any] = json.loads(done.stdout)
    except TimeoutExpired as slow:
        raise RuleBroken(TOO_LONG) from slow
    except ValueError as broken:
        raise RuleBroken(DAMAGED) from broken
    if "refused" in said:
        raise RuleBroken(said["refused"])
    return said
