"""Where one partnership's data lives: the home folder."""

import os
import secrets
from pathlib import Path

from wardmote.kernel.errors import RuleBroken


def user_data(name: str) -> Path:
    """A folder of this name under the user's data directory."""
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / name


def home_folder() -> Path:
    """WARDMOTE_HOME, else a folder under the user's data directory."""
    named = os.environ.get("WARDMOTE_HOME")
    return Path(named).expanduser().resolve() if named else user_data("wardmote")


def prepare(home: Path) -> None:
    """Make the home folder, private to its owner; say so when that cannot be done."""
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        probe = home / f".writable-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise RuleBroken(
            f"Wardmote cannot write to its home folder {home} ({error.strerror}). "
            "Choose another with WARDMOTE_HOME=/path/to/folder"
        ) from error


def secret_key(home: Path) -> str:
    """The key that signs sessions: made once, kept in the home, readable by its owner."""
    path = home / "secret.key"
    if not path.exists():
        prepare(home)
        fresh = home / f".secret-{os.getpid()}"
        with os.fdopen(os.open(fresh, os.O_CREAT | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text()
