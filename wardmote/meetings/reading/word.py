"""Word files as blocks: looked through for traps first, then read by mammoth."""

import io
import re
import zipfile

import mammoth

from wardmote.kernel.errors import RuleBroken
from wardmote.meetings.reading import markup
from wardmote.meetings.reading.page import Page

MOST_PARTS = 2000
LARGEST = 200_000_000
"""Bytes of all parts together, inflated: beyond that it is a bomb."""
LARGEST_TEXT = 6_000_000
"""Bytes of the parts that mammoth reads."""
READ = re.compile(r"^(?:word/(?!media/).*|\[Content_Types\]|_rels/.*)\.?(?:xml|rels)?$")
MACROS = re.compile(r"vbaProject\.bin$|vbaData\.xml$|macrosheets/|/activeX/", re.I)
DECLARED = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.I)
KEPT = re.compile(
    r"^(?:word/(?:document\d*|styles|numbering|footnotes|endnotes|comments)\.xml"
    r"|word/_rels/[\w.]+\.rels|_rels/\.rels|\[Content_Types\]\.xml)$"
)


def read(content: bytes) -> Page:
    """The blocks of a DOCX; raises RuleBroken, with the reason, for one that is a trap."""
    try:
        safe = _looked_through(content)
        html = mammoth.convert_to_html(
            io.BytesIO(safe), convert_image=mammoth.images.img_element(lambda image: {})
        ).value
    except RuleBroken:
        raise
    except RecursionError as error:
        raise RuleBroken("This Word file is nested too deeply to be minutes") from error
    except MemoryError as error:
        raise RuleBroken("This Word file needs more memory than minutes can") from error
    except Exception as error:  # a broken file breaks mammoth in many ways
        raise RuleBroken(
            f"This Word file is damaged ({type(error).__name__}). Open it in Word and save"
            f" it again"
        ) from error
    return markup.read(html)


def _looked_through(content: bytes) -> bytes:
    """The same file with its text parts alone, once each has been looked at."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as file, zipfile.ZipFile(kept, "w") as out:
        parts = file.infolist()
        _check_sizes(parts)
        for part in parts:
            if MACROS.search(part.filename):
                raise RuleBroken("This Word file holds macros. Save it as DOCX without them")
            if not KEPT.match(part.filename):
                continue
            with file.open(part) as stream:
                text = stream.read(LARGEST_TEXT + 1)
            if len(text) > LARGEST_TEXT:
                raise RuleBroken("This Word file unpacks to more text than minutes can have")
            if DECLARED.search(text) or DECLARED.search(text.replace(b"\0", b"")):
                raise RuleBroken("This Word file declares entities (DTD), which is not allowed")
            if part.filename == "[Content_Types].xml" and b"macroEnabled" in text:
                raise RuleBroken("This Word file holds macros. Save it as DOCX without them")
            out.writestr(part.filename, text)
    return kept.getvalue()


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_PARTS:
        raise RuleBroken(f"This file has more than {MOST_PARTS} parts inside: not a Word file")
    whole = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    if whole > LARGEST or (whole > 20_000_000 and whole > 200 * packed):
        raise RuleBroken("This file unpacks to far more than it seems: a zip bomb. Refused")
    if any(part.flag_bits & 1 for part in parts):
        raise RuleBroken("This Word file is locked with a password. Save it without one")
