"""Issues round the figure of eight: one unblocked, one stuck, one waiting, one closed."""

from collections.abc import Callable
from datetime import datetime

from django.utils.timezone import localdate

from wardmote.demo import passing
from wardmote.demo.district import DemoFiles
from wardmote.demo.stage import Stage, again, marks
from wardmote.groups.rules import GroupKind
from wardmote.issues.clearing import Ruling
from wardmote.issues.models import Issue
from wardmote.issues.rules import Answer, Asking, Level, Origin, Outcome, Passing, Reach
from wardmote.issues.usecases import journey, telling
from wardmote.issues.usecases.prioritising import mark_issue
from wardmote.issues.usecases.raising import Raised, raise_issue
from wardmote.issues.usecases.releasing import ask_to_release, rule_on
from wardmote.issues.usecases.unblocking import answer_ask, ask_to_unblock
from wardmote.kernel.themes import Theme
from wardmote.releases.rules import Audience


def work_on_issues(files: DemoFiles, now: datetime) -> None:
    """The year's issues, each as far as it has come."""
    if Issue.objects.exists():
        return
    stage = Stage(now)
    stories: list[Callable[[Stage], None]] = [
        _lighting, _burglaries, _hoarding, _fires, _scams,
        passing.bikes, passing.surgery, passing.worker, passing.update,
    ]  # fmt: skip
    for story in stories:
        story(stage)


def _lighting(stage: Stage) -> None:
    """Blocked on the county's budget until the Board unblocked it."""
    owen, psg = stage.who("owen"), stage.group(GroupKind.PROBLEM_SOLVING)
    issue = raise_issue(
        Raised(
            title="Dark path between the station and Longmere",
            theme=Theme.DISORDER,
            origin=Origin.GROUP,
            reach=Reach.PLACES,
            wards=(stage.ward("Longmere"),),
            lead=stage.body("county"),
            holder=psg,
            text="Six lamps on the path are out. Residents walk round by the road after dark, "
            "and two of the burglaries of the spring began from the path.",
        ),
        by=stage.who("hannah"),
        now=stage.ago(96),
    )
    journey.take_on(issue.pk, again(issue), by=owen, now=stage.ago(90))
    told = "Patrols on the path on Friday and Saturday nights; hedges cut back."
    telling.tell(issue.pk, told, Level.PARTNER, by=owen, now=stage.ago(75))
    ask = ask_to_unblock(
        issue.pk,
        Asking(
            stage.group(GroupKind.BOARD).pk,
            "The lamps are in the county’s budget for next year only. We need them mended "
            "before the clocks go back.",
            "Fenshire County Council, highways",
            localdate(stage.ago(45)),
        ),
        by=owen,
        now=stage.ago(70),
    )
    answer = "The county brings the work forward; the Board pays a third from its reserve."
    answer_ask(ask.pk, Answer.UNBLOCKED, answer, by=stage.who("ruth"), now=stage.ago(48))
    words = (
        "Six lamps on the path between the station and Longmere are to be mended by the end "
        "of the month. Until then there are patrols on Friday and Saturday nights."
    )
    asked = ask_to_release(issue.pk, words, Audience.MEMBERS, by=owen, now=stage.ago(40))
    rule_on(asked.pk, Ruling.CLEARED, "", by=stage.who("marta"), now=stage.ago(39))


def _burglaries(stage: Stage) -> None:
    """What Longmere's signal raised: with the T&CG, first on its list."""
    dev = stage.who("dev")
    issue = raise_issue(
        Raised(
            title="Burglary and vehicle crime in Longmere",
            theme=Theme.THEFT,
            origin=Origin.SIGNAL,
            origin_of={"ward": stage.ward("Longmere"), "dataset": "burglary"},
            reach=Reach.PLACES,
            wards=(stage.ward("Longmere"),),
            lead=stage.body("police"),
            holder=stage.group(GroupKind.TASKING),
            text="Both have climbed for five months, mostly sheds and vans at night in the "
            "streets by the path. Rising elsewhere in the district: no.",
        ),
        by=stage.who("tomasz"),
        now=stage.ago(33),
    )
    journey.take_on(issue.pk, again(issue), by=dev, now=stage.ago(30))
    why = "Rising fast, and what is taken is what people work with."
    mark_issue(issue.pk, marks(4, 4, 5, 2), why, by=dev, now=stage.ago(30))


