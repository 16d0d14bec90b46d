"""What clerks write when something is decided, by table."""

import pytest

from wardmote.meetings.reading import plaintext
from wardmote.meetings.reading.reader import read_page
from wardmote.meetings.reading.verdicts import kind_of


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("RESOLVED to approve the accounts.", "resolved"),
        ("RESOLVED to accept the quotation of £1,486.00.", "resolved"),
        ("Resolved to receive the report.", "resolved"),
        ("RESOLVED to note the report.", "noted"),
        ("RESOLVED to appoint Cllr Low as the representative.", "elected"),
        ("AGREED to note the position.", "agreed"),
        ("Decided to adopt the policy.", "agreed"),
        ("12.1 To approve the minutes", None),
        ("(a) to receive the report", None),
    ],
)
def test_resolved_to_is_a_decision_and_a_purpose_is_none(words, kind):
    assert kind_of(words) == kind


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Decision deferred until results are in.", "deferred"),
        ("The Council did not support the bid.", "refused"),
        ("Members voted 4 to 3 against the scheme.", "refused"),
        ("Motion - LOST", "refused"),
        ("The Scouts were awarded £400.", "agreed"),
        ("No objection.", "agreed"),
        ("22/061 New porch: no objections.", "agreed"),
        ("The Council had no objections.", "agreed"),
        ("There were no objections to the application.", "agreed"),
        ("Agreed no letter drop this year.", "agreed"),
        ("Agreed three quotes be sought.", "agreed"),
        ("Motion carried.", "agreed"),
        ("That the bench be moved - CARRIED.", "agreed"),
        ("Councillors voted 5-2 in favour", "agreed"),
        ("It was noted that the next meeting would be on Thursday.", "noted"),
        ("Penderfynwyd / Resolved: to pay the accounts.", "resolved"),
        ("PENDERFYNWYD: derbyn y cofnodion.", "resolved"),
        ("Cytunwyd i brynu mainc.", "agreed"),
        ("Cytunwyd yn unfrydol / It was unanimously agreed to write.", "agreed"),
        ("Gohiriwyd.", "deferred"),
        ("Topple testing: consideration deferred pending a quote.", "deferred"),
        ("Carried forward to the February meeting.", "deferred"),
        ("Object - access and drainage", "refused"),
        ("The contract was awarded to Greenways for three years.", "agreed"),
        ("The Panel chose burglary and speeding as priorities.", "agreed"),
        ("The Scouts were awarded £400 by the Lottery.", None),
        ("It was noted that the next bus is late.", None),
        ("All actions complete save for 11/23-4, which is carried forward", None),
        ("Signed ............................ Chairman        Date ...........", None),
        ("Signed by the Chairman: date", None),
        ("LOST DOGS", None),
    ],
)
def test_how_clerks_word_a_decision(words, kind):
    assert kind_of(words) == kind


@pytest.mark.parametrize(
    ("text", "decided"),
    [
        (
            "The minutes were approved. Proposed Cllr Low, seconded Cllr Day. All in favour.",
            ["The minutes were approved."],
        ),
        (
            "RESOLVED to buy a bench.\n\nProposed by Cllr Low and seconded by Cllr Day.\n\n"
            "Carried unanimously.",
            ["RESOLVED to buy a bench."],
        ),
        ("A bench was suggested. All in favour.", ["All in favour."]),
        (
            "RESOLVED: That (a) the plan be approved; (b) it be sent to Cabinet.",
            ["(a) the plan be approved;", "(b) it be sent to Cabinet."],
        ),
        (
            "RESOLVED: That £75 be given to the Angels and that the bid be deferred.",
            ["RESOLVED: That £75 be given to the Angels", "that the bid be deferred."],
        ),
        (
            "RESOLVED that the plan be approved; and that it be reviewed in May.",
            ["RESOLVED that the plan be approved;", "and that it be reviewed in May."],
        ),
        (
            "It was agreed to ask the Clerk to write to the MP.",
            ["It was agreed to ask the Clerk to write to the MP."],
        ),
    ],
)
def test_one_decision_is_told_once_and_two_as_two(text, decided):
    minutes = read_page(plaintext.read(f"Westmere Parish Council\n\n5. Business\n\n{text}"))
    assert [one.text for one in minutes.decisions] == decided
