"""Signed copies: a PDF or a picture, judged by what it is, kept outside the web root."""

import hashlib
import os
import re
from pathlib import Path

from django.conf import settings

from wardmote.kernel.errors import RuleBroken
from wardmote.partnership.logos import JPEG, PNG

LARGEST = 10 * 1024 * 1024
PDF = "application/pdf"
ENDINGS = {PDF: "pdf", PNG: "png", JPEG: "jpg"}
MEDIA_TYPES = {ending: kind for kind, ending in ENDINGS.items()}
_STARTS = {b"%PDF-": PDF, b"\x89PNG\r\n\x1a\n": PNG, b"\xff\xd8\xff": JPEG}
_ENDS = {PDF: b"%%EOF", PNG: b"IEND\xaeB`\x82", JPEG: b"\xff\xd9"}
KEPT = re.compile(r"[0-9a-f]{64}\.(pdf|png|jpg)")


def copy_kind(content: bytes) -> str:
    """Its media type. RuleBroken for anything but a whole PDF, PNG or JPEG of 10 MB."""
    if len(content) > LARGEST:
        raise RuleBroken("The signed copy must be smaller than 10 MB", about="copy")
    kind = next((kind for start, kind in _STARTS.items() if content.startswith(start)), "")
    if not kind:
        raise RuleBroken(
            "The signed copy must be a PDF, or a PNG or JPEG picture. Scan it as one of "
            "these and try again",
            about="copy",
        )
    end = content[-1024:] if kind == PDF else content.rstrip(b"\x00\r\n")[-8:]
    if _ENDS[kind] not in end:
        raise RuleBroken(
            "The signed copy is damaged: its end is missing. Scan or save it again",
            about="copy",
        )
    return kind


def folder() -> Path:
    return Path(settings.FILES) / "agreements"


def keep(content: bytes) -> str:
    """Keep a copy under its digest; return the name it is kept by."""
    name = f"{hashlib.sha256(content).hexdigest()}.{ENDINGS[copy_kind(content)]}"
    write_once(folder() / name, content)
    return name


def write_once(place: Path, content: bytes) -> None:
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


def read(name: str) -> bytes:
    """A kept copy. FileNotFoundError for a name that `keep` never gave."""
    if not KEPT.fullmatch(name):
        raise FileNotFoundError(name)
    return (folder() / name).read_bytes()
