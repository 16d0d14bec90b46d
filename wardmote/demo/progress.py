"""How far a demo home is: a file beside its data names the steps that are done.

It is written before anything else, so that a start that was killed is known for what it
is and taken up again; a home with data and without this file belongs to someone.
"""

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Month

FILE, LOCK = "demo.json", "demo.lock"


@dataclass(frozen=True, slots=True)
class Progress:
    """What was begun, and the keys of the steps that are done."""

    last_month: str
    done: tuple[str, ...] = field(default=())

    @property
    def month(self) -> Month:
        return Month.parse(self.last_month)

    def with_step(self, key: str) -> "Progress":
        return replace(self, done=(*self.done, key))


def read(home: Path) -> Progress | None:
    """What this home says; None if no demo was ever begun in it."""
    try:
        found = json.loads((home / FILE).read_text(encoding="utf-8"))
        return Progress(str(found["last_month"]), tuple(found["done"]))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError):
        raise RuleBroken(
            f"{home / FILE} is damaged. Make the demo again with `wardmote demo --reset`"
        ) from None


def write(home: Path, progress: Progress) -> None:
    """Keep it, in one step."""
    fresh = home / f".{FILE}"
    fresh.write_text(json.dumps(asdict(progress)), encoding="utf-8")
    fresh.replace(home / FILE)


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Keep other starts of this demo out while it is being made."""
    with (home / LOCK).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RuleBroken(
                "Another start is making this demo. Wait for it, then try again"
            ) from None
        yield
