"""A document as a Word file, in the house's template or the partnership's own."""

from wardmote.papers.document import Document, legible
from wardmote.papers.word_check import check_template
from wardmote.papers.word_fill import filled
from wardmote.papers.word_template import PLACEHOLDERS, default_template

__all__ = ["PLACEHOLDERS", "check_template", "default_template", "word"]


def word(document: Document, template: bytes | None = None) -> bytes:
    """The paper as .docx. RuleBroken for a template that is not safe or whole."""
    if template is not None:
        check_template(template)
    return filled(legible(document), template or default_template())
