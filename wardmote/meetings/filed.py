"""Papers as files: a PDF or a Word document, judged by what it is, outside the web root."""

from wardmote.kernel.errors import RuleBroken
from wardmote.papers.binding import count_pages
from wardmote.papers.kept import Shelf
from wardmote.papers.word_package import check_package

LARGEST = 20 * 1024 * 1024
#: of one meeting's papers together, so that they can be bound as one pack
LARGEST_TOGETHER, MOST_PAGES = 100 * 1024 * 1024, 2000
PDF, WORD = "pdf", "docx"
KEPT = Shelf("meetings", (PDF, WORD))
keep, read, size = KEPT.keep, KEPT.read, KEPT.size
_END_OF_PDF = 1024


def kind_of(content: bytes) -> str:
    """Its ending. RuleBroken for anything but a whole PDF or a Word file without macros."""
    if len(content) > LARGEST:
        raise RuleBroken("The paper must be smaller than 20 MB", about="file")
    if content.startswith(b"%PDF-"):
        if b"%%EOF" not in content[-_END_OF_PDF:]:
            raise RuleBroken(
                "The PDF is damaged: its end is missing. Save it again", about="file"
            )
        return PDF
    if content.startswith(b"PK"):
        try:
            check_package(content)
        except RuleBroken as refusal:
            raise RuleBroken(str(refusal), about="file") from refusal
        return WORD
    raise RuleBroken("The paper must be a PDF or a Word file (.docx)", about="file")


def pages_of(content: bytes, kind: str) -> int:
    """Of a PDF that can be bound, its pages; of a Word file none are known: 0."""
    if kind == WORD:
        return 0
    try:
        return count_pages(content)
    except RuleBroken as refusal:
        raise RuleBroken(str(refusal), about="file") from refusal


def check_room(sizes: int, pages: int) -> None:
    """RuleBroken where a meeting's papers together would be too many for one pack."""
    if sizes > LARGEST_TOGETHER:
        raise RuleBroken(
            "The papers of a meeting must be smaller than 100 MB together. Save this one with "
            "smaller pictures",
            about="file",
        )
    if pages > MOST_PAGES:
        raise RuleBroken(
            f"The papers of a meeting must have no more than {MOST_PAGES} pages together",
            about="file",
        )
