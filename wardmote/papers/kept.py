"""Files kept by their digest, outside the web root: whole or not there, never changed."""

import hashlib
import os
import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

_NAME = re.compile(r"[0-9a-f]{64}\.([a-z]+)")


@dataclass(frozen=True, slots=True)
class Shelf:
    """One folder of kept files, and the endings that they may have."""

    folder: str
    endings: Collection[str]

    def keep(self, content: bytes, ending: str) -> str:
        """Keep it under its digest; the name it is kept by."""
        name = f"{hashlib.sha256(content).hexdigest()}.{ending}"
        _write_once(self._place(name), content)
        return name

    def read(self, name: str) -> bytes:
        """A kept file. FileNotFoundError for a name that `keep` never gave."""
        return self._place(name).read_bytes()

    def size(self, name: str) -> int:
        """How many bytes it has."""
        return self._place(name).stat().st_size

    def _place(self, name: str) -> Path:
        found = _NAME.fullmatch(name)
        if found is None or found[1] not in self.endings:
            raise FileNotFoundError(name)
        return Path(settings.FILES) / self.folder / name


def _write_once(place: Path, content: bytes) -> None:
    """A file that is whole or not there; one that is there already stays."""
    if place.exists():
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    fresh = place.with_name(f"{place.name}.{os.getpid()}.part")
    with fresh.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(place)
