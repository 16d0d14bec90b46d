"""The agenda pack: one numbering for everybody, and to each reader what is theirs."""

import random
from datetime import date, timedelta

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.meetings.conftest import BEFORE, circulated, held, sent
from tests.meetings.hostile import PLAIN, word
from wardmote.kernel.errors import RuleBroken
from wardmote.meetings.exempt import Level
from wardmote.meetings.exempt import Paragraph as By
from wardmote.meetings.models import Meeting, Paper
from wardmote.meetings.paging import Run, Wanted, as_kept, from_kept, page_names, paged
from wardmote.meetings.usecases.agenda import Entry, add_item, change_item, send_agenda
from wardmote.meetings.usecases.arranging import Arrangement, arrange
from wardmote.meetings.usecases.filing import add_paper, withdraw_paper
from wardmote.meetings.usecases.releasing import release_agenda
from wardmote.papers import binding
from wardmote.papers.binding import count_pages
from wardmote.papers.document import Document, PageBreak, Paragraph
from wardmote.papers.pdf import pdf

pytestmark = pytest.mark.long
WANTED = st.lists(
    st.builds(
        Wanted,
        st.integers(1, 30).map("paper {}".format),
        st.integers(1, 5),
        st.just("1.1"),
        st.integers(0, 40),
    ),
    max_size=12,
)


@given(st.lists(WANTED, max_size=5))
def test_a_page_keeps_its_number_in_every_edition(editions):
    runs = ()
    for edition, wanted in enumerate(editions, start=1):
        before, runs = runs, paged(runs, wanted, edition)
        assert runs[: len(before)] == before
        assert {one.key for one in wanted} <= {one.key for one in runs}
        numbers = [n for one in runs for n in range(one.first, one.last + 1)]
        assert numbers == list(range(1, len(numbers) + 1))
        assert from_kept(as_kept(runs)) == runs


@pytest.mark.parametrize(
    ("drawn", "names"),
    [
        (0, []),
        (1, ["4 to 6"]),
        (2, ["4", "5 to 6"]),
        (3, ["4", "5", "6"]),
        (5, ["4", "5", "6", "6a", "6b"]),
    ],
)
def test_a_paper_of_ours_that_is_shorter_or_longer_moves_no_other(drawn, names):
    assert page_names(Run("minutes 1", 1, "", 4, 3, 1), drawn) == names


def test_letters_go_on_after_z():
    assert page_names(Run("minutes 1", 1, "", 1, 1, 1), 29)[-2:] == ["1aa", "1ab"]


def paper(words, pages=1):
    blocks = [
        block
        for at in range(pages)
        for block in (Paragraph(f"{words} leaf {at + 1}"), PageBreak())
    ]
    return pdf(Document(words, "", "Agency", "", date(2026, 11, 1), tuple(blocks)))


LOCKED = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>endobj\n"
    b"4 0 obj<</Filter/Standard/V 1/R 2/O<" + b"11" * 32 + b">/U<" + b"22" * 32 + b">/P -4>>"
    b"endobj\ntrailer<</Root 1 0 R/Encrypt 4 0 R/ID[<01><01>]>>\n%%EOF\n"
)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (LOCKED, "password"),
        (b"%PDF-1.7\nnothing of the kind\n%%EOF", "damaged"),
        (b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 9 0 R>>endobj\n%%EOF", "damaged|no pages"),
    ],
)
def test_a_pdf_that_cannot_be_bound_is_refused_when_it_is_added(planned, cast, content, why):
    item = planned.items.first()
    with pytest.raises(RuleBroken, match=why) as refused:
        add_paper(planned.pk, item.pk, "Plan", "p.pdf", content, by=cast["Priya"], now=BEFORE)
    assert refused.value.about == "file"
    assert not Paper.objects.exists()


def test_pages_are_counted_when_a_paper_is_added():
    assert count_pages(paper("Plan", 3)) == 3


def test_a_pdf_that_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(binding, "SECONDS", 0.01)
    with pytest.raises(RuleBroken, match="too long"):
        count_pages(paper("Slow"))


@pytest.mark.deep
def test_a_broken_pdf_is_counted_or_refused_and_no_more():
    whole, luck = paper("Plan", 2), random.Random(25)
    refused = 0
    for _ in range(60):
        broken = bytearray(whole)
        for _ in range(luck.choice((1, 5, 40))):
            broken[luck.randrange(len(broken))] = luck.randrange(256)
        if luck.random() < 0.3:
            del broken[luck.randrange(len(broken)) :]
        try:
            assert count_pages(bytes(broken)) > 0
        except RuleBroken:
            refused += 1
    assert refused


LEVELS = {
    "Open": Level.PUBLIC,
    "Away": Level.GROUP,
    "Larch": Level.EXEMPT,
    "Last": Level.PUBLIC,
}


@pytest.fixture
def told(planned, cast):
    """An item for each kind of reader, each with a paper of two pages; the last in Word."""
    by = {"by": cast["Priya"], "now": BEFORE}
    for title, level in LEVELS.items():
        entry = Entry(title, level=level, paragraph=By.CRIME, exempt_reason="It runs")
        item = add_item(planned.pk, entry, **by)
        content = word(PLAIN) if title == "Last" else paper(f"On {title}", 2)
        add_paper(planned.pk, item.pk, f"Paper {title}", "p", content, **by)
    return sent(planned, cast["Priya"])


