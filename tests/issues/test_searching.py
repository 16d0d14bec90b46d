"""Searching the issues: what finds them, in what order, and what of it is shown."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.conftest import NOW
from tests.small_district import HARROW_FEN
from wardmote.groups.rules import GroupKind
from wardmote.issues.access import reader_of
from wardmote.issues.models import Issue, IssueWords
from wardmote.issues.rules import Answer, Asking, Level, Outcome, Passing
from wardmote.issues.searching import find, lines
from wardmote.issues.usecases import journey, telling
from wardmote.issues.usecases.indexing import COLUMNS, index_all, out_of_step
from wardmote.issues.usecases.raising import raise_issue
from wardmote.issues.usecases.unblocking import answer_ask, ask_to_unblock
from wardmote.issues.views import searching
from wardmote.kernel.limits import Limit
from wardmote.kernel.themes import Theme
from wardmote.places.models import Place

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(issue, raised, cast, groups):
    """Lamps (passed, asked about, closed) and bins, as Leila and Dev left them."""
    dev = cast["Dev"]
    other = replace(
        raised,
        title="Bins set alight",
        theme=Theme.FIRE,
        wards=(HARROW_FEN,),
        text="Café bins burn at night, <b>and</b> the path to them is dark.",
    )
    bins = raise_issue(other, by=cast["Leila"], now=NOW)
    telling.tell(issue.pk, "Volunteers walked it twice", Level.PARTNER, by=dev, now=NOW)
    telling.add_reference(issue.pk, "StreetCare", "SC/4471", by=dev, now=NOW)
    board = groups[GroupKind.BOARD].pk
    asking = Asking(board, "A grant for poles", "the treasurer", date(2026, 12, 1))
    ask = ask_to_unblock(issue.pk, asking, by=dev, now=NOW)
    answer_ask(ask.pk, Answer.UNBLOCKED, "Granted in full", by=cast["Ruth"], now=NOW)
    up = Passing(issue.holder_id, groups[GroupKind.TASKING].pk, "Needs a decision on money")
    journey.pass_issue(issue.pk, up, _again(issue), by=dev, now=NOW)
    result = "Residents walk there again"
    leila = cast["Leila"]
    journey.close_issue(issue.pk, _again(issue), Outcome.SOLVED, result, by=leila, now=NOW)
    return {"lamps": _fresh(issue), "bins": _fresh(bins)}


def _again(issue):
    return _fresh(issue).version


def _fresh(issue):
    issue.refresh_from_db()
    return issue


#: what is typed -> what it finds, the best first
FOUND = {
    # each kind of text
    "station": "lamps",
    "residents avoid": "lamps",
    "volunteers": "lamps",
    "decision on money": "lamps",
    "poles": "lamps",
    "treasurer": "lamps",
    "granted": "lamps",
    "residents walk there again": "lamps",
    "streetcare 4471": "lamps",
    "anti-social": "lamps",
    "Longmere": "lamps",
    "fire": "bins",
    # stems, either way
    "lighting": "lamps",
    "lights": "lamps",
    "resident": "lamps",
    "burning": "bins",
    # the title weighs more than the text
    "path": "lamps bins",
    # phrases, the beginning of a last word, accents, letters
    '"two lamps"': "lamps",
    '"lamps two"': "",
    "stat": "lamps",
    "stat lamps": "",
    "lamps stat": "lamps",
    "CAFE": "bins",
    "café bins": "bins",
    '"harrow fen"': "bins",
    "fen bins": "bins",
    "harr": "bins",
    "harrow lamps": "",
    # numbers
    "{lamps}": "lamps",
    "1": "lamps",
    "2": "bins",
    "0002": "bins",
    "2026-0002": "bins",
    "99": "",
    # nothing of a search language
    "lamps OR bins": "",
    "lamps NOT station": "lamps",
    "NEAR(lamps path, 5)": "",
    "title:lighting": "",
    "title : *": "",
    "*": "",
    "-lamps": "lamps",
    "lamps & !path | <-> :*": "lamps",
    "lamps'); DROP TABLE issues_issue; --": "",
    '"': "",
    '"""': "",
    '"lamps': "lamps",
    "'lamps'": "lamps",
    "lamps\0": "lamps",
    "\0": "",
    "🔥 lamps": "lamps",
    "🔥": "",
    "תחנה": "",
    "\u202elamps": "lamps",
    "of the": "",
    "": "",
    "x" * 10_000: "",
    "lamps " * 2_000: "lamps",
    '" " ' * 2_000: "",
    "%": "",
    "_": "",
    "\\": "",
    "½ ² ﬁ": "",
}


def test_what_is_typed_finds(told, cast):
    names = {issue.pk: name for name, issue in told.items()}
    reader = reader_of(cast["Dev"])
    found = {}
    for typed in FOUND:
        asked = typed.replace("{lamps}", told["lamps"].number)
        keys = find(reader, asked, opens_restricted=False).issues
        found[typed] = " ".join(names[key] for key in keys)
    assert found == FOUND


def test_the_page_answers_every_odd_question(told, cast, client):
    client.force_login(cast["Dev"])
    odd = [typed for typed in FOUND if not typed.replace(" ", "").isalnum() or len(typed) > 99]
    for typed in odd[::2]:
        page = client.get("/issues/search/", {"q": typed, "page": "x"})
        assert page.status_code == 200, typed[:40]
    assert client.get("/issues/search/?q=%ff%fe&q=%00").status_code == 200


def shown(reader, typed):
    found = find(reader, typed, opens_restricted=False)
    return lines(found, found.issues, reader)


