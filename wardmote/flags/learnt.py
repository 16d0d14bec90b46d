"""What was learnt of a data set's history, kept beside the warehouse for every process.

Learning is the slow part of flags by probability: a second of work for a district's data
sets. It is done once for a history, by the import that brought it, and read by the web
server, the command line and the background worker. A file is named by all that it was
learnt from; without it the work is done again.
"""

import hashlib
from contextlib import suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from wardmote.datasets.shelf import write_array
from wardmote.datasets.stores import shelf
from wardmote.flags.learning import Beliefs
from wardmote.flags.probability import Followed, follow

METHOD = "1"  # part of every name: raise it when `follow` would say something else
MOST = 1_000  # files, of a few kilobytes each: the oldest go first

Floats = NDArray[np.float64]


def followed(counts: Floats, exposed: Floats, k: int, beliefs: Beliefs) -> Followed:
    """`probability.follow` of counts and exposure [Q, W], worked out once for each history."""
    whole = hashlib.sha256(f"{METHOD} {counts.shape} {k} {beliefs}".encode())
    whole.update(counts.tobytes() + exposed.tobytes())
    path = shelf().root / "learnt" / f"{whole.hexdigest()[:32]}.npy"
    wards = counts.shape[1]
    with suppress(OSError, ValueError, EOFError):
        found: Floats = np.load(path, allow_pickle=False)
        if found.shape == (len(counts), 2 * wards + 2):
            return Followed(found[:, :wards], found[:, wards:-2], found[:, -2], found[:, -1])
    known = follow(counts, exposed, k, beliefs)
    with suppress(OSError):  # a full disk or one that may only be read: learnt again next time
        write_array(path, np.column_stack([*known.arrays().values()]))
        _make_room(path.parent)
    return known


def _make_room(folder: Path) -> None:
    kept = list(folder.glob("*.npy"))
    if len(kept) > MOST:
        kept.sort(key=lambda path: path.stat().st_mtime)
        for path in kept[: len(kept) // 2]:
            path.unlink(missing_ok=True)
