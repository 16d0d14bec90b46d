"""Two people publish minutes: who wrote them does not, and nobody can override that."""

from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
import time_machine
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import F

from tests.meetings.conftest import BEFORE, THEN, approved, circulated, held, sent
from tests.preelection.conftest import parliament
from wardmote.audit.models import Entry as Kept
from wardmote.kernel.errors import RuleBroken, Stale
from wardmote.meetings.exempt import Level
from wardmote.meetings.models import Meeting
from wardmote.meetings.rules import DecisionKind
from wardmote.meetings.usecases import releasing
from wardmote.meetings.usecases.agenda import Entry, add_item, send_agenda
from wardmote.meetings.usecases.deciding import decide
from wardmote.meetings.usecases.during import act, declare
from wardmote.meetings.usecases.minuting import write_minute
from wardmote.meetings.usecases.releasing import (
    give_minutes_notice,
    release_agenda,
    release_minutes,
    renew_agenda,
)
from wardmote.places.models import Edition, Place
from wardmote.releases.queries import notices_for, public

pytestmark = pytest.mark.usefixtures("joan")
HIDDEN = "Staff shortage"


@pytest.fixture
def told(planned, cast):
    """The agenda is out, with an item for everybody and one for partners."""
    by = {"by": cast["Priya"], "now": BEFORE}
    add_item(planned.pk, Entry("Budget", text="Spent so far"), **by)
    add_item(planned.pk, Entry(HIDDEN, level=Level.PARTNER), **by)
    return sent(planned, cast["Priya"])


def budget(meeting):
    return meeting.items.get(title="Budget").pk


WRITES = {
    "nothing": lambda meeting, given: None,
    "a minute": lambda meeting, given: write_minute(
        meeting.pk, budget(meeting), "As planned", None, **given
    ),
    "a decision": lambda meeting, given: decide(
        meeting.pk, budget(meeting), DecisionKind.NOTED, "As planned", **given
    ),
    "an interest": lambda meeting, given: declare(meeting.pk, "Dev", "Lives there", **given),
    "an action": lambda meeting, given: act(meeting.pk, budget(meeting), "Ring them", **given),
}


@pytest.mark.parametrize("writes", WRITES)
def test_the_chair_publishes_unless_they_wrote_some_of_it(told, cast, board, writes):
    WRITES[writes](told, {"by": cast["Ruth"], "now": THEN})
    meeting = approved(circulated(held(told, cast), cast), cast, board)
    given = {"by": cast["Ruth"], "now": THEN}
    if writes != "nothing":
        with pytest.raises(RuleBroken, match="You wrote these minutes: another person"):
            release_minutes(meeting.pk, **given)
        given["by"] = cast["Joan"]
    release_minutes(meeting.pk, **given)
    assert public().get().source == meeting.reference


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("Priya", RuleBroken),  # who wrote and circulated them
        ("Joan", None),
        ("Ruth", None),
        ("Mensah", PermissionDenied),  # vice-chair, and a councillor
        ("Dev", PermissionDenied),
        ("Ana", PermissionDenied),
    ],
)
def test_the_second_person_is_of_the_chairs_or_another_officer(
    client, told, cast, board, name, refusal
):
    meeting = approved(circulated(held(told, cast), cast), cast, board)
    client.force_login(cast[name])
    page = f"/meetings/{meeting.pk}/minutes/publish/"
    if refusal is None:
        shown = client.get(page).text
        assert "Priya wrote it" in shown
        assert "Budget" in shown
        assert HIDDEN not in shown
        assert client.post(page).status_code == 302
        assert "Budget" in client.get(f"/minutes/{meeting.pk}/").text
        return
    with pytest.raises(refusal):
        release_minutes(meeting.pk, by=cast[name], now=THEN)
    assert {client.get(page).status_code, client.post(page).status_code} == {403}
    assert not public().exists()


def test_minutes_wait_on_the_start_page_of_whoever_may_publish_them(
    client, told, cast, board, time_machine
):
    meeting = approved(circulated(held(told, cast), cast), cast, board)
    time_machine.move_to(THEN, tick=False)

    def asked():
        found = set()
        for name in "Priya", "Joan", "Ruth", "Dev", "Ana":
            client.force_login(cast[name])
            if "wait for a second person" in client.get("/start/").text:
                found.add(name)
        return found

    assert asked() == {"Joan", "Ruth"}
    release_minutes(meeting.pk, by=cast["Joan"], now=THEN)
    assert asked() == set()


