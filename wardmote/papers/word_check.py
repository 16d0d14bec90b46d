"""A template from outside: refused, in plain words, unless it is only a Word form."""

import re
from datetime import date
from io import BytesIO
from typing import Any

import docx
from docxtpl import DocxTemplate
from jinja2 import TemplateError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.numbers import and_list
from wardmote.papers.document import Document, Paragraph
from wardmote.papers.word_fill import filled
from wardmote.papers.word_package import check_package, damaged
from wardmote.papers.word_template import PLACEHOLDERS

PLAIN_STATEMENTS = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.If, nodes.Not,
    nodes.And, nodes.Or,
)  # fmt: skip
REQUIRED = ("title", "marking", "body")
SAMPLE = Document("Title", "", "Partnership", "", date(2000, 1, 1), (Paragraph("Text"),))


def check_template(template: bytes) -> None:
    """Raise RuleBroken, saying what to mend in Word, unless it may be used."""
    try:
        check_package(template)
        _check_form(template)
    except RuleBroken as refusal:
        raise RuleBroken(str(refusal), about="template") from refusal


def _check_form(template: bytes) -> None:
    """Check the placeholders as docxtpl will read them, then try the template once."""
    try:
        form = DocxTemplate(BytesIO(template))
        form.render_init()
        _check_names(_names_asked(form))
        _check_every_page_is_marked(docx.Document(BytesIO(template)))
        filled(SAMPLE, template)
    except RuleBroken:
        raise
    except TemplateError as wrong:
        raise RuleBroken(f"A placeholder is not written as {{{{ title }}}}: {wrong}") from wrong
    except Exception as wrong:  # a damaged file can break Word's library anywhere
        raise damaged() from wrong


def _check_names(asked: set[str]) -> None:
    for name in sorted(asked - set(PLACEHOLDERS)):
        known = ", ".join(PLACEHOLDERS)
        raise RuleBroken(f"There is no {{{{ {name[:40]} }}}}. There are: {known}")
    missing = [f"{{{{ {name} }}}}" for name in REQUIRED if name not in asked]
    if missing:
        raise RuleBroken(f"Put {and_list(missing)} into the template")


def _names_asked(form: DocxTemplate) -> set[str]:
    """Every placeholder in the text, heads, feet, footnotes and properties."""
    sources = [form.patch_xml(form.get_xml())]
    for part in form.docx.part.package.iter_parts():
        kind = part.content_type
        if kind.endswith(("header+xml", "footer+xml", "footnotes+xml")):
            sources.append(form.patch_xml(part.blob.decode("utf-8")))
    about = form.docx.core_properties
    properties = (about.author, about.comments, about.identifier, about.language)
    sources += [*properties, about.subject, about.title]
    return set().union(*map(_names_in, sources))


def _names_in(source: str) -> set[str]:
    tree = ImmutableSandboxedEnvironment().parse(source)
    names = set()
    for node in _all_nodes(tree):
        if not isinstance(node, PLAIN_STATEMENTS):
            raise RuleBroken("Use only placeholders such as {{ title }} and {% if marking %}")
        if isinstance(node, nodes.Name):
            names.add(node.name)
    return names


def _all_nodes(tree: nodes.Node) -> list[nodes.Node]:
    found = [tree]
    for node in found:
        found.extend(node.iter_child_nodes())
    return found


def _check_every_page_is_marked(file: Any) -> None:
    for section in file.sections:
        sides = [(section.header, section.footer)]
        if section.different_first_page_header_footer:
            sides.append((section.first_page_header, section.first_page_footer))
        if file.settings.odd_and_even_pages_header_footer:
            sides.append((section.even_page_header, section.even_page_footer))
        for head, foot in sides:
            words = "".join(p.text for side in (head, foot) for p in side.paragraphs)
            if not re.search(r"{{\s*marking\s*}}", words):
                raise RuleBroken(
                    "Put {{ marking }} into the header or footer of every kind of "
                    "page, first and even pages too"
                )
