"""The Board meets: minutes approved, minutes to be approved, an agenda that is out."""

from datetime import date, datetime, time, timedelta

from django.utils.timezone import localdate

from wardmote.actions.due import due_at_next
from wardmote.actions.models import Action
from wardmote.demo import assessing
from wardmote.demo.constituting import (
    enter_former_terms,
    propose_one_member,
    propose_substitutes,
    try_local_agenda,
    waits_for,
)
from wardmote.demo.district import DemoFiles
from wardmote.demo.stage import Stage
from wardmote.groups.rules import GroupKind
from wardmote.meetings.exempt import Level
from wardmote.meetings.models import Item, Meeting
from wardmote.meetings.rules import Coming, DecisionKind, Mode, Purpose
from wardmote.meetings.usecases.agenda import Entry, add_item, send_agenda
from wardmote.meetings.usecases.arranging import Arrangement, arrange
from wardmote.meetings.usecases.attending import Came, attend
from wardmote.meetings.usecases.deciding import accept_at_meeting, decide
from wardmote.meetings.usecases.during import act, end_meeting
from wardmote.meetings.usecases.minuting import circulate, draft_minutes, write_minute
from wardmote.meetings.usecases.releasing import give_minutes_notice, release_minutes

WEEK = 7
START, END = time(14), time(16)
PLACE = "Council offices, Castle Gate"
#: what the Board agreed about the lamps, and what it asked for, at either meeting
FIRST_LAMPS = (
    "The Board asks the county to mend the lamps.",
    "Report back on the lamps at the station path",
)
LAST_LAMPS = (
    "Two lamps are mended; the Board asks for a day for the other four.",
    "Name the day by which the other four lamps are mended",
)


def hold_meetings(files: DemoFiles, now: datetime) -> None:
    """Two Boards were held, half a year and a quarter ago; the next is in two weeks."""
    if Meeting.objects.exists():
        return
    stage = Stage(now)
    board, priya = stage.group(GroupKind.BOARD), stage.who("priya")
    enter_former_terms(stage)
    propose_one_member(stage, 28 * WEEK)
    first = _held(stage, 26 * WEEK)
    assessing.submit(stage, files, 16 * WEEK)
    _held(stage, 13 * WEEK, approves=first)
    give_minutes_notice(first.pk, by=stage.who("ruth"), now=stage.ago(13 * WEEK))
    release_minutes(first.pk, by=stage.who("ruth"), now=stage.ago(12 * WEEK))
    propose_substitutes(stage, 4 * WEEK)
    try_local_agenda(stage)
    when = Arrangement(_thursday(stage, -2 * WEEK), START, END, Mode.BOTH, PLACE,
                       "https://meet.example/wendle-board")  # fmt: skip
    upcoming = arrange(board, when, by=priya, now=stage.ago(3))
    _send(upcoming, stage.ago(3), stage)


def _held(stage: Stage, ago: int, approves: Meeting | None = None) -> Meeting:
    """A Board on the Thursday so many days ago; its minutes are circulated."""
    priya, board = stage.who("priya"), stage.group(GroupKind.BOARD)
    on = _thursday(stage, ago)
    before = stage.ago(ago + 2 * WEEK)
    then = stage.now - (localdate(stage.now) - on) + timedelta(hours=1)
    meeting = arrange(board, Arrangement(on, START, END, place=PLACE), by=priya, now=before)
    entry = Entry("Lighting on the path from the station", Purpose.DECISION, "Owen",
                  15, level=Level.GROUP)  # fmt: skip
    add_item(meeting.pk, entry, by=priya, now=before)
    _send(meeting, before, stage)
    for username, coming in (
        ("ruth", Coming.PRESENT),
        ("grace", Coming.PRESENT),
        ("mensahle", Coming.PRESENT),
    ):
        came = Came(coming, stage.who(username), is_remote=username == "grace")
        attend(meeting.pk, came, by=priya, now=then)
    if approves is not None:
        minutes = Item.objects.get(meeting=meeting, source=f"minutes {approves.pk}")
        said = "The minutes were agreed as accurate."
        decide(meeting.pk, minutes.pk, DecisionKind.AGREED, said, by=priya, now=then)
    if source := waits_for(meeting):
        terms = meeting.items.get(source=source)
        said = "The new clause 7.2 was agreed."
        decide(meeting.pk, terms.pk, DecisionKind.AGREED, said, by=priya, now=then)
    assessing.agree(stage, meeting, then)
    _work(meeting, then, stage, is_first=approves is None)
    end_meeting(meeting.pk, by=priya, now=then)
    draft_minutes(meeting.pk, by=priya, now=then)
    _write(meeting, then, stage)
    version = Meeting.objects.get(pk=meeting.pk).version
    return circulate(meeting.pk, version, by=priya, now=then + timedelta(days=2))


def _work(meeting: Meeting, then: datetime, stage: Stage, *, is_first: bool) -> None:
    """What the Board decided, gave out to do, and accepted as done."""
    priya = stage.who("priya")
    budget = meeting.items.get(title="Budget")
    decide(meeting.pk, budget.pk, DecisionKind.NOTED, "Spending is as planned.",
           by=priya, now=then)  # fmt: skip
    lighting = meeting.items.get(title="Lighting on the path from the station")
    said, asked = FIRST_LAMPS if is_first else LAST_LAMPS
    decide(meeting.pk, lighting.pk, DecisionKind.AGREED, said, by=priya, now=then)
    for one in Action.objects.filter(text=FIRST_LAMPS[1]):
        accept_at_meeting(meeting.pk, lighting.pk, one.number, by=priya, now=then)
    act(meeting.pk, lighting.pk, asked, stage.body("county"),
        due=due_at_next(meeting.group_id), by=priya, now=then)  # fmt: skip


def _write(meeting: Meeting, then: datetime, stage: Stage) -> None:
    priya = stage.who("priya")
    for title, text in (
        ("Welcome, apologies and substitutes", "The chair welcomed everybody."),
        ("Budget", "The officer went through the quarter’s spending."),
    ):
        item = meeting.items.get(title=title)
        write_minute(meeting.pk, item.pk, text, None, by=priya, now=then)


def _thursday(stage: Stage, ago: int) -> date:
    """The Thursday of that week, in the past for what is past."""
    day = stage.day(-ago)
    return day - timedelta(days=(day.weekday() - 3) % 7)


def _send(meeting: Meeting, at: datetime, stage: Stage) -> None:
    version = Meeting.objects.get(pk=meeting.pk).version
    send_agenda(meeting.pk, version, by=stage.who("priya"), now=at)
