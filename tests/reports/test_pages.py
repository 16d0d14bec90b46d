"""The partners' report pages: who opens them, what they show, what they refuse."""

import pytest

from tests.reports.conftest import NOW, Q2, ROAD
from tests.small_district import LONGMERE
from wardmote.reports.models import Edition, Report
from wardmote.reports.usecases import publish, save_finding, take_step

PAGE = "/reports/2025Q2/"
FINDING = {"place": LONGMERE, "heading": "Burglary is rising", "text": "15, 5 expected."}


@pytest.fixture
def at(client):
    """Sign in as somebody and open a page."""

    def open_as(person, address=PAGE, post=None):
        client.force_login(person)
        return client.get(address) if post is None else client.post(address, post)

    return open_as


PARTNERS = ["", "files/pdf", "editions/1/", "editions/1/pdf", "step/"]
WRITERS = ["findings/new/", "reasons/"]
OFFICERS = ["publish/", "withdraw/"]


def test_who_opens_what(at, published, priya, ana, dara, amos, sam):
    for address in (*PARTNERS, *WRITERS, *OFFICERS):
        for person in (amos, sam):
            assert at(person, PAGE + address).status_code == 403, (person, address)
        seat_holder = at(dara, PAGE + address).status_code
        assert (seat_holder == 403) == (address in WRITERS + OFFICERS), address
        assert (at(ana, PAGE + address).status_code == 403) == (address in OFFICERS), address
        assert at(priya, PAGE + address).status_code in (200, 302), address
    for person in (amos, sam):
        assert at(person, "/reports/").status_code == 403


@pytest.mark.parametrize("address", ["draft/", "correct/", "findings/1/remove/"])
def test_deeds_are_not_done_by_looking(at, draft, priya, address):
    assert at(priya, PAGE + address).status_code == 405


def test_without_signing_in_there_is_nothing(client, draft):
    for address in (PAGE, "/reports/", f"{PAGE}files/pdf"):
        assert client.get(address).url.startswith("/sign-in/")


def test_on_a_phone_each_report_of_the_list_is_a_block(at, published, priya):
    page = at(priya, "/reports/").text
    assert '<table class="govuk-table ward-stack">' in page
    assert 'data-label="Editions"><a' in page


def test_an_unknown_quarter_is_not_found(at, district, priya):
    for quarter in ("2031Q1", "1066Q4", "2025Q5"):
        assert at(priya, f"/reports/{quarter}/").status_code == 404


def test_the_analyst_drafts_a_quarter(at, district, ana):
    assert "Draft April to June 2025" in at(ana, "/reports/").text
    assert at(ana, f"{PAGE}draft/", {}).url == PAGE
    page = at(ana).text
    assert "Harrow Fen (88)" in page
    assert "OFFICIAL-SENSITIVE" in page
    assert "Next" in page


def test_a_quarter_without_figures_is_refused_on_the_page(at, district, ana):
    assert at(ana, "/reports/2031Q1/draft/", {}).url == "/reports/"
    assert "There are no figures for 2031Q1" in at(ana, "/reports/").text
    assert not Report.objects.exists()


def test_other_partners_read_the_draft_guarded(at, draft, dara):
    page = at(dara).text
    assert "Harrow Fen (about 90)" in page
    assert "Harrow Fen (88)" not in page
    assert "OFFICIAL: draft, partners only" in page
    assert "Harrow Fen (88)" not in at(dara, PAGE + "?as=office").text


def test_the_office_may_look_at_what_will_be_published(at, draft, ana):
    assert "Harrow Fen (88)" not in at(ana, PAGE + "?as=published").text


def test_a_finding_is_written_changed_and_removed(at, draft, ana):
    assert at(ana, f"{PAGE}findings/new/", FINDING).url == PAGE
    assert "Longmere: Burglary is rising" in at(ana).text
    pk = draft.findings.get().pk
    at(ana, f"{PAGE}findings/{pk}/", {**FINDING, "heading": "Burglary has risen"})
    assert "Longmere: Burglary has risen" in at(ana).text
    at(ana, f"{PAGE}findings/{pk}/remove/", {})
    assert not draft.findings.exists()


