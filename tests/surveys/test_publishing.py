"""Results leave once, guarded, after closing; members first; what people wrote never."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils.timezone import now as clock
from lxml.html import document_fromstring

from tests.surveys.conftest import ASTRY, HALLOWBY, strip
from tests.surveys.district import answer, opened, written
from wardmote.bulletins.wording import told as told_in_bulletin
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import day_words
from wardmote.law.elections import Poll
from wardmote.places.geojson import Boundaries, Boundary
from wardmote.places.rules import Kind
from wardmote.places.usecases import load_boundaries
from wardmote.preelection.models import ElectionPeriod, GoAhead
from wardmote.preelection.usecases import give_go_ahead, name_monitoring_officer
from wardmote.releases.models import Release
from wardmote.releases.queries import notices_for
from wardmote.releases.rules import ReleaseKind
from wardmote.surveys.models import Survey
from wardmote.surveys.rules import Said
from wardmote.surveys.usecases import (
    give_survey_notice,
    hand_in,
    open_survey,
    publish_survey,
    stop_survey,
    withdraw_survey,
)

pytestmark = pytest.mark.django_db
WROTE = "Move the lamp to the bend"


def closed(by, *, answers=30, days=15, places=(ASTRY,)):
    then = clock() - timedelta(days=days)
    held = opened(by, then, days=5, places=places)
    for number in range(answers):
        place = places[number % len(places)] if len(places) > 1 else ""
        said = Said(place, {1: [number % 2], 3: [0 if number else 1]}, {5: f"{WROTE} {number}"})
        answer(held, number, said, then)
    return held


@pytest.fixture
def survey(priya, places):
    return closed(priya)


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def about(client, held):
    """What the survey's page says, without the forms' tokens, which differ each time."""
    page = document_fromstring(client.get(f"/surveys/{held.pk}/").text)
    return page.xpath("string(//main)")


def test_members_have_it_first_and_then_everybody(survey, priya, member):
    with pytest.raises(RuleBroken, match="have not been given"):
        publish_survey(survey.pk, by=priya, now=clock())
    give_survey_notice(survey.pk, by=priya, now=clock() - timedelta(days=9))
    notice = notices_for(["E05000001"]).get()
    assert not notices_for(["E05000002"]).exists()
    page = signed_in(member).get(f"/my-ward/notices/{notice.pk}/").text
    assert "About 30 people answered" in page
    assert "Yes: about 15, 50 %" in page
    made = publish_survey(survey.pk, by=priya, now=clock())
    public = Client().get(f"/told-us/{made.pk}/").text
    assert "About 30 people answered" in public
    days = f"{day_words(survey.opens_on)} to {day_words(survey.closes_on)}"
    assert f"People could answer from {days}." in public
    assert "shares need not add up to 100 %" in public
    assert "fewer than 10" in public  # the one who chose the gate
    assert WROTE not in public + page
    ward = Client().get("/in/E05000001/").text
    assert "What people told us" in ward
    assert f"/told-us/{made.pk}/" in ward
    assert "What people told us" in signed_in(member).get("/my-ward/").text
    briefing = signed_in(member).get("/my-ward/E05000001/briefing/").text
    assert survey.title in briefing


def test_what_is_told_stands_and_is_told_once(survey, priya):
    made = publish_survey(survey.pk, cannot_wait="Asked by many", by=priya, now=clock())
    assert made.kind == ReleaseKind.SURVEY
    with pytest.raises(RuleBroken, match="told once"):
        publish_survey(survey.pk, by=priya, now=clock())
    with pytest.raises(RuleBroken, match="told once"):
        give_survey_notice(survey.pk, by=priya, now=clock())
    assert Release.objects.filter(kind=ReleaseKind.SURVEY).count() == 1
    assert WROTE not in str(made.content)


def test_nothing_is_told_while_people_answer(priya, clerk, places):
    held = opened(priya, clock(), places=(ASTRY,))
    officer = signed_in(priya)
    unanswered = about(officer, held)
    for number in range(20):
        answer(held, number, Said("", {1: [0]}), clock())
    assert about(officer, held) == unanswered
    assert officer.get(f"/surveys/{held.pk}/results/").status_code == 404
    assert officer.get(f"/surveys/{held.pk}/publish/").status_code == 404
    with pytest.raises(RuleBroken, match="once it has closed"):
        publish_survey(held.pk, by=priya, now=clock())
    held = Survey.objects.get(pk=held.pk)
    stop_survey(held.pk, held.version, by=priya, now=clock())
    assert officer.get(f"/surveys/{held.pk}/results/").status_code == 200


def test_nine_answers_say_that_there_were_few(priya, places):
    held = closed(priya, answers=9)
    made = publish_survey(held.pk, cannot_wait="Nobody answered", by=priya, now=clock())
    assert made.content["columns"] == [
        {"place": "", "answered": "Fewer than 10 people answered", "questions": []}
    ]
    assert "Fewer than 10 people answered" in Client().get(f"/told-us/{made.pk}/").text


def test_two_parishes_are_told_apart_and_nothing_in_all(priya, places):
    held = closed(priya, answers=60, places=(ASTRY, HALLOWBY))
    made = publish_survey(held.pk, cannot_wait="Asked by many", by=priya, now=clock())
    assert [one["place"] for one in made.content["columns"]] == ["Astry", "Hallowby"]
    assert {one["answered"] for one in made.content["columns"]} == {"About 30 people answered"}
    assert sorted(made.wards.values_list("code", flat=True)) == ["E05000001", "E05000002"]


def test_where_a_ward_was_its_councillors_have_notice(priya, places, make_person, represent):
    """New boundaries came between: Longmere is no more, Fen End lies there."""
    held = closed(priya, places=("ward:E05000001",))
    made = (
        Boundary("E05000009", "Fen End", "", strip(0, 1)),
        Boundary("E05000002", "Newbridge", "", strip(1, 2)),
    )
    found = Boundaries(made, (), "CD", "NM", ())
    load_boundaries(found, Kind.WARD, "2027-05", by=COMMAND_LINE, now=clock())
    represent(make_person("Cllr Cora"), "E05000009")
    with pytest.raises(RuleBroken, match="have not been given"):
        publish_survey(held.pk, by=priya, now=clock())
    give_survey_notice(held.pk, by=priya, now=clock() - timedelta(days=9))
    assert notices_for(["E05000009"]).exists()
    told = publish_survey(held.pk, by=priya, now=clock())
    assert told.content["wards"] == [{"code": "E05000009", "name": "Fen End"}]


def test_the_officer_alone_reads_what_people_wrote(survey, priya, clerk):
    page = signed_in(priya).get(f"/surveys/{survey.pk}/results/").text
    assert f"{WROTE} 7" in page
    assert "About 30 people answered" in page
    assert signed_in(clerk).get(f"/surveys/{survey.pk}/results/").status_code == 404
    with pytest.raises(PermissionDenied):
        publish_survey(survey.pk, by=clerk, now=clock())


def test_a_bulletin_can_tell_all_that_was_told_and_no_more(survey, priya):
    made = publish_survey(survey.pk, cannot_wait="Asked by many", by=priya, now=clock())
    lines = "\n".join(told_in_bulletin(made).lines)
    (column,) = made.content["columns"]
    assert column["answered"] in lines
    for question in column["questions"]:
        assert question["text"] in lines
        for line in question["lines"]:
            assert f"{line['words']}: {line['shown']}" in lines
    assert WROTE not in lines


def test_past_their_day_single_answers_are_shown_to_nobody(priya, places):
    held = closed(priya, days=100)
    page = signed_in(priya).get(f"/surveys/{held.pk}/results/").text
    assert WROTE not in page
    assert "have been erased" in page
    assert signed_in(priya).get(f"/surveys/{held.pk}/publish/").status_code == 404


def test_before_an_election_nothing_is_published(survey, priya):
    today = clock().date()
    ElectionPeriod.objects.create(
        poll=Poll.PARLIAMENT,
        notice_on=today - timedelta(days=3),
        poll_on=today + timedelta(days=20),
    )
    with pytest.raises(RuleBroken, match="is held"):
        publish_survey(survey.pk, cannot_wait="Now", by=priya, now=clock())
    assert not Release.objects.filter(kind=ReleaseKind.SURVEY).exists()


def test_the_monitoring_officer_is_asked_about_exactly_these_words(survey, priya, make_person):
    today = clock().date()
    span = {"notice_on": today - timedelta(days=3), "poll_on": today + timedelta(days=20)}
    ElectionPeriod.objects.create(poll=Poll.PARLIAMENT, **span)
    officer = signed_in(priya)
    page = officer.get(f"/surveys/{survey.pk}/").text
    assert "Nobody can give the go-ahead" in page
    assert f"/surveys/{survey.pk}/go-ahead/" not in page
    mona = make_person("Mona")
    name_monitoring_officer(mona, by=priya, now=clock())
    page = officer.get(f"/surveys/{survey.pk}/").text
    assert "Held until" in page
    assert f"/surveys/{survey.pk}/go-ahead/" in page
    asked = officer.post(f"/surveys/{survey.pk}/go-ahead/", {"why": "The lamps are ordered"})
    assert asked.status_code == 302
    waits = GoAhead.objects.get()
    assert "About 30 people answered" in waits.words
    assert WROTE not in waits.words
    give_go_ahead(waits.pk, "Factual", by=mona, now=clock())
    assert publish_survey(survey.pk, cannot_wait="Now", by=priya, now=clock())


def test_the_clerk_is_told_when_and_where_to_read_it(places, clerk, priya):
    then = clock() - timedelta(days=15)
    made = written(clerk, then, days=5, places=(ASTRY,))
    reads = signed_in(clerk)
    where = f"/surveys/{made.pk}/"
    assert "It is being written: 5 questions so far, 10 at most." in reads.get(where).text
    made = hand_in(made.pk, made.version, by=clerk, now=then)
    held = open_survey(made.pk, made.version, by=priya, now=then)
    assert "You read what people said when everybody does" in reads.get(where).text
    told = publish_survey(held.pk, cannot_wait="Asked by many", by=priya, now=clock())
    assert f"/told-us/{told.pk}/" in reads.get(where).text
    withdraw_survey(held.pk, "It names a shop", by=priya, now=clock())
    page = reads.get(where).text
    assert "was published and has been withdrawn" in page
    assert f"/told-us/{told.pk}/" not in page


def test_what_was_a_mistake_is_taken_back_and_never_told_again(survey, priya):
    made = publish_survey(survey.pk, cannot_wait="Asked by many", by=priya, now=clock())
    officer = signed_in(priya)
    where = f"/surveys/{survey.pk}/withdraw/"
    assert officer.post(where, {"reason": ""}).status_code == 422
    assert officer.post(where, {"reason": "It names a shop"}).status_code == 302
    assert Client().get(f"/told-us/{made.pk}/").status_code == 404
    assert officer.get(where).status_code == 404
    assert "has been withdrawn" in officer.get(f"/surveys/{survey.pk}/results/").text
    with pytest.raises(RuleBroken, match="told once"):
        publish_survey(survey.pk, by=priya, now=clock())
