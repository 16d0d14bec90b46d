"""The strategic assessment: a year's figures, sections that the law asks for, its way out."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tests import small_district
from tests.preelection.conftest import parliament
from tests.reports.assessing import WORDS, YEAR, submitted, written
from tests.reports.conftest import NOW, Q2, ROAD
from tests.small_district import HARROW_FEN, LONGMERE
from wardmote.datasets.models import ForceMonth
from wardmote.kernel.errors import RuleBroken, Stale
from wardmote.kernel.numbers import direction
from wardmote.kernel.periods import Month, Quarter
from wardmote.papers.document import Heading, Table
from wardmote.places.models import Edition, Place
from wardmote.releases.models import ShortNotice
from wardmote.releases.queries import notices_for
from wardmote.reports.assessment.evidence import Years, from_json, gather_year, to_json
from wardmote.reports.assessment.reading import (
    current_document,
    evidence_of,
    is_out,
    kept_document,
)
from wardmote.reports.assessment.rules import (
    OPTIONAL,
    SECTION_NAMES,
    Section,
    check_words,
    year_words,
)
from wardmote.reports.models import Assessment
from wardmote.reports.usecases import draft_report, publish, take_step
from wardmote.reports.usecases.assessing import (
    Minuted,
    agree_assessment,
    correct_assessment,
    draft_assessment,
    give_assessment_notice,
    publish_assessment,
    save_section,
    submit_assessment,
    take_assessment_back,
    withdraw_assessment,
)

BOARD = Minuted(
    "Board, 12 November 2025", "5", "meeting decision 7", "/meetings/3/", date(2025, 11, 12), 1
)


@pytest.fixture
def two_years(db, tmp_path):
    """The small district with eight quarters; a partner's counts of the last."""
    small_district.load(tmp_path / "district", first=Month(2023, 7))
    small_district.load_financial_need(tmp_path)


@pytest.fixture
def agreed(db, priya):
    """Submitted by the officer, agreed by the Board."""
    submitted(priya)
    return agree_assessment(YEAR, BOARD, by=priya, now=NOW)


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (Quarter(2025, 4), "January to December 2025"),
        (Quarter(2025, 3), "October 2024 to September 2025"),
        (Quarter(2025, 2), "July 2024 to June 2025"),
        (Quarter(1900, 1), "April 1899 to March 1900"),
    ],
)
def test_a_year_ends_with_any_quarter(last, words):
    assert year_words(last) == words


@pytest.mark.parametrize("section", Section)
def test_every_section_that_the_regulations_ask_for_must_be_written(section):
    texts = {**WORDS, section: " "}
    if section in OPTIONAL:
        check_words(texts)
    else:
        with pytest.raises(RuleBroken, match="is not written yet"):
            check_words(texts)


def test_years_are_compared_over_quarters_that_are_whole_in_both():
    years = Years((10, None, 30, 40), (1, 2, None, 4))
    assert (years.compared, years.known) == ((50, 5, 2), 80)
    assert Years((None,) * 4, (1,) * 4).known is None


@pytest.mark.parametrize(
    ("now", "before", "word"),
    [(9, 10, "small numbers"), (100, 95, "about the same"), (150, 90, "up"), (90, 150, "down")],
)
def test_a_change_that_chance_explains_is_none(now, before, word):
    assert direction(now, before) == word


def tables(document):
    return {one.caption.partition(",")[0]: one for one in document.blocks
            if isinstance(one, Table)}  # fmt: skip


def test_the_years_figures_come_from_the_evidence_of_the_reports(two_years, ana):
    held = draft_assessment(YEAR, by=ana, now=NOW)
    found = evidence_of(held)
    assert found.datasets["burglary"].compared == (13 * 12, 13 * 12, 4)
    assert found.wards[LONGMERE].known == 12 * (5 + 4 + 2)
    assert from_json(to_json(found)) == found
    document = current_document(held, guarded=False)
    headings = [one.text for one in document.blocks if isinstance(one, Heading)]
    wanted = [SECTION_NAMES[one] for one in Section if one not in OPTIONAL]
    assert [one for one in headings if one in wanted] == wanted
    by_ward = tables(document)["Recorded crime and anti-social behaviour by ward"]
    assert {row[0]: row[1] for row in by_ward.rows}["Longmere"] == "132"


def test_partners_counts_are_those_that_data_reports_told(two_years, ana, priya):
    draft_report(Q2, by=ana, now=NOW)
    held = draft_assessment(YEAR, by=ana, now=NOW)
    real, guarded = (str(current_document(held, guarded=one)) for one in (False, True))
    total = 88 + 77 + 4 + 4 * 12
    assert f"'{total}'" in real
    assert f"'{total}'" not in guarded
    assert "not told" in guarded
    for step in ROAD:
        take_step(Q2, step, by=priya, now=NOW)
    publish(Q2, by=priya, now=NOW)
    assert "about 215" in str(current_document(held, guarded=True))
    assert HARROW_FEN not in guarded


