"""Putting finished files in their places while the next ones are read.

Flushing a file waits for the disk and needs no core.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

Job = Callable[[], None]


@contextmanager
def settling() -> Iterator[Callable[[Job], None]]:
    """A function that does jobs in another thread, each after the one before is done.

    Where one fails, its error comes with the next job, which is not begun, or at the end
    of the block. However the block ends, nothing is left half done.
    """
    last: list[Future[None]] = []

    def later(job: Job) -> None:
        while last:
            last.pop().result()
        last.append(thread.submit(job))

    with ThreadPoolExecutor(1) as thread:
        yield later
        while last:
            last.pop().result()
