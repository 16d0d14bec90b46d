"""A member answers by page or link, may change it until it closes, and reads their own."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.timezone import now as clock

from tests.conftest import NOW
from wardmote.audit.models import Entry
from wardmote.kernel.errors import RuleBroken
from wardmote.places.models import Representation
from wardmote.pulse.links import opened, token_for
from wardmote.pulse.models import PulseAnswer, PulseQuestion
from wardmote.pulse.rules import Said, Wish
from wardmote.pulse.usecases import answer_by_link, answer_pulse, open_pulse

pytestmark = pytest.mark.django_db
WHY = "I read it in the report first"


@pytest.fixture
def today(priya, members):
    """The question is open on the day that pages go by."""
    return open_pulse(by=priya, now=clock())


def question_of(person):
    return PulseQuestion.objects.filter(to=person).latest("pulse__quarter")


def link_of(person):
    return f"/pulse/link/{token_for(question_of(person))}/"


def test_said_again_it_replaces_what_was_said(asked, members, say):
    say(members[0], 2, Wish.MORE, WHY)
    say(members[0], 4)
    answer = PulseAnswer.objects.get()
    assert (answer.score, answer.wish, answer.why) == (4, Wish.SAME, "")


def test_once_closed_it_stays(asked, members, say):
    say(members[0], 2, now=NOW + timedelta(days=21))
    with pytest.raises(RuleBroken, match="closed"):
        say(members[0], 5, now=NOW + timedelta(days=22))
    assert PulseAnswer.objects.get().score == 2


def test_nobody_answers_for_another(asked, members, priya):
    question = question_of(members[0])
    for person in (members[1], priya):
        with pytest.raises(PermissionDenied):
            answer_pulse(question.pk, Said(5), by=person, now=NOW)


def test_who_has_left_office_does_not_answer(asked, members, say):
    token = token_for(question_of(members[0]))
    Representation.objects.filter(user=members[0]).update(until=NOW.date())
    with pytest.raises(PermissionDenied):
        say(members[0], 5)
    with pytest.raises(RuleBroken):
        answer_by_link(token, Said(5), now=NOW)


def test_the_trail_has_the_deed_and_not_a_word(asked, members, say):
    say(members[0], 2, Wish.MORE, WHY)
    say(members[0], 3, Wish.MORE, WHY)
    entries = Entry.objects.filter(verb__startswith="pulse.answer")
    assert [one.verb for one in entries.order_by("pk")] == [
        "pulse.answered",
        "pulse.answer_changed",
    ]
    assert all(one.details == {} for one in entries)


def test_opening_the_link_changes_nothing(client, today, members):
    for method in (client.get, client.head):
        assert method(link_of(members[0])).status_code == 200
    assert not PulseAnswer.objects.exists()


def test_the_link_answers_without_signing_in(client, today, members):
    where = link_of(members[0])
    refused = client.post(where, {"wish": "more"})
    assert refused.status_code == 422
    assert "Select how far you know" in refused.text
    told = client.post(where, {"score": 2, "wish": "more", "why": WHY})
    assert told.status_code == 200
    assert "Thank you" in told.text
    answer = PulseAnswer.objects.get()
    assert (answer.question.to, answer.score, answer.why) == (members[0], 2, WHY)
    assert Entry.objects.latest("pk").actor == "Cllr Amos"


def test_the_link_never_shows_what_was_said(client, today, members, say):
    say(members[0], 2, Wish.MORE, WHY, now=clock())
    page = client.get(link_of(members[0]))
    assert WHY not in page.text
    assert 'value="2" checked' not in page.text
    assert "You have answered already" in page.text
    told = client.post(link_of(members[0]), {"score": 4, "why": "Another"})
    assert WHY not in told.text
    assert "Another" not in told.text


def test_the_link_opens_nothing_else(client, today, members):
    client.post(link_of(members[0]), {"score": 2})
    for where in ("/pulse/", "/pulse/results/", "/my-ward/"):
        assert client.get(where)["Location"].startswith("/sign-in/")


def test_a_link_that_was_changed_or_has_run_out_is_gone(client, today, members, asked_long_ago):
    token = token_for(question_of(members[0]))
    assert client.get(f"/pulse/link/{token[:-2]}xx/").status_code == 410
    assert client.get(f"/pulse/link/{asked_long_ago}/").status_code == 410


@pytest.fixture
def asked_long_ago(priya, members, make_person, represent):
    """The token of a question that has closed."""
    late = make_person("Cllr Late")
    represent(late, "E05999001")
    pulse = open_pulse(by=priya, now=clock() - timedelta(days=200))
    return token_for(pulse.questions.get(to=late))


def test_a_link_ends_with_its_question(asked, members):
    token = token_for(question_of(members[0]))
    assert opened(token, asked.closes_on).to == members[0]
    with pytest.raises(RuleBroken, match="closed"):
        opened(token, asked.closes_on + timedelta(days=1))


def test_a_member_sees_and_changes_their_own_alone(client, today, members, say):
    say(members[0], 2, Wish.MORE, WHY, now=clock())
    client.force_login(members[1])  # of the same ward
    assert WHY not in client.get("/pulse/").text
    client.force_login(members[0])
    page = client.get("/pulse/").text
    assert WHY in page
    assert "it is not anonymous" in page
    assert client.post("/pulse/", {"score": 5, "wish": "same"}).status_code == 302
    assert PulseAnswer.objects.get().score == 5


def test_the_page_keeps_what_was_typed(client, today, members):
    client.force_login(members[0])
    refused = client.post("/pulse/", {"why": WHY})
    assert refused.status_code == 422
    assert WHY in refused.text


def test_who_came_in_later_is_told_so(client, today, make_person, represent):
    late = make_person("Cllr Late")
    represent(late, "E05999001")
    client.force_login(late)
    assert "Nothing has been asked of you yet" in client.get("/pulse/").text


def test_my_ward_has_the_question_on_top_while_it_is_open(client, today, members, say):
    client.force_login(members[0])
    assert "Answer in ten seconds" in client.get("/my-ward/").text
    say(members[0], 4, now=clock())
    assert "See or change your answer" in client.get("/my-ward/").text
    today.closes_on = (clock() - timedelta(days=2)).date()
    today.save()
    assert "What you answered each quarter" in client.get("/my-ward/").text
