"""A right that ends shuts the door at the next click, for a session that is open."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate, now

from tests.small_district import LONGMERE
from wardmote.agreements.models import Party
from wardmote.agreements.usecases import end_party
from wardmote.groups.models import Seat
from wardmote.groups.usecases import end_seat
from wardmote.people.rules import Role
from wardmote.people.usecases import change_person

pytestmark = pytest.mark.django_db


def the_seat_ends(dev, cast, represent):
    held = Seat.objects.get(person=dev)
    end_seat(held.pk, by=cast["Priya"], now=now(), on=localdate())


def the_agency_leaves(dev, cast, represent):
    party = Party.objects.get(organisation=dev.organisation)
    end_party(party.pk, by=cast["Priya"], now=now(), on=localdate())


def the_signature_goes(dev, cast, represent):
    Party.objects.get(organisation=dev.organisation).signatures.all().delete()


def the_account_is_shut(dev, cast, represent):
    change_person(dev.pk, by=cast["Priya"], now=now(), role=Role.NONE, is_active=False)


def it_is_shut_and_opened(dev, cast, represent):
    the_account_is_shut(dev, cast, represent)
    change_person(dev.pk, by=cast["Priya"], now=now(), role=Role.NONE, is_active=True)


def they_are_elected(dev, cast, represent):
    represent(dev, LONGMERE)


ENDS = [
    the_seat_ends,
    the_agency_leaves,
    the_signature_goes,
    the_account_is_shut,
    it_is_shut_and_opened,
    they_are_elected,
]


@pytest.fixture
def client_of_dev(cast, issue):
    """Dev of the PSG, signed in, on the page of an issue."""
    client = Client()
    client.force_login(cast["Dev"])
    assert client.get(f"/issues/{issue.number}/").status_code == 200
    return client


@pytest.mark.parametrize("ends", ENDS, ids=lambda one: one.__name__)
def test_the_next_click_finds_nothing(client_of_dev, cast, issue, represent, ends):
    ends(cast["Dev"], cast, represent)
    said = {"text": "One more", "level": "partner"}
    for path in "", "tell/":
        answer = client_of_dev.get(f"/issues/{issue.number}/{path}")
        assert answer.status_code in (302, 403, 404)
        assert issue.title not in answer.text
    client_of_dev.post(f"/issues/{issue.number}/tell/", said)
    assert not issue.updates.filter(text="One more").exists()
    assert client_of_dev.get("/issues/").status_code in (302, 403)


def test_a_seat_that_ends_tomorrow_is_still_held_today(client_of_dev, cast, issue):
    """The negative control: nothing shuts by itself."""
    Seat.objects.filter(person=cast["Dev"]).update(until=date.today() + timedelta(days=1))
    assert client_of_dev.get(f"/issues/{issue.number}/tell/").status_code == 200
