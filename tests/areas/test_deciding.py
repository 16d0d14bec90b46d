"""Proposals from the figures, decisions by people, and what is kept of both."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests.conftest import NOW
from tests.small_district import (
    ASHBY,
    HARROW_FEN,
    LONGMERE,
    MARKET,
    NEWBRIDGE,
    WILLOW_END,
    load_financial_need,
)
from wardmote.areas.models import Decision, Proposal
from wardmote.areas.queries import areas_for, histories
from wardmote.areas.rules import Category, DecisionKind, Rule
from wardmote.areas.usecases import (
    confirm,
    leave_to_others,
    override,
    propose_on_judgment,
    propose_quarter,
)
from wardmote.audit.models import Entry
from wardmote.groups.rules import GroupKind
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Quarter

SPRING = Quarter(2025, 2)
E, P, S, OFF = Category


def propose(by, quarter=SPRING):
    made = propose_quarter(quarter, by=by, now=NOW)
    return {one.ward: one for one in made}


def test_every_ward_is_looked_at_and_the_reason_says_the_flags(district, priya):
    found = propose(priya)
    assert len(found) == 8
    longmere = found[LONGMERE]
    assert (longmere.category, longmere.rule) == (E, Rule.SEVERAL)
    assert longmere.because.startswith(
        "3 flags: all crime (33), burglary (15) and vehicle crime (12)."
    )
    assert found[NEWBRIDGE].category == P
    assert "900 new homes a year are planned" in found[NEWBRIDGE].because
    assert (found[ASHBY].category, found[ASHBY].rule) == (OFF, Rule.TOO_FEW)


def test_a_partners_flag_is_named_without_its_count(district, tmp_path, priya):
    load_financial_need(tmp_path)
    need = propose(priya)[WILLOW_END]
    assert (need.category, need.rule) == (OFF, Rule.WAITING)
    assert need.because.startswith("A flag for financial need predicts vulnerability.")


def test_proposing_again_changes_nothing_that_is_the_same(district, priya):
    before = {code: one.version for code, one in propose(priya).items()}
    propose_quarter(SPRING, by=priya, now=NOW.replace(hour=15))
    after = {one.ward: one.version for one in Proposal.objects.all()}
    assert after == before


def test_confirming_takes_the_proposed_category_and_says_who(district, priya):
    propose(priya)
    decision = confirm(LONGMERE, SPRING, by=priya, now=NOW)
    assert (decision.category, decision.kind) == (E, DecisionKind.CONFIRM)
    assert decision.counted_flags == 3
    line = next(line for line in areas_for(SPRING) if line.code == LONGMERE)
    assert (line.before, line.current, line.since) == (OFF, E, SPRING)
    assert (line.by, line.decided) == ("Priya", E)
    assert Entry.objects.get(verb="area.decided").details["category"] == "emerging"


@pytest.mark.parametrize(
    ("seen", "category", "says"),
    [
        ("", S, "Emerging is proposed for Longmere. To decide otherwise, override"),
        ("1-0.000000", None, "The proposal has changed since you opened this page"),
    ],
)
def test_confirming_something_else_is_refused(district, priya, seen, category, says):
    propose(priya)
    with pytest.raises(RuleBroken, match=says):
        confirm(LONGMERE, SPRING, category=category, seen=seen, by=priya, now=NOW)
    assert not Decision.objects.exists()


def test_a_decision_is_made_once_and_changed_only_with_a_reason(district, priya):
    propose(priya)
    confirm(LONGMERE, SPRING, by=priya, now=NOW)
    with pytest.raises(RuleBroken, match="decided already: Emerging, by Priya on 2 November"):
        confirm(LONGMERE, SPRING, by=priya, now=NOW)
    with pytest.raises(RuleBroken, match="Enter why you decide otherwise"):
        override(LONGMERE, SPRING, category=S, reason=" ", by=priya, now=NOW)
    override(LONGMERE, SPRING, category=S, reason="Patrols began", by=priya, now=NOW)
    kept = [(one.category, one.reason) for one in Decision.objects.all()]
    assert kept == [(E, ""), (S, "Patrols began")]


def test_without_a_proposal_only_judgment_decides(district, priya):
    with pytest.raises(RuleBroken, match="Nothing is proposed for Bramley"):
        confirm(district.BRAMLEY, SPRING, by=priya, now=NOW)
    made = override(
        district.BRAMLEY, SPRING, category=P, reason="A new estate", by=priya, now=NOW
    )
    assert made.kind == DecisionKind.JUDGMENT


def test_an_area_may_be_proposed_on_judgment_and_survives_the_rules(district, ana, priya):
    words = {"category": E, "reason": "Families told us at school", "by": ana, "now": NOW}
    propose_on_judgment(WILLOW_END, SPRING, **words)
    assert propose(priya)[WILLOW_END].rule == Rule.JUDGMENT
    made = confirm(WILLOW_END, SPRING, by=priya, now=NOW)
    assert (made.kind, made.reason) == (DecisionKind.JUDGMENT, "Families told us at school")
    with pytest.raises(RuleBroken, match="decided already"):
        propose_on_judgment(WILLOW_END, SPRING, **words)
    with pytest.raises(RuleBroken, match="what you know"):
        propose_on_judgment(ASHBY, SPRING, **words | {"reason": ""})


def test_what_is_decided_is_not_proposed_anew(district, priya):
    propose(priya)
    override(LONGMERE, SPRING, category=OFF, reason="Known and in hand", by=priya, now=NOW)
    kept = Proposal.objects.get(ward=LONGMERE)
    leave_to_others(
        LONGMERE,
        dataset="burglary",
        since=SPRING,
        until=date(2027, 3, 31),
        reason="One gang",
        lead="County lead",
        contact="County Hall",
        by=priya,
        now=NOW,
    )
    assert Proposal.objects.get(ward=LONGMERE).version == kept.version


def test_a_flag_left_to_others_no_longer_makes_an_area(district, priya):
    propose(priya)
    for slug in ("all-crime", "drugs", "anti-social-behaviour"):
        leave_to_others(
            MARKET,
            dataset=slug,
            since=SPRING - 1,
            until=date(2027, 3, 31),
            reason="One superstore estate",
            lead="Retail crime lead",
            contact="retail@county.example",
            by=priya,
            now=NOW,
        )
    found = propose(priya)[MARKET]
    assert (found.category, found.rule) == (OFF, Rule.LED_ELSEWHERE)
    assert found.because.startswith("3 flags, led elsewhere: ")


def test_categories_carry_over_until_people_change_them(district, priya):
    autumn = SPRING - 2
    propose(priya, autumn)
    confirm(LONGMERE, autumn, by=priya, now=NOW)
    assert propose(priya)[LONGMERE].category == E
    found = histories([autumn - 1, autumn, autumn + 1, SPRING])[LONGMERE]
    assert [spell.category for spell in found] == [OFF, E, E, E]
    assert not found[-1].is_proposed
    waiting = histories([SPRING])[NEWBRIDGE]
    assert waiting[0].is_proposed


def test_a_quarter_to_come_cannot_be_decided(district, priya):
    with pytest.raises(RuleBroken, match="has not begun"):
        override(LONGMERE, Quarter(2027, 1), category=E, reason="x", by=priya, now=NOW)


def test_officers_and_the_data_group_decide_and_nobody_else(
    district, priya, ana, make_person, seat, represent
):
    propose(ana)
    analyst_of_police, board, councillor = map(make_person, ["Dev", "Bo", "Cllr Amos"])
    seat(analyst_of_police, GroupKind.DATA)
    seat(board, GroupKind.BOARD)
    seat(councillor, GroupKind.DATA)
    represent(councillor, HARROW_FEN)
    for person in (ana, board, councillor):
        with pytest.raises(PermissionDenied):
            confirm(LONGMERE, SPRING, by=person, now=NOW)
    with pytest.raises(PermissionDenied):
        propose(board)
    assert confirm(LONGMERE, SPRING, by=analyst_of_police, now=NOW).by == analyst_of_police
