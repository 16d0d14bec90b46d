"""The guard warns of what may be a trace of a person, and leaves ordinary text alone."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardmote.kernel.personal import Trace, traces

PLACES = [
    "Longmere",
    "Harrow Fen",
    "Stoke Lacy",
    "Wendle Vale District Council",
    "Fenland Homes",
]


def kinds(text):
    return [one.trace for one in traces(text, PLACES)]


@pytest.mark.parametrize(
    ("text", "trace"),
    [
        ("Ring 07700 900123 after six", Trace.PHONE),
        ("Ring (01632) 960 001 after six", Trace.PHONE),
        ("Ring +44 7700 900 123", Trace.PHONE),
        ("Write to jo.bloggs@mail.example about it", Trace.EMAIL),
        ("The van AB12 CDE is there each night", Trace.VEHICLE),
        ("An old one, A123 BCD, without tax", Trace.VEHICLE),
        ("They live at 14 Mill Lane", Trace.ADDRESS),
        ("Number 7, near CB23 6EA", Trace.ADDRESS),
        ("Flat 3, 12 Station Road", Trace.ADDRESS),
        ("He was born on 3 May 1984", Trace.BIRTH),
        ("dob 03/05/1984", Trace.BIRTH),
        ("Mrs Okafor has complained twice", Trace.NAME),
        ("complaints come from Jane Okafor every week", Trace.NAME),
        ("Jane Okafor complains every week", Trace.NAME),
        ("seen with Seán O'Neill at the shops", Trace.NAME),
    ],
)
def test_a_trace_is_found(text, trace):
    assert trace in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Street lighting on the path to the station",
        "Burglary in Longmere: 14 in April to June 2026, 6 expected",
        "Harrow Fen and Stoke Lacy share a youth worker",
        "The Tasking and Coordinating Group met on Tuesday 4 August 2026",
        "Wendle Vale District Council and Fenland Homes will pay £12,500",
        "Operation Sentinel runs from 1 May to 30 June",
        "Patrols on Friday and Saturday nights, 10pm to 2am",
        "Reports fell from 1,204 to 986, or by 18 per cent",
        "Problem Solving Group: next step 12 August",
    ],
)
def test_ordinary_text_is_left_alone(text):
    assert kinds(text) == []


def test_what_is_found_says_where_it_stands():
    text = "Call 07700 900123."
    (found,) = traces(text)
    assert text[found.start : found.end] == "07700 900123"


@given(st.text(max_size=400))
def test_any_text_can_be_looked_through(text):
    found = traces(text, PLACES)
    assert all(text[one.start : one.end].strip() == one.words for one in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
