"""The drill: back up, restore elsewhere, compare everything; timed and printed."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from tests.homes import ROOT, home_in, migrated_home

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """A home with one of everything."""
    with migrated_home(tmp_path_factory.mktemp("full") / "home") as home:
        home.python("tests.keeping.drill", "fill")
        yield home


@pytest.fixture
def empty(tmp_path):
    with home_in(tmp_path / "restored") as home:
        yield home


def state_of(home):
    return json.loads(home.python("tests.keeping.drill", "state").stdout)


def test_a_restored_home_is_the_one_that_was_backed_up(full, empty, tmp_path, capsys):
    archive, keys, secret = tmp_path / "kept.backup", tmp_path / "keys", tmp_path / "secret"
    secret.write_text("correct horse battery staple\n")
    before = state_of(full)
    began = time.monotonic()
    full.run("backup", archive, "--secret", secret, "--keys", keys)
    taken = time.monotonic()
    done = empty.run("restore", archive, "--secret", secret, "--keys", keys)
    restored = time.monotonic()
    assert state_of(empty) == before
    assert "chain" in done.stdout
    assert before["faults"] == []
    assert len(before["tables"]) > 25
    assert len(before["files"]) >= 4  # rows and counts of its batches, and what was uploaded
    kept = [(one.folder / "secret.key").read_text() for one in (full, empty)]
    assert kept[0] == kept[1]
    assert (keys.stat().st_mode & 0o777, archive.stat().st_mode & 0o777) == (0o600, 0o600)
    with capsys.disabled():
        sys.stdout.write(
            f"\n  drill: {sum(n for n, _ in before['tables'].values()):,} rows, "
            f"{len(before['files'])} files, {archive.stat().st_size / 1e6:.1f} MB; backup "
            f"{taken - began:.1f} s, restore {restored - taken:.1f} s\n"
        )
    again = empty.run("restore", archive, "--secret", secret, check=False)
    assert (again.returncode, "already" in again.stderr) == (1, True)
    said = json.loads(full.run("status", "--json").stdout)
    assert said["backup"]["name"] == archive.name


def test_neither_keys_nor_sessions_nor_passwords_are_in_it(full, tmp_path):
    archive = tmp_path / "kept.backup"
    full.run("backup", archive)
    opened = subprocess.run(["gzip", "-dc", archive], capture_output=True, check=True).stdout
    assert (full.folder / "secret.key").read_bytes() not in opened
    session = (full.folder.parent / "from" / "session").read_bytes()
    assert len(session) > 20
    assert session not in opened
    assert b"plover kettle marsh" not in opened
    assert b"Wendle Vale Partnership" in opened  # the negative control


def test_a_backup_is_one_state_however_busy_the_home(tmp_path, empty):
    """A deed is an organisation and an entry: in each backup both or neither."""
    archive = tmp_path / "busy.backup"
    with migrated_home(tmp_path / "home") as home:
        asked = [sys.executable, "-m", "tests.audit.writers", "busy", "5"]
        writer = subprocess.Popen(asked, cwd=ROOT, env=home.env, stdout=subprocess.PIPE)
        try:
            writer.stdout.readline()
            home.run("backup", archive)
            assert writer.poll() is None
        finally:
            os.kill(writer.pid, signal.SIGKILL)
            writer.wait()
            writer.stdout.close()
    empty.run("restore", archive)
    found = json.loads(empty.python("tests.audit.writers", "parallel", 0, 0, 0).stdout)
    assert found["faults"] == []
    assert found["entries"] > 1
    assert found["unequal"] == 1  # the restore's own entry