def _hoarding(stage: Stage) -> None:
    """Waits for the county's inquiry."""
    ines = stage.who("ines")
    issue = raise_issue(
        Raised(
            title="Fire risk where homes are over-full",
            theme=Theme.VULNERABILITY,
            origin=Origin.JUDGMENT,
            reach=Reach.DISTRICT,
            lead=stage.body("fire"),
            holder=stage.group(GroupKind.PROBLEM_SOLVING),
            text="Crews meet more homes that are too full to get through. The agencies have "
            "no common way to help; the county holds an inquiry.",
        ),
        by=stage.who("yusuf"),
        now=stage.ago(120),
    )
    journey.take_on(issue.pk, again(issue), by=ines, now=stage.ago(112))
    waits = "The county’s inquiry reports in the spring."
    journey.hold(issue.pk, again(issue), waits, by=ines, now=stage.ago(60))


def _fires(stage: Stage) -> None:
    """What was done in Harrow Fen, closed, and its sender heard."""
    psg, tcg = stage.group(GroupKind.PROBLEM_SOLVING), stage.group(GroupKind.TASKING)
    owen, yusuf = stage.who("owen"), stage.who("yusuf")
    issue = raise_issue(
        Raised(
            title="Deliberate fires on the Harrow Fen allotments",
            theme=Theme.FIRE,
            origin=Origin.FLAG,
            origin_of={"ward": stage.ward("Harrow Fen"), "dataset": "deliberate-fires"},
            reach=Reach.PLACES,
            wards=(stage.ward("Harrow Fen"),),
            lead=stage.body("fire"),
            holder=tcg,
            text="Sheds and bins were set alight on most weekends of the spring.",
        ),
        by=yusuf,
        now=stage.ago(170),
    )
    reason = "It needs work on the spot, and people who know the young people there."
    handed = Passing(tcg.pk, psg.pk, reason)
    journey.pass_issue(issue.pk, handed, again(issue), by=yusuf, now=stage.ago(165))
    journey.take_on(issue.pk, again(issue), by=owen, now=stage.ago(160))
    told = "The youth project runs three evenings a week; the site is cleared each Friday."
    telling.tell(issue.pk, told, Level.PARTNER, by=owen, now=stage.ago(100))
    result = "Fires came down from most weekends to one in three months, and stayed down."
    journey.close_issue(
        issue.pk, again(issue), Outcome.SOLVED, result, by=owen, now=stage.ago(9)
    )


def _scams(stage: Stage) -> None:
    """Stuck: asked of the Board, and not answered yet."""
    hannah = stage.who("hannah")
    issue = raise_issue(
        Raised(
            title="Doorstep and online fraud against older residents",
            theme=Theme.ONLINE,
            origin=Origin.MEETING,
            reach=Reach.ONLINE,
            lead=stage.body("voluntary"),
            holder=stage.group(GroupKind.PROBLEM_SOLVING),
            text="Callers and messages pretend to be the bank or the council. Few report it.",
        ),
        by=stage.who("leila"),
        now=stage.ago(41),
    )
    journey.take_on(issue.pk, again(issue), by=hannah, now=stage.ago(38))
    ask_to_unblock(
        issue.pk,
        Asking(
            stage.group(GroupKind.BOARD).pk,
            "A leaflet through every door costs £3,400. No agency has a budget for it.",
            "any agency with a budget for prevention",
            stage.day(5),
        ),
        by=hannah,
        now=stage.ago(12),
    )