def test_the_page_of_the_minutes_says_who_publishes_them(client, told, cast, board):
    meeting = approved(circulated(held(told, cast), cast), cast, board)
    pages = {}
    for name in "Priya", "Ruth":
        client.force_login(cast[name])
        pages[name] = client.get(f"/meetings/{meeting.pk}/minutes/").text
    assert "the group’s chair or vice-chair, or another officer publishes" in pages["Priya"]
    assert "Publish the public part" not in pages["Priya"]
    assert "Publish the public part" in pages["Ruth"]


@pytest.mark.parametrize(
    ("source", "level", "needs_another"),
    [
        ("", Level.PUBLIC, False),
        ("minutes 1", Level.PUBLIC, False),
        ("ask 1", Level.GROUP, False),
        ("ask 1", Level.PUBLIC, True),
        ("actions", Level.PUBLIC, True),
    ],
)
def test_an_agenda_needs_another_person_where_it_derives_from_partners(
    planned, cast, source, level, needs_another
):
    add_item(
        planned.pk, Entry("Locks", level=level, source=source), by=cast["Joan"], now=BEFORE
    )
    meeting = sent(planned, cast["Priya"])
    if needs_another:
        with pytest.raises(RuleBroken, match="another person"):
            release_agenda(meeting.pk, by=cast["Priya"], now=BEFORE)
        release_agenda(meeting.pk, by=cast["Ruth"], now=BEFORE)
    else:
        release_agenda(meeting.pk, by=cast["Priya"], now=BEFORE)
    assert public().get().source == meeting.reference


def _changed_meanwhile(monkeypatch, meeting, drawing):
    """Somebody does something to the meeting while its paper is drawn."""
    draw = getattr(releasing, drawing)

    def slowly(*given, **options):
        paper = draw(*given, **options)
        Meeting.objects.filter(pk=meeting.pk).update(version=F("version") + 1)
        return paper

    monkeypatch.setattr(releasing, drawing, slowly)


def test_an_agenda_changed_while_it_is_drawn_is_not_published(told, cast, monkeypatch):
    _changed_meanwhile(monkeypatch, told, "agenda_paper")
    with pytest.raises(Stale):
        release_agenda(told.pk, by=cast["Ruth"], now=BEFORE)
    assert not public().exists()


def test_minutes_changed_while_they_are_drawn_are_not_published(told, cast, board, monkeypatch):
    meeting = approved(circulated(held(told, cast), cast), cast, board)
    _changed_meanwhile(monkeypatch, meeting, "minutes_paper")
    with pytest.raises(Stale):
        release_minutes(meeting.pk, by=cast["Joan"], now=THEN)
    assert not public().exists()


@pytest.mark.parametrize(("name", "stands"), [("Priya", False), ("Ruth", True)])
def test_taking_something_out_of_an_agenda_publishes_nothing_new(planned, cast, name, stands):
    """Who may not publish it takes it back by changing it."""
    entry = Entry("Locks", source="ask 1")
    add_item(planned.pk, entry, by=cast["Joan"], now=BEFORE)
    meeting = sent(planned, cast["Priya"])
    release_agenda(meeting.pk, by=cast["Ruth"], now=BEFORE)
    renew_agenda(meeting, by=cast[name], now=BEFORE)
    assert public().exists() == stands


def test_an_older_home_learns_from_the_trail_who_wrote_its_minutes(told, cast):
    meeting = circulated(held(told, cast), cast)
    meeting.minuted_by.clear()
    Meeting.objects.filter(pk=meeting.pk).update(circulated_by=cast["Joan"])
    fill = import_module("wardmote.meetings.migrations.0007_who_wrote_the_minutes").name_them
    fill(apps, SimpleNamespace(connection=connection))
    meeting.refresh_from_db()
    assert meeting.circulated_by == cast["Priya"]
    assert list(meeting.minuted_by.all()) == [cast["Priya"]]


@pytest.fixture
def longmere(db, make_person, represent):
    """A ward, and its councillor."""
    edition = Edition.objects.create(kind="ward", name="2025-05", imported_at=BEFORE)
    Place.objects.create(edition=edition, code="E1", name="Longmere")
    person = make_person("Amos")
    represent(person, "E1")
    return person


def naming(told, cast, board):
    """Approved minutes whose words name the ward."""
    by = {"by": cast["Priya"], "now": THEN}
    write_minute(told.pk, budget(told), "Lamps in Longmere", None, **by)
    return approved(circulated(held(told, cast), cast), cast, board)


