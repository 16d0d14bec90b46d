"""The pack binds what an item is about: report, assessment, update; to each reader theirs."""

from datetime import date

import pytest
from django.db import connection

from tests.meetings.conftest import BEFORE, sent
from tests.meetings.test_pack import opened, read_pack
from tests.reports.assessing import YEAR, submitted
from wardmote.audit.models import Entry as Trail
from wardmote.groups.rules import GroupKind
from wardmote.issues.models import QuarterlyUpdate
from wardmote.issues.sections import Section
from wardmote.kernel.errors import Stale
from wardmote.kernel.periods import Quarter
from wardmote.meetings import pack
from wardmote.meetings.exempt import Level
from wardmote.meetings.models import Meeting
from wardmote.meetings.usecases.agenda import Entry, add_item, send_agenda
from wardmote.meetings.usecases.releasing import release_agenda
from wardmote.papers.document import Document, Paragraph, to_json
from wardmote.releases.rules import ReleaseKind
from wardmote.releases.usecases import Draft, release
from wardmote.reports.assessment.rules import Section as Part
from wardmote.reports.facts import Facts, facts_to_json
from wardmote.reports.models import Finding, Report
from wardmote.reports.usecases.assessing import save_section, take_assessment_back

Q3 = Quarter(2026, 3)
DRAFTED, TOLD, OUT = "Larch is rising", "Alders were felled", "Oaks are published"


@pytest.fixture
def papers(cast, groups):
    """A report in draft, one that is out, an update that was sent: their references."""
    given = {
        "facts": facts_to_json(Facts(str(Q3), "wards", "2026-10-01")),
        "drafted_at": BEFORE,
    }
    draft = Report.objects.create(quarter=str(Q3), drafted_by="Ana", **given)
    Finding.objects.create(report=draft, place="district", heading=DRAFTED, text="So.")
    published = Report.objects.create(
        quarter=str(Q3 - 1), drafted_by="Ana", state="published", **given
    )
    document = Document("Report", "", "Us", "", date(2026, 8, 1), (Paragraph(OUT),))
    published.editions.create(
        number=1, document=to_json(document), published_at=BEFORE, published_by=cast["Priya"],
        pdf=b"", docx=b"",
    )  # fmt: skip
    slot = f"report {Q3 - 1}"
    out = Draft(kind=ReleaseKind.REPORT, slot=slot, title="Report", content={}, source=slot)
    release([out], by=cast["Priya"], now=BEFORE)
    update = QuarterlyUpdate.objects.create(
        group=groups[GroupKind.PROBLEM_SOLVING], quarter=str(Q3), texts={Section.NEW: TOLD},
        at=BEFORE, by=cast["Priya"], sent_to=groups[GroupKind.BOARD], sent_at=BEFORE,
        sent_by=cast["Priya"],
    )  # fmt: skip
    return f"report {Q3}", slot, f"update {update.pk}"


@pytest.fixture
def told(planned, papers, cast):
    """An item about each, all of them opened for everybody."""
    for title, source in zip(("Draft", "Out", "Update"), papers, strict=True):
        entry = Entry(title, source=source, level=Level.PUBLIC)
        add_item(planned.pk, entry, by=cast["Priya"], now=BEFORE)
    return sent(planned, cast["Priya"])


def test_each_reader_gets_what_they_may_read_of_them(client, told, cast):
    marks, partner = read_pack(client, cast["Dev"], told)
    _, councillor = read_pack(client, cast["Mensah"], told)
    _, unsigned = read_pack(client, cast["Sadia"], told)
    for words, others in ((DRAFTED, False), (TOLD, False), (OUT, True)):
        assert words in str(partner)
        assert (words in str(councillor), words in str(unsigned)) == (others, others)
    assert [title for level, title in marks if level == 0][-3:] == [
        f"{told.items.get(title=title).number}. {title}" for title in ("Draft", "Out", "Update")
    ]
    page = next(label for label, text in partner.items() if OUT in text)
    assert OUT in councillor[page]
    assert "not in this copy" in councillor["1"]


