"""What partners who see no counts are told of flags, and of why areas are proposed."""

import pytest
from django.test import Client

from tests.conftest import NOW
from tests.small_district import HARROW_FEN, LONGMERE, WARDS, load_financial_need
from wardmote.areas.usecases import confirm, propose_quarter
from wardmote.datasets.models import Dataset, DatasetFigure
from wardmote.groups.rules import GroupKind
from wardmote.kernel.disclosure import Table
from wardmote.kernel.numbers import Guarded
from wardmote.kernel.periods import Quarter
from wardmote.places.models import Edition
from wardmote.releases.ledger import Telling
from wardmote.releases.usecases import tell

SPRING = Quarter(2025, 2)
NEED = "/wards/?dataset=financial-need"
SHEET = "/wards/wards.csv?dataset=financial-need"


@pytest.fixture
def sign_in(db):
    def signed(person):
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed


@pytest.fixture
def bo(make_person, seat):
    person = make_person("Bo")
    seat(person, GroupKind.BOARD)
    return person


@pytest.fixture
def dev(make_person, seat):
    person = make_person("Dev")
    seat(person, GroupKind.DATA)
    return person


@pytest.fixture
def need(district, tmp_path):
    """Longmere has 9 and is second highest: by "fewer than 10" that cannot be told."""
    load_financial_need(tmp_path)
    Dataset.objects.filter(slug="financial-need").update(rule="top_share")
    counts = dict.fromkeys(WARDS, 3) | {LONGMERE: 9, HARROW_FEN: 88}
    for code, count in counts.items():
        DatasetFigure.objects.filter(period="2025Q2", code=code).update(count=count)


def rows(client, path):
    """Ward -> its cells in the list as a file."""
    lines = client.get(path).text.splitlines()
    return {line.split('","')[1]: line for line in lines if line.startswith('"E0')}


def test_a_flag_that_counts_as_shown_do_not_bear_out_is_not_told(need, sign_in, priya, bo):
    assert '"yes"' in rows(sign_in(priya), SHEET)["Longmere"]
    partner = sign_in(bo)
    listed = rows(partner, SHEET)
    assert '"fewer than 10","not shown","not shown","not told"' in listed["Longmere"]
    assert '"about 90","not shown","not shown","yes"' in listed["Harrow Fen"]
    page = partner.get(f"/wards/{LONGMERE}/").text
    assert "Not told, because numbers are small: Financial need." in page


def test_the_list_says_that_some_flags_are_not_told(need, sign_in, priya, bo):
    for path in ("/wards/", NEED):
        assert "Some flags are not told" in sign_in(bo).get(path).text
        assert "Some flags are not told" not in sign_in(priya).get(path).text


def test_no_order_of_partners_shows_who_is_higher(need, sign_in, bo):
    """Wards that are not told to be flagged stand by name."""
    names = list(rows(sign_in(bo), SHEET))
    assert names[1:] == sorted(names[1:])


def test_what_was_told_once_stays_on_partners_pages(need, sign_in, priya, bo):
    edition = str(Edition.objects.get(kind="ward"))
    table = Table({LONGMERE: Guarded(20)})
    said = Telling("financial-need", edition, "2025Q2", table)
    tell([said], "a report", by=priya, now=NOW)
    assert '"about 20"' in rows(sign_in(bo), SHEET)["Longmere"]
    assert '"9"' in rows(sign_in(priya), SHEET)["Longmere"]


def test_by_other_boundaries_nothing_is_told(need, sign_in, priya, bo):
    said = Telling("financial-need", "wards of old", "2025Q2", Table({"E1": Guarded(20)}))
    tell([said], "a report", by=priya, now=NOW)
    assert '"not told","not shown","not shown","no"' in rows(sign_in(bo), SHEET)["Longmere"]


@pytest.fixture
def decided(need, priya):
    propose_quarter(SPRING, by=priya, now=NOW)
    confirm(HARROW_FEN, SPRING, by=priya, now=NOW)


REASONS = ["The figures:", "everal flags", "confirmed", "was proposed"]


@pytest.mark.parametrize("path", ["/areas/", f"/areas/{HARROW_FEN}/", f"/wards/{HARROW_FEN}/"])
def test_why_the_rules_propose_an_area_is_for_who_decides(decided, sign_in, bo, dev, path):
    """A reason that names a partner's flag tells as much as the flag."""
    page = f"{path}?quarter=2025Q2"
    decides, partner = sign_in(dev).get(page).text, sign_in(bo).get(page).text
    assert "confirm" in decides
    assert "decided by Priya" in " ".join(partner.split())
    for words in REASONS:
        assert words not in partner, words


def test_open_figures_are_reasons_for_everybody(decided, sign_in, bo):
    page = sign_in(bo).get(f"/areas/local/?ward={LONGMERE}").text
    assert "Burglary (15)" in page
    assert "Financial need" not in page
