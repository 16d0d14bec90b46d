"""Sensitive data sets are told by the year, for the whole district, once."""

import pytest

from tests.reports.conftest import NOW, ROAD
from tests.small_district import ASHBY, LONGMERE, WARDS
from wardmote.datasets.models import Dataset, DatasetFigure
from wardmote.kernel.numbers import Guarded
from wardmote.kernel.periods import Quarter, Year
from wardmote.papers.html import render_document
from wardmote.releases.ledger import DISTRICT, told
from wardmote.releases.models import ToldCell
from wardmote.releases.queries import public
from wardmote.releases.rules import ReleaseKind
from wardmote.reports.models import Report
from wardmote.reports.queries import draft_document, edition_document, facts_of, lets_out
from wardmote.reports.usecases import (
    begin_correction,
    draft_report,
    publish,
    take_step,
    withdraw_report,
)

pytestmark = pytest.mark.django_db
SLUG, YEAR = "domestic-abuse", Year(2024)
Q1, Q2 = Quarter(2025, 1), Quarter(2025, 2)
NAME = "Domestic abuse"


def fill(dataset, year, count, but=()):
    """The same count in each ward and quarter of a year."""
    DatasetFigure.objects.bulk_create(
        DatasetFigure(dataset=dataset, period=str(quarter), code=code, count=count)
        for quarter in year.quarters
        for code in WARDS
        if (quarter, code) not in but and quarter != Q2
    )


@pytest.fixture
def abuse(sensitive):
    """13 in each ward and quarter: 416 in the year."""
    fill(sensitive, YEAR, 13)
    return sensitive


@pytest.fixture
def out(ana, priya):
    """Publishes a quarter's report."""

    def publish_report(quarter, **more):
        draft_report(quarter, by=ana, now=NOW)
        for step in ROAD:
            take_step(quarter, step, by=priya, now=NOW)
        return publish(quarter, by=priya, now=NOW, cannot_wait="It is due", **more)

    return publish_report


def correct(quarter, out, priya):
    begin_correction(quarter, by=priya, now=NOW)
    return out(quarter, what_changed="Figures were corrected.")


def row_of(document):
    """What the table of years says of domestic abuse."""
    tables = [one for one in document.blocks if str(getattr(one, "caption", "")) == CAPTION]
    rows = [row for table in tables for row in table.rows]
    return rows[0][1:] if rows else None


CAPTION = "The whole district, April 2024 to March 2025"


def year_released():
    found = public(ReleaseKind.YEAR_FIGURES)
    return {one.title: one.content["shown"] for one in found}


def test_the_last_quarters_report_tells_the_year(abuse, out):
    edition = out(Q1)
    assert row_of(edition_document(edition)) == ("about 415", "not told")
    assert told([SLUG], [YEAR])[SLUG, "2024/25"].total == Guarded(415, 40)
    row = ToldCell.objects.get(dataset=SLUG)
    assert (row.place, row.edition, row.source) == ("", DISTRICT, "report 2025Q1 edition 1")
    assert year_released() == {f"{NAME}, {YEAR.words}": "about 415"}


def test_a_later_report_says_the_same_and_tells_nothing_again(abuse, out):
    out(Q1)
    DatasetFigure.objects.filter(code=LONGMERE).exclude(period=str(Q2)).update(count=99)
    assert row_of(edition_document(out(Q2))) == ("about 415", "not told")
    assert ToldCell.objects.filter(dataset=SLUG).count() == 1
    assert public(ReleaseKind.YEAR_FIGURES).get().source == "report 2025Q1 edition 1"


def test_a_correction_keeps_the_number(abuse, out, priya):
    out(Q1)
    DatasetFigure.objects.filter(code=LONGMERE).update(count=99)
    edition = correct(Q1, out, priya)
    assert row_of(edition_document(edition)) == ("about 415", "not told")
    office = draft_document(Report.objects.get(), guarded=False)
    assert row_of(office)[0] == f"{13 * 28 + 99 * 4}"


def test_a_year_with_a_gap_is_not_told_until_it_is_whole(sensitive, out):
    """The first report after that tells it."""
    fill(sensitive, YEAR, 13, but={(Quarter(2024, 3), ASHBY)})
    assert row_of(edition_document(out(Q1))) == ("not told", "not told")
    assert not ToldCell.objects.filter(dataset=SLUG).exists()
    assert year_released() == {}
    DatasetFigure.objects.create(dataset=sensitive, period="2024Q3", code=ASHBY, count=13)
    assert row_of(edition_document(out(Q2))) == ("about 415", "not told")


def test_last_year_stands_beside_it_where_it_was_told(abuse, out):
    before = YEAR - 1
    fill(abuse, before, 10)
    ToldCell.objects.create(
        dataset=SLUG, edition=DISTRICT, place="", period=str(before), value=320,
        smallest=40, source="report 2024Q1 edition 1", told_at=NOW,
    )  # fmt: skip
    assert row_of(edition_document(out(Q1))) == ("about 415", "about 320")


def test_a_small_year_is_hidden_further_than_any_flags_reach(sensitive, out):
    """Eight wards, four quarters: 32 flags there may be, and five numbers above them."""
    fill(sensitive, YEAR, 1)
    assert row_of(edition_document(out(Q1)))[0] == "fewer than 40"


def test_what_was_told_by_the_quarter_is_not_told_by_the_year(abuse, out):
    """It was not called sensitive then: the rest of the year would be the difference."""
    for place in (*WARDS, ""):
        ToldCell.objects.create(
            dataset=SLUG, edition="wards, 2025-05", place=place, period="2024Q4", value=15,
            smallest=10, source="report", told_at=NOW,
        )  # fmt: skip
    assert row_of(edition_document(out(Q1))) == ("not told", "not told")
    assert year_released() == {}


def test_what_was_told_by_the_year_is_not_told_by_the_quarter(abuse, out, priya):
    out(Q1)
    Dataset.objects.filter(slug=SLUG).update(sensitive=False)
    page = render_document(edition_document(correct(Q1, out, priya)))
    assert f"{NAME}: not told" in page
    assert "about 15" not in page
    assert ToldCell.objects.filter(dataset=SLUG).count() == 1


def test_partners_do_not_read_it_in_a_draft(abuse, ana):
    """The draft may change: two numbers would tell the difference."""
    report = draft_report(Q1, by=ana, now=NOW)
    partners = draft_document(report, guarded=True, totals=False)
    assert row_of(partners) == ("not told before it is published", "not told")
    assert row_of(draft_document(report, guarded=True))[0] == "about 415"
    assert row_of(draft_document(report, guarded=False)) == ("416", "not reported")


def test_what_publishing_lets_out_counts_it(abuse, ana):
    report = draft_report(Q1, by=ana, now=NOW)
    counts = {one.what: one.count for one in lets_out(report, facts_of(report))}
    assert counts["Sensitive data sets: the district’s whole year, guarded"] == 1


def test_a_withdrawn_report_takes_it_away_and_the_ledger_keeps_it(abuse, out, priya):
    out(Q1)
    withdraw_report(Q1, "A mistake", by=priya, now=NOW)
    assert year_released() == {}
    assert told([SLUG], [YEAR])
    out(Q2)
    assert list(year_released().values()) == ["about 415"]


def test_a_police_set_and_a_list_are_never_told_by_the_year(abuse, out):
    Dataset.objects.filter(slug=SLUG).update(rule="list")
    Dataset.objects.filter(slug="burglary").update(sensitive=True)
    assert row_of(edition_document(out(Q1))) is None
