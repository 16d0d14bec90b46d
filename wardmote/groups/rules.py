"""Kinds of group and of seat."""

from enum import StrEnum


class GroupKind(StrEnum):
    """What a group is for; a partnership may have several of one kind."""

    BOARD = "board"
    TASKING = "tasking"
    PROBLEM_SOLVING = "problem_solving"
    DATA = "data"
    OTHER = "other"


GROUP_KIND_NAMES = {
    GroupKind.BOARD: "Board",
    GroupKind.TASKING: "Tasking & Coordinating Group",
    GroupKind.PROBLEM_SOLVING: "Problem Solving Group",
    GroupKind.DATA: "Data Group",
    GroupKind.OTHER: "Other group",
}


class SeatRole(StrEnum):
    """What a person is on the group."""

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    ORDINARY = "ordinary"


SEAT_ROLE_NAMES = {
    SeatRole.CHAIR: "chair",
    SeatRole.VICE_CHAIR: "vice-chair",
    SeatRole.ORDINARY: "member of the group",
}