def test_a_missing_month_takes_its_quarter_out_of_both_years(two_years):
    ForceMonth.objects.filter(month="2024-08").delete()
    found = gather_year(YEAR, today=NOW.date())
    assert found.missing == ("2024-08",)
    assert found.datasets["burglary"].now[0] is None
    assert found.datasets["burglary"].compared[2] == 3


def test_it_is_drafted_again_without_losing_a_word(two_years, ana):
    held = draft_assessment(YEAR, by=ana, now=NOW)
    save_section(YEAR, Section.WHY, "Lamps\r\nwere mended", held.version, by=ana, now=NOW)
    again = draft_assessment(YEAR, by=ana, now=NOW + timedelta(days=1))
    assert (again.version, again.texts) == (2, {"why": "Lamps\nwere mended"})
    with pytest.raises(RuleBroken, match="no figures for all of"):
        draft_assessment(YEAR + 1, by=ana, now=NOW)


def test_an_old_page_overwrites_nothing(db, ana):
    held = written()
    save_section(YEAR, Section.WHY, "Mine", held.version, by=ana, now=NOW)
    with pytest.raises(Stale):
        save_section(YEAR, Section.WHY, "Yours", held.version, by=ana, now=NOW)


def test_what_is_before_the_board_stays_until_it_is_taken_back(db, ana, priya):
    held = submitted(ana)
    for deed in (
        lambda: save_section(YEAR, Section.WHY, "Else", held.version, by=ana, now=NOW),
        lambda: draft_assessment(YEAR, by=ana, now=NOW),
        lambda: submit_assessment(YEAR, held.version, by=ana, now=NOW),
    ):
        with pytest.raises(RuleBroken):
            deed()
    take_assessment_back(YEAR, by=priya, now=NOW)
    save_section(YEAR, Section.WHY, "Else", held.version, by=ana, now=NOW)
    submitted(ana)
    with pytest.raises(RuleBroken, match="changed after this item"):
        agree_assessment(YEAR, BOARD, by=priya, now=NOW)


def test_only_the_office_writes_and_only_an_officer_publishes(agreed, ana, make_person):
    with pytest.raises(PermissionDenied):
        publish_assessment(YEAR, 1, by=ana, now=NOW)
    with pytest.raises(PermissionDenied):
        draft_assessment(YEAR, by=make_person("Sam"), now=NOW)
    with pytest.raises(PermissionDenied):
        agree_assessment(YEAR, BOARD, by=ana, now=NOW)


def test_what_was_agreed_is_published_corrected_and_withdrawn(agreed, client, priya):
    page = f"/published/assessments/{YEAR}/"
    assert client.get(page).status_code == 404
    assert kept_document(agreed).marking == "OFFICIAL: agreed, not published, partners only"
    publish_assessment(YEAR, 1, by=priya, now=NOW)
    assert is_out(agreed)
    assert kept_document(agreed).marking == ""
    shown = client.get(page).text
    assert "Words on why." in shown
    assert "Agreed by the Board, item 5, 12 November 2025" in shown
    pdf = client.get(f"{page}assessment.pdf")
    assert (pdf.status_code, pdf.content[:5]) == (200, b"%PDF-")
    assert page in client.get("/published/").text
    correct_assessment(YEAR, by=priya, now=NOW)
    save_section(YEAR, Section.WHY, "It was the lamps.", 1, by=priya, now=NOW)
    with pytest.raises(RuleBroken, match="what changed"):
        submitted(priya)
    submitted(priya, what_changed="The reason")
    second = agree_assessment(
        YEAR, Minuted(BOARD.meeting, "6", "meeting decision 9", "/", BOARD.on, 2),
        by=priya, now=NOW,
    )  # fmt: skip
    assert "It was the lamps." not in client.get(page).text
    with pytest.raises(RuleBroken, match="agreed last"):
        publish_assessment(YEAR, 1, by=priya, now=NOW)
    publish_assessment(YEAR, second.number, by=priya, now=NOW)
    shown = client.get(page).text
    assert "It was the lamps." in shown
    assert "The reason" in shown
    assert "Words on why." in client.get(f"{page}edition/1/").text
    withdraw_assessment(YEAR, "A mistake", by=priya, now=NOW)
    assert client.get(page).status_code == 404
    assert Assessment.objects.get().state == "agreed"


def test_an_edition_says_its_day_once(agreed, client, priya):
    document = kept_document(agreed)
    assert document.edition_line == "Edition 1. Agreed by the Board, item 5"
    assert document.made_on == BOARD.on
    publish_assessment(YEAR, 1, by=priya, now=NOW)
    shown = client.get(f"/published/assessments/{YEAR}/").text
    assert f"{document.edition_line}, 12 November 2025<" in shown


