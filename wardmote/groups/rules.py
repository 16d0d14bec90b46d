"""Kinds of group and of seat, the way things pass between groups, and who is seated."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class GroupKind(StrEnum):
    """What a group is for; a partnership may have several of one kind."""

    BOARD = "board"
    TASKING = "tasking"
    PROBLEM_SOLVING = "problem_solving"
    DATA = "data"
    TOOLKIT = "toolkit"
    DELIVERY = "delivery"
    OTHER = "other"


GROUP_KIND_NAMES = {
    GroupKind.BOARD: "Board",
    GroupKind.TASKING: "Tasking & Coordinating Group",
    GroupKind.PROBLEM_SOLVING: "Problem Solving Group",
    GroupKind.DATA: "Data Group",
    GroupKind.TOOLKIT: "Toolkit Group",
    GroupKind.DELIVERY: "Delivery group",
    GroupKind.OTHER: "Other group",
}

#: made when a partnership is set up; delivery groups and others are added by name
DEFAULT_KINDS = (
    GroupKind.BOARD,
    GroupKind.TASKING,
    GroupKind.PROBLEM_SOLVING,
    GroupKind.DATA,
    GroupKind.TOOLKIT,
)

#: kinds whose seats open what partners share; toolkits are worked on from public text
PARTNER_KINDS = {
    GroupKind.BOARD,
    GroupKind.TASKING,
    GroupKind.PROBLEM_SOLVING,
    GroupKind.DATA,
    GroupKind.DELIVERY,
}


class SeatRole(StrEnum):
    """What a person is on the group."""

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    ORDINARY = "ordinary"
    SUBSTITUTE = "substitute"


#: who lead a group and are elected by it
CHAIRS = (SeatRole.CHAIR, SeatRole.VICE_CHAIR)

SEAT_ROLE_NAMES = {
    SeatRole.CHAIR: "chair",
    SeatRole.VICE_CHAIR: "vice-chair",
    SeatRole.ORDINARY: "member of the group",
    SeatRole.SUBSTITUTE: "substitute",
}


@dataclass(frozen=True, slots=True)
class Way:
    """One route of the figure of eight, from kind to kind."""

    giver: GroupKind
    taker: GroupKind
    unblocks: bool = False


#: two loops that cross at the T&CG; a PSG that is stuck goes straight to the Board
FIGURE_OF_EIGHT = (
    Way(GroupKind.PROBLEM_SOLVING, GroupKind.TASKING),
    Way(GroupKind.TASKING, GroupKind.PROBLEM_SOLVING),
    Way(GroupKind.TASKING, GroupKind.BOARD),
    Way(GroupKind.BOARD, GroupKind.TASKING),
    Way(GroupKind.PROBLEM_SOLVING, GroupKind.BOARD, unblocks=True),
    Way(GroupKind.BOARD, GroupKind.PROBLEM_SOLVING),
    Way(GroupKind.DATA, GroupKind.TASKING),
    Way(GroupKind.TOOLKIT, GroupKind.TASKING),
)


@dataclass(frozen=True, slots=True)
class Sitting:
    """One person in one seat on one day, by name or through the post they hold.

    `organisation` is the one they sit for: the seat's, else the post's, else their own.
    """

    seat: int
    person: int
    group: int
    kind: GroupKind
    role: SeatRole
    organisation: int | None
    since: date
    is_interim: bool = False
