"""A process for files made by strangers: so much memory and time, no network, no programs."""

import os
import subprocess
import sys
from typing import Any

DENIED = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.system",
    "ftplib.",
)


def confine(memory: int, seconds: int) -> None:
    """Give up, in this process, what reading a file does not need.

    `seconds`: of the processor. A system without such limits has those of its parent.
    """
    try:
        import resource
    except ImportError:
        pass
    else:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    sys.addaudithook(deny)


def deny(event: str, _: tuple[Any, ...]) -> None:
    if event.startswith(DENIED):
        raise PermissionError(f"reading a file does without {event}")


def apart(
    module: str, *arguments: str, content: bytes = b"", seconds: int
) -> subprocess.CompletedProcess[bytes]:
    """Run one of our modules in a process of its own, `content` as its input.

    It knows nothing of our environment. subprocess.TimeoutExpired after so many `seconds`.
    """
    environment = {"PYTHONPATH": os.pathsep.join(part for part in sys.path if part)}
    if "SYSTEMROOT" in os.environ:
        environment["SYSTEMROOT"] = os.environ["SYSTEMROOT"]
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        input=content,
        capture_output=True,
        timeout=seconds,
        env=environment,
    )
