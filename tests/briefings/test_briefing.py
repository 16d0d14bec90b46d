"""A councillor’s briefing: all that is released on their ward, on one page."""

import io
import json
import zipfile
from datetime import UTC, date, datetime, timedelta

import pypdfium2
import pytest
import time_machine

from tests.briefings.conftest import area, figures, let_out, partner
from tests.conftest import NOW
from wardmote.audit.models import Entry
from wardmote.briefings.making import briefing_of
from wardmote.briefings.models import ReadBriefing
from wardmote.briefings.usecases import say_read
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.kernel.errors import RuleBroken
from wardmote.papers.document import (
    Bullets,
    Document,
    Heading,
    Paragraph,
    Table,
    plain,
    to_json,
)
from wardmote.partnership.models import Partnership
from wardmote.releases.models import Release
from wardmote.releases.queries import Notice
from wardmote.releases.rules import Audience, ReleaseKind
from wardmote.releases.usecases import Draft, give_notice, release, withdraw

MARKING = "Not yet public: councillors of this ward"
PAGE = "/my-ward/E1/briefing/"
TODAY = NOW.date()


def flags(code="E1", name="Longmere"):
    content = {
        "ward": {"code": code, "name": name},
        "quarter": "2026Q3",
        "flags": [{"dataset": "b", "name": "Burglary", "sentence": "24 burglaries, highest."}],
        "signals": [
            {"dataset": "b", "name": "Burglary", "kind": "RISING", "is_new": True,
             "sentence": "24 in July to September, 5 expected."},
        ],
        "ended": [{"dataset": "d", "name": "Drugs", "sentence": "No longer rising."}],
    }  # fmt: skip
    return Draft(ReleaseKind.FLAGS, f"flags {code}", f"{name}: flags", content, "r", (code,))


def issue(words, audience=Audience.PUBLIC, code="E1"):
    content = {
        "number": "WV-2026-0001",
        "title": "Dark path",
        "state": "Being worked on",
        "text": words,
        "wards": [{"code": code, "name": "Longmere"}],
    }
    kind = ReleaseKind.ISSUE
    slot = f"issue {code}"
    return Draft(kind, slot, "Dark path", content, "i", (code,), audience)


def meeting(kind, on, *blocks, pk=3):
    paper = Document(f"Board, {on}", "", "Wendle Vale", "", on, blocks)
    content = {
        "meeting": pk,
        "group": "Board",
        "on": on.isoformat(),
        "document": json.loads(to_json(paper)),
    }
    return Draft(kind, f"{kind} {pk}", paper.title, content, f"meeting {pk}")


def coming(code="E1", name="Longmere"):
    content = {"ward": {"code": code, "name": name}, "parts": [{"heading": "H", "lines": []}]}
    notice = Notice("Data report", content, {code: name}, code)
    give_notice([notice], f"report {code}", by=COMMAND_LINE, now=NOW)


def text_of(document):
    """Heading -> the lines under it."""
    found, under = {}, ""
    for block in document.blocks:
        if isinstance(block, Heading):
            under = block.text
            found[under] = []
        elif isinstance(block, Paragraph):
            found[under].append(plain(block.text))
        elif isinstance(block, Bullets):
            found[under] += map(plain, block.items)
    return found


def briefing(amos, on=TODAY):
    return text_of(briefing_of(amos, "E1", "Longmere", on))


def test_a_ward_of_which_nothing_is_released_says_so(wards, amos):
    assert briefing(amos) == {
        "New since 1 July 2026": ["Nothing has been released since."],
        "What the figures say": ["No report that covers the ward has been published yet."],
        "Priority area": ["In what is published so far, the ward is not a priority area."],
        "What is being done": ["Nothing has been released about work in the ward."],
        "Dates": ["No date has been released."],
        "Whom to ask, and where to look": [
            "Longmere: all that is public",
            "The neighbourhood policing team: priorities, events, contacts",
            "The police’s open data",
        ],
    }


def test_it_says_all_that_is_released_in_plain_words(wards, amos):
    let_out(flags(), area("E1", "extra attention now"), partner("E1", "fewer than 10"))
    let_out(issue("Six lamps are to be mended by 30 November."))
    said = briefing(amos)
    assert said["What the figures say"] == [
        "In July to September 2026:",
        "Rising: burglary. 24 in July to September, 5 expected.",
        "Ended: drugs. No longer rising.",
        "Flagged. 24 burglaries, highest.",
        "From partners’ data:",
        "Deliberate fires, April to June 2025: fewer than 10",
    ]
    (why,) = said["Priority area"]
    assert why.startswith("Extra attention now. Burglary has risen for five months")
    (work,) = said["What is being done"]
    assert "mended by 30 November." in work
    assert "(WV-2026-0001, being worked on; released 2 November 2026)" in work


