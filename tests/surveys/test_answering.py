"""Anybody with the link answers, once a form; nothing of them is kept; abuse is bounded."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db.models import AutoField, BigAutoField, DateTimeField, UUIDField
from django.test import Client
from django.utils.timezone import localdate
from django.utils.timezone import now as clock

from tests.conftest import NOW
from tests.surveys.conftest import ASTRY, HALLOWBY
from tests.surveys.district import answer, opened
from wardmote.audit.models import Entry
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.limits import Limit
from wardmote.surveys import limits
from wardmote.surveys.models import Survey, SurveyAnswer, SurveyText
from wardmote.surveys.rules import FROM_ONE_PLACE, Said
from wardmote.surveys.sending import form_token

pytestmark = pytest.mark.django_db
READ_IT = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    monkeypatch.setattr(limits, "answers", Limit(limits.DAY))


@pytest.fixture
def survey(priya, places):
    """Open today, of two parishes."""
    return opened(priya, clock(), places=(ASTRY, HALLOWBY))


@pytest.fixture
def send(survey):
    """send(q1="0", ...): what somebody who opened the page a minute ago sends."""
    tokens = iter(form_token(survey.pk, clock() - READ_IT) for _ in range(1000))

    def post(client=None, token=None, address="203.0.113.7", **given):
        data = {"form": next(tokens) if token is None else token, **given}
        where = f"/survey/{survey.key}/"
        return (client or Client()).post(where, data, REMOTE_ADDR=address)

    return post


def test_the_page_says_who_asks_why_and_until_when(survey):
    page = Client().get(f"/survey/{survey.key}/")
    for words in (survey.title, survey.why, survey.use, "asks people of", "until", "999"):
        assert words in page.text
    assert set(page.cookies) <= {"csrftoken"}
    assert "no-store" in page["Cache-Control"] or "no-cache" in page["Cache-Control"]


def test_an_answer_is_kept_without_a_person(survey, send):
    page = send(place=ASTRY, q1="0", q2="4", q3="1", q4=["0", "2"], q5="A bench by the gate")
    assert "Thank you" in page.text
    assert set(page.cookies) <= {"csrftoken"}
    kept = SurveyAnswer.objects.get()
    assert (kept.place, kept.on) == (ASTRY, localdate())
    assert kept.chosen == {"1": [0], "2": [4], "3": [1], "4": [0, 2]}
    assert SurveyText.objects.get().text == "A bench by the gate"
    assert "203.0.113" not in str(vars(kept))
    assert {one.name for one in SurveyAnswer._meta.fields} == {
        "id", "survey", "form", "on", "place", "chosen",
    }  # fmt: skip


def test_nothing_in_the_tables_lines_texts_up_with_answers(survey, send):
    """Neither numbers that rise nor an hour: the order of coming would be the same in both."""
    for model in SurveyAnswer, SurveyText:
        kinds = {type(one) for one in model._meta.fields}
        assert isinstance(model._meta.pk, UUIDField)
        assert not kinds & {AutoField, BigAutoField, DateTimeField}
        assert not model._meta.ordering
    for words in "A bench", "A lamp":
        send(q1="0", q5=words)
    held = [*SurveyAnswer.objects.all(), *SurveyText.objects.all()]
    assert {one.pk.version for one in held} == {4}  # drawn, not made of the clock


def test_no_entry_says_when_an_answer_came(survey, send):
    before = Entry.objects.count()
    send(q1="0")
    assert Entry.objects.count() == before


def test_sent_twice_it_counts_once(survey, send):
    token = form_token(survey.pk, clock() - READ_IT)
    for _ in range(2):
        assert "Thank you" in send(token=token, q1="0").text
    assert SurveyAnswer.objects.count() == 1


@pytest.mark.parametrize(
    ("opened_at", "says"),
    [
        (timedelta(0), "very quick"),
        (timedelta(hours=13), "open for too long"),
    ],
)
def test_a_form_has_its_time(survey, send, opened_at, says):
    page = send(token=form_token(survey.pk, clock() - opened_at), q1="0")
    assert (page.status_code, says in page.text) == (422, True)
    assert 'value="0" checked' in page.text
    assert not SurveyAnswer.objects.exists()


def test_a_form_of_ours_alone_is_taken(survey, send):
    for token in ("", "forged", form_token(survey.pk + 1, clock() - READ_IT)):
        assert send(token=token, q1="0").status_code == 422
    assert not SurveyAnswer.objects.exists()


def test_what_fills_in_the_hidden_field_is_thanked_and_forgotten(survey, send):
    assert "Thank you" in send(q1="0", website="https://pills.example").text
    assert not SurveyAnswer.objects.exists()


def test_so_many_from_one_network_and_no_more(survey, send):
    for _ in range(FROM_ONE_PLACE):
        assert send(q1="0").status_code == 200
    page = send(q1="0")
    assert (page.status_code, "from your network" in page.text) == (429, True)
    assert send(q1="0", address="198.51.100.4").status_code == 200
    assert SurveyAnswer.objects.count() == FROM_ONE_PLACE + 1


def test_what_is_counted_is_no_address_and_changes_each_day(survey, send):
    send(q1="0", address="198.51.100.4")
    ((_, who),) = limits.answers._done
    assert b"198.51" not in who
    today = localdate()
    assert limits.Salt().of(today) != limits.Salt().of(today)
    salt = limits.Salt()
    assert salt.of(today) == salt.of(today)
    first = salt.of(today)
    salt.of(today + timedelta(days=1))
    assert salt.of(today) != first


def test_a_survey_takes_so_many_a_day(survey, monkeypatch):
    monkeypatch.setattr("wardmote.surveys.usecases.answering.A_DAY", 3)
    for number in range(3):
        assert answer(survey, number, Said("", {1: [0]}), clock())
    with pytest.raises(RuleBroken, match="tomorrow"):
        answer(survey, 4, Said("", {1: [0]}), clock())
    later = clock() + timedelta(days=1)
    assert answer(survey, 4, Said("", {1: [0]}), later)


def test_a_text_that_may_point_to_a_person_is_asked_about(survey, send):
    text = "The car AB12 CDE parks there, ring 01632 960 111"
    page = send(q1="1", q5=text)
    assert page.status_code == 422
    assert "This may point to a person" in page.text
    assert "AB12 CDE" in page.text
    assert not SurveyAnswer.objects.exists()
    assert send(q1="1", q5=text, checked="on").status_code == 200
    assert SurveyText.objects.get().text == text


def test_sizes_are_bounded(survey, send):
    for given in ({"q5": "x" * 501}, {"q1": "9"}, {"q4": ["0", "7"]}, {"place": "parish:E9"}):
        assert send(**{"q2": "1", **given}).status_code == 422
    assert send().status_code == 422  # nothing was answered
    assert not SurveyAnswer.objects.exists()


def test_before_and_after_its_days_it_takes_nothing(survey, priya, places):
    Survey.objects.filter(pk=survey.pk).update(
        opens_on=localdate() - timedelta(days=9), closes_on=localdate() - timedelta(days=1)
    )
    page = Client().get(f"/survey/{survey.key}/")
    assert (page.status_code, "has closed" in page.text) == (410, True)
    with pytest.raises(RuleBroken, match="takes no answers"):
        answer(survey, 1, Said("", {1: [0]}), clock())
    ahead = localdate() + timedelta(days=1)
    Survey.objects.filter(pk=survey.pk).update(opens_on=ahead, closes_on=ahead)
    assert Client().get(f"/survey/{survey.key}/").status_code == 404


def test_a_form_of_another_site_is_refused(survey):
    client = Client(enforce_csrf_checks=True)
    token = form_token(survey.pk, clock() - READ_IT)
    page = client.post(f"/survey/{survey.key}/", {"form": token, "q1": "0"})
    assert page.status_code == 403


def test_answers_and_texts_are_erased_after_their_days(priya, places):
    held = opened(priya, NOW, places=(ASTRY,))
    answer(held, 1, Said("", {1: [0]}, {5: "A bench"}), NOW)
    from wardmote.surveys.usecases import erase_due

    last = held.erased_from - localdate(NOW)
    assert erase_due(by=priya, now=NOW + last - timedelta(days=1)) == 0
    assert erase_due(by=priya, now=NOW + last) == 1
    assert erase_due(by=priya, now=NOW + last) == 0
    assert not SurveyAnswer.objects.exists()
    assert not SurveyText.objects.exists()
    assert held.questions.count() == 5
    call_command("surveys_erase")
