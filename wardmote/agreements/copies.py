"""Signed copies: a PDF or a picture, judged by what it is, kept outside the web root."""

from wardmote.kernel.errors import RuleBroken
from wardmote.papers.kept import Shelf
from wardmote.partnership.logos import JPEG, PNG

LARGEST = 10 * 1024 * 1024
PDF = "application/pdf"
ENDINGS = {PDF: "pdf", PNG: "png", JPEG: "jpg"}
MEDIA_TYPES = {ending: kind for kind, ending in ENDINGS.items()}
_STARTS = {b"%PDF-": PDF, b"\x89PNG\r\n\x1a\n": PNG, b"\xff\xd8\xff": JPEG}
_ENDS = {PDF: b"%%EOF", PNG: b"IEND\xaeB`\x82", JPEG: b"\xff\xd9"}
KEPT = Shelf("agreements", MEDIA_TYPES)


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


def keep(content: bytes) -> str:
    """Keep a copy under its digest; return the name it is kept by."""
    return KEPT.keep(content, ENDINGS[copy_kind(content)])
