"""The figure of eight in numbers: what is where, what moved in a quarter, what is stuck.

One source for the drawing and for the tables beside it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from wardmote.groups.models import Group, Route
from wardmote.groups.queries import open_groups
from wardmote.groups.rules import GroupKind
from wardmote.issues.access import Reader, readable
from wardmote.issues.models import Issue
from wardmote.issues.moving import deeds_in, hops_in, open_asks, standing_still
from wardmote.issues.rules import OPEN, Deed, State
from wardmote.issues.standing import Standstill
from wardmote.kernel.periods import Quarter

#: as they stand along the eight; of one kind, in the order in which they were made
_ORDER = (
    GroupKind.PROBLEM_SOLVING,
    GroupKind.TASKING,
    GroupKind.BOARD,
    GroupKind.DATA,
    GroupKind.TOOLKIT,
    GroupKind.DELIVERY,
    GroupKind.OTHER,
)
OPEN_STATES = [state for state in State if state in OPEN]


@dataclass(frozen=True, slots=True)
class Placed:
    """An open issue, and why it is stuck if it is."""

    issue: Issue
    stuck: Standstill | None


@dataclass(frozen=True, slots=True)
class Held:
    """One group: its open issues by state today; raised and closed there in the quarter."""

    group: Group
    open: Mapping[State, tuple[Placed, ...]]
    raised: int
    closed: int

    @property
    def stuck(self) -> list[Standstill]:
        return [one.stuck for held in self.open.values() for one in held if one.stuck]

    @property
    def total(self) -> int:
        return sum(len(held) for held in self.open.values())


@dataclass(frozen=True, slots=True)
class Moved:
    """From one group to another: issues passed in the quarter; asks open and late today."""

    giver: Group
    taker: Group
    issues: int
    asks: int
    late: int


@dataclass(frozen=True, slots=True)
class Figure:
    """The whole figure on one day."""

    quarter: Quarter
    on: date
    groups: tuple[Held, ...]
    ways: tuple[Moved, ...]

    @property
    def open(self) -> int:
        return sum(one.total for one in self.groups)

    @property
    def stuck(self) -> int:
        return sum(len(one.stuck) for one in self.groups)

    @property
    def passed(self) -> int:
        return sum(one.issues for one in self.ways)

    @property
    def late(self) -> int:
        return sum(one.late for one in self.ways)


def figure_for(reader: Reader, quarter: Quarter, on: date) -> Figure:
    """The figure as this person may see it: nothing for those who read no partner text."""
    held = list(readable(reader).filter(closed_at=None).order_by("pk"))
    stuck = standing_still(reader, held, on)
    raised = _by_group(reader, Deed.RAISE, quarter)
    closed = _by_group(reader, Deed.CLOSE, quarter)
    ways = _ways(reader, quarter, on)
    busy = {*raised, *closed, *(issue.holder_id for issue in held)}
    busy |= {key for pair in ways for key in pair}
    groups = _groups(busy, on)
    lines = tuple(
        Held(group, _by_state(group, held, stuck), raised[group.pk], closed[group.pk])
        for group in groups.values()
    )
    along = {key: place for place, key in enumerate(groups)}
    moved = tuple(
        Moved(groups[giver], groups[taker], *ways[giver, taker])
        for giver, taker in sorted(ways, key=lambda way: (along[way[0]], along[way[1]]))
    )
    return Figure(quarter, on, lines, moved)


def _groups(busy: Iterable[int], on: date) -> dict[int, Group]:
    """Key -> group: those on a route or with anything to show, along the eight."""
    found = Group.objects.filter(pk__in=list(busy))
    ordered = sorted(found, key=lambda one: (_ORDER.index(GroupKind(one.kind)), one.pk))
    return {group.pk: group for group in ordered}


def _by_group(reader: Reader, deed: Deed, quarter: Quarter) -> Counter[int]:
    """Group key -> how many issues this was done to there."""
    done = deeds_in(reader, deed, quarter).values_list("holder", "issue")
    return Counter(holder for holder, _ in set(done.order_by()))


def _by_state(
    group: Group, held: Iterable[Issue], stuck: Mapping[int, Standstill]
) -> dict[State, tuple[Placed, ...]]:
    mine = [issue for issue in held if issue.holder_id == group.pk]
    return {
        state: tuple(Placed(one, stuck.get(one.pk)) for one in mine if one.state == state)
        for state in OPEN_STATES
    }


def _ways(
    reader: Reader, quarter: Quarter, on: date
) -> dict[tuple[int, int], tuple[int, int, int]]:
    """(giver, taker) -> issues passed, asks open, asks late: along every route, and where
    something went although there is no route any more."""
    still = open_groups(on)
    routes = Route.objects.filter(giver__in=still, taker__in=still)
    passed = set(hops_in(reader, quarter).values_list("giver", "taker", "issue").order_by())
    hops = Counter((giver, taker) for giver, taker, _ in passed)
    asks = list(open_asks(reader))
    waiting = Counter((ask.asked_by_group_id, ask.of_id) for ask in asks)
    late = Counter((ask.asked_by_group_id, ask.of_id) for ask in asks if ask.answer_by < on)
    pairs = {*routes.values_list("giver", "taker"), *hops, *waiting}
    return {pair: (hops[pair], waiting[pair], late[pair]) for pair in pairs}