def test_the_office_writes_it_on_pages(two_years, client, ana, priya):
    client.force_login(ana)
    assert "Draft July 2024 to June 2025" in client.get("/reports/").text
    client.post(f"/reports/assessments/{YEAR}/draft/")
    page = f"/reports/assessments/{YEAR}/"
    assert "To be written" in client.get(page).text
    refused = client.post(f"{page}submit/", {"version": 1})
    assert (refused.status_code, "is not written yet" in refused.text) == (422, True)
    for version, section in enumerate(WORDS, start=1):
        said = {"version": version, "text": f"On {section}"}
        assert client.post(f"{page}sections/{section}/", said)["Location"] == page
    assert client.get(f"{page}sections/nothing/").status_code == 404
    assert client.post(f"{page}submit/", {"version": len(WORDS) + 1})["Location"] == page
    assert "It waits for the Board" in client.get(page).text
    seen = len(WORDS) + 1
    at = Minuted(BOARD.meeting, "5", "meeting decision 7", "/meetings/3/", BOARD.on, seen)
    agree_assessment(YEAR, at, by=priya, now=NOW)
    shown = client.get(page).text
    assert "It is agreed and locked" in shown
    assert "Publish</a>" not in shown
    for ending in ("pdf", "docx", "html"):
        assert client.get(f"{page}editions/1/{ending}").status_code == 200
    client.force_login(priya)
    assert "On why" in client.get(f"{page}publish/").text
    assert client.post(f"{page}publish/", {"edition": "1"})["Location"] == page
    assert client.get(f"/published/assessments/{YEAR}/").status_code == 200


def agree_naming_longmere(priya):
    held = written()
    words = "The path in Longmere is dark."
    held = save_section(YEAR, Section.WHY, words, held.version, by=priya, now=NOW)
    submitted(priya)
    agree_assessment(YEAR, replace(BOARD, seen=held.version), by=priya, now=NOW)
    edition = Edition.objects.create(kind="ward", name="2025-05", imported_at=NOW)
    Place.objects.create(edition=edition, code="E1", name="Longmere")


def test_it_waits_for_the_members_of_the_wards_that_its_words_name(
    client, priya, make_person, represent
):
    amos = make_person("Amos")
    represent(amos, "E1")
    agree_naming_longmere(priya)
    with pytest.raises(RuleBroken, match="Longmere have not been given"):
        publish_assessment(YEAR, 1, by=priya, now=NOW)
    client.force_login(priya)
    page = f"/reports/assessments/{YEAR}/publish/"
    assert "have not been given it" in client.get(page).text
    give_assessment_notice(YEAR, 1, by=priya, now=NOW)
    with pytest.raises(RuleBroken, match="8 August 2025"):
        publish_assessment(YEAR, 1, by=priya, now=NOW + timedelta(days=3))
    assert "have had notice" in client.get(page).text  # long ago by today's clock
    client.force_login(amos)
    notice = notices_for(["E1"]).get().pk
    assert "The path in Longmere is dark." in client.get(f"/my-ward/notices/{notice}/").text
    publish_assessment(YEAR, 1, by=priya, now=NOW + timedelta(days=4))
    assert client.get(f"/my-ward/notices/{notice}/").status_code == 404
    publish_assessment(YEAR, 1, by=priya, now=NOW)  # the same again is nothing new


def test_the_page_gives_notice_and_takes_a_reason(client, priya, make_person, represent):
    represent(make_person("Amos"), "E1")
    agree_naming_longmere(priya)
    client.force_login(priya)
    page = f"/reports/assessments/{YEAR}"
    shown = client.post(f"{page}/notice/", follow=True).text
    assert "have it on their pages now" in shown
    assert "It can be published from" in shown
    client.post(f"{page}/publish/", {"edition": 1})
    assert client.get(f"/published/assessments/{YEAR}/").status_code == 404
    client.post(f"{page}/publish/", {"edition": 1, "cannot_wait": "The Home Office asked"})
    assert client.get(f"/published/assessments/{YEAR}/").status_code == 200
    assert ShortNotice.objects.get().reason == "The Home Office asked"


def test_before_an_election_it_is_ticked_as_factual(agreed, priya):
    parliament(priya, NOW.date() - timedelta(days=5), NOW.date() + timedelta(days=30))
    with pytest.raises(RuleBroken, match="names no candidate"):
        publish_assessment(YEAR, 1, by=priya, now=NOW)
    assert not is_out(agreed)
    publish_assessment(YEAR, 1, factual=True, by=priya, now=NOW)
    assert is_out(agreed)
