"""Old minutes being read in: the fields, whom names may mean, where things stand."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.meetings.old import MINUTES
from wardmote.actions.due import NO_DUE, SOON, due_at_meeting, due_at_next, due_in, due_on
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Month
from wardmote.meetings.exempt import Level
from wardmote.meetings.known import EACH, Known, Listed, Parted, alike, parted, suggested
from wardmote.meetings.marks import Mark, pieces
from wardmote.meetings.old import (
    MOST_SAID,
    due_of,
    named,
    narrowest,
    repeated,
    rows_of,
    told_twice,
    words_of_due,
)
from wardmote.meetings.reading.plaintext import read
from wardmote.meetings.reading.reader import read_page
from wardmote.meetings.under import once, paragraphs

MET = date(2020, 2, 27)
BOARD = 7
KNOWN = [
    Known("person 1", "Kay Holt"),
    Known("person 2", "Kim Holt"),
    Known("person 3", "Bob Day"),
    Known("person 4", "Dr Una Birch"),
    Known("body 1", "Cambridgeshire County Council", is_body=True),
    Known("body 2", "Wendle Police", is_body=True),
]


def found(text=MINUTES):
    return read_page(read(text)).as_json()


@pytest.mark.parametrize(
    ("code", "words", "due"),
    [
        (None, "", NO_DUE),
        ("asap", "as soon as possible", SOON),
        ("2020-03-31", "31 March 2020", due_on(date(2020, 3, 31))),
        ("2020-05", "May 2020", due_in(Month(2020, 5))),
        ("meeting:next", "next meeting", due_at_next(BOARD)),
        ("meeting:2020-10", "October 2020 meeting", due_at_meeting(BOARD, Month(2020, 10))),
        ("meeting:10", "October meeting", due_at_meeting(BOARD, Month(2020, 10))),
    ],
)
def test_a_day_is_written_as_people_do_and_read_again(code, words, due):
    assert words_of_due(code) == words
    assert due_of(words, BOARD, MET) == due


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)))
def test_every_day_and_month_survives_the_page(day):
    assert due_of(words_of_due(day.isoformat()), BOARD, day) == due_on(day)
    month = Month.of(day)
    assert due_of(words_of_due(str(month)), BOARD, day) == due_in(month)
    code = f"meeting:{month}"
    assert due_of(words_of_due(code), BOARD, day) == due_at_meeting(BOARD, month)


@pytest.mark.parametrize("words", ["whenever", "31 February 2020", "0", "March 0000"])
def test_words_that_say_no_day_are_refused_with_what_to_write(words):
    with pytest.raises(RuleBroken, match="says no day"):
        due_of(words, BOARD, MET)


@pytest.mark.parametrize(
    ("owner", "keys"),
    [
        ("KH", ["person 1"]),  # listed: it is Kay, not Kim
        ("Kay", ["person 1"]),
        ("BD", ["person 3"]),
        ("Bob Day", ["person 3"]),
        ("PC B Day", ["person 3"]),
        ("K Holt", ["person 1", "person 2"]),
        ("U Birch", ["person 4"]),
        ("CCC", ["body 1"]),
        ("the Wendle Police", ["body 2"]),
        ("all", [EACH]),
        ("each organisation", [EACH]),
        ("Clerk", []),
        ("ZZ", []),
        ("", []),
    ],
)
def test_whom_an_owner_may_mean(owner, keys):
    listed = [Listed("Kay Holt", "KH"), Listed("Cllr Ann Low"), Listed("Bob Day")]
    assert suggested(owner, listed, KNOWN) == keys


KH, PR, POLICE, FIRE = "person 1", "person 2", "body 1", "body 2"


@pytest.mark.parametrize(
    ("owners", "meant"),
    [
        ({}, Parted()),
        ({"KH": ""}, Parted(named=("KH",))),
        ({"KH": KH}, Parted(KH)),
        ({"KH": KH, "PR": PR}, Parted(KH, named=("PR",))),
        ({"Clerk": "as-written", "PR": PR}, Parted(PR, named=("Clerk",))),
        ({"Clerk": "as-written", "Warden": ""}, Parted(named=("Clerk", "Warden"))),
        ({"Police": POLICE, "Fire": FIRE}, Parted(POLICE, (FIRE,))),
        ({"KH": KH, "Police": POLICE, "Fire": FIRE}, Parted(KH, (POLICE, FIRE))),
        ({"KH": KH, "Kay Holt": KH}, Parted(KH)),
        ({"all": EACH}, Parted(is_each=True)),
        ({"LG": "", "all": EACH}, Parted(is_each=True, named=("LG",))),
        ({"KH": KH, "all": EACH}, Parted(KH, is_each=True)),
    ],
)
def test_one_answers_for_an_action_and_others_have_a_part_or_are_named(owners, meant):
    assert parted(owners) == meant


@pytest.mark.parametrize(
    ("text", "is_wrapped", "lines"),
    [
        ("", False, []),
        ("It was\nfound that", False, ["It was", "found that"]),
        ("It was found that nobody had\nlooked. Then\n\nAgain", True,
         ["It was found that nobody had looked. Then", "Again"]),
        ("Bikes\tWrite\tKH\n \n", False, ["Bikes | Write | KH"]),
    ],
)  # fmt: skip
def test_what_was_said_is_kept_a_paragraph_to_a_line(text, is_wrapped, lines):
    assert paragraphs(text, is_wrapped=is_wrapped).splitlines() == lines


@given(st.text())
def test_no_word_of_what_was_said_is_lost(text):
    for is_wrapped in True, False:
        kept = paragraphs(text, is_wrapped=is_wrapped)
        assert re.findall(r"\w", kept) == re.findall(r"\w", text)


@pytest.mark.parametrize(
    ("line", "told", "is_kept"),
    [
        ("ACTION: BD to send the figures.", "BD to send the figures", False),
        ("Action point 3 – BD to send the figures", "BD to send the figures", False),
        ("The report was noted.", "The report was noted", False),
        ("BD to send the figures, if he finds them", "BD to send the figures", True),
        ("***", "", True),
        ("Action", "", True),
    ],
)
def test_a_line_that_only_repeats_what_is_below_is_not_kept_twice(line, told, is_kept):
    assert once(f"Said\n{line}", [told]) == (f"Said\n{line}" if is_kept else "Said")


def test_an_item_has_what_was_said_under_it():
    first, second = rows_of(found(), MINUTES).items
    assert first["said"].splitlines() == [
        "The report was noted.",
        "ACTION: BD to send the figures by end March",
    ]
    assert second["said"] == "It was agreed to publish in May."


def test_an_item_begins_as_exempt_where_a_death_review_was_spoken_of():
    text = MINUTES.replace("The report was noted.", "The death review was spoken of.")
    assert rows_of(found(text), text).items[0]["level"] is Level.EXEMPT


def test_what_was_said_past_all_sense_is_counted_and_left_out():
    text = MINUTES.replace("The report was noted.", "word " * 20_000)
    rows = rows_of(found(text), text)
    assert len(rows.items[0]["said"]) == MOST_SAID
    assert rows.more["letters of what was said"] > 0


def test_a_full_name_is_nobody_elses():
    assert alike("Mrs Kim Holt", KNOWN) == ["person 2"]
    assert alike("Holt", KNOWN) == []


@given(st.text(max_size=40))
def test_any_words_may_stand_as_an_owner(words):
    assert set(suggested(words, [Listed(words, words)], KNOWN)) <= {
        EACH,
        *(one.key for one in KNOWN),
    }


def test_the_fields_begin_with_what_was_found_and_nothing_else():
    rows = rows_of(found(), MINUTES)
    assert [(one["name"], one["coming"]) for one in rows.people][1:] == [
        ("Bob Day", "present"),
        ("Bob Day", "apologies"),
    ]
    assert rows.people[0]["name"] == "Ann Low"
    assert rows.people[0]["is_member"]
    assert "Chair" in rows.people[0]["role"]
    assert [one["level"] for one in rows.items] == [Level.GROUP, Level.EXEMPT]
    [action] = rows.actions
    assert (action["owners"], action["due"], action["item"]) == ("BD", "31 March 2020", "0")
    assert told_twice(found()) == ["Bob Day"]
    assert rows.more == {}


def test_a_text_that_says_nothing_leaves_every_field_empty():
    rows = rows_of(found("Notes of a conversation"))
    assert (rows.people, rows.decisions, rows.actions) == ([], [], [])


def test_what_does_not_fit_on_a_page_is_counted():
    one = {"text": "Write", "owners": [], "due": None, "item": None, "at": [0, 1]}
    rows = rows_of(found() | {"actions": [one] * 103})
    assert len(rows.actions) == 100
    assert rows.more == {"actions": 3}


def test_who_stands_there_twice():
    assert repeated(["Bob Day", "Ann Low", "bob  day", "", ""]) == {0, 2}


def test_owners_are_parted_by_commas():
    assert named(" KH,  the Clerk; KH,") == ["KH", "the Clerk"]


def test_the_file_is_read_by_those_who_read_all_of_it():
    assert narrowest([Level.PUBLIC, Level.EXEMPT, Level.GROUP]) is Level.EXEMPT
    assert narrowest([]) is Level.GROUP


@given(
    st.text(max_size=30),
    st.lists(st.tuples(st.integers(-3, 33), st.integers(-3, 33)), max_size=6),
)
def test_marks_lose_nothing_of_the_text(text, spans):
    marks = [Mark(str(at), "Action", start, end) for at, (start, end) in enumerate(spans)]
    cut = list(pieces(text, marks))
    assert "".join(one.text for one in cut) == text
    inside = {one.key for one in marks if 0 <= one.start < one.end <= len(text)}
    begun = [mark.key for one in cut for mark in one.begins]
    assert sorted(begun) == sorted(inside)
    covered = {at for one in marks if one.key in inside for at in range(one.start, one.end)}
    marked = [sign for one in cut for sign in [one.is_marked] * len(one.text)]
    assert {at for at, is_marked in enumerate(marked) if is_marked} == covered
