"""Which links a bulletin may have, and when it may go out."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import NOW
from wardmote.bulletins.rules import (
    Asked,
    addresses_in,
    check_links,
    check_ready,
    fault_in,
    is_public_data,
    open_links,
    paragraphs,
    spans,
)
from wardmote.kernel.errors import RuleBroken

GOOD = [
    "https://www.police.uk/pu/your-area/",
    "http://example.org",
    "https://data.police.uk/data/?from=2026-01#top",
    "https://xn--bcher-kva.example/",
    "/in/E05000001/",
    "/open-data/figures.csv",
]
BAD = [
    "",
    "javascript:alert(1)",
    "data:text/html,x",
    "ftp://example.org/",
    "mailto:a@example.org",
    "//example.org/",
    "/\\example.org/",
    "\\\\example.org",
    "https:example.org",
    "https://",
    "https://localhost/",
    "https://127.0.0.1/",
    "https://[::1]/",
    "https://2130706433/",
    "https://0x7f.1/",
    "https://user@example.org/",
    "https://example.org@evil.example/",
    "https://example.org:8080/",
    "https://example.org:/",
    "https://example.org\\@evil.example/",
    "https://example.org/a b",
    "https://example.org/\nSet-Cookie:x",
    "https://bücher.example/",
    "https://example.org/\u202egpj.exe",
    "https://-example.org/",
    "https://example..org/",
    f"https://example.org/{'a' * 500}",
]


@pytest.mark.parametrize("address", GOOD)
def test_an_address_that_may_be_linked(address):
    assert fault_in(address) == ""


@pytest.mark.parametrize("address", BAD)
def test_an_address_that_may_not_says_what_to_enter(address):
    assert fault_in(address).startswith("Enter ")


@pytest.mark.parametrize(
    ("address", "is_one"),
    [
        ("https://www.police.uk/", True),
        ("https://police.uk/", True),
        ("https://www.ons.gov.uk/x", True),
        ("https://notpolice.uk/", False),
        ("https://police.uk.example/", False),
        ("https://example.org/?police.uk", False),
        ("/in/E05000001/", True),
        ("/open-data/", True),
        ("/sign-in/", False),
    ],
)
def test_what_counts_as_public_data(address, is_one):
    assert is_public_data(address) is is_one


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See https://www.police.uk/.", ["https://www.police.uk/"]),
        ("(https://example.org/a_(b))", ["https://example.org/a_(b)"]),
        ("<https://example.org/>", ["https://example.org/"]),
        ("HTTPS://EXAMPLE.ORG/x, and more", ["HTTPS://EXAMPLE.ORG/x"]),
        ("javascript:alert(1) https://127.0.0.1/ https://a@b.example", []),
        ("“https://example.org/”", ["https://example.org/"]),
        ("https://example.org/ https://example.org/", ["https://example.org/"]),
    ],
)
def test_addresses_that_stand_in_a_text(text, found):
    assert addresses_in([text]) == found


@given(st.text() | st.lists(st.sampled_from([*GOOD, *BAD, " ", ".", "(", ")"])).map("".join))
def test_a_text_in_pieces_is_the_text_and_every_link_shows_itself(text):
    pieces = spans(text)
    assert "".join(one.text for one in pieces) == text
    for one in pieces:
        assert one.href in ("", one.text)
        assert not one.href or (one.href.lower().startswith("http") and not fault_in(one.href))


@given(st.text())
def test_whatever_is_typed_as_an_address_is_judged(address):
    if not fault_in(address):
        assert address.startswith(("/", "http://", "https://"))
        assert address.isascii()
        assert not set(address) & set(" \t\r\n\\\0")


@given(st.text(alphabet="ab \n\r\t"))
def test_paragraphs_keep_every_word_in_order(text):
    assert " ".join(paragraphs(text)).split() == text.split()


def test_an_answer_is_known_for_a_week():
    told = [
        Asked("https://a.example/", NOW, True, "answers"),
        Asked("https://b.example/", NOW, False, "answers with an error (404)"),
        Asked("https://c.example/", NOW - timedelta(days=8), True, "answers"),
    ]
    asked = [one.address for one in told]
    assert open_links([*asked, "https://d.example/"], told, NOW) == [
        "https://b.example/",
        "https://c.example/",
        "https://d.example/",
    ]


READY = {"introduction": "x", "parts": 1, "links": ["/open-data/"], "edition": 1,
         "what_changed": ""}  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"introduction": " \n "}, "introduction"),
        ({"parts": 0}, "Pick an item"),
        ({"links": ["https://example.org/"]}, "public data"),
        ({"edition": 2}, "what this edition corrects"),
    ],
)
def test_what_it_lacks_is_said(wrong, says):
    check_ready(**READY)
    with pytest.raises(RuleBroken, match=says):
        check_ready(**READY | wrong)


def test_links_that_nobody_knows_to_answer_must_be_opened():
    check_links([], [], seen=False)
    check_links([], ["https://example.org/"], seen=True)
    with pytest.raises(RuleBroken, match="tick that you have"):
        check_links([], ["https://example.org/"], seen=False)
    with pytest.raises(RuleBroken, match="no page of ours"):
        check_links(["/in/X/"], [], seen=True)
