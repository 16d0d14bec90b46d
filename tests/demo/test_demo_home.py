"""`wardmote demo` makes its home whole, goes on where it was cut off, harms no other."""

import os
import re
import sys
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import connections

from wardmote.areas.models import Decision, Proposal
from wardmote.audit.models import Entry
from wardmote.briefings.access import my_wards
from wardmote.bulletins.models import Bulletin
from wardmote.datasets.models import DatasetFigure, ForceMonth
from wardmote.demo import progress, usecases
from wardmote.demo.management.commands.demo import sign_ins
from wardmote.demo.peopling import PASSWORD
from wardmote.demo.progress import Progress
from wardmote.demo.story import LONGMERE_BURGLARIES
from wardmote.demo.usecases import STEPS, Step, make, reset
from wardmote.flags.models import LedElsewhere
from wardmote.groups.models import Group, Seat
from wardmote.kernel.errors import RuleBroken
from wardmote.partnership.models import Partnership
from wardmote.people.models import OneTimeLink, User
from wardmote.places.models import Election, Place, Representation
from wardmote.places.queries import wards as wards_in_use
from wardmote.pulse.models import Adjustment, Dismissal, PulseAnswer, PulseQuestion
from wardmote.pulse.queries import open_suggestions, pulse_lines
from wardmote.releases.models import Release
from wardmote.reports.models import Edition, Finding, Report

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
KEPT = (
    User,
    Seat,
    Representation,
    Place,
    ForceMonth,
    DatasetFigure,
    OneTimeLink,
    Decision,
    LedElsewhere,
    Edition,
    Finding,
    Release,
    PulseQuestion,
    PulseAnswer,
    Adjustment,
    Dismissal,
    Bulletin,
)

pytestmark = [pytest.mark.django_db, pytest.mark.long]


@pytest.fixture
def home(tmp_path, settings):
    settings.WARDMOTE_HOME = tmp_path / "home"
    settings.WARDMOTE_HOME.mkdir()
    return settings.WARDMOTE_HOME


@pytest.fixture
def said():
    return []


@pytest.fixture
def small_steps(monkeypatch, said):
    """Two steps that only say that they were done; the second can be made to stop."""
    tripped = []

    def second(files, now):
        if not tripped:
            tripped.append(True)
            raise KeyboardInterrupt

    steps = Step("first", "first", lambda files, now: None), Step("second", "second", second)
    monkeypatch.setattr(usecases, "STEPS", steps)


def rows():
    return {model.__name__: model.objects.count() for model in KEPT}


def test_the_whole_demo_is_made_by_the_use_cases_of_real_data(home, said, client):
    """Several facts about one made home: making it takes seconds."""
    state = make(home, now=NOW, say=said.append)
    assert said == [step.words for step in STEPS]
    assert state.last_month == "2026-09"
    assert Partnership.objects.get().is_demo
    assert Place.objects.filter(edition__kind="ward").count() == 26
    assert ForceMonth.objects.count() == 72
    verbs = set(Entry.objects.values_list("verb", flat=True))
    assert {"person.invited", "seat.given", "places.loaded", "area.decided"} <= verbs
    check_the_quarters_decisions_are_those_of_the_story()
    check_two_reports_are_published_and_one_is_being_written()
    check_members_feel_better_informed_after_an_adjustment()
    check_a_county_councillor_reads_of_all_wards_of_the_division(client)
    check_domestic_abuse_is_told_by_the_year_alone(client)
    check_somebody_sits_on_each_group_and_one_chairs_it()
    before = rows()
    for step in STEPS:  # as if killed before the step was ticked off
        step.do(usecases.names_in(home / usecases.FOLDER, state.month), NOW)
    assert rows() == before


def check_the_quarters_decisions_are_those_of_the_story():
    names = dict(Place.objects.filter(edition__kind="ward").values_list("code", "name"))
    latest = {}
    for decision in Decision.objects.order_by("quarter"):
        latest[names[decision.ward]] = decision.category
    assert {ward: category for ward, category in latest.items() if category != "off"} == {
        "Castle Gate": "sustaining",
        "Harrow Fen": "sustaining",
        "Longmere": "emerging",
        "Newbridge": "preventing",
        "Priory": "emerging",
        "Willow End": "sustaining",
    }
    still_open = Proposal.objects.filter(quarter="2026Q3")
    proposed = {names[one.ward]: (one.category, one.rule) for one in still_open}
    assert proposed["Willow End"] == ("off", "no-flags")
    assert proposed["Market Ward"] == ("off", "led-elsewhere")
    assert proposed["Stoke Lacy"][0] == "off"


def check_members_feel_better_informed_after_an_adjustment():
    present, *closed = pulse_lines(NOW.date())
    assert present.is_open
    scores = [one.mean for one in reversed(closed)]
    assert len(scores) == 4
    assert max(scores[:2]) < min(scores[2:])
    assert "Longmere" in closed[-1].asked_for_more
    assert "Longmere" not in closed[0].asked_for_more
    waits = {one.name: one.suggests for one in open_suggestions()}
    assert waits["Larkwold"] == "less"
    assert "Stoke Lacy" not in waits


