"""A report as a file: a page that stands alone, PDF, or Word in the partnership's look."""

from enum import StrEnum

from django.template.loader import render_to_string

from wardmote.papers.document import Document
from wardmote.papers.html import render_document
from wardmote.papers.pdf import pdf
from wardmote.papers.word import word
from wardmote.partnership.queries import this_partnership


class Format(StrEnum):
    """What a report can be written as."""

    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"


MEDIA_TYPES = {
    Format.HTML: "text/html; charset=utf-8",
    Format.PDF: "application/pdf",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def written(document: Document, wanted: Format) -> bytes:
    """The document's bytes in this format."""
    if wanted == Format.PDF:
        return pdf(document)
    if wanted == Format.DOCX:
        template = this_partnership().report_template
        return word(document, bytes(template) if template else None)
    context = {"document": document, "paper": render_document(document)}
    return render_to_string("reports/standalone.html", context).encode()


def file_name(marking: str, quarter: str, *, ending: str, edition: int | None = None) -> str:
    """data-report-2025Q2-edition-1.pdf, data-report-2025Q2-OFFICIAL-draft.pdf."""
    level = marking.partition(":")[0]
    kind = f"edition-{edition}" if edition else f"{level}-draft"
    return f"data-report-{quarter}-{kind}.{ending}"
