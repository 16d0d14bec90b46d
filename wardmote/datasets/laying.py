"""Laying files out to be read: so many at once, the next ones while the last are read."""

from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from wardmote.datasets.archives import checksum_of
from wardmote.datasets.reading import Laid
from wardmote.datasets.sources import SourceFile

BATCH = 128 * 1024**2  # bytes of CSV read at once: about a month of the whole country
MOST_AT_ONCE = 2_000  # files
THREADS = 2

Numbered = tuple[int, SourceFile]


def batches(files: Sequence[SourceFile], folder: Path) -> Generator[list[Laid]]:
    """Files laid out to be read, inflated and checked, so many at once.

    Close it when nothing more is read: it works ahead.
    """

    def lay(numbered: Numbered) -> Laid:
        number, source = numbered
        path = source.plain or folder / f"{number}.csv"
        if source.plain is None:
            source.write_to(path)
        checksum = source.key if source.packed else checksum_of(path)
        return Laid(source, path, checksum)

    begun: deque[list[Future[Laid]]] = deque()
    with ThreadPoolExecutor(THREADS) as pool:
        try:
            for group in _groups(files):
                begun.append([pool.submit(lay, one) for one in group])
                if len(begun) > 1:
                    yield [job.result() for job in begun.popleft()]
            while begun:
                yield [job.result() for job in begun.popleft()]
        finally:
            pool.shutdown(cancel_futures=True)


def _groups(files: Sequence[SourceFile]) -> Iterator[list[Numbered]]:
    group: list[Numbered] = []
    size = 0
    for number, source in enumerate(files):
        group.append((number, source))
        size += source.packed.entry.file_size if source.packed else source.stored
        if size > BATCH or len(group) == MOST_AT_ONCE:
            yield group
            group, size = [], 0
    if group:
        yield group