def test_the_open_figures_come_first(released, amos):
    first, *_ = briefing(amos)["What the figures say"]
    assert first.startswith("More burglary recorded in Longmere than a year before")
    assert "Burglary: 144 recorded" in first


def test_an_area_that_came_off_is_called_so(wards, amos):
    let_out(area("E1", "", category="off", because="It is no longer among them."))
    assert briefing(amos)["Priority area"] == [
        "No longer a priority area. It is no longer among them."
    ]


def test_decisions_that_name_the_ward_are_told_with_their_meeting(wards, amos):
    on = date(2026, 10, 1)
    blocks = (
        Heading("Longmere", 1, "a"),
        Paragraph("Agreed: lamps in Longmere."),
        Paragraph("Agreed: a budget."),
        Bullets(("Patrols in Newbridge", "Patrols in Longmere")),
        Table("Actions", ("What", "Who"), (("Longmere lamps", "County"), ("Else", ""))),
    )
    let_out(meeting(ReleaseKind.MINUTES, on, *blocks))
    assert briefing(amos)["Decisions that name the ward"] == [
        "Board, 2026-10-01",
        "Agreed: lamps in Longmere.",
        "Patrols in Longmere",
        "Longmere lamps, County",
    ]


def test_minutes_that_do_not_name_it_are_left_out(wards, amos):
    let_out(meeting(ReleaseKind.MINUTES, TODAY, Paragraph("Patrols in Newbridge")))
    assert "Decisions that name the ward" not in briefing(amos)


def test_days_to_come_stand_in_order(wards, amos):
    coming()
    let_out(
        meeting(ReleaseKind.AGENDA, TODAY + timedelta(days=30), pk=4),
        meeting(ReleaseKind.AGENDA, TODAY, pk=5),
        meeting(ReleaseKind.AGENDA, TODAY - timedelta(days=1), pk=6),
    )
    assert briefing(amos)["Dates"] == [
        "2 November 2026: Board meets; its agenda is published",
        "6 November 2026: Data report may be published from this day",
        "2 December 2026: Board meets; its agenda is published",
    ]
    late = briefing(amos, date(2026, 11, 7))["Dates"]
    assert late == ["2 December 2026: Board meets; its agenda is published"]


def test_what_changed_begins_after_the_day_that_they_chose(wards, amos):
    early = datetime(2026, 10, 5, 9, tzinfo=UTC)
    release([figures("E1")], by=COMMAND_LINE, now=early)
    let_out(area("E1", "extra attention now"))
    both = briefing(amos)["New since 1 July 2026"]
    assert [line.partition(",")[0] for line in both] == [
        "Priority area: Longmere: extra attention now",
        "Police figures: Longmere: police figures to September 2025",
    ]
    say_read("E1", early.date(), by=amos, now=NOW)
    assert briefing(amos)["New since you read it last on 5 October 2026"] == [
        "Priority area: Longmere: extra attention now, 2 November 2026"
    ]
    say_read("E1", TODAY, by=amos, now=NOW)
    assert briefing(amos)["New since you read it last on 2 November 2026"] == [
        "Nothing has been released since."
    ]
    assert ReadBriefing.objects.count() == 1


def test_the_day_is_theirs_alone_and_of_one_ward(wards, amos, make_person, represent):
    say_read("E1", TODAY, by=amos, now=NOW)
    other = make_person("Nia")
    represent(other, "E1")
    assert "New since 1 July 2026" in briefing(other)
    assert "New since 1 July 2026" in text_of(briefing_of(amos, "E2", "Newbridge", TODAY))


def test_a_day_to_come_is_refused(wards, amos):
    with pytest.raises(RuleBroken, match="in the past"):
        say_read("E1", TODAY + timedelta(days=1), by=amos, now=NOW)
    assert not ReadBriefing.objects.exists()


@pytest.mark.parametrize(
    ("planted", "marking"),
    [
        (lambda: let_out(issue("For all")), ""),
        (lambda: let_out(issue("For members", Audience.MEMBERS)), MARKING),
        (coming, MARKING),
        (lambda: let_out(issue("Elsewhere", Audience.MEMBERS, "E2")), ""),
        (lambda: coming("E2", "Newbridge"), ""),
    ],
)
def test_it_is_marked_while_something_in_it_is_not_public(wards, amos, planted, marking):
    planted()
    assert briefing_of(amos, "E1", "Longmere", TODAY).marking == marking


def test_what_is_withdrawn_or_of_another_ward_is_not_in_it(wards, amos):
    (gone,) = let_out(issue("Named too early", Audience.MEMBERS))
    let_out(issue("Elsewhere", Audience.MEMBERS, "E2"))
    withdraw(gone.pk, "A mistake", by=COMMAND_LINE, now=NOW)
    told = str(briefing_of(amos, "E1", "Longmere", TODAY))
    assert "Named too early" not in told
    assert "Elsewhere" not in told


