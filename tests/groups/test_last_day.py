"""The day on which a seat is to end can be put right until it has come."""

from datetime import timedelta

import pytest

from tests.conftest import NOW, TODAY
from wardmote.audit.models import Entry
from wardmote.groups.models import Group, Seat
from wardmote.groups.queries import sittings
from wardmote.groups.rules import SeatRole
from wardmote.groups.usecases import change_last_day, elect, end_seat, fill_seat, give_seat
from wardmote.groups.usecases.seating import keep_seat_vacant, make_default_groups
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.kernel.errors import RuleBroken, Stale
from wardmote.people.models import Organisation

BY = {"by": COMMAND_LINE, "now": NOW}


def day(n):
    return TODAY + timedelta(days=n)


@pytest.fixture
def board(db):
    make_default_groups(**BY)
    return Group.objects.get(kind="board")


@pytest.fixture
def dev(make_person):
    person = make_person("Dev")
    person.organisation = Organisation.objects.create(name="Police")
    person.save()
    return person


@pytest.fixture
def seat(board, dev):
    """Dev chairs the Board until ten days from now, and leaves a vacancy."""
    made = give_seat(board, dev, since=day(-99), role=SeatRole.CHAIR, **BY)
    return end_seat(made.pk, on=day(10), stays_vacant=True, **BY)


def vacancy():
    return Seat.objects.get(person=None, post=None)


@pytest.mark.parametrize("on", [0, 5, 20])
def test_access_and_the_vacancy_follow_the_new_day(seat, dev, on):
    change_last_day(seat.pk, shown=day(10), on=day(on), **BY)
    held = [len(sittings(day(n), person=dev)) for n in (on - 1, on)]
    assert held == [1, 0]
    assert vacancy().since == day(on)
    kept = Entry.objects.get(verb="seat.end_changed").details
    assert (kept["was"], kept["until"]) == (day(10).isoformat(), day(on).isoformat())


def test_a_stale_page_is_refused(seat):
    change_last_day(seat.pk, shown=day(10), on=day(5), **BY)
    with pytest.raises(Stale):
        change_last_day(seat.pk, shown=day(10), on=day(20), **BY)


def test_what_has_ended_or_has_no_last_day_is_not_changed(board, seat, make_person):
    other = give_seat(board, make_person("Ana"), since=day(-9), **BY)
    with pytest.raises(RuleBroken, match="does not end ahead"):
        change_last_day(other.pk, shown=None, on=day(5), **BY)
    change_last_day(seat.pk, shown=day(10), on=day(0), **BY)
    with pytest.raises(RuleBroken, match="does not end ahead"):
        change_last_day(seat.pk, shown=day(0), on=day(5), **BY)


def test_who_takes_the_seat_keeps_it(seat, make_person):
    fill_seat(vacancy().pk, make_person("Ana"), since=day(15), **BY)
    with pytest.raises(RuleBroken) as refusal:
        change_last_day(seat.pk, shown=day(10), on=day(16), **BY)
    assert refusal.value.about == "last_on"
    seat.refresh_from_db()
    assert (seat.until, vacancy().since) == (day(10), day(10))
    change_last_day(seat.pk, shown=day(10), on=day(15), **BY)
    assert (vacancy().since, vacancy().until) == (day(15), day(15))


def test_an_ordinary_seat_that_somebody_takes_is_theirs_too(board, dev, make_person):
    held = give_seat(board, dev, since=day(-9), **BY)
    end_seat(held.pk, on=day(10), stays_vacant=True, **BY)
    fill_seat(vacancy().pk, make_person("Ana"), since=day(15), **BY)
    with pytest.raises(RuleBroken, match="is filled, or ends, on"):
        change_last_day(held.pk, shown=day(10), on=day(16), **BY)


@pytest.mark.parametrize("role", [SeatRole.CHAIR, SeatRole.ORDINARY])
def test_no_second_chair_and_no_second_seat_of_one_person(board, seat, dev, make_person, role):
    whose = make_person("Ana") if role is SeatRole.CHAIR else dev
    give_seat(board, whose, since=day(12), role=role, **BY)
    with pytest.raises(RuleBroken, match="Enter an earlier last day"):
        change_last_day(seat.pk, shown=day(10), on=day(13), **BY)
    change_last_day(seat.pk, shown=day(10), on=day(12), **BY)


def test_of_two_seats_alike_each_keeps_its_own_vacancy(board, dev, make_person):
    goes = give_seat(board, dev, since=day(-9), **BY)
    other = make_person("Ana")
    other.organisation = dev.organisation
    other.save()
    stays = give_seat(board, other, since=day(-9), **BY)
    end_seat(goes.pk, on=day(10), stays_vacant=False, **BY)
    end_seat(stays.pk, on=day(10), stays_vacant=True, **BY)
    change_last_day(goes.pk, shown=day(10), on=day(20), **BY)
    assert vacancy().since == day(10)
    change_last_day(stays.pk, shown=day(10), on=day(12), **BY)
    assert vacancy().since == day(12)


def test_a_vacancy_that_somebody_takes_is_not_put_off(board, make_person):
    empty = keep_seat_vacant(board, None, role=SeatRole.ORDINARY, since=day(-9), **BY)
    fill_seat(empty.pk, make_person("Ana"), since=day(15), **BY)
    with pytest.raises(RuleBroken, match="Change theirs"):
        change_last_day(empty.pk, shown=day(15), on=day(30), **BY)


def test_whoever_chaired_and_is_to_leave_leaves_all_the_same(board, seat, dev, make_person):
    chair = give_seat(board, make_person("Ana"), since=day(-9), **BY)
    elect(chair.pk, SeatRole.CHAIR, on=day(2), **BY)
    assert [len(sittings(day(n), person=dev)) for n in (3, 9, 10)] == [1, 1, 0]
