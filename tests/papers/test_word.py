"""A Word file in the house's template, or in the one the partnership edited."""

import re
from dataclasses import replace
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings

from tests.papers.samples import (
    HOSTILE,
    NUMBERS,
    PAPER,
    documents,
    everywhere,
    part_of,
    with_parts,
)
from wardmote.papers.word import check_template, default_template, word


def opened(made):
    return docx.Document(BytesIO(made))


def words_of(file):
    """All the text of the body, in order."""
    return "".join(
        node.text or "" if node.tag == qn("w:t") else "\t"
        for node in file.element.body.iter(qn("w:t"), qn("w:tab"))
    )


@pytest.fixture(scope="module")
def made():
    return opened(word(PAPER))


def test_paragraphs_bear_the_same_numbers(made):
    lines = [p.text for p in made.paragraphs if p.style.name == "Numbered Paragraph"]
    assert [line.split("\t")[0] for line in lines] == NUMBERS
    headings = [p.text for p in made.paragraphs if p.style.name.startswith("Heading")]
    assert headings == [
        "1\tWhat changed", "Longmere", "2\tAll wards", "3\tHow we know",
        "The numbers behind the figures",
    ]  # fmt: skip


def test_it_is_titled_marked_and_in_british_english(made):
    about = made.core_properties
    assert (about.title, about.language) == (PAPER.title, "en-GB")
    assert about.modified.date() == PAPER.made_on
    page = made.sections[0]
    for side in (page.header, page.footer):
        assert PAPER.marking in [p.text for p in side.paragraphs]
    language = made.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert language.get(qn("w:val")) == "en-GB"


def test_the_foot_counts_the_pages(made):
    foot = made.sections[0].footer._element.xml
    assert re.findall(r'w:instr="(\w+)"', foot) == ["PAGE", "NUMPAGES"]


def test_a_table_repeats_its_header_and_aligns_numbers(made):
    table = made.tables[0]
    assert table.style.name == "Table Grid"
    assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
    assert table.rows[1]._tr.find(f".//{qn('w:tblHeader')}") is None
    assert table.cell(2, 1).text == "10"
    assert str(table.cell(2, 1).paragraphs[0].alignment).startswith("RIGHT")


def test_every_picture_says_what_it_shows(made):
    about = [p.get("descr") for p in made.element.body.iter("{*}docPr")]
    assert about == [PAPER.partnership, "Bars that rise"]


def test_links_out_work_and_links_inside_lead_to_bookmarks(made):
    inside = {x.get(qn("w:anchor")) for x in made.element.body.iter(qn("w:hyperlink"))}
    names = {x.get(qn("w:name")) for x in made.element.body.iter(qn("w:bookmarkStart"))}
    assert {"_how", "_changed"} <= inside - {None} <= names
    assert "https://police.uk" in {rel._target for rel in made.part.rels.values()}


@pytest.mark.parametrize("payload", HOSTILE)
def test_markup_stays_letters(payload):
    file = opened(word(everywhere(payload)))
    assert words_of(file).count(payload) > 9
    page = file.sections[0]
    assert payload in [p.text for p in page.header.paragraphs]
    assert file.core_properties.title == payload


@settings(max_examples=25, deadline=None)
@given(documents())
def test_any_text_makes_a_paper(document):
    assert word(document).startswith(b"PK")


def test_the_partnership_edits_the_template_and_gives_it_back():
    edited = opened(default_template())
    edited.styles["Heading 1"].font.name = "Georgia"
    edited.add_paragraph("Keep this safe")
    saved = BytesIO()
    edited.save(saved)
    check_template(saved.getvalue())
    file = opened(word(PAPER, saved.getvalue()))
    assert file.styles["Heading 1"].font.name == "Georgia"
    assert file.paragraphs[-1].text == "Keep this safe"


def test_what_is_not_there_leaves_no_gap():
    bare = replace(PAPER, logo=None, subtitle="", attribution="")
    lines = [p.text for p in opened(word(bare)).paragraphs]
    assert lines[:3] == [PAPER.partnership, PAPER.title, PAPER.edition_line]
    assert lines[-1] != ""


def test_the_logo_may_stand_in_the_head():
    edited = opened(default_template())
    place = edited.paragraphs[0]._p
    place.getparent().remove(place)
    head = edited.sections[0].header
    head.paragraphs[0].insert_paragraph_before("{{ logo }}")
    saved = BytesIO()
    edited.save(saved)
    made = opened(word(PAPER, saved.getvalue())).sections[0].header._element
    assert [p.get("descr") for p in made.iter("{*}docPr")] == [PAPER.partnership]


def test_a_template_may_show_a_line_only_when_there_is_a_marking():
    text = part_of(default_template(), "word/document.xml").replace(
        "{{ subtitle }}", "{% if marking %}Keep this safe{% endif %}"
    )
    template = with_parts(default_template(), {"word/document.xml": text})
    assert "Keep this safe" in words_of(opened(word(PAPER, template)))
    public = everywhere("Public")
    public = type(public)(**{f: getattr(public, f) for f in public.__slots__} | {"marking": ""})
    assert "Keep this safe" not in words_of(opened(word(public, template)))


def test_a_template_made_from_nothing_gets_the_styles_it_lacks():
    bare = docx.Document()
    for name in ("Title", "Subtitle", "Heading 1", "List Bullet", "Table Grid"):
        bare.styles[name].element.getparent().remove(bare.styles[name].element)
    bare.add_paragraph("{{ title }}")
    bare.add_paragraph("{{ body }}")
    bare.sections[0].footer.paragraphs[0].text = "{{ marking }}"
    saved = BytesIO()
    bare.save(saved)
    file = opened(word(PAPER, saved.getvalue()))
    assert "Numbered Paragraph" in [style.name for style in file.styles]
    assert "1.1\tBurglary rose to fourteen." in [p.text for p in file.paragraphs]
