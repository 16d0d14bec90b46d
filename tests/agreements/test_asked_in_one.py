"""Who the reader is takes few questions: seats in one, standings in one, same answers."""

import random
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from tests.conftest import NOW, TODAY
from wardmote.agreements.models import Agreement, Safeguards
from wardmote.agreements.queries import parties_on, standing_of_party
from wardmote.agreements.rules import State, best
from wardmote.agreements.standings import standings, standings_by_group
from wardmote.groups.models import Group, Holder, Post, Seat
from wardmote.groups.queries import seats_in_force, sittings
from wardmote.groups.rules import GroupKind, SeatRole, Sitting
from wardmote.groups.usecases import end_seat
from wardmote.people.models import Organisation

pytestmark = pytest.mark.django_db
SEED = 11


@pytest.fixture
def chance():
    return random.Random(SEED)


@pytest.fixture
def days(chance):
    """Some day near today; or, where one may be missing, none."""

    def some(least=-900, most=400, *, may_miss=0.0):
        off = timedelta(days=chance.randint(least, most))
        return None if chance.random() < may_miss else TODAY + off

    return some


@pytest.fixture
def bodies(db):
    names = [f"Agency {number}" for number in range(6)]
    return [Organisation.objects.create(name=name) for name in names]


@pytest.fixture
def signatures(bodies, groups, priya, ana, chance, days):
    """Agreements of both kinds with several versions, signed by some, extended for some."""
    for number in range(5):
        agreement = Agreement.objects.create(
            name=f"Agreement {number}",
            kind=chance.choice(["sharing", "sharing", "service"]),
            closed_on=days(may_miss=0.8),
        )
        agreement.groups.add(*chance.sample([*groups.values()], chance.randint(0, 3)))
        for version in range(chance.randint(0, 3)):
            agreement.versions.create(
                number=version + 1, in_force_on=days(), sign_by=days(most=900)
            )
        for body in chance.sample(bodies, 4):
            party = agreement.parties.create(organisation=body, left_on=days(may_miss=0.8))
            sign(party, chance, days)
            extend(party, priya, ana, chance)


def sign(party, chance, days):
    for version in party.agreement.versions.all():
        if chance.random() < 0.7:
            on = days(most=60)
            until = on + timedelta(days=chance.choice([100, 400, 800]))
            by = {"name": "Jo", "capacity": "Chief", "recorded_at": NOW}
            party.signatures.create(version=version, signed_on=on, until=until, **by)


def extend(party, asked_by, agreed_by, chance):
    """Asked for; for every other one agreed."""
    for signature in party.signatures.all()[:1]:
        until = signature.until + timedelta(days=30)
        agreed = {"agreed_by": agreed_by, "agreed_at": NOW, "until": until}
        asked = {"asked_by": asked_by, "asked_at": NOW, "reason": "Away"}
        more = agreed if chance.random() < 0.5 else {}
        party.extensions.create(lapsed_on=signature.until, **asked, **more)


@pytest.mark.parametrize("amber_days", [None, 40])
def test_standings_are_those_of_the_register(signatures, bodies, amber_days):
    if amber_days:
        Safeguards.objects.create(pk=1, amber_days=amber_days)
    wanted, covering, states = {}, {}, set()
    for on in (TODAY + timedelta(days=off) for off in range(-700, 800, 50)):
        wanted.clear()
        covering.clear()
        for party in parties_on(on).filter(agreement__kind="sharing"):
            stands = standing_of_party(party, on)
            states.add(stands.state)
            wanted.setdefault(party.organisation_id, []).append(stands)
            for group in party.agreement.groups.all():
                covering.setdefault((group.pk, party.organisation_id), []).append(stands)
        everybody = [body.pk for body in bodies]
        assert standings(on, everybody) == {key: best(all_) for key, all_ in wanted.items()}
        assert standings_by_group(on, everybody) == {
            key: best(all_) for key, all_ in covering.items()
        }
    assert len(states) == len(State), "the district of this test has each of them"


