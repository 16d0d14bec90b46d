"""The council's own page of a meeting is read, however its system lays it out."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wardmote.kernel.errors import RuleBroken
from wardmote.meetings.matching import Titled, alike, matched
from wardmote.meetings.reading.council import read
from wardmote.meetings.reading.council_child import answer
from wardmote.meetings.reading.guarded import read_bytes
from wardmote.meetings.reading.listing import resolved, whole

PAGES = Path(__file__).parent / "council"
DEMOCRACY = "https://democracy.wendle.example/"
#: page -> its own address; and of each item its number, title, link and documents
SAYS = {
    "table": (
        f"{DEMOCRACY}meeting.aspx?group=14&id=902",
        [
            ("1", "Apologies for absence", "", []),
            ("2", "Minutes of the last meeting", "",
             [f"{DEMOCRACY}documents/s77/Minutes%20October.pdf"]),
            ("3", "Data report", f"{DEMOCRACY}issue.aspx?id=31",
             [f"{DEMOCRACY}documents/s78/Data.pdf", f"{DEMOCRACY}documents/s79/Wards.pdf",
              f"{DEMOCRACY}decision.aspx?id=4"]),
            ("4", "Budget", "", []),
        ],
    ),
    "rows": (
        "",
        [
            ("1", "Welcome and introductions", "", []),
            ("2", "Declarations of interest", "", []),
            ("3", "Anti-social behaviour in the market place", "",
             ["https://cmis.longmere.example/live/Document.ashx?czJKcaeAi5tUFL=abc",
              "https://cmis.longmere.example/live/Document.ashx?czJKcaeAi5tUFL=def"]),
            ("4", "Any other business", "https://cmis.longmere.example/live/Item/884", []),
        ],
    ),
    "ordered": (
        "https://www.stokelacy.example/meetings/2026-11-12/",
        [
            ("1", "Apologies", "", []),
            ("2", "Minutes", "", ["https://www.stokelacy.example/meetings/2026-11-12/minutes.pdf"]),
            ("3", "Risk register", "https://www.stokelacy.example/items/risk", []),
            ("4", "Date of next meeting", "", []),
        ],
    ),
    "headings": (
        "https://wendle-news.example/safer-board-november/",
        [
            ("", "Data report", "", ["https://files.wendle-news.example/2026/11/data.pdf"]),
            ("", "Grants for parishes", "",
             ["https://wendle-news.example/wp/2026/11/grants.docx"]),
        ],
    ),
    "links": (
        "",
        [
            ("", "Apologies", "", []),
            ("", "Minutes", "", []),
            ("", "Patrols at the station", "", []),
        ],
    ),
    "defined": (
        "",
        [
            ("1", "Chair's announcements", "", []),
            ("2", "Fires at Harrow Fen", "",
             ["https://docs.fen.example/a/2.pdf", "https://docs.fen.example/d/2"]),
            ("3A", "Lighting", "", []),
        ],
    ),
    "narrow": (
        "",
        [
            ("61/26", "Apologies for absence", "", []),
            ("62/26", "Police report", "", ["https://parish.example/p/62"]),
            ("63/26", "Footpath by the church", "", []),
        ],
    ),
}  # fmt: skip


def page(name):
    return read((PAGES / f"{name}.html").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", SAYS)
def test_a_page_is_read_in_every_layout(name):
    address, items = SAYS[name]
    listing, _ = resolved(page(name))
    assert listing.address == address
    assert [
        (one.number, one.title, one.link, [each.address for each in one.documents])
        for one in listing.entries
    ] == items


def test_every_page_of_ours_is_asked_about():
    assert {one.stem for one in PAGES.glob("*.html")} == SAYS.keys()


def test_links_are_made_whole_by_the_address_that_a_person_gives():
    none, left_out = resolved(page("links"))
    assert left_out == 3
    assert not any(one.link for one in none.entries)
    given, left_out = resolved(page("links"), "https://council.example/board/agenda")
    assert left_out == 0
    assert given.entries[2].link == "https://council.example/board/03-patrols.pdf"
    assert given.address == "https://council.example/board/agenda"


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://a.example/x", "https://a.example/x"),
        ("HTTP://a.example", "HTTP://a.example"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("ftp://a.example/x", ""),
        ("//a.example/x", ""),
        ("https://user@a.example/", ""),
        ("https:///x", ""),
        ("https://a.example:port/", ""),
        ("https://[::1/", ""),
        ("https://a.example/a b", ""),
        ("https://a.example/\\b", ""),
        ("https://a.example/" + "x" * 500, ""),
        ("", ""),
    ],
)
def test_only_whole_addresses_of_the_web_are_kept(address, kept):
    assert whole("", address).casefold() == kept.casefold()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not a web page"),
        (b"%PDF-1.4", "not a web page"),
        (b"PK\x03\x04", "not a web page"),
        (b"MIME-Version: 1.0\n<html>", "web archive"),
        (b"<html><body><p>Hello</p></body></html>", "no items were found"),
        (b"<html>" + b"<div>" * 500 + b"1. Deep", "nested too deeply"),
        (b"<html>" + b"<p>a</p>" * 70_000, "too many elements"),
    ],
)
def test_what_is_no_agenda_is_refused_with_the_reason(content, reason):
    assert reason in answer(content)["refused"]


def test_a_page_is_read_apart_from_everything_else():
    said = read_bytes((PAGES / "rows.html").read_bytes(), by="council_child")
    assert said["page"]["title"] == "Community Safety Committee - 3 March 2027"


WORDS = ["1.", "2 ", "Item 3: ", "Welcome", "<a href='x.pdf'>Report</a>", "<li>", "</ol>",
         "<ol>",
         "<table><tr><td>", "</td><td>", "<tr>", "</table>", "<h2>", "</h2>", "12 May 2026",
         "<a href='http://[x'>1. Odd</a>", "<base href='//b.example'>", "<ol start='²'>",
         "<form>", "\0", "&nbsp;", "<a href=''>"]  # fmt: skip


@pytest.mark.sized
@settings(suppress_health_check=[HealthCheck.too_slow])  # of a busy machine
@given(
    st.lists(st.sampled_from(WORDS) | st.text(max_size=8), max_size=40), st.text(max_size=30)
)
def test_any_page_is_read_or_refused(parts, address):
    try:
        listing = read("<html><body>" + "".join(parts))
    except RuleBroken:
        return
    found, left_out = resolved(listing, address)
    links = [one.link for one in found.entries]
    links += [each.address for one in found.entries for each in one.documents]
    assert all(not one or one.lower().startswith(("http://", "https://")) for one in links)
    assert left_out >= 0
    assert all(one.title for one in found.entries)


OURS = [
    Titled("1", "Apologies for absence"),
    Titled("2", "Minutes of the Board, 8 October 2026"),
    Titled("3", "Anti-social behaviour at the market"),
    Titled("4", "Grants"),
    Titled("5", "Any other business"),
]


@pytest.mark.parametrize(
    ("theirs", "places"),
    [
        ([], [None] * 5),
        ([("1", "Apologies"), ("2", "Minutes"), ("3", "Antisocial behaviour"), ("9", "AOB")],
         [0, 1, 2, None, 3]),
        ([("", "Grants to parishes"), ("", "Grant"), ("", "Welcome")],
         [None, None, None, 1, None]),
        ([("4", "Fly tipping"), ("2", "Budget")], [None] * 5),
        ([("7", "Minutes of the Licensing Committee"), ("8", "Minutes of the Board")],
         [None, 1, None, None, None]),
    ],
)  # fmt: skip
def test_which_is_which_is_suggested_by_the_titles(theirs, places):
    assert matched(OURS, [Titled(*one) for one in theirs], "Board") == places


AUGUST = "Minutes of 20 August 2026"


@pytest.mark.parametrize(
    ("title", "is_suggested"),
    [
        ("Minutes", True),
        ("Minutes of the last meeting", True),
        ("Minutes of the previous meeting", True),
        ("Minutes of the meeting held on 20 August 2026", True),
        ("Minutes of the meeting held on Thursday, 20th August, 2026", True),
        ("Minutes of previous meeting - 20/08/2026", True),
        ("Minutes 20 August", True),
        ("To approve as a correct record the minutes of the last meeting", True),
        ("Confirmation and signing of the minutes", True),
        ("Minutes of the meeting held on 4 September 2026", False),
        ("Minutes of 20 August 2025", False),
        ("Minutes of the Licensing Committee", False),
        ("Minutes of the Licensing Committee held on 20 August 2026", False),
        ("Minutes - Licensing Committee, 20 August 2026", False),
        ("Minutes of Cabinet, 20 August 2026", False),
        ("Minutes of the Board held on 20 August 2026", True),
        ("Minutes of the Community Safety Committee, 20 August 2026", True),
        ("Minutes and actions of 20 August 2026", True),
        ("Date of the next meeting", False),
        ("Matters arising", False),
        ("August figures", False),
    ],
)
def test_minutes_of_a_day_are_those_of_the_last_meeting(title, is_suggested):
    theirs = [Titled("9", "Apologies"), Titled("8", title)]
    body = "Board of the Community Safety Committee"
    assert matched([Titled("3", AUGUST)], theirs, body) == [1 if is_suggested else None]


def test_minutes_of_the_very_day_are_suggested_before_others():
    theirs = [
        "Minutes of the last meeting",
        "Minutes of 4 September 2026",
        "Minutes, 20.8.2026",
    ]
    assert matched([Titled("1", AUGUST)], [Titled("", one) for one in theirs]) == [2]


@given(
    st.lists(st.builds(Titled, st.text(max_size=3), st.text(max_size=12)), max_size=6),
    st.lists(st.builds(Titled, st.text(max_size=3), st.text(max_size=12)), max_size=6),
)
def test_each_is_suggested_once(ours, theirs):
    found = [one for one in matched(ours, theirs) if one is not None]
    assert len(found) == len(set(found))
    assert all(0 <= alike(one.title, other.title) <= 1 for one in ours for other in theirs)
