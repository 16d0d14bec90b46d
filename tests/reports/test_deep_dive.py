"""The deep dive of one ward: what stands in it, for whom, and as which files."""

import pytest

from tests.conftest import NOW
from tests.small_district import BRAMLEY, LONGMERE
from wardmote.areas.rules import Category
from wardmote.areas.usecases import confirm, leave_to_others, override, propose_quarter
from wardmote.datasets.models import Dataset
from wardmote.groups.rules import GroupKind
from wardmote.kernel.periods import Month, Quarter
from wardmote.reports.usecases import draft_report, save_finding

SPRING = Quarter(2025, 2)
PAGE = f"/wards/{LONGMERE}/deep-dive/"


@pytest.fixture
def bo(make_person, seat):
    """Sits on the Board: a partner who does not see partners' counts."""
    person = make_person("Bo")
    seat(person, GroupKind.BOARD)
    return person


@pytest.fixture
def sign_in(client):
    def signed_in(person):
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in


@pytest.fixture
def known(district, priya):
    """A decision with a reason and work, a mark, and a finding."""
    propose_quarter(SPRING, by=priya, now=NOW)
    override(
        LONGMERE,
        SPRING,
        category=Category.SUSTAINING,
        reason="The station is lit again",
        work="Lighting on the station path",
        by=priya,
        now=NOW,
    )
    leave_to_others(
        LONGMERE,
        dataset="vehicle-crime",
        since=SPRING,
        until=Month(2099, 3).last_day,
        reason="One gang across the county",
        lead="Vehicle crime team",
        contact="01223 000000",
        by=priya,
        now=NOW,
    )
    draft_report(SPRING, by=priya, now=NOW)
    words = {"place": LONGMERE, "heading": "Sheds", "text": "Sheds stand out."}
    save_finding(SPRING, **words, recommendation="Locks", by=priya, now=NOW)


def test_it_holds_all_that_is_known_of_the_ward(known, sign_in, priya):
    page = " ".join(sign_in(priya).get(PAGE).text.split())
    for words in (
        "Longmere: a deep dive",
        "Sustaining</strong> since April 2025",
        "Led elsewhere: Vehicle crime",
        "Flags by quarter",
        "Burglary in Longmere",
        "Counts by quarter",
        "The station is lit again",
        "Under way: Lighting on the station path",
        "Vehicle crime team (01223 000000)",
        "April to June 2025, draft: Sheds",
        "Sheds stand out.",
        "What these figures are not",
    ):
        assert words in page, words


def test_a_ward_of_which_little_is_known_has_a_deep_dive_too(district, sign_in, priya):
    page = sign_in(priya).get(f"/wards/{BRAMLEY}/deep-dive/").text
    assert "Nothing has been decided on this ward." in page
    assert "No report has had a finding about this ward." in page


@pytest.mark.parametrize("is_sensitive", [False, True])
def test_partners_counts_stay_with_the_office(district, sign_in, priya, bo, is_sensitive):
    Dataset.objects.filter(slug="financial-need").update(sensitive=is_sensitive)
    office = sign_in(priya).get(PAGE)
    assert "OFFICIAL-SENSITIVE: partners’ counts, office only" in office.text
    assert "For officers and analysts only" not in office.text
    board = sign_in(bo).get(PAGE)
    assert "OFFICIAL: partners" in board.text
    assert "OFFICIAL-SENSITIVE" not in board.text
    assert "For officers and analysts only: the counts of Financial need" in board.text


@pytest.mark.parametrize(
    ("ending", "begins"), [("pdf", b"%PDF"), ("docx", b"PK"), ("html", b"<!doctype")]
)
def test_it_can_be_taken_along(known, sign_in, priya, ending, begins):
    answer = sign_in(priya).get(f"{PAGE}paper.{ending}")
    assert answer.content[:9].lower().startswith(begins.lower())
    assert 'filename="official-sensitive-longmere-a-deep-dive-' in answer["Content-Disposition"]


def test_the_ward_and_its_history_lead_to_it(known, sign_in, priya):
    confirm(BRAMLEY, SPRING, by=priya, now=NOW)
    for path in (f"/wards/{LONGMERE}/", f"/areas/{LONGMERE}/?quarter=2025Q2"):
        assert PAGE in sign_in(priya).get(path).text
