"""Everything that changes groups, seats, posts and routes."""

from wardmote.groups.usecases.ending import change_last_day
from wardmote.groups.usecases.posts import add_post, hand_over, leave_post
from wardmote.groups.usecases.roles import elect
from wardmote.groups.usecases.seating import (
    add_group,
    add_route,
    change_group,
    close_group,
    end_seat,
    fill_seat,
    give_seat,
    keep_seat_vacant,
    make_default_groups,
    remove_route,
    reopen_group,
    seat_post,
)

__all__ = [
    "add_group",
    "add_post",
    "add_route",
    "change_group",
    "change_last_day",
    "close_group",
    "elect",
    "end_seat",
    "fill_seat",
    "give_seat",
    "hand_over",
    "keep_seat_vacant",
    "leave_post",
    "make_default_groups",
    "remove_route",
    "reopen_group",
    "seat_post",
]
