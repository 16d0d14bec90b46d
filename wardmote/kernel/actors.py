"""Who does things: a person, or the machine itself."""

from dataclasses import dataclass
from typing import Protocol


class Actor(Protocol):
    """Anyone whose deeds are recorded. `pk` is None for the machine."""

    @property
    def pk(self) -> int | None: ...

    def __str__(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Machine:
    """The command line or a background job, acting for whoever may run it."""

    name: str
    pk: None = None

    def __str__(self) -> str:
        return self.name


COMMAND_LINE = Machine("the command line")
