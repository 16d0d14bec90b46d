"""A PDF that a screen reader can follow, in which a person's words are only words."""

import re
from dataclasses import replace

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.papers.samples import HOSTILE, NUMBERS, PAPER, documents, everywhere
from wardmote.papers.document import Document, Paragraph
from wardmote.papers.pdf import pdf
from wardmote.papers.press import press, printable

GLYPHS = st.characters(
    categories=["L", "N", "P", "S"], max_codepoint=0x24F, exclude_characters="\xad"
)


def pages(made):
    with pypdfium2.PdfDocument(made) as file:
        return [page.get_textpage().get_text_range() for page in file]


def squeezed(text):
    return re.sub(r"\s", "", text.replace("\ufffe", ""))


def test_it_is_tagged_titled_and_in_british_english():
    made = pdf(PAPER)
    with pypdfium2.PdfDocument(made) as file:
        assert file.get_metadata_value("Title") == PAPER.title
        assert file.is_tagged()
    assert b"/MarkInfo" in made
    assert b"/Lang (en-GB)" in made or b"/Lang(en-GB)" in made
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made
    assert b"/DisplayDocTitle true" in made


def test_the_same_paper_is_the_same_file():
    assert pdf(PAPER) == pdf(PAPER)
    assert pdf(replace(PAPER, title="Another")) != pdf(PAPER)


def test_every_page_is_marked_top_and_bottom_and_counted():
    found = pages(pdf(PAPER))
    for at, page in enumerate(found, start=1):
        assert page.count("OFFICIAL-SENSITIVE: partners") == 2
        assert f"Page {at} of {len(found)}" in page


def test_a_public_paper_bears_no_marking():
    assert "OFFICIAL" not in "".join(pages(pdf(replace(PAPER, marking=""))))


def test_paragraphs_bear_their_numbers():
    text = " ".join(pages(pdf(PAPER)))
    for number in NUMBERS:
        assert re.search(rf"\b{re.escape(number)}\s+[A-Z]", text)
    assert "Figure 1: Burglaries by month" in text
    assert "Figure 1 in numbers" in text


def test_only_our_font_is_used():
    made = pdf(PAPER)
    assert {name[7:12] for name in re.findall(rb"/BaseFont ?/([\w+-]+)", made)} == {b"Arimo"}


@pytest.mark.parametrize("payload", HOSTILE)
def test_markup_stays_letters(payload):
    assert squeezed("".join(pages(pdf(everywhere(payload))))).count(squeezed(payload)) > 9


@settings(max_examples=40, deadline=None)
@given(st.text(GLYPHS, min_size=1, max_size=30))
def test_a_persons_words_are_read_back_as_written(text):
    paper = Document("T", "", "P", "", PAPER.made_on, (Paragraph(f"({text})"),))
    assert squeezed(f"({text})") in squeezed("".join(pages(pdf(paper))))


@settings(max_examples=40, deadline=None)
@given(documents())
def test_any_text_makes_a_paper(document):
    assert pdf(document).startswith(b"%PDF")


def test_a_character_that_the_font_lacks_becomes_a_square():
    assert printable("Café ４ 漢 \u202e😀") == "Café 4 □ □"


def test_typst_reaches_no_file_and_no_network():
    for source in ('#read("/etc/passwd")', '#read("pyproject.toml")'):
        with pytest.raises(RuntimeError, match="not found"):
            press(source, {})
