"""What the street files of one command were found to hold."""

from dataclasses import dataclass, field

from wardmote.datasets.layers import Held
from wardmote.datasets.reading import Seen
from wardmote.datasets.sources import Skipped
from wardmote.datasets.street import Reject
from wardmote.kernel.numbers import plural
from wardmote.kernel.periods import Month


@dataclass(frozen=True, slots=True)
class Taken:
    """One force-month that came in, the first file that it came from, where it lies."""

    month: Month
    force: str
    rows: int
    no_location: int
    fingerprint: str
    file: str
    batch: str
    part: int

    @property
    def key(self) -> tuple[str, str]:
        return str(self.month), self.force.lower()


@dataclass(slots=True)
class Intake:
    """What one command brought."""

    taken: dict[tuple[str, str], Taken] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    read: int = 0  # of the files, those that were read and not remembered
    skipped: list[Skipped] = field(default_factory=list)
    seen: Seen = field(default_factory=Seen)
    repeated: int = 0  # files, or parts of them, that came twice

    @property
    def rows(self) -> int:
        return sum(taken.rows for taken in self.taken.values())

    @property
    def held(self) -> list[Held]:
        """The force-months as the cubes will know them."""
        return [
            Held(one.month, one.force, one.fingerprint, one.batch, one.part)
            for one in self.taken.values()
        ]

    @property
    def rejected(self) -> int:
        return self.seen.rejected

    @property
    def rejects(self) -> list[Reject]:
        return self.seen.rejects

    @property
    def notes(self) -> list[str]:
        """What the receipt should say of the rows."""
        said = []
        if self.seen.other_labels:
            labels = ", ".join(sorted(self.seen.other_labels)[:20])
            said.append(f"Counted in all crime only, being none of the 14 types: {labels}")
        if self.repeated:
            times = plural(self.repeated, "force-month came", "force-months came")
            said.append(f"{times} more than once with the same rows and count once")
        return said