@pytest.fixture
def signed_in(client, released, amos):
    let_out(issue("Lamps for members", Audience.MEMBERS))
    client.force_login(amos)
    return client


@time_machine.travel(NOW, tick=False)
def test_page_pdf_and_word_say_the_same_and_bear_the_marking(signed_in):
    page = signed_in.get(PAGE).text
    pdf = signed_in.get(f"{PAGE}files/pdf")
    word = signed_in.get(f"{PAGE}files/docx")
    drawn = pypdfium2.PdfDocument(pdf.content)
    in_pdf = " ".join(" ".join(one.get_textpage().get_text_range().split()) for one in drawn)
    drawn.close()
    with zipfile.ZipFile(io.BytesIO(word.content)) as parts:
        in_word = "".join(parts.read(one).decode() for one in parts.namelist() if "xml" in one)
    for told in page, in_pdf, in_word:
        assert MARKING in told
        assert "Lamps for members" in told
    for file in pdf, word:
        assert "not-yet-public" in file["Content-Disposition"].lower()
    assert signed_in.get(f"{PAGE}files/exe").status_code == 404


@time_machine.travel(NOW, tick=False)
def test_they_say_on_the_page_that_they_have_read_it(signed_in):
    assert "New since 1 July 2026" in signed_in.get(PAGE).text
    assert not ReadBriefing.objects.exists()
    wrong = signed_in.post(PAGE, {"on": "1 1 2099"})
    assert (wrong.status_code, "in the past" in wrong.text) == (422, True)
    assert signed_in.post(PAGE, {"on": "soon"}).status_code == 422
    page = signed_in.post(PAGE, {"on": "2 11 2026"}, follow=True).text
    assert "New since you read it last on 2 November 2026" in page


def test_opening_it_is_kept_nowhere(signed_in):
    before = Entry.objects.count()
    for address in PAGE, f"{PAGE}files/html":
        assert signed_in.get(address).status_code == 200
    assert Entry.objects.count() == before
    assert not ReadBriefing.objects.exists()


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}files/pdf"])
def test_it_is_absent_for_everybody_else(
    client, released, parish, make_person, represent, priya, address
):
    other, clerk = make_person("Nia"), make_person("Carol")
    represent(other, "E2")
    represent(clerk, "P1", office="clerk", kind="parish")
    for person, status in (other, 404), (clerk, 404), (priya, 403):
        client.force_login(person)
        assert client.get(address).status_code == status
    client.force_login(other)
    assert client.post(PAGE, {"on": "2 11 2026"}).status_code == 404


def test_what_is_coming_leads_to_the_notice_and_the_contact_to_a_mail(client, wards, amos):
    coming()
    Partnership.objects.create(pk=1, name="Us", contact="Priya, priya@wendle.example, 01632 1")
    client.force_login(amos)
    text = client.get(PAGE).text
    pk = Release.objects.get(kind=ReleaseKind.NOTICE).pk
    assert f'href="/my-ward/notices/{pk}/">the words are on My ward</a>' in text
    link = 'href="mailto:priya@wendle.example">priya@wendle.example</a>, 01632 1'
    for page in PAGE, f"/my-ward/notices/{pk}/":
        shown = client.get(page).text
        assert f'Priya, <a class="govuk-link" {link}' in shown
        assert f'<a class="govuk-footer__link" {link}' in shown


WHOLE = "/my-ward/briefing/"


def test_who_sits_for_several_wards_has_all_in_one_document(client, released, amos, represent):
    represent(amos, "E3")
    coming("E3", "Harrow Fen")
    client.force_login(amos)
    assert f'href="{WHOLE}"' in client.get("/my-ward/").text
    text = client.get(WHOLE).text
    assert "Longmere and Harrow Fen: briefing for their councillor" in text
    assert "Newbridge" not in text
    assert text.count("Priority area</h3>") == 2
    assert text.count("Whom to ask, and where to look") == 1
    assert MARKING in text
    for ending in "pdf", "docx":
        assert client.get(f"{WHOLE}files/{ending}").status_code == 200
    assert client.post(WHOLE, {"on": "1 11 2026"}).url == WHOLE
    assert {one.ward for one in ReadBriefing.objects.all()} == {"E1", "E3"}


def test_of_one_ward_no_second_document_is_offered(client, released, amos, sam):
    client.force_login(amos)
    assert WHOLE not in client.get("/my-ward/").text
    assert client.get(WHOLE).status_code == 200
    client.force_login(sam)
    assert client.get(WHOLE).status_code == 403
