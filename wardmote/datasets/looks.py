"""What lay behind the paths of an import, in one word, and what it led to.

Loading the same archive again and again, every night perhaps, is the usual case, and then
nothing is to be done. The name, size and times of last change of every file say so without
opening one. This is only a memory: without it, or where anything is not as it was, an
import goes through its files as ever.
"""

import hashlib
import json
import os
import stat
import time
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from wardmote.datasets.shelf import Shelf, aside

KEPT = 20  # looks of other paths
SETTLED = 2 * 10**9  # nanoseconds: a file that changed a moment ago may change again unseen


@dataclass(frozen=True, slots=True)
class Look:
    """What an import of these files came to.

    `receipt` is its number, `state` names what was held and in which places after it,
    `batches` and `cubes` what must still lie on the shelf; `is_all`: all that is held.
    """

    receipt: int
    state: str
    batches: tuple[str, ...]
    cubes: tuple[str, ...]
    is_all: bool


def look_at(paths: Sequence[Path]) -> str:
    """A word for the files behind these paths as they are; empty if one has just changed."""
    whole, newest = hashlib.sha256(), 0
    try:
        for path in sorted(paths):
            for name, about in _files(str(path.resolve())):
                newest = max(newest, about.st_ctime_ns)
                seen = name, about.st_mode, about.st_size, about.st_mtime_ns, about.st_ctime_ns
                whole.update(repr(seen).encode())
    except OSError:
        return ""  # the import itself says what is wrong
    return whole.hexdigest() if newest < time.time_ns() - SETTLED else ""


def _files(path: str) -> Iterator[tuple[str, os.stat_result]]:
    """Everything at the path and below it, in order of name; links are not followed."""
    about = Path(path).lstat()
    yield path, about
    if stat.S_ISDIR(about.st_mode):
        yield from _below(path)


def _below(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    with os.scandir(folder) as entries:
        inside = sorted(entries, key=lambda entry: entry.name)
    for entry in inside:
        if entry.is_dir(follow_symlinks=False):
            yield entry.path, entry.stat(follow_symlinks=False)
            yield from _below(entry.path)
        else:
            yield entry.path, entry.stat(follow_symlinks=False)


def recall(shelf: Shelf, word: str) -> Look | None:
    """What an import of the same files came to, if all that it laid down is still there."""
    said = _kept(shelf).get(word) if word else None
    if said is None:
        return None
    look = Look(*said)
    is_there = all(shelf.is_whole(batch) for batch in look.batches) and all(
        shelf.counts(f"{name}.json").exists() for name in look.cubes
    )
    return look if is_there else None


def remember(shelf: Shelf, word: str, look: Look) -> None:
    """Keep it, beside the looks of some other paths."""
    if not word:
        return
    kept = _kept(shelf)
    kept.pop(word, None)
    kept[word] = [*astuple(look)]
    with aside(_path(shelf)) as file:
        file.write(json.dumps(dict([*kept.items()][-KEPT:])).encode())


def _kept(shelf: Shelf) -> dict[str, list[Any]]:
    try:
        found = json.loads(_path(shelf).read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _path(shelf: Shelf) -> Path:
    return shelf.root / "looks.json"
