"""Homes of their own, for what must be seen from outside: kills, parallel writers, restore.

On PostgreSQL each has a database of its own on the server that the run uses.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

ROOT = Path(__file__).resolve().parent.parent
SERVER = "WARDMOTE_DATABASE_URL"


@dataclass(frozen=True)
class Home:
    """A folder and a database that no other test knows."""

    folder: Path
    url: str

    @property
    def env(self) -> dict[str, str]:
        env = {**os.environ, "WARDMOTE_HOME": str(self.folder), SERVER: self.url}
        return env | {"DJANGO_SETTINGS_MODULE": "wardmote.config.settings"}

    def run(self, *words: object, check: bool = True) -> subprocess.CompletedProcess[str]:
        """`wardmote ...` in this home."""
        return self.python("wardmote.cli", *words, check=check)

    def python(
        self, module: str, *words: object, check: bool = True
    ) -> subprocess.CompletedProcess[str]:
        asked = [sys.executable, "-m", module, *map(str, words)]
        done = subprocess.run(asked, cwd=ROOT, env=self.env, capture_output=True, text=True)
        assert not check or done.returncode == 0, done.stdout + done.stderr
        return done

    def migrate(self) -> "Home":
        self.python("django", "migrate", "-v0")
        return self

    @property
    def database(self) -> Path:
        return self.folder / "wardmote.sqlite3"


@contextmanager
def home_in(folder: Path) -> Iterator[Home]:
    """A home in this folder, its database empty."""
    with _database() as url:
        yield Home(folder, url)


@contextmanager
def migrated_home(folder: Path) -> Iterator[Home]:
    """A home whose database has its tables: a copy of one that the whole run shares."""
    kept = Path(os.environ["WARDMOTE_TEST_HOME"]) / "migrated"
    kept.mkdir(exist_ok=True)
    name = f"migrated_{sha256(str(kept).encode()).hexdigest()[:12]}"
    template = Home(kept, _address(name))
    with (kept / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (kept / "done").exists():
            if template.url:
                _on_server(f"CREATE DATABASE {name}")
            template.migrate()
            (kept / "done").touch()
    if template.url:
        with _database(f"TEMPLATE {name}") as url:
            yield Home(folder, url)
    else:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(template.database, folder)
        yield Home(folder, "")


@contextmanager
def _database(more: str = "") -> Iterator[str]:
    """A new database on the run's server: its address; blank where it is SQLite."""
    if not os.environ.get(SERVER):
        yield ""
        return
    name = f"wardmote_{uuid4().hex[:12]}"
    _on_server(f"CREATE DATABASE {name} {more}")
    try:
        yield _address(name)
    finally:
        _on_server(f"DROP DATABASE {name} WITH (FORCE)")


def _address(name: str) -> str:
    server = os.environ.get(SERVER, "")
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}")) if server else ""


def ask(url: str, statement: str) -> list[tuple[Any, ...]]:
    """Of a PostgreSQL itself, without the product; committed at once."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        found = connection.execute(statement)
        return found.fetchall() if found.description else []


def _on_server(statement: str) -> None:
    ask(os.environ[SERVER], statement)


def django_in(home_folder: str) -> None:
    """Start Django in this process, for a script that a test runs."""
    os.environ["WARDMOTE_HOME"] = home_folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "wardmote.config.settings"
    import django

    django.setup()
