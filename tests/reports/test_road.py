"""From draft to publication: in order, by those whose step it is, frozen at the end."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests.reports.conftest import NOW, Q2, ROAD
from tests.small_district import LONGMERE
from wardmote.audit.models import Entry
from wardmote.datasets.models import DatasetFigure, ForceMonth
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Quarter
from wardmote.partnership.models import Partnership
from wardmote.reports.models import Edition, Report
from wardmote.reports.queries import draft_document, edition_document
from wardmote.reports.rules import check_step
from wardmote.reports.usecases import (
    begin_correction,
    draft_report,
    publish,
    remove_finding,
    save_finding,
    take_step,
    withdraw_report,
)

FIGURES, DATA, BOARD = ROAD


def find(by, **changes):
    said = {"place": LONGMERE, "heading": "Burglary is rising", "text": "15, 5 expected."}
    return save_finding(Q2, **{**said, **changes}, by=by, now=NOW)


@pytest.mark.parametrize(
    ("name", "taken", "says"),
    [
        (DATA, [], "First comes “Figures confirmed"),
        (BOARD, [FIGURES], "First comes “Data Group"),
        (FIGURES, [FIGURES], "taken already"),
        ("Lunch", [], "not a step"),
        ("Lunch", ROAD, "not a step"),
    ],
)
def test_the_road_is_taken_in_order(name, taken, says):
    with pytest.raises(RuleBroken, match=says):
        check_step(name, ROAD, taken)


def test_drafting_again_gives_the_same_numbers(draft, ana):
    again = draft_report(Q2, by=ana, now=NOW.replace(day=5))
    assert (again.facts, again.version) == (draft.facts, draft.version)


def test_a_quarter_without_figures_is_refused_naming_those_there_are(district, ana):
    with pytest.raises(RuleBroken, match="2024Q4, 2025Q1, 2025Q2"):
        draft_report(Quarter(2030, 1), by=ana, now=NOW)
    assert not Report.objects.exists()


def test_who_may_take_which_step(draft, priya, ana, dara, bo, sam, amos):
    for person in (dara, bo, sam, amos):
        with pytest.raises(PermissionDenied):
            take_step(Q2, FIGURES, by=person, now=NOW)
    take_step(Q2, FIGURES, by=ana, now=NOW)
    for person in (bo, sam, amos):
        with pytest.raises(PermissionDenied):
            take_step(Q2, DATA, by=person, now=NOW)
    take_step(Q2, DATA, by=dara, now=NOW)
    for person in (dara, ana, sam, amos):  # Amos sits on the Board, but is elected
        with pytest.raises(PermissionDenied):
            take_step(Q2, BOARD, by=person, now=NOW)
    take_step(Q2, BOARD, by=bo, now=NOW, on=date(2025, 8, 1), note="Item 4")
    assert [step.by for step in draft.steps.all()] == [ana, dara, bo]


def test_another_step_is_for_an_officer(draft, priya, ana):
    Partnership.objects.update_or_create(pk=1, defaults={"report_road": ["Legal check"]})
    with pytest.raises(PermissionDenied):
        take_step(Q2, "Legal check", by=ana, now=NOW)
    take_step(Q2, "Legal check", by=priya, now=NOW)
    assert publish(Q2, by=priya, now=NOW).number == 1


def test_a_step_cannot_be_taken_tomorrow(draft, priya):
    with pytest.raises(RuleBroken, match="today or in the past"):
        take_step(Q2, FIGURES, by=priya, now=NOW, on=date(2025, 8, 5))


def test_a_step_on_a_page_that_is_out_of_date_is_refused(draft, priya):
    find(priya)
    with pytest.raises(RuleBroken, match="has changed since"):
        take_step(Q2, FIGURES, by=priya, now=NOW, version=draft.version)


def test_who_writes_and_who_publishes(agreed, ana, dara, bo, amos, sam):
    for person in (dara, bo, amos, sam):
        with pytest.raises(PermissionDenied):
            find(person)
        with pytest.raises(PermissionDenied):
            draft_report(Q2, by=person, now=NOW)
    for person in (ana, dara, bo, amos, sam):
        with pytest.raises(PermissionDenied):
            publish(Q2, by=person, now=NOW)
    assert not Edition.objects.exists()


def test_an_officer_who_is_elected_reads_what_councillors_read(draft, priya, represent):
    represent(priya, LONGMERE)
    with pytest.raises(PermissionDenied):
        find(priya)
    with pytest.raises(PermissionDenied):
        publish(Q2, by=priya, now=NOW)


def test_nothing_is_published_before_the_road_is_complete(draft, priya):
    take_step(Q2, FIGURES, by=priya, now=NOW)
    with pytest.raises(RuleBroken, match="“Data Group” has not been taken"):
        publish(Q2, by=priya, now=NOW)
    assert not Edition.objects.exists()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"place": "E09"}, "Select where"),
        ({"heading": " "}, "Enter the finding"),
        ({"text": ""}, "Enter what shows it"),
    ],
)
def test_a_finding_without_its_parts_is_refused(draft, ana, change, says):
    with pytest.raises(RuleBroken, match=says):
        find(ana, **change)


def test_findings_may_be_about_the_district_or_online(draft, ana):
    find(ana, place="district", heading="Dwelling burglary is up everywhere")
    find(ana, place="online", heading="Grooming is more prevalent", recommendation="Schools")
    text = str(draft_document(draft, guarded=True))
    assert "District-wide: Dwelling burglary is up everywhere" in text
    assert "Online: Grooming is more prevalent" in text


def test_a_changed_text_is_agreed_again(agreed, ana):
    one = find(ana, heading="Vehicle crime is rising")
    assert not agreed.steps.exists()
    assert Entry.objects.filter(verb="report.road_begun_again").exists()
    remove_finding(Q2, one.pk, by=ana, now=NOW)
    assert "Vehicle crime is rising" not in str(draft_document(agreed, guarded=True))


def test_changed_figures_are_agreed_again(agreed, ana):
    DatasetFigure.objects.filter(code=LONGMERE).update(count=33)
    draft_report(Q2, by=ana, now=NOW)
    assert not agreed.steps.exists()


def test_what_the_board_agreed_is_published_whatever_is_imported_since(agreed, priya):
    before = draft_document(agreed, guarded=True).blocks
    DatasetFigure.objects.all().delete()
    ForceMonth.objects.filter(month="2025-06").delete()
    edition = publish(Q2, by=priya, now=NOW)
    assert edition_document(edition).blocks == before


def test_published_numbers_never_change(published):
    frozen = (published.document, bytes(published.pdf), bytes(published.docx))
    DatasetFigure.objects.all().delete()
    ForceMonth.objects.filter(month="2025-06").delete()
    published.refresh_from_db()
    assert (published.document, bytes(published.pdf), bytes(published.docx)) == frozen


def test_a_published_report_is_only_changed_by_a_correction(published, ana, priya):
    for change in (
        lambda: find(ana),
        lambda: draft_report(Q2, by=ana, now=NOW),
        lambda: take_step(Q2, FIGURES, by=priya, now=NOW),
        lambda: publish(Q2, by=priya, now=NOW),
    ):
        with pytest.raises(RuleBroken, match="Begin a correction"):
            change()


def test_a_correction_is_a_new_edition_that_says_what_changed(published, priya, ana):
    begin_correction(Q2, by=priya, now=NOW)
    find(ana, heading="Burglary is rising, by half")
    for step in ROAD:
        take_step(Q2, step, by=priya, now=NOW)
    with pytest.raises(RuleBroken, match="Enter what changed"):
        publish(Q2, by=priya, now=NOW)
    second = publish(Q2, by=priya, now=NOW, what_changed="A finding was added.")
    assert second.number == 2
    assert "A finding was added." in second.document
    assert "A finding was added." not in Edition.objects.get(number=1).document


def test_only_an_officer_corrects_or_withdraws(published, ana):
    with pytest.raises(PermissionDenied):
        begin_correction(Q2, by=ana, now=NOW)
    with pytest.raises(PermissionDenied):
        withdraw_report(Q2, "Wrong", by=ana, now=NOW)


def test_every_step_is_in_the_audit_trail(published):
    verbs = set(Entry.objects.values_list("verb", flat=True))
    assert {"report.drafted", "report.step_taken", "report.published", "releases.made"} <= verbs
