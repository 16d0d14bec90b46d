"""Any text is a question, and nothing in it is an operator."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardmote.search.rules import (
    LONGEST,
    MOST_TERMS,
    Term,
    excerpt,
    indexed,
    read_question,
    words_of,
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Lighting on the path", ["lighting", "on", "the", "path"]),
        ("anti-social behaviour", ["anti", "social", "behaviour"]),
        ("the county’s A14, it's", ["the", "countys", "a14", "its"]),
        ("Café STRASSE Straße", ["cafe", "strasse", "strasse"]),
        ("WV-2026-0031", ["wv", "2026", "0031"]),
        ("snake_case \0 🔥 100%", ["snake", "case", "100"]),
        ("", []),
    ],
)
def test_a_text_is_split_into_plain_words(text, words):
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("lamps out", [Term(("lamps",))]),
        ("lamp stat", [Term(("lamp",)), Term(("stat",), is_prefix=True)]),
        ('"two lamps" stat', [Term(("two", "lamps")), Term(("stat",), is_prefix=True)]),
        ("“station path”", [Term(("station", "path"))]),
        ('path "of the', [Term(("path",))]),
        ('"to the station"', [Term(("to", "the", "station"))]),
        ("NEAR(lamp, 2) NOT *", [Term(("near",)), Term(("lamp",)), Term(("2",))]),
        ("title:lamp^2 -path", [*(Term((one,)) for one in ("title", "lamp", "2")),
                                Term(("path",), is_prefix=True)]),
        ("lamp lamp lamp x", [Term(("lamp",)), Term(("x",))]),
        ("of the", []),
        ("'; DROP TABLE issues_issue; --", [*(Term((one,)) for one in ("drop", "table",
         "issues")), Term(("issue",), is_prefix=True)]),
        ("\0 🔥 \"\" ()", []),
    ],
)  # fmt: skip
def test_a_question_is_words_and_phrases(typed, terms):
    assert list(read_question(typed).terms) == terms


def test_a_long_question_is_cut_and_says_so():
    asked = read_question("the lamp " * 2000)
    assert {term.words for term in asked.terms} == {("lamp",)}
    assert asked.is_cut
    many = read_question(" ".join(f"w{n}" for n in range(20)))
    assert (len(many.terms), many.is_cut) == (MOST_TERMS, True)
    assert not read_question("a" * LONGEST).is_cut


@given(st.text())
def test_terms_hold_letters_and_digits_only(typed):
    for term in read_question(typed).terms:
        assert term.words
        assert all(word.isalnum() for word in term.words)


@given(st.text())
def test_what_is_indexed_is_as_many_words(text):
    assert indexed(text).split(" ") == (words_of(text) or [""])


def test_a_name_that_a_term_stands_in_gives_its_label():
    asked = read_question('lamps "harrow fen"').with_labels(
        {"e1": "Harrow Fen", "e2": "Harrow", "e3": "Fen Drove"}
    )
    assert [term.labels for term in asked.terms] == [(), ("e1",)]
    assert read_question("har").with_labels({"e1": "Harrow Fen"}).terms[0].labels == ("e1",)


def test_an_excerpt_marks_what_was_found():
    text = "Two lamps on the station path have been out since May."
    parts = excerpt(text, [1, 4])
    assert [one.text for one in parts if one.is_hit] == ["lamps", "station"]
    assert "".join(one.text for one in parts) == text


@given(st.text(max_size=400), st.sets(st.integers(-2, 90)))
def test_an_excerpt_is_always_a_stretch_of_the_text(text, hits):
    parts = [one.text for one in excerpt(text, hits) if one.text not in ("… ", " …")]
    assert "".join(parts) in text
