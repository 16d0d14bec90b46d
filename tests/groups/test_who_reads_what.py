"""Seats open partners' pages; elected office closes them again."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tests.conftest import NOW, TODAY
from wardmote.agreements.access import may_read_partner, require_partner_text, sees_counts
from wardmote.groups.access import sits_on
from wardmote.groups.models import Group
from wardmote.groups.rules import PARTNER_KINDS, GroupKind
from wardmote.groups.usecases import end_seat, give_seat, make_default_groups
from wardmote.kernel.errors import RuleBroken

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", sorted(PARTNER_KINDS))
def test_a_seat_opens_partners_pages_until_it_ends(sam, seat, priya, kind):
    assert not may_read_partner(sam, TODAY)
    held = seat(sam, kind)
    assert may_read_partner(sam, TODAY)
    assert sits_on(sam, kind, TODAY)
    assert not sees_counts(sam, TODAY)
    end_seat(held.pk, by=priya, now=NOW, on=TODAY)
    assert not may_read_partner(sam, TODAY)
    assert may_read_partner(sam, TODAY - timedelta(days=1))


def test_the_narrowest_post_wins(priya, ana, sam, seat, represent):
    seat(sam, GroupKind.BOARD)
    for person in (priya, ana, sam):
        represent(person, "E1")
        assert not may_read_partner(person, TODAY)
        assert not sees_counts(person, TODAY)
        with pytest.raises(PermissionDenied):
            require_partner_text(person, TODAY)


def test_a_deactivated_person_reads_nothing(priya):
    priya.is_active = False
    assert not may_read_partner(priya, TODAY)


def test_the_default_groups_are_made_once(priya):
    make_default_groups(by=priya, now=NOW)
    make_default_groups(by=priya, now=NOW)
    assert Group.objects.count() == 5


def test_nobody_sits_on_a_group_twice(priya, sam):
    make_default_groups(by=priya, now=NOW)
    board = Group.objects.get(kind=GroupKind.BOARD)
    give_seat(board, sam, by=priya, now=NOW, since=TODAY)
    with pytest.raises(RuleBroken, match="already sits"):
        give_seat(board, sam, by=priya, now=NOW, since=TODAY)
