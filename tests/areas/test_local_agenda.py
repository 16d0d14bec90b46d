"""The PSG's local agenda: what is open in an area, and who should come."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.conftest import NOW, TODAY
from tests.issues.conftest import cast, groups, issue, places, raised  # noqa: F401
from tests.small_district import LONGMERE, MARKET
from wardmote.areas.lines import _flag_words
from wardmote.areas.local import local_agenda
from wardmote.groups.models import Seat
from wardmote.groups.rules import GroupKind, SeatRole
from wardmote.issues.access import reader_of
from wardmote.issues.rules import Asking, Reach
from wardmote.issues.usecases.raising import raise_issue
from wardmote.issues.usecases.unblocking import ask_to_unblock
from wardmote.people.models import Organisation
from wardmote.places.remits import give_remit
from wardmote.places.rules import Coverage

PSG, BOARD = GroupKind.PROBLEM_SOLVING, GroupKind.BOARD


@pytest.fixture
def agenda(issue, raised, cast, groups):  # noqa: F811
    """One issue with an ask here; one of the whole district; Dev chairs the PSG."""
    elsewhere = replace(raised, reach=Reach.DISTRICT, wards=())
    raise_issue(elsewhere, by=cast["Leila"], now=NOW)
    county = Organisation.objects.create(name="County")
    led = replace(raised, lead=county)
    raise_issue(led, by=cast["Leila"], now=NOW - timedelta(days=40))
    asking = Asking(groups[BOARD].pk, "Lamps", "the county", TODAY + timedelta(days=5))
    ask_to_unblock(issue.pk, asking, by=cast["Dev"], now=NOW)
    Seat.objects.filter(person=cast["Dev"]).update(role=SeatRole.CHAIR)

    def made(name="Leila", wards=(LONGMERE,), **more):
        return local_agenda(reader_of(cast[name], TODAY), wards, None, TODAY, **more)

    return made


def test_it_holds_the_open_issues_of_the_area_the_oldest_first(agenda):
    found = agenda()
    assert [one.age for one in found.issues] == [40, 0]
    assert found.issues[0].stuck.words == "waiting to be taken on for 40 days"
    assert [ask.text for ask in found.asks] == ["Lamps"]
    assert [name for _, name in found.wards] == ["Longmere"]


def test_chairs_and_leads_should_come_and_a_lead_without_a_seat_is_named(agenda, cast):  # noqa: F811
    found = {(one.person, str(one.organisation)): one.why for one in agenda().invitees}
    police = found[cast["Dev"], "Wendleshire Police"]
    assert police[0] == "chairs the Problem Solving Group"
    assert police[1].startswith("leads on WV-2026-") or "leads on" in police[1]
    assert "leads on" in found[None, "County"][0]
    assert {person for person, _ in found} == {cast["Dev"], None}


def test_officers_whose_remit_covers_a_ward_should_come_each_once(agenda, cast, make_person):  # noqa: F811
    given = {"since": TODAY, "by": cast["Priya"], "now": NOW}
    sergeant = Coverage("neighbourhood sergeant", frozenset({LONGMERE, MARKET}))
    give_remit(cast["Dev"], sergeant, **given)
    ines, away = make_person("Ines"), make_person("Away")
    give_remit(ines, Coverage("licensing officer", is_whole=True), **given)
    give_remit(away, Coverage("warden", frozenset({MARKET})), **given)
    found = {one.person: one.why for one in agenda().invitees}
    assert found.keys() == {cast["Dev"], ines, None}
    assert found[cast["Dev"]][0] == "chairs the Problem Solving Group"
    assert found[cast["Dev"]][-1] == "neighbourhood sergeant, covers Longmere"
    assert found[ines] == ("licensing officer, covers the whole district",)
    both = {one.person: one.why[-1] for one in agenda(wards=(LONGMERE, MARKET)).invitees}
    assert both[cast["Dev"]] == "neighbourhood sergeant, covers Longmere and Market Ward"
    assert away in both


def test_who_is_asked_to_a_meeting_works_there_on_its_day(agenda, cast, make_person):  # noqa: F811
    given = {"by": cast["Priya"], "now": NOW}
    goes, comes = make_person("Goes"), make_person("Comes")
    warden, turn = Coverage("warden", is_whole=True), TODAY + timedelta(days=9)
    give_remit(goes, warden, since=TODAY, until=turn, **given)
    give_remit(comes, warden, since=turn, **given)
    for more, who in ({}, goes), ({"meets_on": turn}, comes):
        found = agenda(**more)
        assert {one.person for one in found.invitees} & {goes, comes} == {who}
        assert found.on == TODAY


def test_a_remit_opens_nothing(agenda, cast, client, make_person):  # noqa: F811
    ines = make_person("Ines")
    given = {"since": TODAY, "by": cast["Priya"], "now": NOW}
    give_remit(ines, Coverage("licensing officer", is_whole=True), **given)
    assert local_agenda(reader_of(ines, TODAY), (LONGMERE,), None, TODAY).issues == ()
    client.force_login(ines)
    assert client.get("/areas/local/", {"ward": LONGMERE}).status_code == 403


def test_councillors_of_the_wards_are_named_apart(agenda, cast):  # noqa: F811
    found = agenda()
    assert {one.person for one in found.locals} == {cast["Amos"], cast["Mensah"]}
    assert not {one.person for one in found.invitees} & {cast["Amos"], cast["Mensah"]}


@pytest.mark.parametrize("name", ["Nell", "Amos", "Mensah"])
def test_who_may_not_read_gets_no_issue_and_no_page(agenda, cast, client, name):  # noqa: F811
    assert agenda(name).issues == ()
    client.force_login(cast[name])
    assert client.get("/areas/local/", {"ward": LONGMERE}).status_code == 403


def test_the_page_without_figures_asks_for_an_area_and_shows_it(agenda, cast, client):  # noqa: F811
    client.force_login(cast["Leila"])
    assert "Which area is the local agenda for?" in client.get("/areas/local/").text
    page = client.get("/areas/local/", {"ward": LONGMERE}).text
    assert "Longmere: 2 open issues, 1 ask open" in page
    assert "No figures are loaded yet" in page
    assert client.get("/areas/local/", {"ward": "E0"}).status_code == 404


def test_a_seat_that_has_ended_is_not_invited(agenda, cast):  # noqa: F811
    Seat.objects.filter(person=cast["Dev"]).update(until=date(2026, 1, 1))
    people = {one.person for one in agenda().invitees}
    assert cast["Dev"] not in people


def test_its_wards_are_ticked_when_a_meeting_is_made_of_it(agenda, cast, client, groups):  # noqa: F811
    arrange = f"/meetings/groups/{groups[PSG].pk}/arrange/?ward={LONGMERE}"
    for name in "Dev", "Priya":  # who chairs the PSG, and the officer
        client.force_login(cast[name])
        assert f'href="{arrange}"' in client.get("/areas/local/", {"ward": LONGMERE}).text
        page = client.get(arrange).text
        assert re.search(rf'value="{LONGMERE}" checked', page)
        assert (
            page.count(" checked")
            == client.get(arrange[: arrange.index("?")]).text.count(" checked") + 1
        )
    client.force_login(cast["Leila"])
    assert "/arrange/" not in client.get("/areas/local/", {"ward": LONGMERE}).text


def test_it_stands_with_the_issues_in_the_navigation(agenda, cast, client):  # noqa: F811
    client.force_login(cast["Leila"])
    page = client.get("/areas/local/").text
    assert re.findall(r'aria-current="page">([^<]+)<', page) == ["Issues"]


def test_a_flag_says_of_what_it_is_sure():
    words = _flag_words({"name": "All crime", "count": 193, "probability": 0.999})
    assert words.startswith("All crime (193), over 99 % likely to be truly among the highest")
