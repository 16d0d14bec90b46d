"""The ward and area pages: what each reader finds, and what they may not see."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.conftest import NOW
from tests.small_district import BRAMLEY, HARROW_FEN, LONGMERE, load, load_financial_need
from wardmote.areas.models import Decision, HarmWeight, Proposal
from wardmote.areas.usecases import confirm, propose_quarter
from wardmote.datasets.models import Dataset
from wardmote.flags.models import LedElsewhere
from wardmote.groups.rules import GroupKind
from wardmote.kernel.periods import Month, Quarter

SPRING = Quarter(2025, 2)
WARD = f"/wards/{LONGMERE}/"
DECIDE = f"/areas/{LONGMERE}/decide/?quarter=2025Q2"
LED = f"/areas/{LONGMERE}/led-elsewhere/?quarter=2025Q2"
PARTNERS = ["/wards/", "/wards/wards.csv", WARD, "/areas/", f"/areas/{LONGMERE}/"]
DECIDERS = [DECIDE, LED]
PROPOSERS = ["/areas/judgment/"]


@pytest.fixture
def bo(make_person, seat):
    """Sits on the Board: a partner who does not see partners' counts."""
    person = make_person("Bo")
    seat(person, GroupKind.BOARD)
    return person


@pytest.fixture
def amos(make_person, seat, represent):
    """A councillor who also sits on the Board and the Data Group."""
    person = make_person("Cllr Amos")
    seat(person, GroupKind.BOARD)
    seat(person, GroupKind.DATA)
    represent(person, LONGMERE)
    return person


def opened(client, person, path):
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(path)


def test_who_may_open_what(client, district, priya, ana, bo, amos, sam, make_person, seat):
    dev = make_person("Dev")
    seat(dev, GroupKind.DATA)
    allowed = {
        priya: PARTNERS + DECIDERS + PROPOSERS,
        ana: PARTNERS + PROPOSERS,
        dev: PARTNERS + DECIDERS + PROPOSERS,
        bo: PARTNERS,
        amos: [],
        sam: [],
    }
    for person, paths in allowed.items():
        for path in PARTNERS + DECIDERS + PROPOSERS:
            expected = 200 if path in paths else 403
            assert opened(client, person, path).status_code == expected, (person, path)


@pytest.mark.parametrize("path", PARTNERS + DECIDERS + PROPOSERS)
def test_the_public_is_asked_to_sign_in(client, db, path):
    answer = client.get(path)
    assert (answer.status_code, answer.url.split("?")[0]) == (302, "/sign-in/")


def test_a_ward_opens_with_the_finding_and_explains_each_flag(client, district, priya):
    page = opened(client, priya, WARD).text
    assert (
        "Longmere: burglary, vehicle crime and all crime likely among the two highest" in page
    )
    assert "15 burglaries in April to June 2025: 7.5 per 1,000 residents, highest of 8" in page
    assert (
        "The top 20 % of the district’s 8 wards are 2 wards (0.2 × 8 is 1.6, rounded)" in page
    )
    assert "By this quarter alone it is among the two highest" in page
    assert "What these figures are not" in page
    assert "OFFICIAL: partners" in page


def test_a_ward_without_flags_says_so(client, district, priya):
    page = opened(client, priya, f"/wards/{BRAMLEY}/").text
    assert "Bramley: no flag in April to June 2025" in page


@pytest.mark.parametrize("path", ["/wards/E05000000/", "/wards/?quarter=spring"])
def test_what_is_not_there_is_not_found(client, district, priya, path):
    assert opened(client, priya, path).status_code == 404


def test_a_missing_month_is_a_gap_and_named(client, db, tmp_path, priya):
    load(tmp_path / "files", without=(Month(2025, 2),))
    page = opened(client, priya, WARD + "?quarter=2025Q1").text
    assert "Missing, and shown as a gap: February 2025" in page
    assert "February 2025 is missing and left out." in page


def test_before_figures_are_loaded_the_pages_say_what_to_load(client, db, priya):
    page = opened(client, priya, "/wards/")
    assert page.status_code == 200
    assert "There is nothing to show yet" in page.text
    assert "There are no figures yet" in page.text
    assert "wardmote import street" in page.text


def test_officers_see_partners_counts_and_others_only_the_flag(
    client, district, tmp_path, priya, bo
):
    load_financial_need(tmp_path)
    path, need = f"/wards/{HARROW_FEN}/", "/wards/?dataset=financial-need"
    office = opened(client, priya, path).text
    assert "Financial need: 88 in April to June 2025" in office
    partner = opened(client, bo, path).text
    assert "Financial need: among the two highest of 8 wards" in partner
    assert "by the counts as they are shown" in partner
    assert "about 90" in partner
    listed = opened(client, bo, need)
    assert "fewer than 10" in listed.text
    assert "Rates, ranks, signals and the map are for officers and analysts" in listed.text
    file = opened(client, bo, "/wards/wards.csv?dataset=financial-need").text
    assert '"Harrow Fen","about 90","not shown","not shown","yes"' in file
    assert '"Longmere","fewer than 10","not shown","not shown","no"' in file
    row = partner.split('<th scope="row" class="govuk-table__header">Financial need</th>')[1]
    row = row.split("</tr>")[0]
    assert row.count("not shown") == 3  # a year before, rate and rank
    assert "88" not in row
    trend = opened(client, bo, path + "?type=financial-need").text
    assert "Financial need in Harrow Fen, month by month" not in trend


