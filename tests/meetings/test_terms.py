"""Terms of reference from a proposal to a decision, and the rules a meeting is held by."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tests.meetings.conftest import BEFORE, DAY, THEN, held, sent
from wardmote.kernel.errors import RuleBroken, Stale
from wardmote.meetings.clauses import Rules
from wardmote.meetings.exempt import Level
from wardmote.meetings.models import Meeting, TermsVersion
from wardmote.meetings.notice import Regime
from wardmote.meetings.queries import checks_of
from wardmote.meetings.rules import DecisionKind
from wardmote.meetings.terms import clauses_of, rules_on, version_on
from wardmote.meetings.usecases.agenda import fill_agenda, strike_item
from wardmote.meetings.usecases.arranging import Arrangement, arrange
from wardmote.meetings.usecases.deciding import decide, take_decision_back
from wardmote.meetings.usecases.terms import (
    Wording,
    change_proposal,
    enter_terms,
    propose_terms,
    put_on_agenda,
    withdraw_terms,
)

OLD = Wording("1. Name\nThe Board.\n7. Membership\n7.2 Two members.", Rules(quorum=2))
NEW = Wording(
    "1. Name\nThe Board.\n7. Membership\n7.2 Two members, one of them at every decision.",
    Rules(Regime.OWN, 7, 2, 1, ("Budget",)),
)
WHY = "Members asked for it"


@pytest.fixture
def by(cast):
    return {"by": cast["Priya"], "now": BEFORE}


@pytest.fixture
def former(board, by):
    return enter_terms(board, OLD, date(2020, 2, 27), "Minutes of 27 February 2020", **by)


@pytest.fixture
def proposed(board, former, by):
    return propose_terms(board, NEW, WHY, **by)


def fresh(version):
    return TermsVersion.objects.get(pk=version.pk)


def agreed(version, meeting, cast, kind=DecisionKind.AGREED):
    """The meeting's agenda goes out with the proposal on it, and this is decided."""
    by = {"by": cast["Priya"], "now": BEFORE}
    item = put_on_agenda(version.pk, meeting.pk, **by)
    sent(meeting, cast["Priya"])
    return decide(meeting.pk, item.pk, kind, "As put", by=cast["Priya"], now=THEN)


def test_an_agreed_proposal_is_in_force_from_the_day_after(planned, proposed, cast, board):
    decision = agreed(proposed, planned, cast)
    version = fresh(proposed)
    assert (version.since, version.decision) == (DAY + timedelta(1), decision)
    assert version_on(board, DAY).source
    assert version_on(board, DAY + timedelta(1)) == version
    assert version_on(board, date(2020, 2, 26)) is None
    with pytest.raises(RuleBroken, match="has come of this decision"):
        take_decision_back(planned.pk, decision.pk, by=cast["Priya"], now=THEN)


def test_a_meeting_is_held_by_the_rules_of_its_day(planned, proposed, cast, board):
    agreed(proposed, planned, cast)
    held(planned, cast)
    asked = [one.words for one in checks_of(Meeting.objects.get(pk=planned.pk))]
    assert len(asked) == 1
    later = Arrangement(DAY + timedelta(91), planned.starts_at, place="Here")
    second = arrange(board, later, by=cast["Priya"], now=THEN)
    assert len(checks_of(second)) == 2
    assert second.items.filter(title="Budget").exists()
    assert not planned.items.filter(title="Budget").exists()


@pytest.mark.parametrize(
    ("kind", "comes_again"), [(DecisionKind.DEFERRED, True), (DecisionKind.REFUSED, False)]
)
def test_what_is_not_agreed_comes_again_unless_it_is_refused(
    planned, proposed, cast, board, kind, comes_again
):
    decision = agreed(proposed, planned, cast, kind)
    assert fresh(proposed).since is None
    later = Arrangement(DAY + timedelta(91), planned.starts_at, place="Here")
    second = arrange(board, later, by=cast["Priya"], now=THEN)
    assert second.items.filter(source=proposed.reference).exists() == comes_again
    take_decision_back(planned.pk, decision.pk, by=cast["Priya"], now=THEN)