def test_a_result_shows_the_passage_that_has_the_words(told, cast):
    (line,) = shown(reader_of(cast["Tomas"]), "granted treasurer")
    assert line.what == "Asked to unblock"
    assert [part.text for part in line.parts if part.is_hit] == ["grant", "treasurer"]
    (line,) = shown(reader_of(cast["Tomas"]), '"harrow fen"')
    assert (line.where, line.what) == ("Harrow Fen", "What all agencies may read")
    assert not any(part.is_hit for part in line.parts)


def test_the_page_escapes_what_it_shows(told, cast, client):
    client.force_login(cast["Dev"])
    page = client.get("/issues/search/", {"q": 'bins "><script>alert(1)</script>'}).text
    assert "<script>alert" not in page
    page = client.get("/issues/search/", {"q": "bins"}).text
    assert "&lt;b&gt;and&lt;/b&gt;" in page
    assert "<mark>bins</mark>" in page
    assert "1 issue found" in page


def test_the_issues_page_has_the_box(told, cast, client):
    client.force_login(cast["Dev"])
    page = client.get("/issues/").text
    assert f'action="{reverse("search-issues")}"' in page


@pytest.mark.parametrize("who", ["Amos", "Mensah", "Nell"])
def test_councillors_and_agencies_that_never_signed_search_nothing(told, cast, client, who):
    client.force_login(cast[who])
    assert client.get("/issues/search/?q=lamps").status_code == 403
    assert not find(reader_of(cast[who]), "lamps", opens_restricted=True).issues
    assert not find(reader_of(cast[who]), "1", opens_restricted=True).issues


def test_pages_of_twenty(told, cast, client, raised):
    for n in range(24):
        raise_issue(replace(raised, title=f"Kerb {n}"), by=cast["Leila"], now=NOW)
    client.force_login(cast["Dev"])
    first = client.get("/issues/search/", {"q": "kerb"})
    assert "24 issues found" in first.text
    assert first.text.count("/issues/WV") + first.text.count("/issues/CSP") == 20
    assert "?q=kerb&amp;page=2" in first.text
    assert "Page 2 of 2" in client.get("/issues/search/", {"q": "kerb", "page": 2}).text


def test_a_ward_that_is_renamed_is_found_by_its_new_name(told, cast):
    Place.objects.filter(code=HARROW_FEN).update(name="Harrow St Mary")
    reader = reader_of(cast["Dev"])
    assert find(reader, '"harrow st mary"', opens_restricted=False).issues == [told["bins"].pk]
    assert find(reader, '"harrow fen"', opens_restricted=False).issues == []


def test_made_anew_the_index_is_the_same(told):
    def whole():
        return list(IssueWords.objects.order_by("pk").values_list("pk", *COLUMNS))

    before = whole()
    assert index_all() == 2
    assert whole() == before


def test_a_row_that_was_forgotten_is_noticed(told):
    """The negative control of what every test of issues checks as it ends."""
    Issue.objects.filter(pk=told["bins"].pk).update(title="Skips set alight")
    assert out_of_step() == [told["bins"].number]
    IssueWords.objects.all().delete()
    assert len(out_of_step()) == 2
    index_all()


def test_an_earlier_partner_text_finds_nothing(told, cast, raised):
    bins = told["bins"]
    shown_text = bins.partner_texts.get().pk
    telling.write_partner_text(bins.pk, "Skips burn", shown_text, by=cast["Dev"], now=NOW)
    reader = reader_of(cast["Dev"])
    assert find(reader, "cafe", opens_restricted=False).issues == []
    assert find(reader, "skips", opens_restricted=False).issues == [bins.pk]


def test_what_is_not_kept_is_not_found(told, cast):
    from django.db import transaction

    bins = told["bins"]
    with transaction.atomic():
        telling.tell(bins.pk, "Sprinklers", Level.PARTNER, by=cast["Dev"], now=NOW)
        transaction.set_rollback(True)
    assert not find(reader_of(cast["Dev"]), "sprinklers", opens_restricted=False).issues


def test_a_text_longer_than_any_index_takes_is_kept_all_the_same(told, cast):
    bins = told["bins"]
    long = " ".join(f"w{n}x" for n in range(200_000))
    telling.tell(bins.pk, long, Level.PARTNER, by=cast["Dev"], now=NOW, checked=True)
    assert find(reader_of(cast["Dev"]), "w999x", opens_restricted=False).issues


def test_a_page_asks_the_database_as_often_whatever_there_is(told, cast, client, raised):
    client.force_login(cast["Dev"])
    client.get("/issues/search/")  # the first page of a session asks more

    def asked():
        with CaptureQueriesContext(connection) as asked:
            client.get("/issues/search/", {"q": "kerb"})
        return len(asked)

    raise_issue(replace(raised, title="Kerb"), by=cast["Leila"], now=NOW)
    once = asked()
    for n in range(3):
        raise_issue(replace(raised, title=f"Kerb {n}"), by=cast["Leila"], now=NOW)
    assert asked() == once <= 55


def test_a_person_searches_so_often_a_minute_and_is_then_told_what_to_do(
    client, issue, cast, settings, monkeypatch
):
    settings.SEARCHES_A_MINUTE = 2
    monkeypatch.setattr(searching, "searches", Limit(60))
    client.force_login(cast["Dev"])
    here = "/issues/search/"
    assert [client.get(f"{here}?q=lamps").status_code for _ in range(3)] == [200, 200, 429]
    page = client.get(f"{here}?q=lamps&page=2")
    assert "Wait a minute" in page.text
    assert page["Retry-After"] == "60"
    assert client.get(here).status_code == 200
    client.force_login(cast["Tomas"])
    assert client.get(f"{here}?q=lamps").status_code == 200
