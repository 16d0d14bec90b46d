"""Typst, kept in a room of its own: one font, no network, no files but those given.

Whatever a person wrote reaches Typst as data (`sys.inputs`), never as markup.
"""

import struct
import unicodedata
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import fontpkg_arimo
import typst

FONT_FOLDER = Path(fontpkg_arimo.__file__).parent / "files"
UNKNOWN = "\u25a1"  # a white square, where the font has no such character
UNSEEN = ("Cc", "Cf", "Cs", "Me")  # controls, direction marks, enclosing marks
NOON = 12


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(False, False, [str(FONT_FOLDER)])


def press(
    source: str,
    inputs: dict[str, str],
    *,
    files: dict[str, bytes] | None = None,
    made_on: date = date(2000, 1, 1),
    output: Literal["pdf", "png"] = "pdf",
    ppi: float | None = None,
    accessible: bool = True,
) -> bytes:
    """Compile our own `source`. The same arguments give the same bytes.

    `accessible`: held to PDF/UA-1, which Typst does not claim for pages of other files.
    """
    noon = datetime(made_on.year, made_on.month, made_on.day, NOON, tzinfo=UTC)
    with TemporaryDirectory(prefix="wardmote-paper-") as room:
        for name, content in {**(files or {}), "main.typ": source.encode()}.items():
            Path(room, name).write_bytes(content)
        made = typst.compile(
            str(Path(room, "main.typ")),
            root=room,
            font_paths=_fonts(),
            format=output,
            ppi=ppi,
            sys_inputs=inputs,
            pdf_standards=["ua-1"] if output == "pdf" and accessible else [],
            package_path=room,
            package_cache_path=room,
            timestamp=noon,
        )
    if not isinstance(made, bytes):
        raise TypeError("Typst made several files where one was expected")
    return made


def printable(text: str) -> str:
    """The text in characters that the font has; a white square for any other.

    PDF/UA forbids a character without a shape: Typst would refuse the whole paper.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_printable, text))


@cache
def _printable(letter: str) -> str:
    if letter in "\n\t":
        return letter
    if unicodedata.category(letter) in UNSEEN:
        return ""
    for shape in (letter, unicodedata.normalize("NFKC", letter)):
        if all(ord(each) in _characters() for each in shape):
            return shape
    return UNKNOWN


@cache
def _characters() -> frozenset[int]:
    """The code points that both faces of the font can show."""
    upright, slanted = (
        _covered(path.read_bytes()) for path in sorted(FONT_FOLDER.glob("*.ttf"))
    )
    return upright & slanted


def _covered(font: bytes) -> frozenset[int]:
    """Read a TrueType font's `cmap`: its format 12 (or 4) table of characters."""
    (tables,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4sIII", font, 12 + 16 * n) for n in range(tables))
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    (subtables,) = struct.unpack_from(">H", font, start + 2)
    offsets = (
        start + struct.unpack_from(">HHI", font, start + 4 + 8 * n)[2] for n in range(subtables)
    )
    found: set[int] = set()
    for offset in offsets:
        (kind,) = struct.unpack_from(">H", font, offset)
        if kind == 12:
            found |= _format_12(font, offset)
        elif kind == 4:
            found |= _format_4(font, offset)
    return frozenset(found)


def _format_12(font: bytes, offset: int) -> set[int]:
    (groups,) = struct.unpack_from(">I", font, offset + 12)
    found: set[int] = set()
    for n in range(groups):
        first, last, _ = struct.unpack_from(">III", font, offset + 16 + 12 * n)
        found.update(range(first, last + 1))
    return found


def _format_4(font: bytes, offset: int) -> set[int]:
    """Runs of characters. None of this font's runs has a hole without a shape."""
    (double,) = struct.unpack_from(">H", font, offset + 6)
    ends = struct.unpack_from(f">{double // 2}H", font, offset + 14)
    starts = struct.unpack_from(f">{double // 2}H", font, offset + 16 + double)
    found: set[int] = set()
    for first, last in zip(starts, ends, strict=True):
        found.update(range(first, last + 1))
    return found - {0xFFFF}
