"""`wardmote serve` answers, refuses a port in use, and leaves nothing behind."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from wardmote import cli
from wardmote.desk.server import check_port
from wardmote.kernel.errors import RuleBroken

PATIENCE = 60


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def serve(tmp_path):
    """Start `wardmote serve` in a home of its own; ended after the test."""
    started = []
    environment = {**os.environ, "WARDMOTE_HOME": str(tmp_path / "home")}
    environment.pop("WARDMOTE_DATABASE_URL", None)

    def start(port):
        process = subprocess.Popen(
            [sys.executable, "-m", "wardmote.cli", "serve", "--port", str(port)],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
            process.wait()
        process.stdout.close()
        process.stderr.close()


def children(pid):
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True)
    pairs = (line.split() for line in listed.stdout.splitlines())
    return [int(child) for child, parent in pairs if int(parent) == pid]


def is_running(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"


def wait_until_gone(pids, seconds):
    end = time.monotonic() + seconds
    while any(map(is_running, pids)) and time.monotonic() < end:
        time.sleep(0.1)
    return not any(map(is_running, pids))


HARDER = [pytest.param(how, marks=pytest.mark.deep) for how in (signal.SIGINT, signal.SIGKILL)]


@pytest.mark.parametrize("how", [signal.SIGTERM, *HARDER])
def test_it_answers_and_ends_with_all_its_children(serve, how):
    port = free_port()
    process = serve(port)
    assert process.stdout.readline().startswith(f"Wardmote is at http://127.0.0.1:{port}/")
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in/") as answer:
        assert answer.status == 200
    below = children(process.pid)
    assert len(below) >= 2  # the web worker and the background worker
    process.send_signal(how)
    process.wait(PATIENCE)
    assert wait_until_gone(below, 10)


def test_a_port_in_use_is_refused(serve):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        process = serve(port)
        assert process.wait(PATIENCE) == 1
    assert f"Refused: Port {port} is in use" in process.stderr.read()


@pytest.mark.parametrize("port", [0, -1, 65536])
def test_a_port_that_cannot_be_is_refused(port):
    with pytest.raises(RuleBroken, match="is not a port"):
        check_port(port)


def test_the_port_comes_from_the_environment(monkeypatch):
    from wardmote.desk.management.commands.serve import usual_port

    monkeypatch.delenv("WARDMOTE_PORT", raising=False)
    monkeypatch.delenv("PORT", raising=False)
    assert usual_port() == 8000
    monkeypatch.setenv("PORT", "8005")
    assert usual_port() == 8005
    monkeypatch.setenv("WARDMOTE_PORT", "8006")
    assert usual_port() == 8006


@pytest.mark.django_db
def test_status_says_what_is_missing_and_how_to_mend_it(capsys):
    assert cli.main(["status"]) == 0
    said = capsys.readouterr().out
    assert "wardmote import places FILE.geojson --kind ward" in said
    assert cli.main(["status", "--json"]) == 0
    held = json.loads(capsys.readouterr().out)
    none = {"first": None, "last": None, "count": 0, "forces": [], "fetched": []}
    assert held["months"] == none
    assert len(held["missing"]) == 4


def wardmote(home, *words):
    environment = {**os.environ, "WARDMOTE_HOME": str(home), "WARDMOTE_DATABASE_URL": ""}
    command = [sys.executable, "-m", "wardmote.cli", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True)


def test_an_empty_home_is_told_to_be_set_up(tmp_path):
    done = wardmote(tmp_path / "home", "status")
    assert done.returncode == 1
    assert "Run `wardmote init` first" in done.stderr
    assert wardmote(tmp_path / "home", "init").returncode == 0
    assert wardmote(tmp_path / "home", "work", "--once").returncode == 0


def test_a_home_that_cannot_be_written_to_is_refused(tmp_path):
    blocked = tmp_path / "file"
    blocked.touch()
    done = wardmote(blocked / "home", "serve")
    assert done.returncode == 1
    assert "cannot write to its home folder" in done.stderr
    assert "Traceback" not in done.stderr
