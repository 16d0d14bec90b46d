"""An election that begins while a survey is open: no answers until the poll is over."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate
from django.utils.timezone import now as clock

from tests.surveys.conftest import ASTRY
from tests.surveys.district import answer, opened
from wardmote.kernel.errors import RuleBroken
from wardmote.law.elections import Poll
from wardmote.places.models import Edition
from wardmote.preelection.models import ElectionPeriod, GoAhead
from wardmote.preelection.usecases import (
    give_go_ahead,
    name_monitoring_officer,
    refuse_go_ahead,
)
from wardmote.surveys.models import Survey, SurveyAnswer
from wardmote.surveys.rules import Said

pytestmark = pytest.mark.django_db
YES = Said("", {1: [0]})


def day(number: int) -> date:
    return localdate() + timedelta(days=number)


def words(on: date) -> str:
    return f"{on.day} {on:%B} {on.year}"


@pytest.fixture
def survey(priya, places):
    """Opened today, for twenty days, of the parish that lies in Longmere."""
    return opened(priya, clock(), places=(ASTRY,))


def vote(notice: int, poll: int, *codes: str) -> ElectionPeriod:
    """From and until so many days from now."""
    edition = Edition.objects.get(kind="ward") if codes else None
    return ElectionPeriod.objects.create(
        poll=Poll.PARLIAMENT, notice_on=day(notice), poll_on=day(poll),
        edition=edition, codes=list(codes),
    )  # fmt: skip


@pytest.fixture
def mona(make_person, priya):
    person = make_person("Mona")
    name_monitoring_officer(person, by=priya, now=clock())
    return person


@pytest.fixture
def officer(priya):
    client = Client()
    client.force_login(priya, backend="django.contrib.auth.backends.ModelBackend")
    return client


def public(survey, **given):
    where = f"/survey/{survey.key}/"
    return Client().post(where, given) if given else Client().get(where)


@pytest.mark.parametrize(
    ("notice", "poll", "codes", "held"),
    [
        (0, 10, (), True),
        (-10, 0, (), True),  # polling day is the last
        (-10, -1, (), False),
        (1, 10, (), False),
        (0, 10, ("E05000001",), True),
        (0, 10, ("E05000002",), False),  # people of another ward vote
    ],
)
def test_while_its_people_wait_for_a_poll_no_answer_is_taken(survey, notice, poll, codes, held):
    vote(notice, poll, *codes)
    if held:
        with pytest.raises(RuleBroken, match="takes no answers now"):
            answer(survey, 1, YES, clock())
    else:
        assert answer(survey, 1, YES, clock())
    assert SurveyAnswer.objects.count() == (not held)
    assert public(survey).status_code == (409 if held else 200)


def test_the_day_after_the_poll_it_takes_answers_again(survey):
    vote(0, 3)
    assert answer(survey, 1, YES, clock() + timedelta(days=4))


def test_its_page_says_why_and_when_one_can_answer(survey):
    vote(-3, 6)
    page = public(survey)
    assert f"People here vote on {words(day(6))}" in page.text
    assert f"You can answer from {words(day(7))} to {words(day(20))}" in page.text
    assert public(survey, q1="0").status_code == 409
    assert "Send my answers" not in page.text


def test_where_it_closes_before_the_poll_its_page_says_that(survey):
    vote(-3, 30)
    assert f"It closes on {words(day(20))}, so it takes no more answers" in public(survey).text


def test_what_is_to_come_is_said_before(survey, officer):
    vote(5, 12)
    span = f"no answers from {words(day(5))} to {words(day(12))}"
    assert span in public(survey).text
    assert span in officer.get(f"/surveys/{survey.pk}/").text
    vote(30, 40)  # it has closed by then
    assert words(day(40)) not in officer.get(f"/surveys/{survey.pk}/").text


@pytest.mark.parametrize("notice", [-3, 5])
def test_the_go_ahead_lets_it_go_on(survey, officer, mona, notice):
    vote(notice, 12)
    where = f"/surveys/{survey.pk}/"
    assert f"{where}go-ahead/" in officer.get(where).text
    assert officer.post(f"{where}go-ahead/", {"why": "Lamps"}).status_code == 302
    assert "It waits for the monitoring officer" in officer.get(where).text
    give_go_ahead(GoAhead.objects.get().pk, "It names nobody", by=mona, now=clock())
    assert "It takes answers before the poll, too" in officer.get(where).text
    assert "takes no answers" not in public(survey).text
    assert answer(survey, 1, YES, clock() + timedelta(days=6))


def test_refused_it_stays_held(survey, officer, mona):
    vote(-3, 12)
    where = f"/surveys/{survey.pk}/"
    officer.post(f"{where}go-ahead/", {"why": "Lamps"})
    refuse_go_ahead(GoAhead.objects.get().pk, "It can wait", by=mona, now=clock())
    page = officer.get(where).text
    assert "refused the go-ahead" in page
    assert f"{where}go-ahead/" in page
    assert public(survey).status_code == 409


def test_an_election_entered_later_asks_for_another_go_ahead(survey, officer, mona):
    vote(-3, 12)
    officer.post(f"/surveys/{survey.pk}/go-ahead/", {"why": "Lamps"})
    give_go_ahead(GoAhead.objects.get().pk, "It names nobody", by=mona, now=clock())
    assert public(survey).status_code == 200
    vote(-1, 15)
    assert public(survey).status_code == 409


def test_without_an_election_nobody_is_asked(survey, officer, mona):
    page = officer.post(f"/surveys/{survey.pk}/go-ahead/", {"why": "Lamps"})
    assert "No pre-election period holds this" in page.text
    assert not GoAhead.objects.exists()


def test_one_that_opens_later_says_so_too(survey, officer):
    Survey.objects.filter(pk=survey.pk).update(opens_on=day(4))
    vote(2, 12)
    span = f"no answers from {words(day(4))} to {words(day(12))}"
    assert span in officer.get(f"/surveys/{survey.pk}/").text