def test_the_public_reads_reports_on_their_own_pages(client, told, cast):
    release_agenda(told.pk, by=cast["Ruth"], now=BEFORE)
    _, pages = opened(client.get(f"/minutes/{told.pk}/agenda-pack.pdf").content)
    for words in (DRAFTED, TOLD, OUT):
        assert words not in str(pages)


def test_an_assessment_that_was_changed_is_not_the_one_the_agenda_means(client, planned, cast):
    submitted(cast["Ana"], now=BEFORE)
    source = f"assessment {YEAR} 1"
    entry = Entry("Assessment", source=source, level=Level.PARTNER)
    add_item(planned.pk, entry, by=cast["Priya"], now=BEFORE)
    meeting = sent(planned, cast["Priya"])
    assert "Words on why." in str(read_pack(client, cast["Dev"], meeting))
    before = read_pack(client, cast["Dev"], meeting)[1].keys()
    by = {"by": cast["Ana"], "now": BEFORE}
    take_assessment_back(YEAR, **by)
    save_section(YEAR, Part.WHY, "Else.", 1, **by)
    submitted(cast["Ana"], now=BEFORE)
    version = Meeting.objects.get(pk=meeting.pk).version
    send_agenda(meeting.pk, version, "New figures", by=cast["Priya"], now=BEFORE)
    _, pages = read_pack(client, cast["Dev"], meeting)
    assert "Words on why." not in str(pages)
    assert "Else." not in str(pages)
    assert "not in this copy" in pages["1"]
    assert pages.keys() <= before


@pytest.fixture
def when_drawn(monkeypatch):
    """when_drawn(deed): does it just after each paper of ours is drawn."""

    def add(deed):
        draw = pack.pdf

        def spied(document):
            made = draw(document)
            deed()
            return made

        monkeypatch.setattr(pack, "pdf", spied)

    return add


def test_what_an_agenda_is_about_is_drawn_before_anything_is_locked(
    planned, papers, cast, when_drawn
):
    for source in papers:
        add_item(planned.pk, Entry(source, source=source), by=cast["Priya"], now=BEFORE)
    outside, depths = len(connection.savepoint_ids), []
    when_drawn(lambda: depths.append(len(connection.savepoint_ids)))
    sent(planned, cast["Priya"])
    assert depths == [outside] * len(papers)


def test_a_paper_that_changes_while_it_is_drawn_stops_the_sending(
    planned, papers, cast, when_drawn
):
    entry = Entry("Draft", source=papers[0])
    item = add_item(planned.pk, entry, by=cast["Priya"], now=BEFORE)
    before = Meeting.objects.get(pk=planned.pk)
    when_drawn(lambda: Finding.objects.update(heading="Larch is falling"))
    entries = Trail.objects.count()
    with pytest.raises(Stale, match="Nothing was sent"):
        sent(planned, cast["Priya"])
    after = Meeting.objects.get(pk=planned.pk)
    assert (after.version, after.state) == (before.version, before.state)
    assert not after.editions.exists()
    assert after.items.get(pk=item.pk).number == ""
    assert Trail.objects.count() == entries
    sent(planned, cast["Priya"])


def test_an_item_put_on_while_papers_are_drawn_stops_the_sending(
    planned, papers, cast, when_drawn
):
    by = {"by": cast["Priya"], "now": BEFORE}
    late = [Entry("Late", source=papers[1])]
    add_item(planned.pk, Entry("Draft", source=papers[0]), **by)
    version = Meeting.objects.get(pk=planned.pk).version
    when_drawn(lambda: late and add_item(planned.pk, late.pop(), **by))
    with pytest.raises(Stale):
        send_agenda(planned.pk, version, **by)
    assert not planned.editions.exists()
