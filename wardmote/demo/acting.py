"""What meetings asked for: done, overdue, without an owner, each organisation's part."""

from datetime import datetime

from django.utils.timezone import localdate

from wardmote.actions.due import Due, due_at_meeting, due_on, due_outside
from wardmote.actions.models import Action
from wardmote.actions.rules import Source
from wardmote.actions.usecases import accept, record_action, report_done, tell, tick
from wardmote.demo.district import DemoFiles
from wardmote.demo.stage import Stage
from wardmote.groups.rules import GroupKind
from wardmote.issues.models import Issue
from wardmote.kernel.periods import Month

PARTS = ("police", "district", "fire", "housing")


def record_actions(files: DemoFiles, now: datetime) -> None:
    """The last half year's actions, each as far as it has come."""
    if Action.objects.exists():
        return
    stage = Stage(now)
    _done(stage)
    _overdue(stage)
    _for_each(stage)
    _open(stage)


def _record(stage: Stage, ago: int, text: str, due: Due, **said: object) -> Action:
    """Written down by the officer, so many days ago, before the Board unless told otherwise."""
    usual = {"group": stage.group(GroupKind.BOARD), "by": stage.who("priya")}
    given = usual | {"text": text, "due": due, "now": stage.ago(ago), "checked": True} | said
    return record_action(**given)  # type: ignore[arg-type]


def _done(stage: Stage) -> None:
    lamps = Issue.objects.filter(title__startswith="Dark path").first()
    source = Source()
    if lamps is not None:
        words = f"{lamps.number} {lamps.title}"
        source = Source(lamps.subject, words, f"/issues/{lamps.number}/")
    grace, psg = stage.who("grace"), stage.group(GroupKind.PROBLEM_SOLVING)
    text = "Get a date for the six lamps from the county’s highways team"
    due = due_on(stage.day(-40))
    made = _record(stage, 70, text, due, owner=grace, source=source, group=psg)
    report_done(made.pk, "They come in the second week.", by=grace, now=stage.ago(45))
    accept(made.pk, by=stage.who("owen"), now=stage.ago(38))
    leila = stage.who("leila")
    text = "Send the partnership’s answer to the county’s drugs strategy"
    made = _record(stage, 33, text, due_on(stage.day(-3)), owner=leila)
    report_done(made.pk, by=leila, now=stage.ago(4))


def _overdue(stage: Stage) -> None:
    owen, psg = stage.who("owen"), stage.group(GroupKind.PROBLEM_SOLVING)
    text = "Walk the path with the residents and write down where it stays dark"
    made = _record(stage, 40, text, due_on(stage.day(-12)), owner=owen, group=psg)
    tell(made.pk, "The first evening was rained off.", by=owen, now=stage.ago(10), checked=True)


def _for_each(stage: Stage) -> None:
    text = "Name who in the organisation answers for the new issue form"
    bodies = [stage.body(key) for key in PARTS]
    made = _record(stage, 30, text, due_on(stage.day(9)), shares=bodies)
    for ago, who in ((21, "ruth"), (17, "yusuf")):
        person = stage.who(who)
        share = made.shares.get(organisation=person.organisation)
        tick(share.pk, by=person, now=stage.ago(ago))


def _open(stage: Stage) -> None:
    board = stage.group(GroupKind.BOARD)
    text = "Tell how the new Problem Solving Group process has worked"
    owner = stage.who("owen")
    _record(stage, 33, text, due_at_meeting(board.pk, _coming(stage, 10)), owner=owner)
    text = "Bring the sharing agreement for youth work to a signature"
    _record(stage, 33, text, due_on(stage.day(20)))
    text = "Ask for the same data on vulnerable residents in every district"
    april = due_outside("County Board", _coming(stage, 4))
    _record(stage, 33, text, april, owner=stage.body("county"))


def _coming(stage: Stage, month: int) -> Month:
    """The next month of this number that is not over."""
    today = localdate(stage.now)
    return Month(today.year + (month < today.month), month)