def test_others_standings_are_not_mixed_in(signatures, bodies):
    everybody = standings(TODAY, [body.pk for body in bodies])
    for body in bodies:
        alone = standings(TODAY, [body.pk])
        assert alone == {key: one for key, one in everybody.items() if key == body.pk}


@pytest.fixture
def seats(bodies, groups, make_person, chance, days):
    """Seats by name, by posts held for good and in the interim, and vacant ones."""
    people = [make_person(f"P{number}") for number in range(8)]
    for person in people:
        person.organisation = chance.choice([*bodies, None])
        person.is_active = chance.random() < 0.8
        person.save()
    posts = [Post.objects.create(name=f"Post {n}", organisation=bodies[n]) for n in range(4)]
    for post in posts:
        for is_interim in (False, True, True):
            since, until = days(most=0), days(1, 400, may_miss=0.0 if is_interim else 0.5)
            Holder.objects.create(
                post=post, person=chance.choice(people), is_interim=is_interim,
                since=since, until=until,
            )  # fmt: skip
    for number in range(60):
        held = {"person": chance.choice(people)} if number % 2 else {}
        held = {"post": chance.choice(posts)} if number % 4 == 0 else held
        Seat.objects.create(
            group=chance.choice([*groups.values()]), role=chance.choice([*SeatRole]),
            organisation=chance.choice([*bodies, None, None]),
            since=days(most=200), until=days(300, 900, may_miss=0.5), **held,
        )  # fmt: skip
    Group.objects.filter(pk=groups[GroupKind.DATA].pk).update(closed_on=TODAY)
    return people


def one_by_one(on, people):
    """Who sits where, as a person would find it out with the papers in hand."""
    held = [
        one for one in Holder.objects.all()
        if one.person.is_active and one.since <= on and (one.until is None or one.until > on)
    ]  # fmt: skip
    named, by_post = [], []
    for seat in seats_in_force(on):
        if seat.person and seat.person.is_active:
            named.append((seat, seat.person, None))
        by_post += [(seat, one.person, one) for one in held if one.post_id == seat.post_id]
    return [
        Sitting(
            seat.pk, person.pk, seat.group_id, GroupKind(seat.group.kind), SeatRole(seat.role),
            seat.organisation_id
            or (seat.post.organisation_id if seat.post else None)
            or person.organisation_id,
            max(seat.since, holder.since) if holder else seat.since,
            bool(holder and holder.is_interim),
        )
        for seat, person, holder in [*named, *by_post]
        if person in people
    ]  # fmt: skip


def test_sittings_are_as_found_one_by_one(seats, groups):
    for on in (TODAY + timedelta(days=off) for off in range(-900, 900, 60)):
        assert sittings(on) == one_by_one(on, seats)
        for person in seats:
            assert sittings(on, person=person) == one_by_one(on, [person])
    some = [groups[GroupKind.BOARD].pk, groups[GroupKind.TASKING].pk]
    assert sittings(TODAY, groups=some) == [
        one for one in one_by_one(TODAY, seats) if one.group in some
    ]


def test_a_page_asks_for_seats_once_and_for_standings_once(district, client):
    client.force_login(district["board"])
    client.get("/issues/")
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/issues/").status_code == 200
    for table in "groups_seat", "agreements_party":
        assert sum(f'FROM "{table}"' in one["sql"] for one in asked) == 1
    assert len(asked) <= 10  # among them: which group hears concerns, how many asks wait


def test_a_seat_that_ends_tells_on_the_next_request(district, client, priya):
    reader = district["board"]
    client.force_login(reader)
    assert client.get("/issues/").status_code == 200
    for seat in Seat.objects.filter(person=reader, until=None):
        end_seat(seat.pk, on=localdate(), by=priya, now=NOW)
    assert client.get("/issues/").status_code == 403


def test_a_signature_that_goes_tells_on_the_next_request(district, client):
    reader = district["board"]
    client.force_login(reader)
    assert client.get("/issues/").status_code == 200
    reader.organisation.party_to.update(left_on=localdate())
    assert client.get("/issues/").status_code == 403