def test_an_agenda_finds_a_proposal_by_itself_with_every_change_in_full(planned, proposed, by):
    fill_agenda(planned.pk, **by)
    item = planned.items.get(source=proposed.reference)
    assert item.level == Level.GROUP
    assert WHY in item.text
    assert "“Two members.” becomes “Two members, one of them at every decision.”" in item.text
    assert "Elected members: “No rule” becomes “At least 1”." in item.text
    with pytest.raises(RuleBroken, match="already"):
        put_on_agenda(proposed.pk, planned.pk, **by)


def test_a_proposal_is_changed_until_its_agenda_is_out(planned, proposed, cast, by):
    item = put_on_agenda(proposed.pk, planned.pk, **by)
    other = Wording(NEW.text.replace("one of them", "both of them"), NEW.rules)
    changed = change_proposal(proposed.pk, other, WHY, None, 1, **by)
    assert changed.revision == 2
    item.refresh_from_db()
    assert "both of them" in item.text
    with pytest.raises(Stale):
        change_proposal(proposed.pk, NEW, WHY, None, 1, **by)
    meeting = sent(Meeting.objects.get(pk=planned.pk), cast["Priya"])
    with pytest.raises(RuleBroken, match="on the agenda of the Board, 12 November 2026"):
        change_proposal(proposed.pk, NEW, WHY, None, 2, **by)
    strike_item(meeting.pk, item.pk, "Next time", **by)
    change_proposal(proposed.pk, NEW, WHY, None, 2, **by)
    assert clauses_of(proposed)[-1].words.endswith("one of them at every decision.")


def test_what_is_agreed_or_taken_back_is_changed_no_more(planned, proposed, cast, by):
    agreed(proposed, planned, cast)
    for deed in (
        lambda: change_proposal(proposed.pk, OLD, WHY, None, 1, **by),
        lambda: withdraw_terms(proposed.pk, "No", **by),
        lambda: put_on_agenda(proposed.pk, planned.pk, **by),
    ):
        with pytest.raises(RuleBroken):
            deed()


def test_a_proposal_does_not_undo_what_was_agreed_since(planned, proposed, cast, board, by):
    other = propose_terms(board, OLD, "The other way", **by)
    agreed(proposed, planned, cast)
    later = Arrangement(DAY + timedelta(91), planned.starts_at, place="Here")
    second = arrange(board, later, by=cast["Priya"], now=THEN)
    item = second.items.get(source=other.reference)
    sent(second, cast["Priya"])
    with pytest.raises(RuleBroken, match="agreed since"):
        decide(second.pk, item.pk, DecisionKind.AGREED, "X", by=cast["Priya"], now=THEN)


def test_a_proposal_that_was_taken_back_is_not_agreed(planned, proposed, cast, by):
    item = put_on_agenda(proposed.pk, planned.pk, **by)
    withdraw_terms(proposed.pk, "Overtaken", **by)
    sent(planned, cast["Priya"])
    with pytest.raises(RuleBroken, match="not a proposal any more"):
        decide(planned.pk, item.pk, DecisionKind.AGREED, "As put", by=cast["Priya"], now=THEN)


@pytest.mark.parametrize(
    ("why", "asked", "says"),
    [
        (" ", None, "why the terms"),
        (WHY, BEFORE.date(), "still to come"),
    ],
)
def test_a_proposal_says_why_and_from_when(board, by, why, asked, says):
    with pytest.raises(RuleBroken, match=says):
        propose_terms(board, NEW, why, asked, **by)


def test_a_version_that_was_entered_wrong_is_taken_back_and_entered_again(former, board, by):
    with pytest.raises(RuleBroken, match="27 February 2020 already"):
        enter_terms(board, OLD, date(2020, 2, 27), "Elsewhere", **by)
    with pytest.raises(RuleBroken, match="where this text"):
        enter_terms(board, OLD, date(2021, 2, 27), " ", **by)
    withdraw_terms(former.pk, "Wrong appendix", **by)
    assert rules_on(board, DAY) == Rules()
    again = enter_terms(board, OLD, date(2020, 2, 27), "Appendix C", **by)
    assert version_on(board, DAY) == again


def test_the_officer_enters_and_keepers_propose(board, cast, groups):
    for name in ("Ruth", "Dev", "Mensah", "Ana", "Sam"):
        with pytest.raises(PermissionDenied):
            enter_terms(board, OLD, date(2020, 1, 1), "X", by=cast[name], now=BEFORE)
    for name in ("Dev", "Mensah", "Ana", "Sam"):
        with pytest.raises(PermissionDenied):
            propose_terms(board, NEW, WHY, by=cast[name], now=BEFORE)
    propose_terms(board, NEW, WHY, by=cast["Ruth"], now=BEFORE)