def test_minutes_that_name_a_ward_wait_for_its_members(client, told, cast, board, longmere):
    meeting = naming(told, cast, board)
    by = {"by": cast["Joan"]}
    with pytest.raises(RuleBroken, match="Longmere have not been given"):
        release_minutes(meeting.pk, **by, now=THEN)
    give_minutes_notice(meeting.pk, **by, now=THEN)
    with pytest.raises(RuleBroken, match="long enough"):
        release_minutes(meeting.pk, **by, now=THEN)
    client.force_login(longmere)
    notice = f"/my-ward/notices/{notices_for(['E1']).get().pk}/"
    shown = client.get(notice).text
    assert "Lamps in Longmere" in shown
    assert HIDDEN not in shown  # the public part and no more
    release_minutes(meeting.pk, **by, now=THEN + timedelta(days=10))
    assert client.get(notice).status_code == 404
    assert "Lamps in Longmere" in client.get(f"/minutes/{meeting.pk}/").text
    release_minutes(meeting.pk, **by, now=THEN)  # the same again is nothing new


def test_who_wrote_them_gives_no_notice_of_them(told, cast, board, longmere):
    meeting = naming(told, cast, board)
    with pytest.raises(RuleBroken, match="You wrote these"):
        give_minutes_notice(meeting.pk, by=cast["Priya"], now=THEN)
    with pytest.raises(PermissionDenied):
        give_minutes_notice(meeting.pk, by=cast["Ana"], now=THEN)
    assert not notices_for(["E1"]).exists()


def test_the_page_of_publishing_gives_notice_or_takes_a_reason(
    client, told, cast, board, longmere
):
    meeting = naming(told, cast, board)
    client.force_login(cast["Joan"])
    page = f"/meetings/{meeting.pk}/minutes"
    assert "have not been given it" in client.get(f"{page}/publish/").text
    shown = client.post(f"{page}/notice/", follow=True).text
    assert "have it on their pages now" in shown
    assert "It can be published from" in client.get(f"{page}/publish/").text
    client.post(f"{page}/publish/")
    assert not public().exists()
    client.post(f"{page}/publish/", {"cannot_wait": "An urgent warning"})
    assert public().exists()


def test_an_agenda_is_news_when_it_comes_out_and_when_its_day_moves(planned, cast):
    add_item(planned.pk, Entry("Locks"), by=cast["Joan"], now=BEFORE)
    said = []
    for days, title in ((0, "Lamps"), (0, "Bins"), (7, "Paths")):
        Meeting.objects.filter(pk=planned.pk).update(on=planned.on + timedelta(days))
        add_item(planned.pk, Entry(title), by=cast["Joan"], now=BEFORE)
        version = Meeting.objects.get(pk=planned.pk).version
        given = {"by": cast["Priya"], "now": BEFORE}
        send_agenda(planned.pk, version, what_changed=title, **given)
        release_agenda(planned.pk, **given)
        said.append(public().get())
    assert len({one.pk for one in said}) == 3
    assert [one.material for one in said] == [True, False, True]


def test_before_an_election_minutes_are_ticked_as_factual(told, cast, board):
    parliament(cast["Priya"], date(2026, 10, 28), date(2026, 12, 3))
    meeting = approved(circulated(held(told, cast), cast), cast, board)
    given = {"by": cast["Joan"], "now": THEN}
    with pytest.raises(RuleBroken, match="until 3 December 2026"):
        release_minutes(meeting.pk, **given)
    release_minutes(meeting.pk, factual=True, **given)
    assert Kept.objects.get(verb="publication.factual").subject == meeting.reference


@pytest.mark.parametrize(("day", "warns"), [(13, False), (14, True), (28, True)])
def test_who_publishes_minutes_is_warned_two_weeks_before(
    client, told, cast, board, day, warns
):
    parliament(cast["Priya"], date(2026, 10, 28), date(2026, 12, 3))
    meeting = approved(circulated(held(told, cast), cast), cast, board)
    client.force_login(cast["Joan"])
    with time_machine.travel(datetime(2026, 10, day, 12, tzinfo=UTC)):
        page = client.get(f"/meetings/{meeting.pk}/minutes/publish/").text
    words = "from 28 October 2026 to 3 December 2026 what goes to the whole district must be"
    assert (words in page) is warns
