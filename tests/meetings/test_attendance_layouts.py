"""Who was there, in the layouts in which clerks put it: each whole, by table."""

import pytest

from wardmote.meetings.reading.people import parse_many

HEAD = "Westmere Parish Council\nMinutes of the meeting held on 4 March 2024 at 7.30pm\n\n"


def names(people):
    return [one.name for one in people]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            "Ann Lee - Chair, Bo Ek - Police, Cy Pole - Fire",
            ["Ann Lee", "Bo Ek", "Cy Pole"],
        ),
        (
            "Councillors Ann Lee (Chairman), Bo Ek; Chief Inspector Cy Pole (Westshire Police),"
            " Dee Rowe (Westshire County Council), Eve Sand (Westmere Borough Council)",
            ["Ann Lee", "Bo Ek", "Cy Pole", "Dee Rowe", "Eve Sand"],
        ),
        (
            "Ann Lee, Turning Lives; Bo Ek, Head of Parks; Cy Pole",
            ["Ann Lee", "Bo Ek", "Cy Pole"],
        ),
        ("Mrs Ann Lee (Clerk & RFO) and four members of the public.", ["Ann Lee"]),
        ("PCSO K Lamb, 6 residents", ["K Lamb"]),
        ("Ann Lee, Bo Ek and approximately 20 members of the public", ["Ann Lee", "Bo Ek"]),
        ("G Hale, Councillor I Jay and the Fire Service representative", ["G Hale", "I Jay"]),
        ("Y Cyng. / Cllr Eleri Lee (Cadeirydd / Chair), Cllr Bo Ek", ["Eleri Lee", "Bo Ek"]),
        ("Y Cynghorwyr Eleri Lee (Cadeirydd), Gwyn Ek", ["Eleri Lee", "Gwyn Ek"]),
        ("Y Cyng. Aled Lee", ["Aled Lee"]),
    ],
)
def test_dashes_crowds_and_titles_in_two_languages(words, said):
    assert names(parse_many(words)) == said


def test_a_crowd_is_nobodys_role():
    (lamb,) = parse_many("PCSO K Lamb, 6 residents")
    assert (lamb.role, lamb.organisation) == ("PCSO", None)