def test_the_database_refuses_terms_in_force_that_nobody_agreed(proposed):
    for change in ({"since": DAY}, {"source": "Somewhere"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            TermsVersion.objects.filter(pk=proposed.pk).update(**change)


def test_terms_as_they_were_kept_before_clauses_are_brought_over(board, planned, former):
    from importlib import import_module

    from django.apps import apps

    bring = import_module("wardmote.meetings.migrations.0004_terms_in_clauses").as_version

    class Row:
        group_id, regime, notice_days = board.pk, "own", 9
        quorum, least_members, standing_items = 4, 1, "Budget"

    TermsVersion.objects.all().delete()
    bring(apps, Row, datetime(2026, 11, 22, tzinfo=UTC))
    found = TermsVersion.objects.get()
    assert found.since == DAY  # of its first meeting
    assert found.rules == Rules(Regime.OWN, 9, 4, 1, ("Budget",))


PAGES = ("groups/{board}/terms/", "terms/{former}/")


@pytest.mark.parametrize(
    ("name", "in_force", "proposal", "keeps"),
    [
        ("Priya", 200, 200, 200),
        ("Ruth", 200, 200, 200),
        ("Dev", 200, 200, 403),
        ("Mensah", 200, 200, 403),
        ("Ana", 200, 200, 403),
        ("Sadia", 200, 404, 403),
        ("Sam", 404, 404, 404),
    ],
)
def test_who_reads_what(client, proposed, former, board, cast, name, in_force, proposal, keeps):
    client.force_login(cast[name])
    for path in (f"groups/{board.pk}/terms/", f"terms/{former.pk}/", f"terms/{former.pk}.pdf"):
        assert client.get(f"/meetings/{path}").status_code == in_force, path
    for path in (f"terms/{proposed.pk}/", f"terms/{proposed.pk}/compare/"):
        assert client.get(f"/meetings/{path}").status_code == proposal, path
    page = client.get(f"/meetings/groups/{board.pk}/terms/propose/")
    assert page.status_code == keeps
    if in_force == 200:
        shown = client.get(f"/meetings/groups/{board.pk}/terms/").text
        assert ("A change was proposed" in shown) == (proposal == 200)


def test_the_officer_goes_from_an_old_text_to_new_terms(client, planned, cast, board):
    client.force_login(cast["Priya"])
    here = f"/meetings/groups/{board.pk}/terms/"
    rules = {"regime": "own", "notice_days": "7", "quorum": "2", "least_members": "0"}
    rules["least_organisations"] = "2"
    day = {"since_0": "27", "since_1": "2", "since_2": "2020", "source": "Minutes"}
    refused = client.post(here + "enter/", rules | day | {"text": "Name: the Board"})
    assert refused.status_code == 422
    assert "before the first number" in refused.text
    assert client.post(here + "enter/", rules | day | {"text": OLD.text}).status_code == 302
    assert "7.2 Two members." in client.get(here + "propose/").text
    given = rules | {"why": WHY, "text": NEW.text, "least_members": "1"}
    assert client.post(here + "propose/", given).status_code == 302
    proposed = TermsVersion.objects.get(since=None)
    assert proposed.rules.least_organisations == 2
    there = f"/meetings/terms/{proposed.pk}/"
    client.post(there + "put/", {"meeting": planned.pk})
    assert planned.items.filter(source=proposed.reference).exists()
    page = client.get(there + "compare/").text
    assert "<ins>" in page
    assert "one of them at every decision." in page
    assert client.get(there + "change/").status_code == 200
    word = client.get(f"/meetings/terms/{proposed.pk}/compare.docx")
    assert word.content.startswith(b"PK")
    asked = client.get(here, {"on_0": "1", "on_1": "1", "on_2": "2019"})
    assert "no version that is kept here was in force" in asked.text
    assert client.get(here, {"on_0": "31", "on_1": "2", "on_2": "2020"}).status_code == 422
    client.post(there + "withdraw/", {"reason": "Too early"})
    assert "Taken back: Too early" in client.get(there).text
