"""New boundaries: each councillor is told once, and what they had read carries over."""

from datetime import date

import pytest
import time_machine

from tests.briefings.conftest import area, let_out
from tests.conftest import NOW, TODAY
from wardmote.briefings.making import read_up_to
from wardmote.briefings.models import ReadBriefing
from wardmote.briefings.queries import ward_news
from wardmote.desk.usecases import hold_election
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.people.models import Organisation
from wardmote.places.models import Edition, Election
from wardmote.places.rules import ElectionKind
from wardmote.releases.models import Release
from wardmote.releases.queries import public
from wardmote.releases.rules import Audience, ReleaseKind
from wardmote.releases.usecases import tell_of_boundaries

BY = {"by": COMMAND_LINE, "now": NOW}


@pytest.fixture
def nora(make_person, represent, redrawn):
    """Councillor of the new ward Astry."""
    person = make_person("Nora")
    represent(person, "N1")
    return person


@pytest.fixture
def looking(client):
    with time_machine.travel(NOW, tick=False):
        yield client


def test_everyone_is_told_once_an_election_is_entered(redrawn):
    Election.objects.all().delete()
    assert tell_of_boundaries(**BY) == 0
    council = Organisation.objects.get()
    hold_election(council, ElectionKind.ORDINARY, date(2026, 5, 7), redrawn, **BY)
    notes = {one.slot: one for one in public(ReleaseKind.BOUNDARIES)}
    assert notes.keys() == {"boundaries N1", "boundaries N2"}  # not Harrow Fen
    note = notes["boundaries N1"]
    assert note.title == "Astry has new boundaries since 7 May 2026"
    assert note.material
    assert {one.code for one in note.wards.all()} == {"N1", "E1", "E2"}
    assert [(one["name"], one["share"]) for one in note.content["wards"]] == [
        ("Longmere", 0.667),
        ("Newbridge", 0.333),
    ]
    hold_election(council, ElectionKind.BY_ELECTION, date(2026, 9, 3), redrawn, **BY)
    assert Release.objects.filter(kind=ReleaseKind.BOUNDARIES).count() == 2  # said once


def test_an_election_by_the_same_boundaries_tells_nothing(released):
    council = Organisation.objects.create(name="Wendle Vale District Council")
    same = Edition.objects.get()
    hold_election(council, ElectionKind.ORDINARY, date(2026, 5, 7), same, **BY)
    assert not Release.objects.filter(kind=ReleaseKind.BOUNDARIES).exists()


def test_the_note_is_news_for_the_new_wards_members(redrawn):
    tell_of_boundaries(**BY)
    told = [one.title for one in ward_news("N1", for_members=True).since(TODAY)]
    assert "Astry has new boundaries since 7 May 2026" in told
    told = [one.title for one in ward_news("E1", for_members=True).everything]
    assert "Astry has new boundaries since 7 May 2026" in told


def test_a_note_alone_is_no_history(client, redrawn):
    Release.objects.filter(slot__startswith="figures E").delete()
    tell_of_boundaries(**BY)
    assert "What had been published" not in client.get("/in/E1/").text


def test_a_new_wards_councillor_is_told_until_they_read_on(looking, nora):
    looking.force_login(nora)
    text = looking.get("/my-ward/").text
    assert "New boundaries since 7 May 2026" in text
    assert "Longmere: what was published about it" in text
    looking.post("/my-ward/N1/briefing/", {"on": "1 5 2026"})  # before they changed
    assert "New boundaries since" in looking.get("/my-ward/").text
    looking.post("/my-ward/N1/briefing/", {"on": "2 11 2026"})
    assert "New boundaries since" not in looking.get("/my-ward/").text


def test_where_nothing_changed_nothing_is_said(looking, redrawn, make_person, represent):
    fenna = make_person("Fenna")
    represent(fenna, "E3")
    looking.force_login(fenna)
    assert "New boundaries since" not in looking.get("/my-ward/").text


def test_what_they_had_read_carries_over(nora):
    assert read_up_to(nora, "N1") is None
    read = {"E1": date(2026, 4, 2), "E2": date(2026, 3, 1), "E3": date(2026, 1, 1)}
    for ward, on in read.items():
        ReadBriefing.objects.create(person=nora, ward=ward, on=on)
    assert read_up_to(nora, "N1") == date(2026, 3, 1)  # nothing is passed over
    ReadBriefing.objects.create(person=nora, ward="N1", on=date(2026, 6, 1))
    assert read_up_to(nora, "N1") == date(2026, 6, 1)


def test_anothers_reading_does_not_carry_over(nora, amos):
    ReadBriefing.objects.create(person=amos, ward="E1", on=date(2026, 4, 2))
    assert read_up_to(nora, "N1") is None


def test_whoever_sits_for_the_old_ward_is_told_where_it_went(looking, redrawn, amos):
    let_out(area("E1", "extra attention now", Audience.MEMBERS))
    looking.force_login(amos)
    text = looking.get("/my-ward/").text
    assert "Since 7 May 2026 this area is in Astry." in text
    assert "Extra attention now" in text  # they keep what was theirs
    assert looking.get("/my-ward/", {"ward": "N1"}).status_code == 404
    assert looking.get("/my-ward/N1/briefing/").status_code == 404


def test_what_is_for_the_old_wards_members_is_not_for_the_new_ones(looking, nora):
    let_out(area("E1", "PLANTED", Audience.MEMBERS))
    looking.force_login(nora)
    for where in "/my-ward/", "/my-ward/N1/briefing/", "/in/E1/", "/in/N1/":
        assert "PLANTED" not in looking.get(where).text, where
