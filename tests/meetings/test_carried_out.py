"""What a meeting agrees is carried out where it belongs, by whoever may; else it is told."""

from types import SimpleNamespace

import pytest

from tests.conftest import NOW
from tests.meetings.conftest import BEFORE, THEN, sent
from tests.small_district import LONGMERE, MARKET
from wardmote.actions.models import Action
from wardmote.actions.rules import Source, State
from wardmote.actions.usecases import record_action, report_done
from wardmote.areas.models import Decision as AreaDecision
from wardmote.areas.models import Proposal
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Quarter
from wardmote.meetings.exempt import Level
from wardmote.meetings.models import Meeting
from wardmote.meetings.queries import minutes_facts
from wardmote.meetings.remaining import remaining
from wardmote.meetings.rules import DecisionKind
from wardmote.meetings.usecases.agenda import Entry, add_item, change_item
from wardmote.meetings.usecases.deciding import accept_at_meeting, decide, take_decision_back
from wardmote.places.models import Edition, Place
from wardmote.reports.models import Report, Step
from wardmote.reports.usecases import take_step

Q3 = Quarter(2026, 3)


@pytest.fixture
def meeting(planned, cast):
    """Its agenda has the actions, the report of a quarter and its priority areas."""
    by = {"by": cast["Priya"], "now": BEFORE}
    for title, source in (
        ("Actions", "actions"),
        ("Report", f"report {Q3}"),
        ("Areas", f"areas {Q3}"),
    ):
        add_item(planned.pk, Entry(title, source=source, level=Level.PARTNER), **by)
    return sent(planned, cast["Priya"])


@pytest.fixture
def report(db, cast):
    """Drafted, its figures confirmed and the Data Group agreed: the Board is next."""
    made = Report.objects.create(quarter=str(Q3), facts="{}", drafted_at=NOW, drafted_by="Ana")
    for step in ("Figures confirmed by their owners", "Data Group"):
        take_step(Q3, step, by=cast["Priya"], now=BEFORE)
    return made


@pytest.fixture
def proposals(db):
    """Two wards proposed, as a quarter's evidence would: ward -> version."""
    edition = Edition.objects.create(kind="ward", name="2025-05", imported_at=NOW)
    for code in (LONGMERE, MARKET):
        Place.objects.create(edition=edition, code=code, name=f"Ward {code[-1]}")
        Proposal.objects.create(
            quarter=str(Q3),
            ward=code,
            category="emerging",
            rule="worked-on",
            because="Why",
            at=NOW,
        )
    return {one.ward: one.version for one in Proposal.objects.all()}


def item(meeting, title):
    return meeting.items.get(title=title).pk


def agree(meeting, title, by, kind=DecisionKind.AGREED, **more):
    return decide(meeting.pk, item(meeting, title), kind, "So", by=by, now=THEN, **more)


def steps():
    return list(Step.objects.order_by("pk").values_list("name", flat=True))[2:]


@pytest.mark.parametrize("name", ["Priya", "Ruth"])
def test_agreeing_a_report_takes_the_groups_step(meeting, report, cast, name):
    made = agree(meeting, "Report", cast[name])
    assert steps() == ["Board"]
    step = Step.objects.get(name="Board")
    assert (step.on, step.note) == (meeting.on, f"Agreed by the {meeting}")
    assert remaining(made) is None
    with pytest.raises(RuleBroken, match="Something has come of this decision"):
        take_decision_back(meeting.pk, made.pk, by=cast["Priya"], now=THEN)


def test_a_report_that_is_noted_or_deferred_stays_where_it_is(meeting, report, cast):
    for kind in DecisionKind.NOTED, DecisionKind.DEFERRED, DecisionKind.REFUSED:
        assert remaining(agree(meeting, "Report", cast["Priya"], kind)) is None
    assert steps() == []


def test_who_may_not_take_the_step_reads_what_remains(
    client, meeting, report, cast, monkeypatch
):
    monkeypatch.setattr("wardmote.meetings.usecases.deciding.may_take", lambda *_: False)
    made = agree(meeting, "Report", cast["Priya"])
    left = remaining(made)
    assert "“Board”" in left.words
    assert left.href == f"/reports/{Q3}/"
    client.force_login(cast["Priya"])
    page = client.get(f"/meetings/{meeting.pk}/live/?item={made.item_id}").text
    assert "is still to be recorded" in page
    take_step(Q3, "Board", by=cast["Priya"], now=THEN)
    assert remaining(made) is None


def test_agreeing_on_areas_confirms_what_the_meeting_saw(meeting, proposals, cast):
    chosen = {LONGMERE: proposals[LONGMERE]}
    made = agree(meeting, "Areas", cast["Priya"], proposals=chosen)
    decided = AreaDecision.objects.get()
    assert (decided.ward, decided.category, decided.kind) == (LONGMERE, "emerging", "confirm")
    assert decided.reason == f"Agreed by the {meeting}"
    assert remaining(made).words.startswith("1 proposal waits")
    with pytest.raises(RuleBroken, match="Something has come"):
        take_decision_back(meeting.pk, made.pk, by=cast["Priya"], now=THEN)


def test_a_proposal_that_has_changed_since_is_not_confirmed(meeting, proposals, cast):
    with pytest.raises(RuleBroken, match="has changed since"):
        agree(meeting, "Areas", cast["Priya"], proposals={LONGMERE: "1-0.000000"})
    assert not AreaDecision.objects.exists()
    assert not meeting.decisions.exists()


