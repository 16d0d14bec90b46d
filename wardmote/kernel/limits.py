"""How often something may be done, counted in this process: the one that serves all pages."""

from collections import deque
from collections.abc import Hashable
from threading import Lock

MANY = 10_000


class Limit:
    """So many for each key in any stretch of `seconds`. Keys that rest are forgotten."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._done: dict[Hashable, deque[float]] = {}
        self._many = MANY
        self._lock = Lock()

    def allows(self, key: Hashable, most: int, *, at: float) -> bool:
        """Whether it may be done once more; if so, it counts. What was refused does not."""
        with self._lock:
            if len(self._done) >= self._many:
                self._forget(at)
            done = self._done.setdefault(key, deque())
            while done and done[0] <= at - self.seconds:
                done.popleft()
            if len(done) >= most:
                return False
            done.append(at)
            return True

    def _forget(self, at: float) -> None:
        """Drop whoever did nothing of late; look again at twice what is left."""
        since = at - self.seconds
        self._done = {
            key: done for key, done in self._done.items() if done and done[-1] > since
        }
        self._many = max(MANY, 2 * len(self._done))
