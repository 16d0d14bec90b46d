"""Nothing that publishing lets out holds a partner's real count or a sensitive data set."""

import io
import json
import re

import docx
import pypdfium2
import pytest

from tests.reports.conftest import ABUSE, NEED, NOW, Q2, ROAD
from tests.small_district import BRAMLEY, HARROW_FEN, LONGMERE, WILLOW_END
from wardmote.datasets.models import Dataset
from wardmote.papers.document import from_json
from wardmote.papers.html import render_document
from wardmote.releases.models import Release, ReleasedFile
from wardmote.releases.rules import ReleaseKind
from wardmote.reports.queries import draft_document
from wardmote.reports.rules import DRAFT_MARKING, OFFICE_MARKING
from wardmote.reports.usecases import draft_report, publish, take_step


def pdf_text(body: bytes) -> str:
    file = pypdfium2.PdfDocument(body)
    return "\n".join(page.get_textpage().get_text_range() for page in file)


def docx_text(body: bytes) -> str:
    file = docx.Document(io.BytesIO(body))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in file.paragraphs), *cells])


@pytest.fixture
def outputs(sensitive, ana, priya):
    """Every text that publishing lets out, by what it is."""
    draft_report(Q2, by=ana, now=NOW)
    for step in ROAD:
        take_step(Q2, step, by=priya, now=NOW)
    edition = publish(Q2, by=priya, now=NOW)
    released = Release.objects.filter(source__startswith="report").exclude(kind="report")
    return {
        "html": render_document(from_json(edition.document)),
        "pdf": pdf_text(bytes(edition.pdf)),
        "docx": docx_text(bytes(edition.docx)),
        "ward releases": json.dumps(list(released.values_list("title", "content"))),
        "report release": json.dumps(Release.objects.get(kind="report").content),
    }


def test_no_real_count_of_a_partner_is_let_out(outputs):
    need = sum(NEED.values()) + 12 * 4  # the four other wards that reported
    real = {need, *NEED.values(), *ABUSE.values()} - {NEED[LONGMERE]}
    for what, text in outputs.items():
        plain = re.sub(r"<svg.*?</svg>", "", text.replace('\\"', '"'), flags=re.DOTALL)
        for count in real:
            assert not re.search(rf"\b{count}\b", plain), (what, count)


def test_a_sensitive_data_set_is_not_even_named(outputs):
    for what, text in outputs.items():
        assert "abuse" not in text.lower(), what
        assert "Refuge" not in text, what


def test_partners_counts_are_let_out_guarded(outputs):
    shown = {
        one.content["ward"]["code"]: one.content["shown"]
        for one in Release.objects.filter(kind=ReleaseKind.PARTNER_FIGURES)
    }
    assert shown[LONGMERE] == "fewer than 10"
    assert shown[HARROW_FEN] == "about 90"
    assert shown[WILLOW_END] == "about 75"
    assert BRAMLEY not in shown  # not reported is not "fewer than 10"


def test_partners_flags_are_yes_or_no(outputs):
    flags = Release.objects.get(slot=f"flags {HARROW_FEN}").content["flags"]
    said = {one["dataset"]: one["sentence"] for one in flags}
    assert "among the two highest" in said["financial-need"]
    assert "per 1,000" not in said["financial-need"]
    assert "15 incidents of anti-social behaviour" in said["anti-social-behaviour"]


def test_the_guarded_report_says_that_it_is(outputs):
    assert "about 90" in outputs["pdf"]
    assert "rounded to the nearest 5" in outputs["docx"]


def test_the_office_drafts_with_real_counts_and_a_stronger_marking(sensitive, ana):
    report = draft_report(Q2, by=ana, now=NOW)
    office = draft_document(report, guarded=False)
    assert "Harrow Fen (88)" in str(office)
    assert "Domestic abuse" in str(office)
    assert office.marking == OFFICE_MARKING
    agreed = draft_document(report, guarded=True)
    assert "Harrow Fen (88)" not in str(agreed)
    assert agreed.marking == DRAFT_MARKING


def test_published_files_are_those_of_the_edition(published):
    files = {one.name: bytes(one.body) for one in ReleasedFile.objects.all()}
    assert files == {
        "report.pdf": bytes(published.pdf),
        "report.docx": bytes(published.docx),
    }


def test_the_partnership_chooses_what_is_small(district, ana, priya):
    from wardmote.partnership.models import Partnership

    Partnership.objects.update_or_create(pk=1, defaults={"smallest_shown": 20})
    assert Dataset.objects.filter(slug="financial-need").exists()
    text = str(draft_document(draft_report(Q2, by=ana, now=NOW), guarded=True))
    assert "fewer than 20" in text or "under 20" in text
