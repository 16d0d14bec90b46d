"""Two years of decisions on priority areas, as the partnership took them.

For each quarter the rules propose and people decide: as proposed where that is what the
story tells, otherwise against it with a reason. The last whole quarter is left open but
for what the story has settled, so that there is something to decide.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from wardmote.areas.models import Decision, Proposal
from wardmote.areas.rules import Category
from wardmote.areas.usecases import (
    confirm,
    leave_to_others,
    override,
    propose_quarter,
)
from wardmote.demo import cast
from wardmote.demo.district import DemoFiles
from wardmote.demo.gazetteer import WARD_INDEX, WARDS
from wardmote.demo.story import last_whole_quarter
from wardmote.flags.models import LedElsewhere
from wardmote.kernel.periods import Month, Quarter
from wardmote.people.models import User

QUARTERS = 8
DECIDED_AFTER = 62
"""Days between a quarter's end and the Data Group's meeting on it."""

TUESDAY = 1

EMERGING, PREVENTING = Category.EMERGING, Category.PREVENTING
SUSTAINING, OFF = Category.SUSTAINING, Category.OFF


@dataclass(frozen=True, slots=True)
class Turn:
    """From so many quarters before the last whole one a ward is in this category.

    `work` is what is being done there from then on.
    """

    ward: str
    ago: int
    category: Category
    reason: str
    work: str = ""


TURNS = (
    Turn("Priory", 8, EMERGING, "Several kinds of trouble at once round the Abbey estate."),
    Turn(
        "Castle Gate",
        8,
        EMERGING,
        "Fights and thefts at closing time, seen by all.",
        "Street pastors and late buses",
    ),
    Turn(
        "Castle Gate",
        4,
        SUSTAINING,
        "The closing-time plan has held for a year. The figures stay high because the "
        "district goes out here; street pastors and late buses go on.",
        "Street pastors and late buses",
    ),
    Turn(
        "Harrow Fen",
        8,
        EMERGING,
        "The highest in the district for anti-social behaviour and deliberate fires.",
        "A youth project with the fire service",
    ),
    Turn(
        "Harrow Fen",
        5,
        SUSTAINING,
        "The youth project works: both have come down since it began. Support stays so "
        "that the ground gained is kept.",
        "A youth project with the fire service",
    ),
    Turn("Willow End", 8, EMERGING, "Damage and disorder round the shut leisure centre."),
    Turn(
        "Willow End",
        2,
        SUSTAINING,
        "The leisure centre is open again and evenings are quiet; one more season of patrols.",
    ),
    Turn(
        "Newbridge",
        8,
        PREVENTING,
        "900 homes a year and as yet no youth club, surgery or bus after six.",
        "Clubs, a surgery and buses planned with the developer and the county",
    ),
    Turn(
        "Longmere",
        0,
        EMERGING,
        "Burglary and vehicle crime have climbed for five months. It cannot wait.",
        "Patrols and lighting on the station path",
    ),
)
ELSEWHERE_REASON = (
    "All of it comes from one superstore estate on the ring road. The company and the "
    "police’s retail crime team work on it together; the partnership can add nothing now."
)
KEPT_OFF = (
    "Five areas are as many as the partnership can do something about at once. The Data "
    "Group keeps watch."
)


def decide_areas(files: DemoFiles, now: datetime) -> None:
    """Replay the quarters that are not decided yet, oldest first."""
    priya = User.objects.get(email=f"priya@{cast.MAIL}")
    latest = last_whole_quarter(files.last_month)
    _lead_market_ward_elsewhere(latest, priya, now)
    for ago in range(QUARTERS, -1, -1):
        quarter = latest - ago
        at = meeting_on(quarter, now)
        proposals = propose_quarter(quarter, by=priya, now=at)
        for proposal in proposals:
            _decide(proposal, quarter, ago, by=priya, at=at)


def meeting_on(quarter: Quarter, now: datetime) -> datetime:
    """When the Data Group met on a quarter: on a Tuesday some two months after it."""
    day = quarter.months[-1].last_day + timedelta(days=DECIDED_AFTER)
    day += timedelta(days=(TUESDAY - day.weekday()) % 7)
    met = datetime(day.year, day.month, day.day, 14, tzinfo=UTC)
    return min(met, now - timedelta(hours=1))


def _lead_market_ward_elsewhere(latest: Quarter, priya: User, now: datetime) -> None:
    market = WARDS[WARD_INDEX["Market Ward"]].code
    for dataset in ("shoplifting", "other-theft", "all-crime"):
        if LedElsewhere.objects.filter(ward=market, dataset=dataset).exists():
            continue
        leave_to_others(
            market,
            dataset=dataset,
            since=latest - QUARTERS,
            until=_look_again(now),
            reason=ELSEWHERE_REASON,
            lead="Retail crime lead, Wendle Constabulary",
            contact=f"retail.crime@{cast.MAIL}",
            by=priya,
            now=now - timedelta(hours=2),
        )


def _look_again(now: datetime) -> date:
    return (Month.of(now.date()) + 5).last_day


def _decide(proposal: Proposal, quarter: Quarter, ago: int, *, by: User, at: datetime) -> None:
    """Take the story's turn for this ward and quarter, or leave it open at the end."""
    if Decision.objects.filter(ward=proposal.ward, quarter=proposal.quarter).exists():
        return
    turn = _turn(proposal.ward, ago)
    is_news = turn is not None and turn.ago == ago
    if ago == 0 and not is_news:
        return
    category = turn.category if turn else OFF
    if proposal.category == category:
        if category is not OFF:
            confirm(
                proposal.ward,
                quarter,
                reason=_said(turn, is_news),
                work=turn.work if turn else "",
                by=by,
                now=at,
            )
        return
    override(
        proposal.ward,
        quarter,
        category=category,
        reason=turn.reason if turn else KEPT_OFF,
        work=turn.work if turn else "",
        by=by,
        now=at,
    )


def _said(turn: Turn | None, is_news: bool) -> str:
    return turn.reason if turn and is_news else ""


def _turn(code: str, ago: int) -> Turn | None:
    """The latest turn of this ward's story by then."""
    begun = [turn for turn in TURNS if _code(turn.ward) == code and turn.ago >= ago]
    return min(begun, key=lambda turn: turn.ago, default=None)


def _code(ward: str) -> str:
    return WARDS[WARD_INDEX[ward]].code
