"""Which period holds what, where: by-elections, divisions, parishes, boundaries that change."""

from datetime import date, timedelta

import pytest

from tests.preelection.conftest import DURING, MARCH, NOTICE, POLL, at, bulletin, places
from wardmote.audit.models import Entry
from wardmote.kernel.errors import RuleBroken, Stale
from wardmote.law.elections import Poll
from wardmote.places.models import Shape
from wardmote.places.rules import Kind
from wardmote.preelection.models import ElectionPeriod
from wardmote.preelection.queries import (
    check_may_go_out,
    holding,
    is_held,
    periods_near,
    periods_on,
)
from wardmote.preelection.rules import Publicity
from wardmote.preelection.usecases import Terms, add_period, change_period, end_period

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
APRIL = DURING.date()
BULLETIN = Publicity.BULLETIN


@pytest.mark.parametrize(
    ("day", "held"),
    [(NOTICE - DAY, False), (NOTICE, True), (POLL, True), (POLL + DAY, False)],
)
def test_held_from_the_notice_to_polling_day(vote, day, held):
    vote()
    assert is_held(BULLETIN, ["E1"], day) == held
    assert is_held(Publicity.BRIEFING, ["E1"], day) is False


def test_the_refusal_says_what_covers_it_until_when_and_what_to_do(vote):
    vote()
    with pytest.raises(RuleBroken) as refused:
        check_may_go_out(bulletin("E1"), APRIL)
    assert str(refused.value) == (
        "The spring bulletin is held: “Ordinary election, Wendle Vale District "
        "Council” covers the whole district. It can go out from 7 May 2027, "
        "or before if the monitoring officer gives the go-ahead for exactly this text"
    )
    check_may_go_out(bulletin("E1"), POLL + DAY)


@pytest.mark.parametrize(
    ("codes", "held"),
    [(["E1"], True), (["E2"], False), (["E2", "E1"], True), (None, True), ([], True)],
)
def test_a_by_election_holds_what_goes_to_its_ward(vote, wards, codes, held):
    vote(wards, "E1", poll=Poll.BY_ELECTION)
    assert is_held(BULLETIN, codes, APRIL) == held


def test_a_by_election_stops_no_pulse(vote, wards):
    vote(wards, "E1", poll=Poll.BY_ELECTION)
    assert not is_held(Publicity.PULSE, None, APRIL)
    vote(poll=Poll.PARLIAMENT)
    assert is_held(Publicity.PULSE, None, APRIL)


def test_a_place_nobody_knows_may_be_anywhere(vote, wards):
    vote(wards, "E1", poll=Poll.BY_ELECTION)
    assert is_held(BULLETIN, ["E2", "E77"], APRIL)


@pytest.mark.parametrize(
    ("codes", "held"),
    [(["D1"], True), (["E1"], True), (["E2"], True), (["E3"], False), (["D2"], False)],
)
def test_a_division_holds_what_goes_to_wards_that_it_touches(vote, codes, held):
    divisions = places(Kind.DIVISION, "2025-05", D1=(0, 1.5), D2=(1.5, 3))
    vote(divisions, "D1", poll=Poll.BY_ELECTION)
    assert is_held(BULLETIN, codes, APRIL) == held


def test_a_parish_is_not_its_neighbour_in_the_same_ward(vote):
    parishes = places(Kind.PARISH, "2025-05", P1=(0, 0.5), P2=(0.5, 1))
    vote(parishes, "P1", poll=Poll.PARISH)
    held = {code: is_held(BULLETIN, [code], APRIL) for code in ("P1", "P2", "E1", "E2")}
    assert held == {"P1": True, "P2": False, "E1": True, "E2": False}


def test_boundaries_that_change_meanwhile_are_followed(vote, wards):
    vote(wards, "E1", poll=Poll.BY_ELECTION)
    places(Kind.WARD, "2027-04", F1=(0, 0.5), F2=(0.5, 2), E3=(2, 3))
    held = {code: is_held(BULLETIN, [code], APRIL) for code in ("E1", "F1", "F2", "E3")}
    assert held == {"E1": True, "F1": True, "F2": True, "E3": False}


