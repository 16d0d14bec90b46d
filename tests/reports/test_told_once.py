"""What a published report tells of partners' counts goes through the ledger."""

import pytest

from tests.reports.conftest import NEED, NOW, Q2, ROAD
from tests.small_district import BRAMLEY, HARROW_FEN, LONGMERE, WARDS
from wardmote.datasets.models import Dataset, DatasetFigure
from wardmote.kernel.numbers import Guarded
from wardmote.papers.html import render_document
from wardmote.releases.ledger import told
from wardmote.releases.models import ToldCell
from wardmote.releases.queries import public
from wardmote.releases.rules import ReleaseKind
from wardmote.reports.models import Report
from wardmote.reports.queries import draft_document, edition_document, lets_out
from wardmote.reports.queries import facts_of as facts
from wardmote.reports.usecases import begin_correction, draft_report, publish, take_step

SLUG = "financial-need"
pytestmark = pytest.mark.django_db


def correct(counts, ana, priya):
    """Other figures arrive, and a corrected edition is published."""
    of = {"dataset": Dataset.objects.get(slug=SLUG), "period": str(Q2)}
    for code, count in counts.items():
        DatasetFigure.objects.update_or_create(**of, code=code, defaults={"count": count})
    begin_correction(Q2, by=priya, now=NOW)
    draft_report(Q2, by=ana, now=NOW)
    for step in ROAD:
        take_step(Q2, step, by=priya, now=NOW)
    return publish(Q2, by=priya, now=NOW, what_changed="Their figures were corrected.")


def seen(edition):
    return render_document(edition_document(edition))


def of_ward(code):
    slot = f"partner {SLUG} {code} {Q2}"
    return public(ReleaseKind.PARTNER_FIGURES).get(slot=slot).content["shown"]


def test_publishing_writes_what_it_tells_into_the_ledger(published):
    table = told([SLUG], [Q2])[SLUG, str(Q2)]
    assert table.cells[HARROW_FEN] == Guarded(90)
    assert table.cells[LONGMERE] == Guarded(None)
    assert BRAMLEY not in table.cells
    assert {one.source for one in ToldCell.objects.all()} == {"report 2025Q2 edition 1"}


def test_a_draft_writes_nothing_there(draft):
    assert "about 90" in render_document(draft_document(draft, guarded=True))
    assert not ToldCell.objects.exists()


def test_partners_read_a_draft_without_totals(draft):
    """A count may change until it is published: a total beside each would tell by how much."""
    page = render_document(draft_document(draft, guarded=True, totals=False))
    assert "Financial need: not told before it is published" in page
    assert "about 90" in page


def test_a_total_that_was_told_stays_in_the_next_draft(published, ana, priya):
    begin_correction(Q2, by=priya, now=NOW)
    page = render_document(draft_document(Report.objects.get(), guarded=True, totals=False))
    assert "Financial need: about 215" in page


def test_a_sensitive_data_set_is_not_named_among_those_by_rank_alone(draft, ana):
    Dataset.objects.filter(slug=SLUG).update(sensitive=True, rule="top_share")
    redrafted = draft_report(Q2, by=ana, now=NOW)
    office, others = (
        render_document(draft_document(redrafted, guarded=guarded)) for guarded in (False, True)
    )
    assert "By rank alone, as set for them: Financial need" in office
    assert "Financial need" not in others


def test_a_correction_never_tells_the_difference(published, ana, priya):
    edition = correct({HARROW_FEN: 120, LONGMERE: 31}, ana, priya)
    assert of_ward(HARROW_FEN) == "about 90"
    assert of_ward(LONGMERE) == "fewer than 10"
    assert "about 90" in seen(edition)
    assert "about 120" not in seen(edition)
    office = render_document(draft_document(Report.objects.get(), guarded=False))
    assert "120" in office


def test_a_ward_that_reports_late_is_told_and_the_total_stays(published, ana, priya):
    edition = correct({BRAMLEY: 41}, ana, priya)
    assert of_ward(BRAMLEY) == "about 40"
    assert "Financial need: about 215" in seen(edition)
    assert ToldCell.objects.count() == len(WARDS) + 1


def test_flags_outside_follow_from_the_told_counts_alone(published, ana, priya):
    """New figures would move the flag: whoever compares editions learns nothing by it."""
    edition = correct({HARROW_FEN: 1, BRAMLEY: 0}, ana, priya)
    assert "Harrow Fen (about 90)" in seen(edition)
    told_flags = public(ReleaseKind.FLAGS).get(slot=f"flags {HARROW_FEN}").content["flags"]
    said = {one["dataset"]: one["sentence"] for one in told_flags}
    assert said[SLUG].endswith("by the counts that are published.")


def test_a_total_and_flags_that_would_say_too_much_are_not_told(district, ana, priya):
    """12 in one ward and none elsewhere: a total of about 10 would tell of all the others."""
    rows = DatasetFigure.objects.filter(dataset__slug=SLUG, period=str(Q2))
    rows.update(count=0)
    rows.filter(code=HARROW_FEN).update(count=12)
    draft_report(Q2, by=ana, now=NOW)
    for step in ROAD:
        take_step(Q2, step, by=priya, now=NOW)
    text = seen(publish(Q2, by=priya, now=NOW))
    assert "Financial need: not told" in text
    assert "not told of 6 wards" in text
    quiet = public(ReleaseKind.FLAGS).get(slot=f"flags {LONGMERE}").content
    assert quiet["not_told"] == ["Financial need"]
    assert not ToldCell.objects.get(place="").is_told


def test_what_publishing_would_let_out_is_counted_as_it_is_told(draft):
    counts = {one.what: one.count for one in lets_out(draft, facts(draft))}
    assert counts["Partners’ counts by ward, guarded"] == len(NEED) + 4
