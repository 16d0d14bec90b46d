"""The least that reading the files can cost: bare tokenising in C, on two threads.

Files are read into memory first, which is not timed; nothing is checked or kept. Where
there is no C compiler, or the processor lacks AVX2, there is no figure.
"""

import ctypes
import shutil
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import numpy as np

from bench.harness import shared

PAD = bytes(64)  # the tokeniser reads whole blocks
SHORTEST = 60  # bytes of a row, at the least


def tokenise(archive: Path) -> float:
    """Seconds for all files of a folder; 0 where it cannot be measured."""
    library = _library()
    if library is None:
        return 0.0
    spent = 0.0
    for month in sorted(archive.iterdir()):  # a month at a time in memory
        bodies = [path.read_bytes() + PAD for path in sorted(month.iterdir())]
        began = time.perf_counter()
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda body: _scan(library, body), bodies))
        spent += time.perf_counter() - began
    return spent


def _scan(library: ctypes.CDLL, body: bytes) -> int:
    length = len(body) - len(PAD)
    most = length // SHORTEST + 1
    points, ids = np.empty(most, np.uint64), np.empty(most, np.uint64)
    types = np.empty(most, np.uint8)
    arrays = [ctypes.c_void_p(one.ctypes.data) for one in (points, ids, types)]
    return int(library.scan(body, ctypes.c_long(length), *arrays))


@cache
def _library() -> ctypes.CDLL | None:
    compiler, cpu = shutil.which("cc"), Path("/proc/cpuinfo")
    if compiler is None or not cpu.exists() or "avx2" not in cpu.read_text():
        return None
    source = shared("bench", "limit.c")
    with tempfile.TemporaryDirectory() as folder:
        built = Path(folder) / "limit.so"
        command = [compiler, "-O3", "-mavx2", "-shared", "-fPIC", str(source), "-o", str(built)]
        subprocess.run(command, check=True, capture_output=True)
        library = ctypes.CDLL(str(built))
    library.scan.restype = ctypes.c_long
    return library