def test_a_chair_who_may_not_decide_on_areas_is_told_who_does(client, meeting, proposals, cast):
    client.force_login(cast["Ruth"])
    page = f"/meetings/{meeting.pk}/live/?item={item(meeting, 'Areas')}"
    assert "Proposals that are agreed" not in client.get(page).text
    client.post(page, {"does": "decide", "decide-kind": "agreed", "decide-text": "Both"})
    assert not AreaDecision.objects.exists()
    shown = client.get(page).text
    assert "2 proposals wait" in shown
    assert f"/areas/?quarter={Q3}" in shown
    take_decision_back(meeting.pk, meeting.decisions.get().pk, by=cast["Ruth"], now=THEN)


def test_on_the_page_the_officer_ticks_what_was_agreed(client, meeting, proposals, cast):
    client.force_login(cast["Priya"])
    page = f"/meetings/{meeting.pk}/live/?item={item(meeting, 'Areas')}"
    assert "Ward 1: Emerging. Why" in client.get(page).text
    said = {"does": "decide", "decide-kind": "agreed", "decide-text": "One of two"}
    refused = client.post(page, said)
    assert (refused.status_code, "Tick what was agreed" in refused.text) == (422, True)
    ticked = f"{LONGMERE} {proposals[LONGMERE]}"
    Proposal.objects.filter(ward=LONGMERE).update(at=THEN)
    stale = client.post(page, said | {"decide-proposals": [ticked]})
    assert (stale.status_code, "have changed since" in stale.text) == (422, True)
    ticked = f"{LONGMERE} {Proposal.objects.get(ward=LONGMERE).version}"
    assert client.post(page, said | {"decide-proposals": [ticked]}).status_code == 302
    assert AreaDecision.objects.get().ward == LONGMERE


@pytest.fixture
def done(meeting, board, cast):
    """An action of the Board that its owner reports done, and one that is open."""
    by = {"group": board, "owner": cast["Dev"], "by": cast["Priya"], "now": BEFORE}
    reported, still = (record_action(text=text, **by) for text in ("Ring them", "Write to us"))
    report_done(reported.pk, by=cast["Dev"], now=BEFORE)
    return SimpleNamespace(reported=reported, still=still)


def test_a_meeting_accepts_actions_right_there(client, meeting, done, cast):
    client.force_login(cast["Ruth"])
    where = item(meeting, "Actions")
    page = f"/meetings/{meeting.pk}/live/?item={where}"
    shown = client.get(page).text
    assert shown.index(done.reported.number) < shown.index(done.still.number)
    deed = f"/meetings/{meeting.pk}/live/items/{where}/accept/{done.reported.number}/"
    assert client.post(deed)["Location"] == page
    action = Action.objects.get(pk=done.reported.pk)
    assert action.state == State.ACCEPTED
    assert str(meeting) in action.progress.last().about
    assert f"{action.number} is done: Ring them" in client.get(page).text
    assert client.post(deed).status_code == 404
    made = meeting.decisions.get()
    with pytest.raises(RuleBroken, match="Something has come"):
        take_decision_back(meeting.pk, made.pk, by=cast["Ruth"], now=THEN)


def test_an_action_that_nobody_answers_for_says_so_in_the_meeting(client, meeting, cast):
    by = {"group": meeting.group, "by": cast["Priya"], "now": BEFORE}
    for text, shares in ("Look for a room", ()), ("Send figures", [cast["Dev"].organisation]):
        record_action(text=text, shares=shares, **by)
    client.force_login(cast["Priya"])
    page = client.get(f"/meetings/{meeting.pk}/live/?item={item(meeting, 'Actions')}").text
    nobody, parts = page.split("Look for a room")[1].split("Send figures")
    assert "Needs an owner" in nobody.split("</li>")[0]
    assert "each organisation" in parts.split("</li>")[0]
    assert "Needs an owner" not in parts


def test_minutes_for_everybody_do_not_quote_the_action(meeting, done, cast):
    where = item(meeting, "Actions")
    by = {"by": cast["Priya"], "now": THEN}
    opened = Entry("Actions", source="actions", level=Level.PUBLIC)
    change_item(meeting.pk, where, opened, Meeting.objects.get(pk=meeting.pk).version, **by)
    accept_at_meeting(meeting.pk, where, done.reported.number, **by)
    facts = next(one for one in minutes_facts(meeting)["items"] if one["key"] == where)
    assert [one["text"] for one in facts["decisions"]] == [f"{done.reported.number} is done"]


@pytest.mark.parametrize(
    ("level", "quotes"), [(Level.GROUP, False), (Level.PARTNER, True), (Level.PUBLIC, False)]
)
def test_an_action_of_an_issue_is_quoted_where_partners_alone_read(
    meeting, cast, level, quotes
):
    where, by = item(meeting, "Actions"), {"by": cast["Priya"], "now": THEN}
    opened = Entry("Actions", source="actions", level=level)
    change_item(meeting.pk, where, opened, Meeting.objects.get(pk=meeting.pk).version, **by)
    lamps = Source("issue 1", "Lamps")
    made = record_action(text="Ring them", group=meeting.group, source=lamps, **by)
    accepted = accept_at_meeting(meeting.pk, where, made.number, **by)
    assert ("Ring them" in accepted.text) == quotes


def test_an_action_of_another_group_is_not_accepted_here(meeting, groups, cast):
    by = {"by": cast["Priya"], "now": BEFORE}
    others = next(one for one in groups.values() if one.pk != meeting.group_id)
    action = record_action(text="Ours", group=others, **by)
    with pytest.raises(RuleBroken, match="has no action"):
        accept_at_meeting(meeting.pk, item(meeting, "Actions"), action.number, **by)
