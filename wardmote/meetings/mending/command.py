"""`wardmote minutes mend FILE`."""

import argparse
import sys
from pathlib import Path

from wardmote.kernel.answers import DONE
from wardmote.kernel.errors import RuleBroken

ABOUT = """\
Put back the spaces that minutes lost when they were copied from a web page:
“LRtook theBoard throughthe datareport.” becomes “LR took the Board through the data report.”

The result goes to standard output. It differs from FILE by added spaces alone; paragraphs that
are whole stay as they are, byte for byte. Look the result over before you rely on it: a name
that stands nowhere else in the text may be parted, or stay joined.
"""
EXAMPLES = """\
examples:
  wardmote minutes mend february.txt > mended.txt
  wardmote minutes mend - < february.txt | less
  wardmote minutes mend february.txt | diff february.txt -     what was added, line by line

Word, PDF and web pages: `wardmote minutes read` reads them without losing spaces.
"""
#: bytes: mending more takes long enough to say so
LONG = 2_000_000
#: bytes that other kinds of file begin with, and what they are
OTHERS = {
    b"PK\x03\x04": "a Word document or another zipped file",
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old Word document",
    b"\xff\xfe": "text in UTF-16",
    b"\xfe\xff": "text in UTF-16",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = ABOUT
    parser.epilog = EXAMPLES
    parser.add_argument(
        "file", metavar="FILE", help="minutes as text in UTF-8; - is standard input"
    )


def run(options: argparse.Namespace) -> int:
    content = _read(options.file)
    text = decoded(content)
    from wardmote.meetings.mending import mend  # numpy and the word list: not for --help

    if len(content) > LONG and sys.stderr.isatty():
        print(f"Mending {len(content) / 1e6:.0f} MB ...", file=sys.stderr)  # noqa: T201
    sys.stdout.buffer.write(mend(text).encode())
    sys.stdout.buffer.flush()
    return DONE


def _read(file: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except FileNotFoundError:
        raise RuleBroken(f"There is no file at {file}") from None
    except OSError as error:
        raise RuleBroken(f"{file} cannot be read: {error.strerror}") from None


def decoded(content: bytes) -> str:
    """The text, a byte order mark kept; raises RuleBroken where it is not UTF-8."""
    for start, kind in OTHERS.items():
        if content.startswith(start):
            raise RuleBroken(
                f"This is {kind}, and mend takes text in UTF-8. "
                "`wardmote minutes read` takes Word, PDF and HTML"
            )
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise RuleBroken(
            f"Line {line} has a byte that is not UTF-8 (0x{content[error.start]:02x}). "
            "Save the file as UTF-8, or turn it with: iconv -f WINDOWS-1252 -t UTF-8"
        ) from None
