"""Who was elected is bound to a place from their day on; boundaries that change lose nobody."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from tests.conftest import NOW
from tests.places.test_loading import SQUARE, load
from wardmote.audit.models import Entry
from wardmote.briefings.access import my_wards
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.kernel.errors import RuleBroken
from wardmote.people.models import Organisation, User
from wardmote.people.rules import Role
from wardmote.places.elections import (
    Result,
    Winner,
    enter_election,
    enter_result,
    to_bind_anew,
    what_it_does,
)
from wardmote.places.geojson import Boundaries, Boundary
from wardmote.places.models import Edition, Representation
from wardmote.places.queries import acts_for, is_councillor
from wardmote.places.rules import ElectionKind, Kind, Office, in_office_from
from wardmote.places.shapes import wards_acted_for
from wardmote.places.usecases import load_boundaries, represent

BY = {"by": COMMAND_LINE, "now": NOW}
POLL, FOURTH = date(2026, 5, 7), date(2026, 5, 11)
ORDINARY, BY_ELECTION = ElectionKind.ORDINARY, ElectionKind.BY_ELECTION
NEW = Winner("Rosa Quill", "rosa.quill@wendle.example")


@pytest.mark.parametrize(
    ("kind", "on", "since"),
    [
        (ORDINARY, POLL, FOURTH),
        (ORDINARY, date(2028, 2, 28), date(2028, 3, 3)),
        (ORDINARY, date(2019, 5, 2), date(2019, 5, 7)),  # the Monday is a bank holiday
        (ORDINARY, date(2025, 5, 1), date(2025, 5, 6)),
        (ORDINARY, date(2026, 6, 10), date(2026, 6, 15)),  # the fourth day is a Sunday
        (BY_ELECTION, POLL, date(2026, 5, 8)),
    ],
)
def test_in_office_from(kind, on, since):
    assert in_office_from(kind, on) == since


@pytest.fixture
def council(db):
    load("E1", "E2")
    return Organisation.objects.create(name="Wendle Vale District Council")


@pytest.fixture
def held(council):
    """An ordinary election of the council, by the wards of 2025-05."""
    return enter_election(council, ORDINARY, POLL, Edition.objects.get(), **BY)


@pytest.fixture
def amos(make_person, held):
    return bound(make_person("Amos"), "E1")


def bound(person, code, kind=Kind.WARD):
    since = date(2022, 5, 9)
    represent(person, office=Office.COUNCILLOR, kind=kind, code=code, since=since, **BY)
    return person


def winner(person):
    return Winner(person.name, person.email)


def seats(code="E1"):
    found = Representation.objects.filter(code=code).order_by("since", "user__name")
    return [(one.user.name, one.since, one.until) for one in found]


def test_predecessors_act_until_the_fourth_day_and_the_elected_from_then_on(held, amos):
    result = Result("E1", (NEW,), frozenset({amos.represents.get().pk}))
    assert what_it_does(held, result) == [
        "Invites Rosa Quill, councillor from 11 May 2026",
        "Amos retires on 11 May 2026",
    ]
    assert not User.objects.filter(email=NEW.email).exists()  # looking writes nothing
    (made,) = enter_result(held.pk, result, **BY)
    rosa = User.objects.get(email=NEW.email)
    assert (made.user, made.election, made.since) == (rosa, held, FOURTH)
    assert rosa.organisation == held.body
    for day, councillor in ((date(2026, 5, 10), amos), (FOURTH, rosa)):
        acting = [person for person in (amos, rosa) if is_councillor(person, day)]
        assert acting == [councillor]
    entry = Entry.objects.get(verb="election.result_entered")
    assert (entry.details["elected"], entry.subject) == ([rosa.pk], str(held.pk))


def test_several_are_elected_and_one_of_them_again(held, amos, make_person):
    nia = bound(make_person("Nia"), "E1")
    going = frozenset(one.pk for one in Representation.objects.all())
    result = Result("E1", (winner(amos), NEW), going)
    assert "Amos was elected again and goes on" in what_it_does(held, result)
    enter_result(held.pk, result, **BY)
    assert [name for name, _, until in seats() if until is None] == ["Amos", "Rosa Quill"]
    assert all(is_councillor(amos, day) for day in (POLL, date(2026, 5, 10), FOURTH))
    assert not is_councillor(nia, FOURTH)


def test_by_thirds_only_whose_term_ends_retires(held, amos):
    enter_result(held.pk, Result("E1", (NEW,)), **BY)
    assert seats() == [("Amos", date(2022, 5, 9), None), ("Rosa Quill", FOURTH, None)]


@pytest.mark.parametrize(
    ("result", "says"),
    [
        (Result("E9", (NEW,)), "Choose a place"),
        (Result("E1", ()), "Enter who was elected"),
        (Result("E1", (Winner("Rosa", "rosa"),)), "like name@example.com"),
        (Result("E1", (Winner(" ", "rosa@wendle.example"),)), "Enter the name"),
        (Result("E1", (NEW, Winner("R", NEW.email.upper()))), "stands there twice"),
        (Result("E1", (Winner("Amos", "amos@wendle.example"),)), "Tick that their term ends"),
    ],
)
def test_a_refusal_says_what_to_do_and_changes_nothing(held, amos, result, says):
    before = seats(), User.objects.count()
    for deed in (
        lambda: what_it_does(held, result),
        lambda: enter_result(held.pk, result, **BY),
    ):
        with pytest.raises(RuleBroken, match=says):
            deed()
    assert (seats(), User.objects.count()) == before


def test_a_result_is_entered_once(held):
    enter_result(held.pk, Result("E1", (NEW,)), **BY)
    with pytest.raises(RuleBroken, match="has been entered"):
        enter_result(held.pk, Result("E1", (Winner("Eve", "eve@wendle.example"),)), **BY)


def test_the_only_officer_cannot_be_elected(held, make_person):
    priya = make_person("Priya", role=Role.OFFICER)
    with pytest.raises(RuleBroken, match="Invite another officer"):
        enter_result(held.pk, Result("E1", (winner(priya),)), **BY)
    assert seats() == []


@pytest.mark.parametrize(
    ("change", "says"),
    [({"on": date(2027, 5, 6)}, "once it has been held"), ({}, "entered already")],
)
def test_an_election_is_entered_after_its_day_and_once(held, change, says):
    given = {"body": held.body, "kind": ORDINARY, "on": POLL, "edition": held.edition}
    with pytest.raises(RuleBroken, match=says):
        enter_election(**given | change, **BY)


def test_nobody_is_elected_for_a_parish_here(council):
    parish = Edition.objects.create(kind=Kind.PARISH, name="2025-05", imported_at=NOW)
    with pytest.raises(RuleBroken, match="wards or county divisions"):
        enter_election(council, ORDINARY, POLL, parish, **BY)


def test_a_ward_that_is_no_more_is_listed_and_opens_nothing_new(amos, make_person):
    cora = bound(make_person("Cora"), "E2")
    load("E2", "E3", edition="2027-05")  # E1 has gone, E3 lies where it was
    assert [(one.user, one.code) for one in to_bind_anew(NOW.date())] == [(amos, "E1")]
    assert [one.code for one in my_wards(amos, NOW.date())] == ["E1"]
    assert is_councillor(amos, NOW.date())  # nothing that the narrowest post shuts opens
    assert [one.code for one in acts_for(cora, NOW.date())] == ["E2"]


def test_a_division_that_is_no_more_touches_no_ward(council, make_person):
    def divide(edition, *codes):
        places = tuple(Boundary(code, "Fenside", "", SQUARE) for code in codes)
        found = Boundaries(places, (), "CD", "NM", ())
        load_boundaries(found, Kind.DIVISION, edition, **BY)

    divide("2025-05", "D1")
    cora = bound(make_person("Cora"), "D1", Kind.DIVISION)
    assert wards_acted_for(Kind.DIVISION, "D1") == {"E1", "E2"}
    divide("2029-05", "D2")
    assert wards_acted_for(Kind.DIVISION, "D1") == set()
    assert my_wards(cora, NOW.date()) == []
    assert [one.user for one in to_bind_anew(NOW.date())] == [cora]


def test_without_boundaries_nobody_is_missed(make_person, represent):
    represent(make_person("Amos"), "E05000001")
    assert to_bind_anew(NOW.date()) == []


def test_the_officer_enters_an_election_and_a_result(client, council, priya, make_person):
    amos = bound(make_person("Amos"), "E1")
    client.force_login(priya)
    with time_machine.travel(datetime(2026, 6, 1, 9, tzinfo=UTC), tick=False):
        given = {"body": council.pk, "kind": "ordinary", "edition": Edition.objects.get().pk}
        page = client.post("/people/elections/new/", given)
        assert page.status_code == 422
        assert "Enter the day of the election" in page.text
        day = {"on_0": "7", "on_1": "5", "on_2": "2026"}
        there = client.post("/people/elections/new/", given | day).url
        assert "0 of 2 results entered" in client.get(there).text
        here = f"{there}E1/"
        assert "checked" in client.get(here).text  # whoever is in office retires
        wrong = client.post(here, {"elected": "Rosa Quill"})
        assert "write the name, a comma, the e-mail address" in wrong.text
        sent = {"elected": f"{NEW.name}\t{NEW.email}", "retiring": amos.represents.get().pk}
        page = client.post(here, sent)
        assert "Amos retires on 11 May 2026" in page.text
        assert not User.objects.filter(email=NEW.email).exists()
        assert client.post(here, sent | {"confirmed": "yes"}).url == there
        assert "Rosa Quill" in client.get(there).text
        load("E2", edition="2027-05")
        assert "1 to bind anew" in client.get("/people/elections/").text
        assert "Bind them anew" in client.get("/start/").text
