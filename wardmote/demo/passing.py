"""Issues that pass between groups this quarter: up, down, and before the Board."""

from wardmote.demo.stage import Stage, again, marks
from wardmote.groups.rules import GroupKind
from wardmote.issues.moving import quarter_of
from wardmote.issues.rules import Origin, Passing, Reach
from wardmote.issues.usecases import journey
from wardmote.issues.usecases.prioritising import mark_issue
from wardmote.issues.usecases.raising import Raised, raise_issue
from wardmote.issues.usecases.updating import draft_update, send_update
from wardmote.kernel.themes import Theme


def bikes(stage: Stage) -> None:
    """Seen at the PSG, referred up, and sent back with what to do."""
    psg, tcg = stage.group(GroupKind.PROBLEM_SOLVING), stage.group(GroupKind.TASKING)
    owen, dev = stage.who("owen"), stage.who("dev")
    issue = raise_issue(
        Raised(
            title="Off-road bikes on the Newbridge building land",
            theme=Theme.ROADS,
            origin=Origin.GROUP,
            reach=Reach.PLACES,
            wards=(stage.ward("Newbridge"), stage.ward("Pellingford")),
            lead=stage.body("police"),
            holder=psg,
            text="Bikes cross the unlit building land most evenings; two near misses with "
            "children walking home.",
        ),
        by=stage.who("hannah"),
        now=stage.ago(48),
    )
    up = Passing(psg.pk, tcg.pk, "It crosses two beats and needs a shared patrol plan.")
    journey.pass_issue(issue.pk, up, again(issue), by=owen, now=stage.ago(35))
    journey.take_on(issue.pk, again(issue), by=dev, now=stage.ago(30))
    given = marks(4, 3, 4, 3)
    mark_issue(issue.pk, given, "Children walk there.", by=dev, now=stage.ago(30))
    down = Passing(tcg.pk, psg.pk, "The patrol plan stands; the fence is yours to settle.")
    journey.pass_issue(issue.pk, down, again(issue), by=dev, now=stage.ago(16))
    journey.take_on(issue.pk, again(issue), by=owen, now=stage.ago(14))


def surgery(stage: Stage) -> None:
    """Waits to be taken on, for longer than it should."""
    psg, tcg = stage.group(GroupKind.PROBLEM_SOLVING), stage.group(GroupKind.TASKING)
    issue = raise_issue(
        Raised(
            title="Threats to staff outside the Castle Gate surgery",
            theme=Theme.DISORDER,
            origin=Origin.JUDGMENT,
            reach=Reach.PLACES,
            wards=(stage.ward("Castle Gate"),),
            lead=stage.body("health"),
            holder=psg,
            text="Reception staff are shouted at and followed to their cars; three have left.",
        ),
        by=stage.who("ines"),
        now=stage.ago(50),
    )
    up = Passing(psg.pk, tcg.pk, "Several agencies need to agree who comes when they call.")
    journey.pass_issue(issue.pk, up, again(issue), by=stage.who("ines"), now=stage.ago(40))


def worker(stage: Stage) -> None:
    """What the T&CG put before the Board to agree."""
    tcg, board = stage.group(GroupKind.TASKING), stage.group(GroupKind.BOARD)
    issue = raise_issue(
        Raised(
            title="A shared worker for young people at risk of exploitation",
            theme=Theme.VULNERABILITY,
            origin=Origin.MEETING,
            reach=Reach.DISTRICT,
            lead=stage.body("county"),
            holder=tcg,
            text="Four agencies each fund a day a week. One post would cost no more.",
        ),
        by=stage.who("marta"),
        now=stage.ago(44),
    )
    reason = "It needs money from four agencies, which only the Board can agree."
    passing = Passing(tcg.pk, board.pk, reason)
    dev = stage.who("dev")
    journey.pass_issue(issue.pk, passing, again(issue), by=dev, now=stage.ago(21))
    journey.take_on(issue.pk, again(issue), by=stage.who("ruth"), now=stage.ago(18))


def update(stage: Stage) -> None:
    """What the T&CG told the Board of the last whole quarter."""
    dev, tcg = stage.who("dev"), stage.group(GroupKind.TASKING)
    quarter = quarter_of(stage.day(0)) - 1
    made = draft_update(tcg, quarter, by=dev, now=stage.ago(10))
    send_update(made.pk, made.version, by=dev, now=stage.ago(9))
