"""The monitoring officer lets one text out, and nobody else; a changed text is another."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tests.preelection.conftest import DURING, MARCH, bulletin
from wardmote.audit.models import Entry
from wardmote.kernel.errors import RuleBroken, Stale
from wardmote.law.elections import Poll
from wardmote.preelection.access import (
    is_monitoring_officer,
    keeps_periods,
    reads_go_ahead,
    reads_periods,
)
from wardmote.preelection.models import GoAhead
from wardmote.preelection.queries import check_may_go_out, standing_of, waiting_go_aheads
from wardmote.preelection.rules import LONGEST, Publicity
from wardmote.preelection.usecases import (
    ask_go_ahead,
    give_go_ahead,
    name_monitoring_officer,
    refuse_go_ahead,
    tick_factual,
)

pytestmark = pytest.mark.django_db
APRIL = DURING.date()
WHY = "The police ask us to warn of doorstep fraud"


@pytest.fixture
def asked(vote, mona, ana):
    vote()
    return ask_go_ahead(bulletin("E1"), WHY, by=ana, now=DURING)


def test_exactly_this_text_goes_out(asked, mona):
    assert standing_of(bulletin("E1"), APRIL).waits
    give_go_ahead(asked.pk, "Factual", by=mona, now=DURING)
    check_may_go_out(bulletin("E1"), APRIL)
    for other in (bulletin("E1", words="Vote."), bulletin("E2"), bulletin()):
        with pytest.raises(RuleBroken, match="is held"):
            check_may_go_out(other, APRIL)
    assert Entry.objects.get(verb="go_ahead.given").details["digest"] == bulletin("E1").digest


def test_whoever_asked_reads_the_answer_until_they_are_elected(asked, ana, represent):
    assert reads_go_ahead(ana, asked, APRIL)
    represent(ana, "E1")
    assert not reads_go_ahead(ana, asked, APRIL)


def test_refused_stays_held_and_may_be_asked_again(asked, mona, ana):
    refuse_go_ahead(asked.pk, "It names a candidate", by=mona, now=DURING)
    standing = standing_of(bulletin("E1"), APRIL)
    assert not standing.may_go_out
    assert standing.go_ahead.reason == "It names a candidate"
    again = ask_go_ahead(bulletin("E1"), WHY, by=ana, now=DURING)
    give_go_ahead(again.pk, "On second thoughts", by=mona, now=DURING)
    assert standing_of(bulletin("E1"), APRIL).may_go_out


def test_what_was_let_out_of_one_period_is_held_by_the_next(asked, mona, vote):
    give_go_ahead(asked.pk, "Factual", by=mona, now=DURING)
    vote(poll=Poll.MAYOR, notice_on=date(2027, 4, 12), poll_on=date(2027, 5, 20))
    assert not standing_of(bulletin("E1"), APRIL).may_go_out


def test_new_words_overtake_what_waits(asked, mona, ana):
    with pytest.raises(RuleBroken, match="asked already"):
        ask_go_ahead(bulletin("E1"), WHY, by=ana, now=DURING)
    newer = ask_go_ahead(bulletin("E1", words="Shorter."), WHY, by=ana, now=DURING)
    assert list(waiting_go_aheads()) == [newer]
    with pytest.raises(Stale):
        give_go_ahead(asked.pk, "Factual", by=mona, now=DURING)


def test_only_the_monitoring_officer_answers_and_not_to_themselves(
    asked, mona, ana, priya, represent
):
    for person in (ana, priya):
        with pytest.raises(PermissionDenied):
            give_go_ahead(asked.pk, "Factual", by=person, now=DURING)
    name_monitoring_officer(ana, by=priya, now=DURING)  # who has asked for it
    with pytest.raises(PermissionDenied, match="own text"):
        give_go_ahead(asked.pk, "Factual", by=ana, now=DURING)
    GoAhead.objects.update(authors=[mona.pk])
    name_monitoring_officer(mona, by=priya, now=DURING)
    with pytest.raises(PermissionDenied, match="own text"):
        refuse_go_ahead(asked.pk, "No", by=mona, now=DURING)
    represent(mona, "E1")
    assert not is_monitoring_officer(mona, APRIL)


def test_the_database_lets_nobody_answer_their_own_question(asked, ana):
    answer = {"is_given": True, "reason": "Yes", "answered_at": DURING}
    with pytest.raises(IntegrityError), transaction.atomic():
        GoAhead.objects.filter(pk=asked.pk).update(answered_by=ana, **answer)


@pytest.mark.parametrize(
    ("piece", "why", "says"),
    [
        (bulletin(publicity=Publicity.BRIEFING), WHY, "can go out"),
        (bulletin(), " ", "Enter why"),
        (bulletin(words=" "), WHY, "no words"),
        (bulletin(words="x" * (LONGEST + 1)), WHY, "60,000"),
    ],
)
def test_what_cannot_be_asked(vote, mona, ana, piece, why, says):
    vote()
    with pytest.raises(RuleBroken, match=says):
        ask_go_ahead(piece, why, by=ana, now=DURING)


def test_nobody_could_answer(vote, ana, priya, make_person):
    vote()
    with pytest.raises(RuleBroken, match="No monitoring officer"):
        ask_go_ahead(bulletin(), WHY, by=ana, now=DURING)
    name_monitoring_officer(ana, by=priya, now=MARCH)
    with pytest.raises(RuleBroken, match="own text"):
        ask_go_ahead(bulletin(), WHY, by=ana, now=DURING)
    with pytest.raises(RuleBroken, match="own text"):
        ask_go_ahead(bulletin(authors=frozenset({ana.pk})), WHY, by=priya, now=DURING)


def test_asked_before_the_period_begins(vote, mona, ana):
    vote()
    early = ask_go_ahead(bulletin(), WHY, by=ana, now=DURING.replace(month=3, day=20))
    give_go_ahead(early.pk, "Factual", by=mona, now=DURING)
    check_may_go_out(bulletin(), APRIL)


def test_an_answer_has_a_reason(asked, mona):
    with pytest.raises(RuleBroken, match="Enter why"):
        refuse_go_ahead(asked.pk, " ", by=mona, now=DURING)
    assert GoAhead.objects.get().is_given is None


def test_who_is_named(priya, ana, mona, sam, represent):
    assert is_monitoring_officer(mona, APRIL)
    assert reads_periods(mona, APRIL)
    assert not keeps_periods(mona, APRIL)
    assert not reads_periods(ana, APRIL)
    mona.is_active = False
    mona.save()
    assert not is_monitoring_officer(mona, APRIL)
    represent(sam, "E1")
    with pytest.raises(RuleBroken, match="elected"):
        name_monitoring_officer(sam, by=priya, now=MARCH)
    for person in (ana, mona, sam):
        with pytest.raises(PermissionDenied):
            name_monitoring_officer(None, by=person, now=MARCH)
    name_monitoring_officer(None, by=priya, now=MARCH)
    assert Entry.objects.filter(verb="monitoring_officer.named").count() == 2


def test_a_report_is_ticked_as_factual(vote, wards, ana):
    given = {"by": ana, "now": DURING}
    tick_factual(Publicity.REPORT, "report 2027Q1", False, **given)
    vote(wards, "E1", poll=Poll.BY_ELECTION)
    tick_factual(Publicity.REPORT, "report 2027Q1", False, ["E2"], **given)
    with pytest.raises(RuleBroken, match="until 6 May 2027") as refused:
        tick_factual(Publicity.REPORT, "report 2027Q1", False, **given)
    assert refused.value.about == "factual"
    assert not Entry.objects.filter(verb="publication.factual").exists()
    tick_factual(Publicity.REPORT, "report 2027Q1", True, **given)
    tick_factual(Publicity.PAPERS, "agenda 4", False, **given)
    assert Entry.objects.get(verb="publication.factual").subject == "report 2027Q1"
