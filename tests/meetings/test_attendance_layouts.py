"""Who was there, in the layouts in which clerks put it: each whole, by table."""

import pytest

from wardmote.meetings.reading import markup, plaintext
from wardmote.meetings.reading.people import parse_many
from wardmote.meetings.reading.reader import read_page

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


@pytest.mark.parametrize(
    ("text", "present", "sorry"),
    [
        ("Yn bresennol / Present: Cllr Ann Lee, Bo Ek", ["Ann Lee", "Bo Ek"], []),
        ("Present / Yn bresennol: Cllr Ann Lee", ["Ann Lee"], []),
        (
            "Presennol: Y Cynghorwyr Eleri Lee (Cadeirydd), Gwyn Ek\n"
            "Ymddiheuriadau / Apologies: Y Cyng. Aled Pole",
            ["Eleri Lee", "Gwyn Ek"],
            ["Aled Pole"],
        ),
        (
            "Present: Cllr A Lee\nHefyd / Also present: Sioned Ek (Clerc / Clerk)",
            ["A Lee", "Sioned Ek"],
            [],
        ),
        ("Present: Cllr A Lee\nAlso: Mrs J Marsh (Clerk)", ["A Lee", "J Marsh"], []),
        (
            "Present: Ann Lee\n\nApologies were received from Cllr H Ek (ill). Apologies had"
            " also been received from District Cllr S Pole.",
            ["Ann Lee"],
            ["H Ek", "S Pole"],
        ),
        (
            "Present: Ann Lee (Police), Bo Ek\nApologies were noted from G Hale, Councillor I"
            " Jay and the Fire Service representative.",
            ["Ann Lee", "Bo Ek"],
            ["G Hale", "I Jay"],
        ),
        (
            "Present: Ann Lee\nDid not attend: Dee Rowe\nApologies/substitutes: Eve Sand",
            ["Ann Lee"],
            ["Eve Sand"],
        ),
        (
            "Chairman: Cllr A Lee\nCommittee Members: Cllrs B Ek and Miss C Pole\n"
            "Officers Present: Dee Rowe (Clerk), Eve Sand\nPublic: 3",
            ["A Lee", "B Ek", "C Pole", "Dee Rowe", "Eve Sand"],
            [],
        ),
        ("Who was there\nAnn Lee (Chair)\nPC Bo Ek", ["Ann Lee", "Bo Ek"], []),
        (
            "Present: A Lee\n\n01/25 Apologies. Received from Cllr Bo Ek.",
            ["A Lee"],
            ["Bo Ek"],
        ),
        ("Present: Ann Lee\nAbsent: Dee Rowe\nApologies: Bo Ek", ["Ann Lee"], ["Bo Ek"]),
        (
            "Present\n\nConstabulary: Supt Ann Lee\n\nFire Service: Bo Ek, Cy Pole",
            ["Ann Lee", "Bo Ek", "Cy Pole"],
            [],
        ),
        (
            "Attendees:\nAnn Lee, Chair\nBo Ek, Turning Lives (substance misuse)\nCy Pole,"
            " Fire Service\nDee Rowe, Probation",
            ["Ann Lee", "Bo Ek", "Cy Pole", "Dee Rowe"],
            [],
        ),
    ],
)
def test_labels_and_sentences(text, present, sorry):
    minutes = read_page(plaintext.read(HEAD + text))
    assert (names(minutes.present), names(minutes.apologies)) == (present, sorry)


def table(*rows):
    cells = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row.split("|")) + "</tr>"
        for row in rows
    )
    return f"{HEAD.replace(chr(10), '<br>')}<p>Attendees</p><table>{cells}</table>"


@pytest.mark.parametrize(
    ("rows", "present", "sorry"),
    [
        (
            ["RU|Rachel Umber|Community Safety Lead (Chair)", "SP|Sgt Steve Paget|Police"],
            ["Rachel Umber", "Steve Paget"],
            [],
        ),
        (
            ["Name|Organisation|Present|Apologies", "Ann Lee|Police|X|", "Bo Ek|Fire||X"],
            ["Ann Lee"],
            ["Bo Ek"],
        ),
        (
            [
                "Member|Agency|Present",
                "Ann Lee|Police|✓",
                "Bo Ek|Fire|Apologies",
                "Cy Pole|NHS|",
            ],
            ["Ann Lee"],
            ["Bo Ek"],
        ),
        (
            ["Name|7 Nov|4 Mar|6 May", "Ann Lee|P|A|", "Bo Ek|A|P|", "Cy Pole|P||"],
            ["Bo Ek"],
            ["Ann Lee"],
        ),
        (["Name|7 Nov|6 Feb", "Ann Lee|P|A", "Bo Ek|A|P"], ["Bo Ek"], ["Ann Lee"]),
        (["Councillor|4/3|6/5", "A Lee|✓|✗", "B Ek|✗|✓"], ["A Lee"], ["B Ek"]),
    ],
)
def test_tables_of_initials_ticks_and_days(rows, present, sorry):
    minutes = read_page(markup.read(table(*rows)))
    assert (names(minutes.present), names(minutes.apologies)) == (present, sorry)


def test_initials_before_a_name_are_that_persons():
    minutes = read_page(
        markup.read(table("RU|Rachel Umber|Lead, Westmere BC (Chair)", "BE|Bo Ek|Fire"))
    )
    assert [one.initials for one in minutes.present] == ["RU", "BE"]
    assert minutes.chair == "Rachel Umber"


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Notes of the meeting held at Staveley Fire Station, 17th October 2019, 10am",
         "Staveley Fire Station"),
        ("Meeting held on Wednesday 15 June 2022 at 7 pm, Neuadd Goffa and by Zoom",
         "Neuadd Goffa and by Zoom"),
        ("Cyfarfod: 15 Mehefin 2022 via Zoom", "Zoom"),
    ],
)  # fmt: skip
def test_where_it_was(line, place):
    minutes = read_page(plaintext.read(f"Westmere Parish Council\n\n{line}\n\nPresent: A Lee"))
    assert minutes.place == place
    assert minutes.date in ("2019-10-17", "2022-06-15")
