"""How clerks write: dates, sums, people, owners, decisions and promises, each by table."""

from datetime import date

import pytest

from wardmote.meetings.reading import plaintext
from wardmote.meetings.reading.amounts import find_amounts
from wardmote.meetings.reading.dates import find_days, find_time
from wardmote.meetings.reading.due import due_cell, find_due
from wardmote.meetings.reading.items import find_items
from wardmote.meetings.reading.minutes import Person
from wardmote.meetings.reading.owners import roster
from wardmote.meetings.reading.people import parse, parse_many
from wardmote.meetings.reading.promises import promises
from wardmote.meetings.reading.reader import read_page
from wardmote.meetings.reading.sentences import split
from wardmote.meetings.reading.verdicts import kind_of

MEETING = date(2020, 2, 27)
WHO = roster(
    [Person("Kay Holt"), Person("Linda Gallagher"), Person("Peter Rowe"), Person("Ann Smith")]
)


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("Thursday, 27 February 2020 at 10.00 a.m.", ["2020-02-27"]),
        ("the 3rd of June 2021", ["2021-06-03"]),
        ("June 3rd, 2021", ["2021-06-03"]),
        ("28/02/2023 and 2023-03-01", ["2023-02-28", "2023-03-01"]),
        ("by 22/11/24.", ["2024-11-22"]),
        ("26.01.21", ["2021-01-26"]),
        ("see paragraph 7.2 of the terms", []),
        ("31 February 2020", []),
        ("Operation 12 is over", []),
        ("5 March", ["2020-03-05"]),
        ("5 January", ["2021-01-05"]),
    ],
)
def test_days(words, days):
    assert [str(day.on(MEETING)) for day in find_days(words)] == days


@pytest.mark.parametrize(
    ("words", "time"),
    [
        ("at 10.00 a.m.", "10:00"),
        ("7.30pm", "19:30"),
        ("2pm", "14:00"),
        ("2-4pm", "14:00"),
        ("11am - 1pm", "11:00"),
        ("09:30 - 11:30", "09:30"),
        ("at 12 noon", "12:00"),
        ("12.15 am", "00:15"),
        ("paragraph 7.2", None),
        ("£10.00 each", None),
    ],
)
def test_times(words, time):
    assert find_time(words) == time


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("chase end March", "2020-03-31"),
        ("by 31 March", "2020-03-31"),
        ("in March", "2020-03"),
        ("by the end of April 2021", "2021-04-30"),
        ("before the next meeting", "meeting:next"),
        ("report back to the next Board meeting", "meeting:next"),
        ("update at October CSP meeting", "meeting:2020-10"),
        ("report to the January Board", "meeting:2021-01"),
        ("take to the T&CG in June", "meeting:2020-06"),
        ("feedback at the meeting in June", "meeting:2020-06"),
        ("asap", "asap"),
        ("as soon as possible", "asap"),
        ("by Friday", "2020-02-28"),
        ("within two weeks", "2020-03-12"),
        ("by the end of the month", "2020-02-29"),
        ("this month", "2020-02"),
        ("circulate the minutes of 12 January", None),
        ("change 7.2 to 'at least one member'", None),
        ("invite to a future CSP", None),
        ("he may write", None),
    ],
)
def test_when_an_action_is_due(words, due):
    assert find_due(words, MEETING) == due


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("Oct meeting", "meeting:10"),
        ("end March", None),
        ("asap", "asap"),
        ("by 3 May 2020", "2020-05-03"),
    ],
)
def test_without_the_meetings_date_no_year_is_guessed(words, due):
    assert find_due(words, None) == due


@pytest.mark.parametrize(
    ("cell", "due"),
    [
        ("28/02/2023", "2023-02-28"),
        ("20 Sept", "2020-09-20"),
        ("May", "2020-05"),
        ("Next meeting", "meeting:next"),
        ("May meeting", "meeting:2020-05"),
        ("Ongoing", None),
        ("", None),
    ],
)
def test_a_cell_of_days(cell, due):
    assert due_cell(cell, MEETING) == due


