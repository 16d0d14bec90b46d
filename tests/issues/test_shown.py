"""What the officer can be told of a withdrawn release: who could read it, and when."""

from datetime import date, timedelta

import pytest

from tests.conftest import NOW
from tests.small_district import LONGMERE
from wardmote.issues.clearing import Ruling
from wardmote.issues.queries import withdrawn
from wardmote.issues.shown import shown
from wardmote.issues.usecases.releasing import ask_to_release, rule_on, take_back
from wardmote.places.models import Representation
from wardmote.releases.rules import Audience

LATER = NOW + timedelta(days=10)


@pytest.fixture
def taken_back(issue, cast, make_person, represent):
    """Released to the councillors of Longmere, then to all, and taken back ten days later."""
    left = make_person("Left")
    represent(left, LONGMERE)
    Representation.objects.filter(user=left).update(until=date(2026, 11, 5))
    gone, elsewhere = make_person("Gone"), make_person("Elsewhere")
    represent(gone, LONGMERE)
    Representation.objects.filter(user=gone).update(until=date(2026, 11, 2))
    represent(elsewhere, "E00000000")
    for audience in (Audience.MEMBERS, Audience.PUBLIC):
        asked = ask_to_release(issue.pk, "Lamps", audience, by=cast["Dev"], now=NOW)
        by = {"by": cast["Tomas"], "now": NOW, "cannot_wait": "It is in the paper"}
        held = rule_on(asked.pk, Ruling.CLEARED, "", **by)
        take_at = LATER if audience is Audience.PUBLIC else None
        if take_at:
            take_back(held.release, "Wrong lamps", by=cast["Dev"], now=take_at)
        else:
            first = held.release
    take_back(first, "Wrong lamps", by=cast["Dev"], now=LATER)
    return {one.audience: one for one in withdrawn(issue)}


def test_members_are_named_with_the_days_on_which_they_could_read_it(taken_back):
    found = shown(taken_back[Audience.MEMBERS])
    days = {one.name: (one.since, one.until) for one in found.members}
    whole = (date(2026, 11, 2), date(2026, 11, 12))
    assert days == {
        "Amos": whole,
        "Mensah": whole,
        "Left": (date(2026, 11, 2), date(2026, 11, 5)),
    }


def test_what_was_public_was_for_everyone(taken_back):
    found = shown(taken_back[Audience.PUBLIC])
    assert found.is_public
    assert found.members == ()


def test_the_officer_alone_is_told(taken_back, issue, cast, client):
    said = "To whom it had been shown"
    client.force_login(cast["Dev"])
    page = client.get(f"/issues/{issue.number}/").text
    assert "Wrong lamps" in page
    assert said not in page
    client.force_login(cast["Priya"])
    page = client.get(f"/issues/{issue.number}/").text
    assert said in page
    assert "Left, 2 November 2026 to 5 November 2026" in page
    assert "not recorded, on purpose" in page
