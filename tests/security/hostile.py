"""Run import commands on hostile files, with little memory and time, and say what became.

`python -m tests.security.hostile HOME COMMANDS.json` prints for each command its exit
code, its seconds, the memory used so far, what it said, and whether anything in HOME
changed.
"""

import contextlib
import hashlib
import io
import json
import os
import resource
import signal
import sqlite3
import sys
import time
from pathlib import Path

MEMORY = 2 << 30  # bytes of addresses: a hard stop, far above what is used
SECONDS = 10
#: what a refusal leaves behind by design
NOTES = "manifest.jsonl"  # which files were read before: a receipt too
RECEIPTS = tuple(
    f'INSERT INTO "{table}' for table in ("datasets_import", "audit_", "sqlite_sequence")
)


def limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (256 << 20, 256 << 20))


def content(home: Path) -> str:
    """Every row that is not a receipt, and every kept file."""
    whole = hashlib.sha256()
    with contextlib.closing(sqlite3.connect(home / "wardmote.sqlite3")) as database:
        for line in database.iterdump():
            if not line.startswith(RECEIPTS):
                whole.update(line.encode())
    for path in sorted(home.rglob("*")):
        if path.is_file() and ".sqlite3" not in path.name and path.name != NOTES:
            whole.update(f"{path} {path.stat().st_size}".encode())
    return whole.hexdigest()


def late(*_: object) -> None:
    raise TimeoutError("took too long")


def peak() -> int:
    """MB held at most since this program began; rusage would count who started it too."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) >> 10


def run(home: Path, words: list[str]) -> dict[str, object]:
    from wardmote.cli import main

    before, began = content(home), time.monotonic()
    said = io.StringIO()
    signal.alarm(SECONDS)
    try:
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
            code = main(words)
    except Exception as error:  # what a person would see as a traceback
        code = f"{type(error).__name__}: {error}"
    finally:
        signal.alarm(0)
    return {
        "code": code,
        "seconds": round(time.monotonic() - began, 2),
        "said": said.getvalue(),
        "peak": peak(),
        "changed": content(home) != before,
    }


def main() -> None:
    home = Path(sys.argv[1])
    os.environ["WARDMOTE_HOME"] = str(home)
    signal.signal(signal.SIGALRM, late)
    limit()
    commands = json.loads(Path(sys.argv[2]).read_text())
    answers = {name: run(home, words) for name, words in commands.items()}
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
