"""How clerks write who is to do what by when, by table: whole paragraphs of minutes."""

from datetime import date

import pytest

from wardmote.meetings.reading import markup, plaintext
from wardmote.meetings.reading.due import due_cell, find_due
from wardmote.meetings.reading.reader import read_page

HEAD = (
    "Westmere Parish Council\nMinutes of the meeting held on 4 March 2024 at 7.30pm\n\n"
    "Present: Ann Lee (AL), Bo Ek (BE), Toby Mann, Cllr Priscilla Ferns\n\n5. Area\n\n"
)
MEETING = date(2024, 3, 4)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "A summary would be shared with the group.\n\nACTION: AL",
            [("A summary would be shared with the group.", ["AL"], None)],
        ),
        (
            "The rating needs work. It is to be brought back to the next meeting.\n\n"
            "ACTION: AL / BE",
            [("It is to be brought back to the next meeting.", ["AL", "BE"], "meeting:next")],
        ),
        (
            "Partners to review their plans.\n\nACTION: All",
            [("Partners to review their plans.", ["All"], None)],
        ),
        (
            "Leaflets will be dropped in Mill Lane.\n\nAction: BE by end March",
            [("Leaflets will be dropped in Mill Lane.", ["BE"], "2024-03-31")],
        ),
        (
            "All were reminded of the forms. ACTION: All councillors by end March.",
            [
                (
                    "All were reminded of the forms. ACTION: All councillors by end March.",
                    ["All councillors"],
                    "2024-03-31",
                )
            ],
        ),
        ("ACTION: All by end March", [("All by end March", ["All"], "2024-03-31")]),
        (
            "Toby has written. Priscilla's action is outstanding; she will circulate figures.",
            [("she will circulate figures.", ["Priscilla"], None)],
        ),
        ("Toby told Priscilla of the delay. He will circulate figures.", []),
        ("Toby spoke to Priscilla, and she will circulate figures.", []),
        (
            "Toby spoke. He will circulate figures.",
            [("He will circulate figures.", ["Toby"], None)],
        ),
        (
            "RESOLVED that the Clerk be requested to submit a plan to the October meeting.",
            [
                (
                    "the Clerk be requested to submit a plan to the October meeting.",
                    ["Clerk"],
                    "meeting:2024-10",
                )
            ],
        ),
        (
            "It was agreed to ask the Clerk to write to the MP.",
            [("ask the Clerk to write to the MP.", ["Clerk"], None)],
        ),
        (
            "It was agreed that the Clerk writes to the MP and that Cllr Ferns attends.",
            [
                ("the Clerk writes to the MP", ["Clerk"], None),
                ("Cllr Ferns attends.", ["Cllr Ferns"], None),
            ],
        ),
        ("BE to fix door entry at block C - done 21/10", []),
        (
            "Actions:\n- AL letter to taxi firm - still to do",
            [("AL letter to taxi firm - still to do", ["AL"], None)],
        ),
        (
            "Clerc i gysylltu eto / Clerk to contact again.",
            [("Clerc i gysylltu eto / Clerk to contact again.", ["Clerk"], None)],
        ),
        (
            "Gweithredu / Action: Clerk to write.",
            [("Clerk to write.", ["Clerk"], None)],
        ),
    ],
)
def test_who_is_to_do_what(text, told):
    actions = read_page(plaintext.read(HEAD + text)).actions
    assert [(one.text, list(one.owners), one.due) for one in actions] == told


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("BE to report back, next mtg.", "meeting:next"),
        ("AL to write by the Oct mtg", "meeting:2024-10"),
        ("AL to update by COP Friday", "2024-03-08"),
        ("AL to update by close of play Friday", "2024-03-08"),
        ("AL to send by close of Monday 11th", "2024-03-11"),
        ("AL to send by Monday 12th", None),
        ("AL to do this in two weeks", "2024-03-18"),
        ("BE to finish by Christmas", "2024-12-25"),
        ("BE to buy bulbs before Christmas lights", None),
        ("AL to complete before end of financial year", "2024-03-31"),
        ("AL to check the financial year", None),
    ],
)
def test_by_when(words, due):
    assert find_due(words, MEETING) == due


def test_a_cell_of_the_next_meeting():
    assert due_cell("Next mtg", MEETING) == "meeting:next"


def rows(*told):
    cells = ("".join(f"<td>{cell}</td>" for cell in row.split("|")) for row in told)
    table = "".join(f"<tr>{row}</tr>" for row in cells)
    return read_page(
        markup.read(f"<p>{HEAD.replace(chr(10), '</p><p>')}</p><table>{table}</table>")
    )


def test_a_column_of_leads_that_also_says_when():
    minutes = rows(
        "No.|Item|Lead / by when",
        "1|Log<br>AL to circulate the plan.|AL – end March",
        "2|Duty<br>All partners to send cases.<br>BE to write a bid.|All<br>BE",
    )
    assert [(list(one.owners), one.due) for one in minutes.actions] == [
        (["AL"], "2024-03-31"),
        (["All"], None),
        (["BE"], None),
    ]


def test_an_action_log_is_no_agenda():
    minutes = rows(
        "Ref|Action|Owner|Deadline|RAG",
        "09/01|Joint patrol of Wharf Street|AL|End Sept|G",
        "09/02|Update on the empty flat|BE|Oct mtg|A",
    )
    assert [one.number for one in minutes.items] == ["5"]
    assert [one.due for one in minutes.actions] == ["2024-09-30", "meeting:2024-10"]