def test_a_finding_without_text_keeps_what_was_typed(at, draft, ana):
    answer = at(ana, f"{PAGE}findings/new/", {**FINDING, "text": ""})
    assert answer.status_code == 422
    assert "Enter what shows it" in answer.text
    assert "Burglary is rising" in answer.text


def test_a_finding_of_another_report_is_not_found(at, draft, ana):
    assert at(ana, f"{PAGE}findings/9999/").status_code == 404


def test_markup_in_a_finding_is_text(at, draft, ana, tmp_path):
    wild = "<script>alert(1)</script> *#@ {{ 7*7 }}"
    save_finding(Q2, place="online", heading=wild, text=wild, by=ana, now=NOW)
    page = at(ana).text
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert at(ana, f"{PAGE}files/pdf").content.startswith(b"%PDF")


def test_a_step_is_recorded_by_whose_it_is(at, draft, ana, dara, bo):
    when = {"on": "1 8 2025", "version": draft.version, "note": "By e-mail"}
    assert at(dara, f"{PAGE}step/", {**when, "name": ROAD[0]}).status_code == 403
    at(ana, f"{PAGE}step/", {**when, "name": ROAD[0]})
    assert "is for others to record" in at(bo, f"{PAGE}step/").text
    at(dara, f"{PAGE}step/", {**when, "name": ROAD[1]})
    at(bo, f"{PAGE}step/", {**when, "name": ROAD[2]})
    page = at(ana).text
    assert "By e-mail" in page
    assert "1 August 2025, Bo" in page


def test_a_step_of_a_page_that_is_out_of_date_is_refused(at, draft, ana):
    stale = {"name": ROAD[0], "on": "1 8 2025", "version": draft.version - 1}
    answer = at(ana, f"{PAGE}step/", stale)
    assert answer.status_code == 422
    assert "has changed since you opened this page" in answer.text


def test_the_officer_sees_what_is_released_then_publishes(at, agreed, priya, client):
    page = at(priya, f"{PAGE}publish/").text
    assert "Partners’ counts by ward, guarded" in page
    assert "Everyone" in page
    at(priya, f"{PAGE}publish/", {"version": agreed.version})
    assert "This report is published" in at(priya).text
    client.logout()
    assert client.get("/published/2025Q2/").status_code == 200


def test_publishing_too_early_is_refused_on_the_page(at, draft, priya):
    answer = at(priya, f"{PAGE}publish/", {"version": draft.version})
    assert answer.status_code == 422
    assert "has not been taken yet" in answer.text
    assert not Edition.objects.exists()


def test_a_correction_from_the_page(at, published, priya):
    at(priya, f"{PAGE}correct/", {})
    for step in ROAD:
        take_step(Q2, step, by=priya, now=NOW)
    version = Report.objects.get().version
    answer = at(priya, f"{PAGE}publish/", {"version": version, "what_changed": ""})
    assert "Enter what changed" in answer.text
    at(priya, f"{PAGE}publish/", {"version": version, "what_changed": "Spelling."})
    assert "Spelling." in at(priya).text
    assert "Spelling." not in at(priya, f"{PAGE}editions/1/").text


def test_withdrawing_needs_a_reason(at, published, priya, client):
    assert at(priya, f"{PAGE}withdraw/", {"reason": ""}).status_code == 422
    at(priya, f"{PAGE}withdraw/", {"reason": "A mistake"})
    assert "This report has been withdrawn" in at(priya).text
    client.logout()
    assert client.get("/published/2025Q2/").status_code == 404


def test_file_names_carry_the_marking(at, draft, ana, dara, priya):
    office, partner = at(ana, f"{PAGE}files/pdf"), at(dara, f"{PAGE}files/docx")
    assert "data-report-2025Q2-OFFICIAL-SENSITIVE-draft.pdf" in office["Content-Disposition"]
    assert "data-report-2025Q2-OFFICIAL-draft.docx" in partner["Content-Disposition"]
    for step in ROAD:
        take_step(Q2, step, by=priya, now=NOW)
    publish(Q2, by=priya, now=NOW)
    final = at(dara, f"{PAGE}editions/1/pdf")
    assert "data-report-2025Q2-edition-1.pdf" in final["Content-Disposition"]
    assert at(dara, f"{PAGE}editions/1/exe").status_code == 404