@pytest.mark.parametrize(
    ("words", "sums"),
    [
        ("£567.84 and £1,200", (567.84, 1200.0)),
        ("£2k", (2000.0,)),
        ("£1.25m", (1250000.0,)),
        ("£2.4 million", (2400000.0,)),
        ("£5 a household", (5.0,)),
        ("50 pounds", ()),
        ("£", ()),
    ],
)
def test_amounts(words, sums):
    assert find_amounts(words) == sums


@pytest.mark.parametrize(
    ("words", "person"),
    [
        (
            "Anna Bradnam\tElected Member, SCDC",
            Person("Anna Bradnam", "Elected Member", "SCDC"),
        ),
        ("R Stacey - Chair", Person("R Stacey", "Chair")),
        ("Cllr A Smith (Chair)", Person("A Smith", "Chair")),
        ("Kay Holt (KH), Head of Housing", Person("Kay Holt", "Head of Housing", None, "KH")),
        ("AK Alex O'Keane (County)", Person("Alex O'Keane", None, "County", "AK")),
        ("PC Jo Hill", Person("Jo Hill", "PC")),
        ("The Clerk, Mrs L Farrow", Person("L Farrow", "Clerk")),
        ("Dr. Claire Daunton", Person("Claire Daunton")),
        ("Homent\tCambs County Council", Person("Homent", None, "Cambs County Council")),
        ("Cllr K Sands (work)", Person("K Sands", "Councillor")),
        ("A.Wragg (AWr)", Person("A. Wragg", None, None, "AWr")),
        ("4 members of the public", None),
        ("None", None),
        ("Data Report", None),
        ("LR took the Board through the report", None),
    ],
)
def test_one_person(words, person):
    assert parse(words) == person


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (
            "Cllrs S Quill, R Tanner, J Appleyard and P Dew",
            ["S Quill", "R Tanner", "J Appleyard", "P Dew"],
        ),
        ("Cllr M Hobday (Chairman), Cllrs S Quill and P Dew", ["M Hobday", "S Quill", "P Dew"]),
        ("Philip Moss, Joyford City Council; Iris Lowe, OPCC", ["Philip Moss", "Iris Lowe"]),
        (
            "Neil Crabbe (Police), Alison Vane (Trust) and Cllr Toft",
            ["Neil Crabbe", "Alison Vane", "Toft"],
        ),
        ("Cllr G Seeley (Chairman) Cllr C Wood Cllr G Pitt", ["G Seeley", "C Wood", "G Pitt"]),
        ("Matt Staton / Lyn Hesse", ["Matt Staton", "Lyn Hesse"]),
        ("Roy, Carol, and Sarah", ["Roy", "Carol", "Sarah"]),
        ("Paul Crick, Parks", ["Paul Crick"]),
        ("Carol Haines, Westshire Fire and Rescue", ["Carol Haines"]),
    ],
)
def test_several_people(words, names):
    assert [person.name for person in parse_many(words)] == names


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("RESOLVED that the minutes be signed", "resolved"),
        ("It was resolved to accept the quotation", "resolved"),
        ("It was agreed not to have a display", "agreed"),
        ("The minutes were approved as a true record", "agreed"),
        ("Proposed by Cllr Low, seconded by Cllr Day and carried", "agreed"),
        ("Agreed: the first cohort will be taxi staff", "agreed"),
        ("The Grants Policy was approved with one amendment", "agreed"),
        ("Minutes approved.", "agreed"),
        ("The Board noted the report", "noted"),
        ("Noted.", "noted"),
        ("The item was deferred to the September meeting", "deferred"),
        ("No decision was taken", "deferred"),
        ("The request was refused", "refused"),
        ("RESOLVED to refuse the request", "refused"),
        ("Cllr Rowe was elected Vice-Chairman", "elected"),
        ("RESOLVED that A Low be elected Chairman", "elected"),
        ("To approve the minutes of the last meeting", None),
        ("PR agreed to circulate the paper", None),
        ("Peter Rowe noted that it was late", None),
        ("This had been agreed last year", None),
        ("It was noted that burglary had risen", None),
        ("Councillor Low moved that the matter be referred back", None),
        ("The meeting was adjourned for the public to speak", None),
        ("Emergency checks all carried out by TG", None),
        ("Was it agreed?", None),
    ],
)
def test_what_is_a_decision(words, kind):
    assert kind_of(words, "", WHO) == kind


