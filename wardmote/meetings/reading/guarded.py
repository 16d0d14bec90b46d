"""A file read in a process of its own, which may be killed."""

import json
import signal
import subprocess
from pathlib import Path
from typing import Any

from wardmote.kernel.confined import apart
from wardmote.kernel.errors import RuleBroken
from wardmote.meetings.reading.files import LARGEST

SECONDS = 30
"""On the clock, for a machine under load; the processor's time is limited in `child`."""
TOO_LONG = "reading it takes too long, so it was stopped"


def read_file(path: Path) -> tuple[dict[str, Any], str]:
    """The minutes in their documented form, and the text that `at` counts in.

    Raises RuleBroken with the reason for a file that is refused.
    """
    try:
        if not path.is_file():
            raise RuleBroken(f"There is no file at {path}")
        if path.stat().st_size > LARGEST:
            raise RuleBroken(
                f"{path.name} is larger than {LARGEST // 1_000_000} MB: too large for minutes"
            )
        content = path.read_bytes()
    except OSError as error:
        raise RuleBroken(f"{path.name} cannot be read ({error.strerror})") from error
    said = read_bytes(content)
    if "refused" in said:
        raise RuleBroken(f"{path.name}: {said['refused']}")
    return said["minutes"], said["text"]


def read_bytes(content: bytes, by: str = "child") -> dict[str, Any]:
    """`minutes` and `text`, or `refused` with the reason; at most eight seconds' work.

    `by`: the module of this package that reads it in its process.
    """
    try:
        done = apart(f"{__package__}.{by}", content=content, seconds=SECONDS)
    except subprocess.TimeoutExpired:
        return {"refused": TOO_LONG}
    try:
        said: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        if done.returncode in (-getattr(signal, "SIGXCPU", 0), -9):
            return {"refused": TOO_LONG}
        return {"refused": "it is damaged in a way that broke the reader, so it was stopped"}
    return said
