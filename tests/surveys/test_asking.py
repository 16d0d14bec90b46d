"""A clerk writes a survey, an officer opens it, then nothing that it asks is changed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from lxml.html import document_fromstring

from tests.conftest import NOW, TODAY
from tests.surveys.conftest import ASTRY, HALLOWBY
from tests.surveys.district import plan, written
from wardmote.audit.models import Entry
from wardmote.kernel.errors import RuleBroken, Stale
from wardmote.law.elections import Poll
from wardmote.preelection.models import ElectionPeriod
from wardmote.surveys.models import Survey, SurveyPlace
from wardmote.surveys.rules import Asks, State
from wardmote.surveys.usecases import (
    change_survey,
    drop_question,
    hand_in,
    make_survey,
    move_question,
    open_survey,
    put_question,
    stop_survey,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(clerk, places):
    return written(clerk, NOW, places=(ASTRY,))


@pytest.fixture
def waiting(draft, clerk):
    return hand_in(draft.pk, draft.version, by=clerk, now=NOW)


def test_the_way_from_a_clerk_to_the_public(waiting, clerk, priya):
    assert waiting.state(TODAY) is State.WAITS
    opened = open_survey(waiting.pk, waiting.version, by=priya, now=NOW)
    assert opened.state(TODAY) is State.OPEN
    assert len(opened.key) >= 20
    verbs = Entry.objects.filter(subject=opened.subject).values_list("verb", flat=True)
    assert {"survey.made", "survey.handed_in", "survey.opened"} <= set(verbs)


def test_each_page_says_whether_a_place_is_a_parish_or_a_ward(waiting, clerk, client):
    client.force_login(clerk)
    for where in "", f"{waiting.pk}/", f"{waiting.pk}/preview/":
        assert "Astry (parish)" in client.get(f"/surveys/{where}").text
    assert SurveyPlace(kind="ward", name="Market Ward").words == "Market Ward"


def test_a_clerk_opens_nothing(waiting, clerk):
    with pytest.raises(PermissionDenied):
        open_survey(waiting.pk, waiting.version, by=clerk, now=NOW)


def test_a_clerk_who_became_officer_does_not_open_their_own(waiting, clerk):
    clerk.role = "officer"
    clerk.save()
    with pytest.raises(RuleBroken, match="another person"):
        open_survey(waiting.pk, waiting.version, by=clerk, now=NOW)


def test_what_the_clerk_has_not_handed_in_is_not_opened(draft, priya):
    with pytest.raises(RuleBroken, match="still writing"):
        open_survey(draft.pk, draft.version, by=priya, now=NOW)


def test_written_anew_it_is_handed_in_anew(waiting, clerk):
    held = drop_question(waiting.pk, waiting.version, 5, by=clerk, now=NOW)
    assert held.state(TODAY) is State.DRAFT


def test_a_clerk_asks_about_their_own_parish_alone(clerk, places):
    with pytest.raises(RuleBroken, match="that you act for"):
        make_survey(plan(NOW, places=(HALLOWBY,)), by=clerk, now=NOW)


def test_who_acts_for_no_parish_makes_none(member, sam, ana, places):
    for person in member, sam, ana:
        with pytest.raises(PermissionDenied):
            make_survey(plan(NOW, places=(ASTRY,)), by=person, now=NOW)


def test_another_clerk_changes_nothing(draft, make_person, represent):
    other = make_person("Cas")
    represent(other, "E04000002", office="clerk", kind="parish")
    with pytest.raises(PermissionDenied):
        drop_question(draft.pk, draft.version, 1, by=other, now=NOW)


def test_an_officers_survey_of_the_parish_is_not_the_clerks(priya, clerk, places):
    made = written(priya, NOW, places=(ASTRY,))
    with pytest.raises(PermissionDenied):
        hand_in(made.pk, made.version, by=clerk, now=NOW)


KINDS = [Asks.YES_NO, Asks.SCALE, Asks.ONE, Asks.SEVERAL, Asks.WORDS]


@pytest.mark.parametrize(
    ("number", "up", "order"),
    [
        (1, False, [1, 0, 2, 3, 4]),
        (4, True, [0, 1, 3, 2, 4]),
        (5, True, [0, 1, 2, 4, 3]),
        (1, True, [0, 1, 2, 3, 4]),
        (5, False, [0, 1, 2, 3, 4]),
    ],
)
def test_a_question_is_moved_by_one_place(draft, clerk, client, number, up, order):
    client.force_login(clerk)
    where = f"/surveys/{draft.pk}/questions/{number}/move/"
    given = {"to": "up" if up else "down", "version": draft.version}
    assert client.post(where, given)["Location"] == f"/surveys/{draft.pk}/#questions"
    assert [one.asks for one in draft.questions.all()] == [KINDS[at] for at in order]
    draft.refresh_from_db()
    assert draft.version == given["version"] + (order != [0, 1, 2, 3, 4])


def test_where_one_was_taken_out_the_next_is_moved(draft, clerk, client):
    held = drop_question(draft.pk, draft.version, 2, by=clerk, now=NOW)
    held = move_question(held.pk, held.version, 3, up=True, by=clerk, now=NOW)
    assert [one.asks for one in held.questions.all()][:2] == [Asks.ONE, Asks.YES_NO]
    client.force_login(clerk)
    page = client.get(f"/surveys/{held.pk}/").text
    assert 'Up<span class="govuk-visually-hidden">: question 2<' in page
    assert 'Up<span class="govuk-visually-hidden">: question 1<' not in page
    assert 'Down<span class="govuk-visually-hidden">: question 4<' not in page


def test_moved_it_is_handed_in_anew(waiting, clerk):
    held = move_question(waiting.pk, waiting.version, 5, up=True, by=clerk, now=NOW)
    assert held.state(TODAY) is State.DRAFT


def test_a_stale_page_is_refused(draft, clerk):
    with pytest.raises(Stale):
        drop_question(draft.pk, draft.version - 1, 1, by=clerk, now=NOW)
    with pytest.raises(Stale):
        move_question(draft.pk, draft.version - 1, 1, up=False, by=clerk, now=NOW)
    assert draft.questions.count() == 5


def test_what_is_opened_is_frozen(priya, places):
    made = written(priya, NOW, places=(ASTRY, HALLOWBY))
    held = open_survey(made.pk, made.version, by=priya, now=NOW)
    here = {"by": priya, "now": NOW}
    for deed in (
        lambda: put_question(held.pk, held.version, Asks.SCALE, "And now?", **here),
        lambda: drop_question(held.pk, held.version, 1, **here),
        lambda: move_question(held.pk, held.version, 1, up=False, **here),
        lambda: change_survey(held.pk, held.version, plan(NOW, places=(ASTRY,)), **here),
    ):
        with pytest.raises(RuleBroken, match="frozen"):
            deed()


def test_what_is_not_asked_is_refused_where_it_is_written(draft, clerk):
    given = {"by": clerk, "now": NOW}
    with pytest.raises(RuleBroken, match="religion") as refusal:
        put_question(draft.pk, draft.version, Asks.SCALE, "How is your religion?", **given)
    assert refusal.value.about == "text"
    listed = ("Labour party", "None")
    with pytest.raises(RuleBroken, match="politics") as refusal:
        put_question(draft.pk, draft.version, Asks.ONE, "Which one?", listed, **given)
    assert refusal.value.about == "options"
    text = "Does Barnaby Quillfeather park here?"
    with pytest.raises(RuleBroken, match="may point to a person"):
        put_question(draft.pk, draft.version, Asks.YES_NO, text, **given)


def test_an_officer_stops_it_before_its_time(priya, places):
    made = written(priya, NOW, places=(ASTRY,))
    held = open_survey(made.pk, made.version, by=priya, now=NOW)
    held = stop_survey(held.pk, held.version, by=priya, now=NOW)
    assert held.state(TODAY) is State.CLOSED
    with pytest.raises(RuleBroken, match="opened can be stopped"):
        stop_survey(held.pk, held.version, by=priya, now=NOW)


def test_before_an_election_none_is_opened(waiting, priya):
    notice, poll = TODAY + timedelta(days=1), TODAY + timedelta(days=30)
    ElectionPeriod.objects.create(poll=Poll.PARLIAMENT, notice_on=notice, poll_on=poll)
    later = replace(plan(NOW, places=(ASTRY,)), opens_on=TODAY + timedelta(days=2))
    held = change_survey(waiting.pk, waiting.version, later, by=priya, now=NOW)
    held = hand_in(held.pk, held.version, by=priya, now=NOW)
    with pytest.raises(RuleBroken, match="is held"):
        open_survey(held.pk, held.version, by=priya, now=NOW)
    assert not Survey.objects.get(pk=held.pk).key


def test_each_button_says_which_question(draft, clerk, client):
    client.force_login(clerk)
    text = client.get(f"/surveys/{draft.pk}/").text
    page = document_fromstring(text)
    buttons = page.xpath("//form[contains(@action, '/questions/')]//button")
    assert buttons
    assert all("question " in one.text_content() for one in buttons)
    assert "Change question 1" in [one.text_content() for one in page.xpath("//main//a")]