def read_pack(client, person, meeting):
    """(bookmarks, {page's own label: its text}) of the pack as this person gets it."""
    client.force_login(person)
    answer = client.get(f"/meetings/{meeting.pk}/pack.pdf")
    assert answer.status_code == 200
    return opened(answer.content)


def opened(content):
    with pypdfium2.PdfDocument(content) as file:
        texts = [page.get_textpage().get_text_range() for page in file]
        marks = [(one.level, one.get_title()) for one in file.get_toc()]
        return marks, {file.get_page_label(at): texts[at] for at in range(len(file))}


def test_page_5_is_page_5_in_every_copy(client, told, cast):
    marks, officer = read_pack(client, cast["Priya"], told)
    assert [title for level, title in marks if level == 0] == [
        "Agenda", "3. Open", "4. Away", "5. Larch", "6. Last",
    ]  # fmt: skip
    assert (1, "4.1 Paper Away") in marks
    assert "On Larch leaf 1" in officer["5"]
    assert "Item 5. Page 5 of 7" in officer["5"]
    assert "OFFICIAL-SENSITIVE" in officer["5"]
    assert "Word file" in officer["7"]
    front = "".join(text for label, text in officer.items() if label.startswith("i"))
    assert "(pages 5 to 6)" in front
    assert "Papers in this pack" in front
    councillor_marks, councillor = read_pack(client, cast["Mensah"], told)
    assert "Larch" not in str((councillor_marks, councillor))
    assert "Pages 5 to 6 are not in this copy" in councillor["5"]
    assert "paragraph 7" in councillor["5"]
    assert "On Away leaf 2" in councillor["4"]
    assert "Word file" in councillor["7"]
    _, unsigned = read_pack(client, cast["Sadia"], told)
    assert "On Away" not in str(unsigned)
    assert "On Open leaf 2" in unsigned["2"]
    client.force_login(cast["Sam"])
    assert client.get(f"/meetings/{told.pk}/pack.pdf").status_code == 404


def test_a_later_paper_follows_at_the_end_and_moves_none(client, told, cast):
    by = {"by": cast["Priya"], "now": BEFORE}
    first = told.items.get(title="Open")
    add_paper(told.pk, first.pk, "Late", "l.pdf", paper("Late word", 1), **by)
    assert "Late" not in str(read_pack(client, cast["Dev"], told))
    gone = Paper.objects.get(title="Paper Away")
    withdraw_paper(told.pk, gone.pk, "Superseded", **by)
    send_agenda(told.pk, Meeting.objects.get(pk=told.pk).version, "A late paper", **by)
    _, pages = read_pack(client, cast["Dev"], told)
    assert "Late word leaf 1" in pages["8"]
    assert "Page 8 of 8" in pages["8"]
    assert "On Larch leaf 2" in pages["6"]
    assert "Pages 3 to 4 are not in this copy" in pages["3"]
    assert "8 (since edition 2)" in "".join(pages.values())


def test_what_becomes_exempt_leaves_the_pack_at_once(client, told, cast):
    client.force_login(cast["Priya"])
    release_agenda(told.pk, by=cast["Priya"], now=BEFORE)
    public = f"/minutes/{told.pk}/agenda-pack.pdf"
    _, before = opened(client.get(public).content)
    assert "On Open leaf 1" in before["1"]
    for hidden in ("On Away", "Larch", "It runs", "OFFICIAL"):
        assert hidden not in str(before)
    assert "Agenda and papers as one PDF" in client.get(f"/minutes/{told.pk}/").text
    item = told.items.get(title="Open")
    entry = Entry("Open", level=Level.EXEMPT, paragraph=By.CRIME, exempt_reason="Now it is")
    version = Meeting.objects.get(pk=told.pk).version
    change_item(told.pk, item.pk, entry, version, by=cast["Priya"], now=BEFORE)
    assert "On Open" not in str(opened(client.get(public).content))
    assert "On Open" not in str(read_pack(client, cast["Mensah"], told))


def test_a_withdrawn_paper_leaves_what_was_published(client, told, cast):
    release_agenda(told.pk, by=cast["Priya"], now=BEFORE)
    gone = Paper.objects.get(title="Paper Open")
    withdraw_paper(told.pk, gone.pk, "Wrong figures", by=cast["Priya"], now=BEFORE)
    _, pages = opened(client.get(f"/minutes/{told.pk}/agenda-pack.pdf").content)
    assert "On Open" not in str(pages)
    assert "Pages 1 to 2 are not in this copy" in pages["1"]


def test_the_minutes_to_be_agreed_are_bound_with_their_paragraph_numbers(
    client, planned, cast, board
):
    first = circulated(held(sent(planned, cast["Priya"]), cast), cast)
    by = {"by": cast["Priya"], "now": BEFORE}
    later = Arrangement(planned.on + timedelta(91), planned.starts_at, place="Here")
    second = sent(arrange(board, later, **by), cast["Priya"])
    marks, pages = read_pack(client, cast["Dev"], second)
    item = second.items.get(source=f"minutes {first.pk}")
    assert (0, f"{item.number}. {item.title}") in marks
    assert "Who was there" in pages["1"]
    release_agenda(second.pk, **by)
    _, public = opened(client.get(f"/minutes/{second.pk}/agenda-pack.pdf").content)
    assert "Who was there" not in str(public)
