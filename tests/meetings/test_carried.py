"""An agenda lists the actions themselves, for each reader those that they may read."""

from datetime import time, timedelta

import pytest

from tests.meetings.conftest import BEFORE, THEN, circulated, held, sent
from wardmote.actions.due import due_on
from wardmote.actions.rules import Source
from wardmote.actions.usecases import record_action
from wardmote.meetings.drawn import agenda_paper
from wardmote.meetings.exempt import Level
from wardmote.meetings.models import Meeting
from wardmote.meetings.pack import pack_of
from wardmote.meetings.usecases.agenda import Entry, change_item, fill_agenda
from wardmote.meetings.usecases.arranging import Arrangement, arrange
from wardmote.meetings.usecases.during import act
from wardmote.papers.document import Bullets

OURS, OF_AN_ISSUE = "Ask the county for a date", "Walk the dark path"
GROUP = frozenset({Level.PUBLIC, Level.GROUP})


@pytest.fixture
def both(planned, board, cast):
    """The Board has an action of its own and one of an issue."""
    by = {"group": board, "by": cast["Priya"], "now": BEFORE}
    ours = record_action(text=OURS, owner=cast["Dev"], due=due_on(planned.on), **by)
    return ours, record_action(text=OF_AN_ISSUE, source=Source("issue 1", "Path"), **by)


@pytest.fixture
def agenda(both, planned, cast):
    """It is out, with the item on actions that it put on by itself."""
    fill_agenda(planned.pk, by=cast["Priya"], now=BEFORE)
    return sent(planned, cast["Priya"])


def rows(meeting, levels, *, is_public=False):
    paper = agenda_paper(meeting, frozenset(levels), is_public=is_public)
    bullets = [one for one in paper.blocks if isinstance(one, Bullets)]
    return [f"{strong.text}{said}" for one in bullets for strong, said in one.items]


def test_an_agenda_lists_actions_with_owner_and_day(both, agenda):
    ours, of_an_issue = both
    assert rows(agenda, Level) == [
        f"{ours.number} {OURS} (Dev), 12 November 2026",
        f"{of_an_issue.number} {OF_AN_ISSUE} (needs an owner), no day was said",
    ]


@pytest.mark.parametrize(
    ("name", "reads"),
    [("Dev", {OURS, OF_AN_ISSUE}), ("Mensah", {OURS}), ("Sadia", set())],
)
def test_a_councillor_reads_of_an_issues_action_its_number(
    client, both, agenda, cast, name, reads
):
    client.force_login(cast[name])
    page = client.get(f"/meetings/{agenda.pk}/").text
    assert {one for one in (OURS, OF_AN_ISSUE) if one in page} == reads
    numbered = f"For agencies that signed alone: {both[1].number}." in page
    assert numbered == (name == "Mensah")
    assert ("OFFICIAL-SENSITIVE" in page) == (name == "Dev")


def test_an_item_that_everybody_reads_does_not_open_its_actions(agenda, cast):
    item, by = agenda.items.get(source="actions"), {"by": cast["Priya"], "now": BEFORE}
    opened = Entry(item.title, level=Level.PUBLIC, source=item.source)
    change_item(agenda.pk, item.pk, opened, Meeting.objects.get(pk=agenda.pk).version, **by)
    again = arrange(
        agenda.group, Arrangement(agenda.on + timedelta(7), time(9), place="Hall"), **by
    )
    again.items.filter(source="actions").update(level=Level.PUBLIC)
    assert rows(again, {Level.PUBLIC}, is_public=True) == []
    assert len(rows(again, GROUP)) == 1


def test_what_was_just_recorded_is_not_put_before_the_meeting_as_open(client, agenda, cast):
    item = agenda.items.get(source="actions")
    act(agenda.pk, item.pk, "Order the lamps", by=cast["Priya"], now=THEN, checked=True)
    client.force_login(cast["Priya"])
    page = client.get(f"/meetings/{agenda.pk}/live/?item={item.pk}").text
    assert page.count("Order the lamps") == 1
    assert page.count("Accept as done") == 2  # those of before


def test_the_pack_lists_them_too(agenda):
    assert pack_of(agenda, frozenset(Level)) != pack_of(agenda, GROUP)


def test_matters_arising_are_what_the_last_meeting_asked_for(planned, board, cast):
    meeting, by = sent(planned, cast["Priya"]), {"by": cast["Priya"], "now": THEN}
    item = meeting.items.first()
    act(meeting.pk, item.pk, OURS, cast["Dev"], **by)
    act(meeting.pk, item.pk, "Add page numbers", cast["Dev"], is_done=True, **by)
    circulated(held(meeting, cast), cast)
    later = Arrangement(meeting.on + timedelta(91), time(9), place="Here")
    after = arrange(board, later, **by)
    after.items.filter(source="actions").delete()
    assert [one.partition(" ")[2] for one in rows(after, GROUP)] == [
        f"{OURS} (Dev), no day was said",
        "Add page numbers (Dev), no day was said, done",
    ]
