"""A file as a page: which reader it needs is told by its first bytes, not by its name."""

import re
from enum import StrEnum

from wardmote.kernel.errors import RuleBroken
from wardmote.meetings.reading import plaintext
from wardmote.meetings.reading.page import LONGEST, Page

LARGEST = 25_000_000
OLD_WORD = b"\xd0\xcf\x11\xe0"
HTML = re.compile(
    rb"<(?:!doctype html|html|head|body|div|table|p|h[1-6]|article|section)\b", re.I
)
CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.I)


class FileKind(StrEnum):
    """What a file of minutes is; the value is its ending."""

    WORD = "docx"
    PDF = "pdf"
    PAGE = "html"
    TEXT = "txt"


def kind_of(content: bytes) -> FileKind:
    """Told by its first bytes; text where nothing else is told."""
    if content.startswith(b"PK"):
        return FileKind.WORD
    if b"%PDF-" in content[:1024]:
        return FileKind.PDF
    return FileKind.PAGE if HTML.search(content[:4096]) else FileKind.TEXT


def read_content(content: bytes) -> Page:
    """The page in a file's bytes; raises RuleBroken with the reason when it is refused."""
    if len(content) > LARGEST:
        raise RuleBroken(
            f"This file is larger than {LARGEST // 1_000_000} MB: too large for minutes"
        )
    # each reader is imported when it is needed: two of them take half the time of a start
    kind = kind_of(content)
    if kind == FileKind.WORD:
        from wardmote.meetings.reading import word

        return word.read(content)
    if kind == FileKind.PDF:
        from wardmote.meetings.reading import portable

        return portable.read(content)
    if content.startswith(OLD_WORD):
        raise RuleBroken("This is an old Word file (.doc). Open it in Word and save it as DOCX")
    if content.startswith(b"{\\rtf"):
        raise RuleBroken("This is a rich text file. Open it in Word and save it as DOCX")
    text = decoded(content)
    if len(text) > LONGEST:
        raise RuleBroken("This file holds more text than minutes can have")
    if kind == FileKind.PAGE:
        from wardmote.meetings.reading import markup

        return markup.read(text)
    if text.count("\0") or _unprintable(text):
        raise RuleBroken("This is not minutes as DOCX, PDF, HTML or text")
    return plaintext.read(text)


def decoded(content: bytes) -> str:
    """UTF-8, UTF-16 with its mark, what a page says of itself, else Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        said = CHARSET.search(content[:2048])
        name = said[1].decode("ascii").lower() if said else "cp1252"
        return content.decode(
            name if name in ("iso-8859-1", "cp1252", "windows-1252", "utf-8") else "cp1252",
            errors="replace",
        )


def _unprintable(text: str) -> bool:
    head = text[:4000]
    strange = sum(not sign.isprintable() and not sign.isspace() for sign in head)
    return strange > 0.1 * max(len(head), 1)
