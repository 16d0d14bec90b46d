"""`wardmote minutes ...`: commands that need neither a home nor a database."""

import argparse
from collections.abc import Callable, Sequence

from wardmote.meetings.mending import command as mending
from wardmote.meetings.reading import command as reading

Run = Callable[[argparse.Namespace], int]

COMMANDS: dict[str, tuple[Callable[[argparse.ArgumentParser], None], Run]] = {
    "read": (reading.arguments, reading.run),
    "mend": (mending.arguments, mending.run),
}
"""By name: what adds a command's arguments to its parser, and what runs it."""


def parser_for(name: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=f"wardmote minutes {name}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    COMMANDS[name][0](parser)
    return parser


def main(words: Sequence[str]) -> int:
    """Run `wardmote minutes WORDS` and return its exit code."""
    group = argparse.ArgumentParser(prog="wardmote minutes", description=__doc__)
    group.add_argument("command", choices=list(COMMANDS))
    name = group.parse_args(list(words[:1])).command
    return COMMANDS[name][1](parser_for(name).parse_args(list(words[1:])))
