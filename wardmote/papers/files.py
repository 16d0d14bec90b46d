"""A document as a file: a page that stands alone, PDF, or Word in the partnership's look."""

from enum import StrEnum

from django.http import Http404, HttpResponse
from django.template.loader import render_to_string

from wardmote.papers.document import Document
from wardmote.papers.html import render_document
from wardmote.papers.names import file_name
from wardmote.papers.pdf import pdf
from wardmote.papers.word import word


class Format(StrEnum):
    """What a document can be written as; the value is the file's ending."""

    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[self]


CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEDIA_TYPES = {
    Format.HTML: "text/html; charset=utf-8",
    Format.PDF: "application/pdf",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def format_or_404(ending: str) -> Format:
    """The format with this ending. Raises Http404 for one that nothing is written as."""
    try:
        return Format(ending)
    except ValueError as wrong:
        raise Http404(f"Nothing is written as {ending}") from wrong


def written(document: Document, wanted: Format, template: bytes | None) -> bytes:
    """The document's bytes; `template` is the partnership's own for Word."""
    if wanted == Format.PDF:
        return pdf(document)
    if wanted == Format.DOCX:
        return word(document, template)
    context = {"document": document, "paper": render_document(document)}
    return render_to_string("papers/standalone.html", context).encode()


def attachment(body: bytes, media_type: str, name: str) -> HttpResponse:
    """An answer that the browser keeps as a file of this name."""
    answer = HttpResponse(body, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def as_attachment(
    document: Document, wanted: Format, template: bytes | None, called: str = ""
) -> HttpResponse:
    """The document as a file whose name says its level, what it is and its date."""
    name = file_name(
        called or document.title,
        made_on=document.made_on,
        ending=wanted.value,
        marking=document.marking.partition(":")[0],
    )
    return attachment(written(document, wanted, template), wanted.media_type, name)