def check_a_county_councillor_reads_of_all_wards_of_the_division(client):
    """Three wards and the part of a fourth: on one page, in one briefing."""
    wetherley = User.objects.get(email="wetherley@wendle.example")
    wards = ["Harrow Fen", "Longmere", "Newbridge", "Pellingford"]
    assert sorted(one.name for one in my_wards(wetherley, NOW.date())) == wards
    client.force_login(wetherley)
    for page in client.get("/my-ward/"), client.get("/my-ward/briefing/"):
        assert [ward for ward in wards if ward not in page.text] == []
    body = Election.objects.get(edition__kind="division").body
    assert body.name == "Fenshire County Council"


def check_domestic_abuse_is_told_by_the_year_alone(client):
    """In the report and the open data; on no ward's page. The office reads it by ward."""
    name, wards = "Domestic abuse", [f"/in/{place.code}/" for place in wards_in_use()]
    client.logout()
    assert [path for path in wards if name in client.get(path).text] == []
    [told] = client.get("/open-data/v1/year-figures").json()["items"]
    assert told["title"] == f"{name}, April 2025 to March 2026"
    assert re.fullmatch(r"about \d,\d{3}", told["shown"])
    report = client.get("/published/2026Q2/").text
    assert f">{told['shown']}<" in report
    assert "no report has told it" in report
    client.force_login(User.objects.get(email="wetherley@wendle.example"))
    assert told["shown"] in client.get("/published/2026Q2/").text
    assert name not in client.get("/my-ward/").text
    client.force_login(User.objects.get(email="tomasz@wendle.example"))
    assert "Sensitive" in client.get("/data/").text
    assert f"{name}, counts by ward" in client.get("/data/domestic-abuse/").text


def check_somebody_sits_on_each_group_and_one_chairs_it():
    for group in Group.objects.all():
        roles = list(group.seats.values_list("role", flat=True))
        assert roles.count("chair") == 1, group
        assert len(roles) >= 3, group


def check_two_reports_are_published_and_one_is_being_written():
    states = dict(Report.objects.values_list("quarter", "state"))
    assert states == {"2026Q1": "published", "2026Q2": "published", "2026Q3": "draft"}
    found = Finding.objects.get(report__quarter="2026Q3", heading__startswith="Burglary")
    assert found.text.startswith(f"{sum(LONGMERE_BURGLARIES[-3:])} burglaries in July to Sept")


def test_what_made_the_demo_is_not_what_serves_it(home, monkeypatch):
    """Its threads, of drawing PDFs, would be missing in the worker that is forked from it."""
    became = []
    month = SimpleNamespace(words="September 2026")
    monkeypatch.setattr(usecases, "make", lambda *at, **given: SimpleNamespace(month=month))
    monkeypatch.setattr(connections, "close_all", lambda: None)
    monkeypatch.setattr(os, "execv", lambda program, words: became.append((program, words)))
    call_command("demo", serve=True, port=58123)
    words = [sys.executable, "-m", "wardmote.cli", "serve", "--port", "58123"]
    assert became == [(sys.executable, words)]


def test_everyone_in_the_list_of_sign_ins_can_sign_in(home, monkeypatch, said):
    monkeypatch.setattr(usecases, "STEPS", STEPS[:3])
    make(home, now=NOW, say=said.append)
    printed = sign_ins(home, "September 2026")
    emails = [word for word in printed.split() if word.endswith("@wendle.example")]
    assert len(emails) >= 7
    assert PASSWORD in printed
    for email in emails:
        assert User.objects.get(email=email).check_password(PASSWORD)
    assert not OneTimeLink.objects.filter(used_at=None).exists()


def test_a_start_that_was_cut_off_goes_on_where_it_was(home, said, small_steps):
    with pytest.raises(KeyboardInterrupt):
        make(home, now=NOW, say=said.append)
    assert progress.read(home).done == ("first",)
    state = make(home, now=NOW, say=said.append)
    assert state.done == ("first", "second")
    assert said == ["first", "second", "second"]


def test_a_second_start_has_nothing_to_do(home, said):
    progress.write(home, Progress("2026-08", tuple(step.key for step in STEPS)))
    Partnership.objects.create(pk=1, is_demo=True)
    assert make(home, now=NOW, say=said.append).last_month == "2026-08"
    assert said == []


def test_a_new_database_under_an_old_home_is_filled_again(home, small_steps, said):
    progress.write(home, Progress("2026-09", ("partnership",)))
    with pytest.raises(KeyboardInterrupt):
        make(home, now=NOW, say=said.append)
    assert said[0] == "first"


def test_a_home_with_other_data_is_refused(home, priya, said):
    with pytest.raises(RuleBroken, match="a home of its own"):
        make(home, now=NOW, say=said.append)
    with pytest.raises(RuleBroken, match="a home of its own"):
        reset(home)
    assert not (home / progress.FILE).exists()


def test_a_database_of_someone_else_is_refused(home, priya, said):
    progress.write(home, Progress("2026-09"))
    Partnership.objects.create(pk=1, name="Fenbridge")
    with pytest.raises(RuleBroken, match="holds the data of Fenbridge"):
        make(home, now=NOW, say=said.append)


def test_two_starts_at_once_do_not_mix(home, said):
    with progress.alone(home), pytest.raises(RuleBroken, match="Another start"):
        make(home, now=NOW, say=said.append)


def test_a_damaged_note_of_progress_is_refused_with_the_way_out(home, said):
    (home / progress.FILE).write_text('{"last_mon')
    with pytest.raises(RuleBroken, match="--reset"):
        make(home, now=NOW, say=said.append)