def test_held_where_no_shape_tells_where_it_is(vote, wards):
    vote(wards, "E1", poll=Poll.BY_ELECTION)
    places(Kind.WARD, "2027-04", F1=(2, 3))
    Shape.objects.filter(place__code="E1").delete()
    assert is_held(BULLETIN, ["F1"], APRIL)


def test_of_overlapping_periods_the_last_to_end_counts(vote, wards):
    vote(wards, "E1", poll=Poll.BY_ELECTION)
    vote(poll=Poll.MAYOR, notice_on=date(2027, 4, 9), poll_on=date(2027, 5, 20))
    assert len(holding(BULLETIN, ["E1"], APRIL)) == 2
    assert len(holding(BULLETIN, ["E2"], APRIL)) == 1
    with pytest.raises(RuleBroken, match="can go out from 21 May 2027"):
        check_may_go_out(bulletin("E1"), APRIL)
    assert [one.poll_on.day for one in periods_on(APRIL)] == [6, 20]


def test_many_wards_are_named_in_part(vote):
    many = places(Kind.WARD, "2026-05", **{f"W{n}": (n, n + 1) for n in range(6)})
    vote(many, *(f"W{n}" for n in range(6)), poll=Poll.BY_ELECTION)
    assert "Place W0, Place W1, Place W2 and 3 more" in holding(BULLETIN, None, APRIL)[0].words


def test_nothing_is_held_after_it_was_ended(vote, priya):
    period = vote()
    end_period(period.pk, "Nobody else stands", 1, by=priya, now=DURING)
    assert not is_held(BULLETIN, None, APRIL)
    assert is_held(BULLETIN, None, APRIL - DAY)
    assert Entry.objects.get(verb="election_period.ended").details["reason"]


def test_officers_are_warned_a_fortnight_before(vote):
    vote()
    assert [len(periods_near(NOTICE - n * DAY)) for n in (15, 14, 0)] == [0, 1, 1]


def test_a_period_is_changed_until_it_begins(vote, priya, vale, wards):
    period = vote()
    terms = Terms(Poll.BY_ELECTION, vale, POLL, NOTICE, wards, frozenset({"E2"}))
    given = {"by": priya, "now": MARCH}
    change_period(period.pk, terms, 1, **given)
    assert ElectionPeriod.objects.get().codes == ["E2"]
    with pytest.raises(Stale):
        change_period(period.pk, terms, 1, **given)
    with pytest.raises(RuleBroken, match="has begun"):
        change_period(period.pk, terms, 2, by=priya, now=at(NOTICE))
    for deed, said in (change_period, terms), (end_period, "Why"):
        with pytest.raises(RuleBroken, match="is over"):
            deed(period.pk, said, 2, by=priya, now=at(POLL + DAY))


@pytest.mark.parametrize(
    ("change", "about"),
    [
        ({"body": None}, "body"),
        ({"codes": frozenset()}, "codes"),
        ({"codes": frozenset({"E9"})}, "codes"),
        ({"poll": Poll.MAYOR}, "poll"),
        ({"notice_on": POLL - DAY}, "notice_on"),
        ({}, None),
    ],
)
def test_what_an_election_must_have(priya, vale, wards, change, about):
    whole = {
        "poll": Poll.BY_ELECTION, "body": vale, "poll_on": POLL, "notice_on": NOTICE,
        "edition": wards, "codes": frozenset({"E1"}),
    }  # fmt: skip
    terms = Terms(**{**whole, **change})
    if about is None:
        add_period(terms, by=priya, now=MARCH)
        about = "poll_on"  # the second time
    with pytest.raises(RuleBroken) as refused:
        add_period(terms, by=priya, now=MARCH)
    assert refused.value.about == about


def test_two_by_elections_on_one_day(vote, wards):
    vote(wards, "E1", poll=Poll.BY_ELECTION)
    vote(wards, "E2", poll=Poll.BY_ELECTION)
    assert len(periods_on(APRIL)) == 2
