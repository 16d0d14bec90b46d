"""A published paper is kept as it was, and numbered once."""

import pytest
from hypothesis import given

from tests.papers.samples import NUMBERS, PAPER, documents
from wardmote.papers.document import (
    Document,
    Heading,
    Link,
    Paragraph,
    Table,
    from_json,
    legible,
    to_json,
)
from wardmote.papers.numbering import annex, column_shares, contents, numbered


@given(documents())
def test_a_frozen_paper_comes_back_the_same(document):
    kept = to_json(document)
    assert from_json(kept) == document
    assert to_json(from_json(kept)) == kept


@pytest.mark.parametrize(
    "text", ["[]", "{}", '{"format": 2}', '{"format": 1}', '{"format": 1, "blocks": [4]}']
)
def test_anything_else_is_not_a_paper(text):
    with pytest.raises(ValueError, match="document"):
        from_json(text)


def test_sections_and_paragraphs_are_numbered_in_order():
    given_out = [each.number for each in numbered(PAPER) if each.number]
    assert given_out == [
        "1", "1.1", "1.2", "1.3", "Figure 1", "2", "Table 1", "3", "3.1",
    ]  # fmt: skip
    anchors = [each.anchor for each in numbered(PAPER) if "p" in each.anchor[:1]]
    assert anchors == [f"p{number}" for number in NUMBERS]


def test_an_opening_paragraph_has_no_number():
    assert numbered(PAPER)[0].number == numbered(PAPER)[0].anchor == ""


def test_only_a_paper_of_three_sections_lists_its_contents():
    assert [each.anchor for each in contents(PAPER)] == [
        "changed", "longmere", "wards", "how",
    ]  # fmt: skip
    short = PAPER.blocks[:6]
    assert contents(Document("T", "", "P", "", PAPER.made_on, short)) == ()


def test_the_figures_numbers_come_at_the_end_of_print():
    assert [t.caption for t in annex(PAPER)] == ["Figure 1 in numbers: Burglaries by month"]


def test_a_column_is_wide_enough_for_its_longest_word():
    wide, narrow = column_shares(Table("", ("Neighbourhoods", "n"), (("a b c", "1"),)))
    assert wide > narrow > 0


@pytest.mark.parametrize(
    "href",
    ["javascript:alert(1)", "//evil.example", "/\\evil.example", "data:x", "http:x", ""],
)
def test_a_link_leads_only_where_a_paper_may(href):
    with pytest.raises(ValueError, match="may link to"):
        Link("here", href)


def test_mistakes_of_ours_are_found_when_the_paper_is_made():
    with pytest.raises(ValueError, match="level"):
        Heading("T", 3, "t")
    with pytest.raises(ValueError, match="not a key"):
        Heading("T", 1, "Not A Key")
    with pytest.raises(ValueError, match="as many cells"):
        Table("T", ("a", "b"), (("1",),))
    with pytest.raises(ValueError, match="first heading"):
        Document("T", "", "P", "", PAPER.made_on, (Heading("A", 2, "a"),))
    twice = (Heading("A", 1, "a"), Heading("B", 1, "a"))
    with pytest.raises(ValueError, match="same key"):
        Document("T", "", "P", "", PAPER.made_on, twice)


def test_what_no_file_can_hold_is_left_out():
    paper = Document("a\0b\ud800", "", "", "", PAPER.made_on, (Paragraph("\x0bc\n"),))
    assert legible(paper).title == "ab"
    assert legible(paper).blocks == (Paragraph("c\n"),)