def test_on_a_phone_wards_and_their_data_sets_read_as_blocks(client, district, bo):
    for path, label in ("/wards/", "Count"), (f"/wards/{HARROW_FEN}/", "Last two years"):
        page = opened(client, bo, path).text
        assert '<table class="govuk-table ward-stack">' in page
        assert f'data-label="{label}">' in page


def test_probabilities_of_partners_data_are_for_officers_and_analysts(
    client, district, tmp_path, priya, bo
):
    load_financial_need(tmp_path)
    path = f"/wards/{HARROW_FEN}/"
    office = opened(client, priya, path).text
    assert "likely to be truly among the two highest, by" in office
    partner = opened(client, bo, path).text
    need = partner.split("Financial need</strong>")[1].split("</li>")[0]
    assert "among the two highest of 8 wards" in need
    for secret in ("% likely", "usual rate", "By this quarter alone", "88"):
        assert secret not in need
    row = partner.split('<th scope="row" class="govuk-table__header">Financial need</th>')[1]
    assert "alone" not in row.split("</tr>")[0]


def test_of_sensitive_data_others_see_no_count_at_all(client, district, tmp_path, bo):
    load_financial_need(tmp_path)
    Dataset.objects.filter(slug="financial-need").update(sensitive=True)
    file = opened(client, bo, "/wards/wards.csv?dataset=financial-need").text
    assert "about" not in file
    assert '"Harrow Fen","not shown","not shown","not shown","yes"' in file


def test_the_file_is_marked_and_safe_in_a_spreadsheet(client, district, priya):
    answer = opened(client, priya, "/wards/wards.csv?dataset=burglary&quarter=2025Q2")
    assert "official-partners-burglary-2025Q2.csv" in answer["Content-Disposition"]
    lines = answer.text.splitlines()
    assert lines[0] == '\ufeff"OFFICIAL: partners. Burglary, April to June 2025"'
    assert lines[2] == f'"{LONGMERE}","Longmere","15","7.5","1st of 8","yes",3,"","off"'


def test_a_quarter_is_proposed_and_shown_with_its_reasons(client, district, ana):
    opened(client, ana, "/areas/")
    answer = client.post("/areas/propose/", {"quarter": "2025Q2"}, follow=True)
    assert "3 proposals wait for a decision; 0 priority areas now" in answer.text
    assert "3 flags: all crime (33), burglary (15) and vehicle crime (12)." in answer.text
    assert "not yet" in answer.text
    wrong = client.get("/areas/propose/")
    assert (wrong.status_code, wrong["Allow"]) == (405, "POST")
    assert "This address cannot be opened by itself" in wrong.content.decode()


def answers(category, reason="", seen=None):
    version = Proposal.objects.get(ward=LONGMERE).version if seen is None else seen
    return {"category": category, "reason": reason, "seen": version}


@pytest.fixture
def proposed(client, district, priya):
    propose_quarter(SPRING, by=priya, now=NOW)
    client.force_login(priya, backend="django.contrib.auth.backends.ModelBackend")


def test_deciding_as_proposed_needs_no_reason(client, proposed):
    answer = client.post(DECIDE, answers("emerging"), follow=True)
    assert "Longmere: Emerging, confirmed" in answer.text
    assert Decision.objects.get().kind == "confirm"
    page = " ".join(client.get(WARD).text.split())
    assert "</span> Emerging since April 2025." in page


@pytest.mark.parametrize(
    ("category", "seen", "says"),
    [
        ("sustaining", None, "Enter why you decide otherwise"),
        ("emerging", "0-0.000000", "The proposal has changed since you opened this page"),
        ("sustaining", "0-0.000000", "Enter why you decide otherwise"),
        ("worst", None, "Select a valid choice"),
        ("", None, "Select what is decided"),
    ],
)
def test_a_refusal_stands_on_the_page_and_nothing_is_decided(
    client, proposed, category, seen, says
):
    answer = client.post(DECIDE, answers(category, seen=seen))
    assert answer.status_code == 422
    assert says in answer.text
    assert "There is a problem" in answer.text
    assert not Decision.objects.exists()


def test_an_override_shows_who_and_why_for_ever(client, proposed):
    client.post(DECIDE, answers("sustaining", "Patrols began in May"))
    page = client.get(f"/areas/{LONGMERE}/?quarter=2025Q2").text
    assert "Longmere: Sustaining since April 2025" in page
    assert "overridden by Priya" in page
    assert "Patrols began in May" in page
    assert "where Emerging was proposed" in page


