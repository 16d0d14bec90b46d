"""The reader finds in minutes what a careful person finds: by corpus, and in the two seeds."""

import pytest

from bench.reading import REACH, scores
from tests.conftest import SHARED
from tests.meetings.gold import CORPUS, corpus
from tests.meetings.scorer import same_words
from wardmote.meetings.reading.files import read_content
from wardmote.meetings.reading.reader import read_page

NEAR = "001_547c75f757d8de57.txt"
DAMAGED = "000_eb2b6d5e1d74fa62.txt"
DECIDED = [
    "Nominated- Ryan Stacey- All agreed",
    "AGREED as accurate.",
    "All agreed this new process for sharing info.",
    "Agreement- SA & DG report- ALL AGREED",
    "there is a need to create a risk register & maintain it All AGREED",
    "New CSP logo was AGREED.",
    "Budget AGREED",
]
TO_DO = [
    (
        "RS to gather volunteer suggestions and to write to the County Council to request"
        " another Elected Member rep.",
        ["RS"],
        None,
    ),
    ("Include links in regular e-bulletins to members.", [], None),
    ("Oct meeting- feedback from PSG group new process.", [], "meeting:2020-10"),
    ("7.2 – Change to ‘at least one member’", [], None),
    (
        "each Org to let LG know if changes to the signature page- This will cover PSG also,"
        " so across all levels.",
        ["each Org"],
        None,
    ),
    ("Circulate signature form- chase end March", [], "2020-03-31"),
    ("all to please advise LG of amendments", ["all"], None),
    ("KH to contact key personnel and invite to a future CSP.", ["KH"], None),
    ("LG to identify the main contact for this work so we can get involved.", ["LG"], None),
    ("update at October CSP meeting", [], "meeting:2020-10"),
]


@pytest.mark.parametrize("part", ["heldout", "tuned"])
def test_the_reach_is_met(part):
    total = scores(part, lambda page: read_page(page).as_json())
    assert {what: total[what].f1 for what in REACH if total[what].f1 < REACH[what]} == {}
    assert total["next meeting"].f1 > 0.9


def test_the_corpus_is_of_every_kind():
    every = [*corpus("heldout"), *corpus("tuned")]
    assert len(every) >= 30
    assert len(corpus("heldout")) * 3 >= len(every)
    assert {gold.kind for gold in every} == {"txt", "html", "docx", "pdf"}
    assert len(list(CORPUS.rglob("*.*"))) == len(every)


def seed(name):
    path = SHARED / "seeds" / name
    if not path.exists():
        pytest.skip("../shared is not beside this repository")
    content = path.read_bytes()
    return content.decode("utf-8-sig"), read_page(read_content(content)).as_json()


def test_the_clean_seed_is_read_whole():
    _, minutes = seed(NEAR)
    assert (minutes["date"], minutes["time"], minutes["chair"]) == (
        "2020-02-27",
        "10:00",
        "R Stacey",
    )
    assert len(minutes["present"]) == 16
    assert len(minutes["apologies"]) == 14
    read = [one["text"] for one in minutes["decisions"]]
    assert [said for said in DECIDED if not any(same_words(one, said) for one in read)] == []
    assert any(one.startswith("The DHR Action plan was AGREED") for one in read)
    told = [(one["text"], list(one["owners"]), one["due"]) for one in minutes["actions"]]
    assert told == TO_DO


def test_what_is_quoted_stands_where_it_is_said_to():
    text, minutes = seed(NEAR)
    for one in [*minutes["decisions"], *minutes["actions"]]:
        start, end = one["at"]
        assert " ".join(text[start:end].replace("*", " ").split()) == one["text"]


def test_the_seed_whose_spaces_were_lost_is_read_too():
    _, minutes = seed(DAMAGED)
    assert [one["text"] for one in minutes["decisions"]] == [
        "Allagreed this new process forsharing info.",
        "Agreement- SA &DG report-ALL AGREED",
    ]
    assert [(one["text"], one["due"]) for one in minutes["actions"]] == [
        ("Includelinks inregular e-bulletinsto members.", None),
        ("Octmeeting- feedbackfrom PSGgroup newprocess.", "meeting:10"),
    ]


def test_somebody_in_both_lists_is_reported_in_both():
    _, minutes = seed(NEAR)
    both = {one["name"] for one in minutes["present"]} & {
        one["name"] for one in minutes["apologies"]
    }
    assert both == {"Elaine Matthews"}
