"""How often something may be done, counted in this process: the one that serves all pages."""

from collections import deque
from collections.abc import Hashable
from threading import Lock


class Limit:
    """So many for each key in any stretch of `seconds`."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._done: dict[Hashable, deque[float]] = {}
        self._lock = Lock()

    def allows(self, key: Hashable, most: int, *, at: float) -> bool:
        """Whether it may be done once more; if so, it counts. What was refused does not."""
        with self._lock:
            done = self._done.setdefault(key, deque())
            while done and done[0] <= at - self.seconds:
                done.popleft()
            if len(done) >= most:
                return False
            done.append(at)
            return True
