"""The Word template a partnership starts from, edits in Word and gives back."""

from io import BytesIO
from typing import Any

import docx
from docx.document import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

from wardmote.papers.word_styles import (
    LOOKS,
    MARKING,
    SMALL,
    SUBTITLE,
    TITLE,
    add_missing_styles,
    dress,
    remove_rules,
    soften_grid,
)

#: what a template may ask for -> what it gets
PLACEHOLDERS = {
    "title": "the paper's title",
    "subtitle": "what it covers, for example April to June 2026",
    "partnership": "the partnership's name",
    "edition": "which edition this is",
    "made_on": "the date, for example 4 August 2026",
    "marking": "who may see it; empty when it is public",
    "attribution": "whose data it holds and under which licence",
    "logo": "the partnership's logo",
    "body": "the paper itself, alone in its paragraph",
}
TEXT_WIDTH = Cm(16)


def default_template() -> bytes:
    """A4, the house's styles, page numbers, the marking at the head and the foot."""
    file = docx.Document()
    add_missing_styles(file)
    for name in LOOKS:
        dress(file, name)
    remove_rules(file, TITLE)
    soften_grid(file)
    _be_of_today(file)
    _speak_british_english(file)
    _lay_out(file)
    for style, words in (
        ("Normal", "{{ logo }}"),
        ("Normal", "{{ partnership }}"),
        (TITLE, "{{ title }}"),
        (SUBTITLE, "{{ subtitle }}"),
        (SMALL, "{{ edition }}"),
        (SMALL, "{{ made_on }}"),
        ("Normal", "{{ body }}"),
        (SMALL, "{{ attribution }}"),
    ):
        file.add_paragraph(words, style=style)
    file.core_properties.title = "Template for papers"
    file.core_properties.author = file.core_properties.comments = ""
    file.core_properties.language = "en-GB"
    saved = BytesIO()
    file.save(saved)
    return saved.getvalue()


def _lay_out(file: WordFile) -> None:
    page = file.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.5)
    page.top_margin, page.bottom_margin = Cm(2.8), Cm(2.5)
    head, foot = page.header, page.footer
    _centred(head.paragraphs[0], "{{ marking }}")
    head.add_paragraph("{{ title }}", style=SMALL)
    line = foot.paragraphs[0]
    line.style = SMALL
    line.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    line.add_run("{{ partnership }}\tPage ")
    add_field(line, "PAGE")
    line.add_run(" of ")
    add_field(line, "NUMPAGES")
    _centred(foot.add_paragraph(), "{{ marking }}")


def _centred(paragraph: Any, words: str) -> None:
    paragraph.style = MARKING
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(words)


def add_field(paragraph: Any, instruction: str, shown: str = "1") -> None:
    """A field that Word fills in, such as PAGE."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = shown
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _be_of_today(file: WordFile) -> None:
    """Ask for Word 2013's layout: without it the title bar says "compatibility mode"."""
    for setting in file.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def _speak_british_english(file: WordFile) -> None:
    for language in file.styles.element.iter(qn("w:lang")):
        language.attrib.clear()
        for script in ("val", "eastAsia"):
            language.set(qn(f"w:{script}"), "en-GB")
