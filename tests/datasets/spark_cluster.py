"""A Spark master and its workers on this machine's loopback, for a test."""

import os
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOOPBACK = "127.0.0.1"
LISTENING = "0A"


def environment(python: Path) -> dict[str, str]:
    """What every process of Spark here is told: this machine alone."""
    home = next(python.parent.parent.glob("lib/python*/site-packages/pyspark"))
    return {
        **os.environ,
        "SPARK_HOME": str(home),
        "SPARK_LOCAL_IP": LOOPBACK,
        "PYSPARK_PYTHON": str(python),
        "SPARK_DAEMON_MEMORY": "512m",
    }


@contextmanager
def cluster(python: Path, folder: Path, workers: int = 2) -> Iterator[tuple[str, list[int]]]:
    """The address of a master with so many one-core workers, and their process ids."""
    env = environment(python)
    start = [f"{env['SPARK_HOME']}/bin/spark-class"]
    started: list[subprocess.Popen[bytes]] = []

    def run(name: str, *words: str) -> Path:
        log = folder / f"{name}.log"
        with log.open("wb") as out:
            child = subprocess.Popen([*start, *words], env=env, stdout=out, stderr=out)
        started.append(child)
        return log

    at_loopback = ("--host", LOOPBACK, "--port", "0", "--webui-port", "0")
    try:
        log = run("master", "org.apache.spark.deploy.master.Master", *at_loopback)
        master = wait_for(log, r"Starting Spark master at (spark://\S+)")[0]
        for number in range(workers):
            own = folder / f"worker-{number}"
            limits = ("--cores", "1", "--memory", "1g", "--work-dir", str(own))
            where = ("org.apache.spark.deploy.worker.Worker", *at_loopback, *limits)
            run(f"worker-{number}", *where, master)
        wait_for(log, r"Registering worker", workers)
        yield master, [child.pid for child in started]
    finally:
        for child in reversed(started):
            child.terminate()
        for child in started:
            child.wait(60)


def wait_for(log: Path, pattern: str, times: int = 1, patience: float = 180) -> list[str]:
    """What matches in a log, once it is there so many times."""
    until = time.monotonic() + patience
    while len(found := re.findall(pattern, log.read_text(errors="replace"))) < times:
        assert time.monotonic() < until, log.read_text(errors="replace")[-2000:]
        time.sleep(0.1)
    return found


def family(pids: list[int]) -> set[int]:
    """These processes and all that they started."""
    parents: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(path.parent.name)] = int(path.read_text().rsplit(")", 1)[1].split()[1])
        except (OSError, IndexError):
            continue
    found = set(pids)
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def listened_to(pids: list[int]) -> set[str]:
    """The addresses, as the kernel writes them, at which these processes are listening."""
    sockets: set[str] = set()
    for pid in family(pids):
        try:
            for each in Path(f"/proc/{pid}/fd").iterdir():
                sockets.update(re.findall(r"socket:\[(\d+)\]", str(each.readlink())))
        except OSError:
            continue
    found = set()
    for table in "/proc/net/tcp", "/proc/net/tcp6":
        for line in Path(table).read_text().splitlines()[1:]:
            cells = line.split()
            if cells[3] == LISTENING and cells[9] in sockets:
                found.add(cells[1].split(":")[0])
    return found
