"""Seats of posts, vacancies, routes, and groups that come and go."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.conftest import NOW, TODAY
from wardmote.groups.access import acts_as_officer, holds_seat, sits_on, works_in_office
from wardmote.groups.models import Group, Post, Route, Seat
from wardmote.groups.queries import (
    groups_of,
    holder_of,
    route_between,
    routes_from,
    sittings,
    vacant_seats,
)
from wardmote.groups.rules import FIGURE_OF_EIGHT, GroupKind, SeatRole
from wardmote.groups.usecases import (
    add_group,
    add_post,
    add_route,
    change_group,
    close_group,
    end_seat,
    fill_seat,
    give_seat,
    hand_over,
    keep_seat_vacant,
    leave_post,
    make_default_groups,
    remove_route,
    reopen_group,
    seat_post,
)
from wardmote.kernel.errors import RuleBroken
from wardmote.people.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(priya):
    make_default_groups(by=priya, now=NOW)
    return {"by": priya, "now": NOW}


@pytest.fixture
def board(by):
    return Group.objects.get(kind=GroupKind.BOARD)


@pytest.fixture
def inspector(by, board):
    """Chief Inspector, Wendle: vice-chair of the Board by office."""
    police = Organisation.objects.create(name="Police")
    post = add_post("Chief Inspector, Wendle", police, **by)
    seat_post(board, post, since=date(2025, 1, 1), role=SeatRole.VICE_CHAIR, **by)
    return post


def test_the_seat_belongs_to_the_post(by, board, inspector, sam, ana):
    assert [seat.post for seat in vacant_seats(TODAY)] == [inspector]
    hand_over(inspector.pk, sam, since=date(2025, 6, 1), **by)
    hand_over(inspector.pk, ana, since=date(2026, 6, 1), is_interim=True, **by)
    assert not vacant_seats(TODAY)
    assert groups_of(ana, TODAY) == {board.pk}
    assert not groups_of(sam, TODAY)
    assert holds_seat(sam, board.pk, date(2026, 5, 31))
    assert not holds_seat(ana, board.pk, date(2026, 5, 31))
    [sitting] = sittings(TODAY, person=ana)
    assert (sitting.is_interim, sitting.role) == (True, SeatRole.VICE_CHAIR)
    assert (sitting.organisation, sitting.since) == (
        inspector.organisation_id,
        date(2026, 6, 1),
    )
    assert holder_of(inspector, TODAY).person == ana


def test_leaving_the_post_leaves_the_seat_vacant(by, board, inspector, sam):
    held = hand_over(inspector.pk, sam, since=date(2025, 6, 1), **by)
    leave_post(held.pk, on=TODAY, **by)
    assert not sits_on(sam, GroupKind.BOARD, TODAY)
    assert len(vacant_seats(TODAY)) == 1
    with pytest.raises(RuleBroken, match="left this post already"):
        leave_post(held.pk, on=TODAY, **by)


def test_a_post_is_handed_over_in_order(by, inspector, sam, ana):
    hand_over(inspector.pk, sam, since=date(2025, 6, 1), **by)
    with pytest.raises(RuleBroken, match="took the post on 1 June 2025"):
        hand_over(inspector.pk, ana, since=date(2025, 5, 1), **by)
    with pytest.raises(RuleBroken, match="holds this post already"):
        hand_over(inspector.pk, sam, since=TODAY, **by)


def test_a_closed_account_holds_nothing_by_post_either(by, inspector, sam):
    hand_over(inspector.pk, sam, since=date(2025, 6, 1), **by)
    sam.is_active = False
    sam.save()
    assert not groups_of(sam, TODAY)
    assert len(vacant_seats(TODAY)) == 1


def test_a_vacancy_is_filled_and_left_again(by, board, sam):
    fire = Organisation.objects.create(name="Fire")
    vacancy = keep_seat_vacant(board, fire, since=date(2026, 1, 1), **by)
    seat = fill_seat(vacancy.pk, sam, since=TODAY, **by)
    assert (seat.person, seat.organisation) == (sam, fire)
    assert not vacant_seats(TODAY)
    with pytest.raises(RuleBroken, match="not vacant"):
        fill_seat(vacancy.pk, sam, since=TODAY, **by)
    end_seat(seat.pk, on=TODAY, stays_vacant=True, **by)
    [vacant] = vacant_seats(TODAY)
    assert vacant.organisation == fire


def test_a_substitute_sits_there_too(by, board, sam):
    give_seat(board, sam, since=TODAY, role=SeatRole.SUBSTITUTE, **by)
    assert sits_on(sam, GroupKind.BOARD, TODAY)


def test_a_seat_is_nobodys_persons_or_posts_but_not_both(by, board, inspector, sam):
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.create(group=board, person=sam, post=inspector, since=TODAY)


def test_a_closed_group_opens_nothing_until_it_is_open_again(by, board, sam):
    give_seat(board, sam, since=date(2026, 1, 1), **by)
    close_group(board.pk, on=TODAY, **by)
    assert not sits_on(sam, GroupKind.BOARD, TODAY)
    with pytest.raises(RuleBroken, match="is closed"):
        give_seat(board, sam, since=TODAY, **by)
    reopen_group(board.pk, **by)
    assert sits_on(sam, GroupKind.BOARD, TODAY)


def test_groups_have_names_of_their_own(by, board):
    made = add_group("  Domestic   Abuse Delivery Group ", GroupKind.DELIVERY, **by)
    assert made.name == "Domestic Abuse Delivery Group"
    for name, says in ("", "Enter the group"), ("board", "called board already"):
        with pytest.raises(RuleBroken, match=says):
            add_group(name, GroupKind.OTHER, **by)
    change_group(made.pk, name=made.name, kind=GroupKind.OTHER, **by)
    with pytest.raises(RuleBroken, match="already"):
        change_group(made.pk, name="BOARD", kind=GroupKind.OTHER, **by)


def test_the_figure_of_eight_is_the_default_and_can_be_changed(by, board):
    assert Route.objects.count() == len(FIGURE_OF_EIGHT)
    psg = Group.objects.get(kind=GroupKind.PROBLEM_SOLVING)
    assert route_between(psg, board).unblocks
    assert not route_between(board, psg).unblocks
    takers = {route.taker.kind for route in routes_from(psg, TODAY)}
    assert takers == {GroupKind.TASKING, GroupKind.BOARD}
    remove_route(route_between(psg, board).pk, **by)
    assert route_between(psg, board) is None
    data = Group.objects.get(kind=GroupKind.DATA)
    add_route(data, board, unblocks=False, **by)
    for giver, taker, says in (data, board, "already"), (board, board, "different group"):
        with pytest.raises(RuleBroken, match=says):
            add_route(giver, taker, unblocks=False, **by)
    close_group(board.pk, on=TODAY, **by)
    assert not [one for one in routes_from(data, TODAY) if one.taker == board]


def test_posts_are_named_once_in_an_organisation(by, inspector):
    with pytest.raises(RuleBroken, match="called Chief Inspector, Wendle already"):
        add_post("Chief Inspector, Wendle", inspector.organisation, **by)
    with pytest.raises(RuleBroken, match="Enter what the post"):
        add_post(" ", inspector.organisation, **by)
    assert Post.objects.count() == 1


def test_elected_office_bars_the_office_too(priya, ana, represent):
    assert acts_as_officer(priya, TODAY)
    assert works_in_office(ana, TODAY)
    for person in (priya, ana):
        represent(person, "E1")
    assert not acts_as_officer(priya, TODAY)
    assert not works_in_office(ana, TODAY)
    assert acts_as_officer(priya, date(2024, 5, 1) - timedelta(days=1))


def test_the_last_officer_is_not_made_a_councillor(priya, make_person):
    from datetime import UTC, datetime

    from wardmote.places.models import Edition, Place
    from wardmote.places.usecases import represent as make_councillor

    at = datetime(2026, 1, 1, tzinfo=UTC)
    wards = Edition.objects.create(kind="ward", name="2025-05", imported_at=at)
    Place.objects.create(edition=wards, code="E1", name="Longmere")
    ward = {"office": "councillor", "kind": "ward", "code": "E1", "since": TODAY}
    with pytest.raises(RuleBroken, match="Invite another officer first"):
        make_councillor(priya, **ward, by=priya, now=NOW)
    make_person("Otto", role="officer")
    make_councillor(priya, **ward, by=priya, now=NOW)
