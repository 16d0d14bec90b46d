"""A signature opens partners' pages and restricted text; elected office closes both."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tests.conftest import NOW, TODAY, sign_for
from wardmote.agreements import queries
from wardmote.agreements.access import (
    NotShared,
    lacks_signature,
    may_read_partner,
    may_read_restricted,
    require_partner_text,
    restricted_reach,
    sees_counts,
)
from wardmote.agreements.models import Safeguards
from wardmote.agreements.rules import State
from wardmote.agreements.standings import standing_of
from wardmote.agreements.usecases import (
    add_agreement,
    add_party,
    add_version,
    close_agreement,
    end_party,
    name_signatory,
    sign,
)
from wardmote.groups.models import Seat
from wardmote.groups.rules import GroupKind
from wardmote.groups.usecases import add_post, end_seat, hand_over, leave_post, seat_post

pytestmark = pytest.mark.django_db
SIGNED = {"name": "Marta", "capacity": "Director", "now": NOW}


def signed(homes, on, **more):
    return sign(
        homes, homes.agreement.versions.first(), signed_on=on, by=homes.signatory,
        **SIGNED, **more,
    )  # fmt: skip


@pytest.fixture
def is_on(monkeypatch):
    """Restricted text is on: everything it waits for is recorded."""
    Safeguards.objects.create(pk=1, restricted_on=True)
    monkeypatch.setattr(queries, "preconditions", lambda on: [])


def test_who_never_signed_reads_nothing_and_is_told_why(marta, homes):
    assert not may_read_partner(marta, TODAY)
    assert lacks_signature(marta, TODAY)
    with pytest.raises(NotShared):
        require_partner_text(marta, TODAY)


def test_a_signature_opens_at_once_and_a_lapse_leaves_partner_text(marta, homes):
    signed(homes, date(2024, 11, 1))  # until 31 October 2026
    assert may_read_partner(marta, date(2026, 10, 31))
    assert may_read_partner(marta, date(2027, 10, 31))
    assert not may_read_partner(marta, date(2024, 10, 31))
    assert not sees_counts(marta, TODAY)


def test_the_seats_own_organisation_must_have_signed(marta, homes, body, groups):
    sign_for(body("Police"), groups.values())
    assert not may_read_partner(marta, TODAY)
    Seat.objects.filter(person=marta).update(organisation=body("Police"))
    assert may_read_partner(marta, TODAY)
    marta.organisation = body("Police")
    marta.save()
    Seat.objects.filter(person=marta).update(organisation=body("Fenland Homes"))
    assert not may_read_partner(marta, TODAY)


@pytest.mark.parametrize("kind", [GroupKind.TOOLKIT, GroupKind.OTHER])
def test_a_seat_where_public_text_is_worked_on_opens_nothing(sam, seat, kind):
    seat(sam, kind)
    assert not may_read_partner(sam, TODAY)


def test_office_staff_of_the_host_need_no_signature(priya, ana, body):
    assert may_read_partner(priya, TODAY)
    for person in (priya, ana):
        person.organisation = body("District Council")
        person.save()
        assert not may_read_partner(person, TODAY)
        assert lacks_signature(person, TODAY)
    host = body("District Council")
    host.is_host = True
    host.save()
    for person in (priya, ana):
        person.refresh_from_db()
        assert sees_counts(person, TODAY)


def test_the_hosts_own_seat_holders_need_its_signature(marta, homes):
    marta.organisation.is_host = True
    marta.organisation.save()
    assert not may_read_partner(marta, TODAY)


def test_a_councillor_reads_nothing_whatever_was_signed(marta, homes, represent, is_on):
    signed(homes, TODAY)
    assert may_read_partner(marta, TODAY)
    represent(marta, "E1")
    assert not may_read_partner(marta, TODAY)
    assert not lacks_signature(marta, TODAY)
    assert restricted_reach(marta, TODAY) == {}
    with pytest.raises(PermissionDenied):
        require_partner_text(marta, TODAY)


@pytest.mark.parametrize("how", ["agreement", "party", "seat", "account"])
def test_what_was_opened_closes_at_the_next_request(marta, homes, priya, how):
    signed(homes, date(2026, 6, 1))
    assert may_read_partner(marta, TODAY)
    given = {"by": priya, "now": NOW, "on": TODAY}
    if how == "agreement":
        close_agreement(homes.agreement_id, **given)
    elif how == "party":
        end_party(homes.pk, **given)
    elif how == "seat":
        end_seat(marta.seats.get().pk, **given)
    else:
        marta.is_active = False
    assert not may_read_partner(marta, TODAY)


def test_a_changed_signatory_is_no_lapse(marta, homes, priya, sam):
    signed(homes, date(2026, 6, 1))
    name_signatory(homes.pk, sam, by=priya, now=NOW)
    assert may_read_partner(marta, TODAY)
    name_signatory(homes.pk, None, by=priya, now=NOW)
    assert may_read_partner(marta, TODAY)


def test_a_new_version_must_be_signed_by_its_day(marta, homes, priya):
    signed(homes, date(2026, 6, 1))
    add_version(
        homes.agreement, in_force_on=TODAY, months=24, sign_by=TODAY + timedelta(days=40),
        by=priya, now=NOW,
    )  # fmt: skip
    states = {
        days: standing_of(marta.organisation_id, TODAY + timedelta(days=days)).state
        for days in (0, 10, 40, 41, 54, 55)
    }
    assert list(states.values()) == [
        State.SIGNED, State.LAPSING, State.LAPSING, State.AMBER, State.AMBER, State.SHUT
    ]  # fmt: skip
    signed(homes, TODAY)
    assert standing_of(marta.organisation_id, TODAY + timedelta(days=55)).is_open


def test_a_service_agreement_opens_nothing(marta, groups, priya):
    sla = add_agreement(
        "Service level agreement", "service", groups.values(), in_force_on=TODAY, months=12,
        sign_by=TODAY, by=priya, now=NOW,
    )  # fmt: skip
    party = add_party(sla, marta.organisation, signatory=marta, by=priya, now=NOW)
    signed(party, TODAY)
    assert not may_read_partner(marta, TODAY)


def test_restricted_text_is_off_until_it_is_switched_on(marta, homes, groups):
    signed(homes, TODAY)
    assert restricted_reach(marta, TODAY) == {}
    Safeguards.objects.create(pk=1, restricted_on=True)
    assert restricted_reach(marta, TODAY) == {}


def test_restricted_text_reaches_the_groups_one_sits_on_and_is_covered_for(
    marta, homes, groups, is_on, seat
):
    signed(homes, TODAY)
    Seat.objects.create(group=groups[GroupKind.BOARD], person=marta, since=TODAY)
    tasking = groups[GroupKind.TASKING].pk
    assert restricted_reach(marta, TODAY).keys() == {tasking}
    assert may_read_restricted(marta, tasking, TODAY, written_on=TODAY)
    psg = groups[GroupKind.PROBLEM_SOLVING].pk
    assert not may_read_restricted(marta, psg, TODAY, written_on=TODAY)


def test_once_shut_only_old_texts_and_their_own_stay(marta, homes, groups, is_on):
    signed(homes, date(2024, 11, 1))  # until 31 October 2026, amber to 14 November
    group, late = groups[GroupKind.TASKING].pk, date(2026, 12, 1)
    amber = date(2026, 11, 14)
    assert may_read_restricted(marta, group, amber, written_on=amber)
    assert may_read_restricted(marta, group, late, written_on=amber)
    new = amber + timedelta(days=1)
    assert not may_read_restricted(marta, group, late, written_on=new)
    assert may_read_restricted(marta, group, late, written_on=new, is_theirs=True)


def test_amber_days_are_a_setting(marta, homes, groups, is_on):
    signed(homes, date(2024, 11, 1))
    Safeguards.objects.update(amber_days=3)
    found = restricted_reach(marta, date(2026, 12, 1))
    assert found[groups[GroupKind.TASKING].pk].until == date(2026, 11, 3)


def test_the_hosts_officer_reaches_what_is_covered_and_an_analyst_nothing(
    priya, ana, agreement, groups, is_on
):
    covered = {groups[GroupKind.TASKING].pk, groups[GroupKind.PROBLEM_SOLVING].pk}
    assert restricted_reach(priya, TODAY).keys() == covered
    assert restricted_reach(ana, TODAY) == {}


def test_an_ex_officio_seat_follows_the_post(sam, ana, body, groups, priya, make_person):
    """The inspector's seat: the interim inspector reads from their first day to their last."""
    police = body("Police")
    sign_for(police, groups.values())
    given = {"by": priya, "now": NOW}
    post = add_post("Chief Inspector, Wendle", police, **given)
    seat_post(groups[GroupKind.TASKING], post, since=date(2025, 1, 1), **given)
    assert not may_read_partner(sam, TODAY)
    hand_over(post.pk, sam, since=date(2026, 6, 1), **given)
    ivy = make_person("Ivy")
    hand_over(post.pk, ivy, since=TODAY, is_interim=True, **given)
    assert may_read_partner(sam, TODAY - timedelta(days=1))
    assert not may_read_partner(sam, TODAY)
    assert may_read_partner(ivy, TODAY)
    leave_post(ivy.posts_held.get().pk, on=TODAY, **given)
    assert not may_read_partner(ivy, TODAY)