def test_a_person_without_the_post_cannot_post_a_decision(client, proposed, ana):
    client.force_login(ana, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(DECIDE, answers("emerging")).status_code == 403
    assert not Decision.objects.exists()


def test_a_ward_is_proposed_on_judgment(client, proposed):
    words = {"ward": BRAMLEY, "category": "preventing", "reason": "<script>x</script>"}
    answer = client.post("/areas/judgment/?quarter=2025Q2", words, follow=True)
    assert "Proposed: Bramley, to be decided" in answer.text
    assert "Proposed by Priya on judgment." in answer.text
    assert "<script>x" not in answer.text
    empty = client.post("/areas/judgment/", {})
    assert (empty.status_code, "Select a ward" in empty.text) == (422, True)


def test_who_does_not_see_reasons_sees_their_columns_for_a_judgment_alone(
    client, proposed, bo, priya
):
    columns = (
        'data-label="Because"',
        '<th scope="col" class="govuk-table__header">Proposed</th>',
    )
    page = opened(client, bo, "/areas/?quarter=2025Q2").text
    assert not any(column in page for column in columns)
    page = opened(client, priya, "/areas/?quarter=2025Q2").text
    assert all(column in page for column in columns)
    words = {"ward": BRAMLEY, "category": "preventing", "reason": "Heard at the Board"}
    client.post("/areas/judgment/?quarter=2025Q2", words)
    page = opened(client, bo, "/areas/?quarter=2025Q2").text
    assert all(column in page for column in (*columns, "Heard at the Board"))


def test_a_flag_is_left_to_others_and_shown_with_the_lead(client, proposed):
    words = {
        "dataset": "burglary",
        "lead": "Burglary team",
        "contact": "01223 000000",
        "reason": "One gang across the county",
        "until": "31 3 2099",
    }
    refused = client.post(LED, words | {"lead": ""})
    assert (refused.status_code, LedElsewhere.objects.count()) == (422, 0)
    client.post(LED, words)
    page = client.get(WARD).text
    assert "Led by Burglary team (01223 000000) until 31 March 2099" in page
    assert "1 more is led elsewhere" in Proposal.objects.get(ward=LONGMERE).because


def test_pages_ask_the_database_as_often_for_many_wards_as_for_few(
    client, district, priya, django_assert_max_num_queries
):
    propose_quarter(SPRING, by=priya, now=NOW)
    confirm(LONGMERE, SPRING, by=priya, now=NOW)
    client.force_login(priya, backend="django.contrib.auth.backends.ModelBackend")
    for path in ("/wards/", WARD, "/areas/"):
        client.get(path)
        with django_assert_max_num_queries(50):
            client.get(path)


def test_a_proposal_is_confirmed_in_its_row(client, proposed):
    page = client.get("/areas/?quarter=2025Q2").text
    assert "Burglary (15)" in page
    version = Proposal.objects.get(ward=LONGMERE).version
    row = {"category": "emerging", "seen": version}
    client.post(DECIDE, row)
    assert Decision.objects.get().kind == "confirm"


def test_work_is_kept_with_a_decision_and_goes_on_until_it_is_taken_out(client, proposed):
    client.post(DECIDE, answers("emerging") | {"work": "Patrols"})
    assert Decision.objects.get().work == "Patrols"
    assert "Patrols</textarea>" in client.get(DECIDE).text
    client.post(DECIDE, {"category": "sustaining", "reason": "Calmer", "seen": ""})
    assert Decision.objects.latest("pk").work == "Patrols"
    client.post(DECIDE, {"category": "sustaining", "reason": "Ended", "work": "", "seen": ""})
    assert Decision.objects.latest("pk").work == ""


def test_the_rules_are_read_with_their_numbers(client, proposed):
    page = client.get("/areas/?quarter=2025Q2").text
    assert "2 counted flags or more" in page
    assert "2 counted flags are at least 95% likely to be right" in page


def test_an_officer_replaces_the_harm_weights_and_goes_back(client, proposed):
    page = client.get("/areas/harm-weights/").text
    assert "ours, not the index’s" in page
    table = client.get("/areas/harm-weights/table.csv").content
    assert b'"robbery",365.0,"index"' in table
    own = b"dataset,days,basis,source\nburglary,1000,ours,Agreed in May\n"
    file = SimpleUploadedFile("weights.csv", own)
    answer = client.post("/areas/harm-weights/", {"weights": file}, follow=True)
    assert "1 weight is in use" in answer.text
    assert "Agreed in May" in answer.text
    wrong = SimpleUploadedFile("weights.csv", b"dataset,days,basis,source\nburglary,x,ours,y\n")
    refused = client.post("/areas/harm-weights/", {"weights": wrong})
    assert (refused.status_code, "Line 2: days must be" in refused.text) == (422, True)
    again = SimpleUploadedFile("weights.csv", table)
    client.post("/areas/harm-weights/", {"weights": again})
    assert HarmWeight.objects.count() == 16
    client.post("/areas/harm-weights/restore/")
    assert not HarmWeight.objects.exists()
