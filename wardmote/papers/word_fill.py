"""The template's places filled with a document's words: docxtpl in a sandbox."""

import re
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from uuid import uuid4

from docx.document import Document as WordFile
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate, InlineImage
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import day_words
from wardmote.papers.document import Document
from wardmote.papers.pictures import picture_kind, raster_press
from wardmote.papers.word_body import write_body
from wardmote.papers.word_styles import add_missing_styles

LOGO_HEIGHT = Cm(1.8)


def filled(document: Document, template: bytes) -> bytes:
    """Put the words into the template's places and the body into its own."""
    form = DocxTemplate(BytesIO(template))
    place = f"body-{uuid4().hex}"
    given = {**_words(document), "logo": _logo(form, document), "body": place}
    _drop_empty_lines(form, given)
    form.render(given, ImmutableSandboxedEnvironment(autoescape=True), autoescape=True)
    file: WordFile = form.docx
    add_missing_styles(file)
    write_body(file, _paragraph_holding(file, place), document)
    _describe_pictures(file, document.partnership)
    _set_properties(file, document)
    saved = BytesIO()
    file.save(saved)
    return saved.getvalue()


def _drop_empty_lines(form: DocxTemplate, given: dict[str, Any]) -> None:
    """A line that holds one placeholder and nothing to put there leaves no gap.

    Read from the element: python-docx would remember a body that docxtpl replaces.
    """
    form.init_docx()
    body = form.docx.element.body
    for line in body.findall(qn("w:p")):
        alone = re.fullmatch(r"\s*{{\s*(\w+)\s*}}\s*", Paragraph(line, body).text)
        if alone and given.get(alone[1]) == "":
            body.remove(line)


def _words(document: Document) -> dict[str, Markup]:
    words = {
        "title": document.title,
        "subtitle": document.subtitle,
        "partnership": document.partnership,
        "edition": document.edition_line,
        "made_on": day_words(document.made_on),
        "marking": document.marking,
        "attribution": document.attribution,
    }
    return {name: _literal(text) for name, text in words.items()}


def _literal(text: str) -> Markup:
    """Escaped, also from docxtpl's own signs: it would turn {_{ into two braces."""
    return Markup(str(escape(text)).replace("_", "&#95;"))  # noqa: S704 - escaped


def _logo(form: DocxTemplate, document: Document) -> InlineImage | str:
    if document.logo is None:
        return ""
    png = raster_press(document.logo, picture_kind(document.logo))
    return InlineImage(form, BytesIO(png), height=LOGO_HEIGHT)


def _paragraph_holding(file: WordFile, place: str) -> Any:
    for paragraph in file.paragraphs:
        if paragraph.text.strip() == place:
            return paragraph
    raise RuleBroken(
        "Put {{ body }} in a paragraph of its own, outside tables and text boxes",
        about="template",
    )


def _describe_pictures(file: WordFile, words: str) -> None:
    """Pictures without a text alternative are the logo: name the partnership."""
    for part in file.part.package.iter_parts():
        element = getattr(part, "element", None)
        if element is not None:
            for picture in element.iter("{*}docPr"):
                if not picture.get("descr"):
                    picture.set("descr", words)
            for picture in element.iter("{*}inline"):
                for side in ("distT", "distB", "distL", "distR"):
                    picture.set(side, "0")


def _set_properties(file: WordFile, document: Document) -> None:
    noon = datetime(
        document.made_on.year,
        document.made_on.month,
        document.made_on.day,
        12,
        tzinfo=UTC,
    )
    about = file.core_properties
    about.title, about.subject = document.title[:255], document.subtitle[:255]
    about.author, about.last_modified_by = (document.partnership[:255],) * 2
    about.category, about.comments = document.marking[:255], ""
    about.language, about.revision = "en-GB", 1
    about.created = about.modified = noon