@pytest.mark.parametrize(
    ("words", "owners"),
    [
        ("KH to contact key personnel", [("KH",)]),
        ("Clerk to contact the county", [("Clerk",)]),
        ("PR agreed to circulate", [("PR",)]),
        ("It was agreed that LG would write", [("LG",)]),
        ("The Chairman undertook to pursue this", [("Chairman",)]),
        ("KH/LG to arrange", [("KH", "LG")]),
        ("KH and LG will draft a letter", [("KH", "LG")]),
        ("Cllrs Low and Day will meet the landlord", [("Cllr Low", "Cllr Day")]),
        ("All to send proposals", [("All",)]),
        ("each Org to let LG know", [("each Org",)]),
        ("The Clerk was asked to reply", [("Clerk",)]),
        ("LG - chase the county", [("LG",)]),
        ("RESOLVED that the Clerk write to the officer", [("Clerk",)]),
        ("KH to order signs and LG to put them up", [("KH",), ("LG",)]),
        ("Warning letters to be sent", [()]),
        ("Ann is going to do a leaflet drop", [("Ann",)]),
        ("LR explained that issues would be brought to the group", []),
        ("The police will continue to patrol", []),
        ("Claire Gilbey will attend meetings", []),
        ("The Board agreed to offer £750", []),
        ("He would like to see more stickers", []),
        ("A letter from KH to the county", []),
        ("Residents want the council to act", []),
        ("KH asked LG to wait outside?", []),
        ("CCTV to the north is broken", []),
    ],
)
def test_who_is_bound_to_do_what(words, owners):
    assert [one.owners for one in promises(words, WHO)] == owners


def test_he_is_whoever_spoke_last():
    assert [one.owners for one in promises("He will ask again", WHO, ("PR",))] == [("PR",)]
    assert list(promises("He will ask again", WHO)) == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (
            "1. Welcome\n\n2. Minutes\n\nWe ask for:\n\n1. Training for everybody\n\n3. Close",
            ["1", "2", "3"],
        ),
        ("65/15   APOLOGIES\n\n66/15   MINUTES", ["65/15", "66/15"]),
        ("Minute 33 MINUTES\n\nMinute 34 DEBRIEF", ["33", "34"]),
        ("AC25/01 Apologies for absence\n\nAC25/02 Interests", ["AC25/01", "AC25/02"]),
        (
            "Agenda item 1\n\nAC welcomed everyone to the meeting.\n\nAgenda item 2\n\nPlan",
            ["1", "2"],
        ),
        (
            "C048/23      1.         APOLOGIES FOR ABSENCE.\n\nC049/23      2.    BUDGET",
            ["C048/23", "C049/23"],
        ),
    ],
)
def test_items(text, numbers):
    page = plaintext.read(text)
    assert [one.item.number for one in find_items(page, 0).listed] == numbers


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1. WELCOME\n\nAL spoke.\n\n2. BUDGET\n\nNoted.", ["AL spoke.", "Noted."]),
        ("1. Welcome: AL welcomed all.\n\n2. Budget: noted.", ["AL welcomed all.", "noted."]),
        ("1.\n\nWelcome\n\nAL welcomed all.\n\n2.\n\nBudget", ["AL welcomed all.", ""]),
        ("WELCOME\n\nHello.\nAgain.\n\nBUDGET\n\nNoted.", ["Hello.\nAgain.", "Noted."]),
        ("1. WELCOME\n\nAL spoke.\n\nCARS\n\nShut.\n\n2. BUDGET",
         ["AL spoke.\n\nCARS\n\nShut.", ""]),
        ("Notes of a talk", []),
    ],
)  # fmt: skip
def test_the_words_under_an_item_end_where_the_next_starts(text, said):
    items = read_page(plaintext.read(text)).items
    assert [text[slice(*one.under)] for one in items] == said
    assert all(one.title.split()[-1] in text[slice(*one.at)] for one in items)


def test_sentences_do_not_end_at_a_title():
    words = "Cllr. Low met P.C. Day at 7 p.m. He left. Mr. A. Fox stayed; nobody else did"
    assert [words[start:end] for start, end in split(words)] == [
        "Cllr. Low met P.C. Day at 7 p.m.",
        "He left.",
        "Mr. A. Fox stayed;",
        "nobody else did",
    ]
