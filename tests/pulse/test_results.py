"""The Board sees the district and never a ward or a member; the officer sees each answer."""

from datetime import timedelta

import pytest
from django.utils.timezone import now as clock

from tests.conftest import NOW
from wardmote.groups.rules import GroupKind
from wardmote.kernel.periods import Quarter
from wardmote.pulse.models import Pulse
from wardmote.pulse.pictures import trend
from wardmote.pulse.queries import pulse_lines
from wardmote.pulse.rules import Wish
from wardmote.pulse.usecases import open_pulse

pytestmark = pytest.mark.django_db
WHY = "I read it in the report first"
LATER = NOW.date() + timedelta(days=30)


@pytest.fixture
def long_ago(priya, members, say):
    """A quarter that has closed by the day that pages go by: 1 too little, 1 too much."""
    return ask(priya, members, say, 120, [2, 4, 4, 4, 5, 5])


def ask(priya, members, say, ago, scores):
    pulse = open_pulse(by=priya, now=clock() - timedelta(days=ago))
    for member, score in zip(members, scores, strict=False):
        wish = Wish.LESS if member == members[5] else Wish.SAME
        say(member, score, wish, f"{WHY} {member.name}")
    return pulse


def test_five_answers_and_a_closed_question_make_a_score(asked, members, say):
    for member in members[:4]:
        say(member, 4)
    assert pulse_lines(LATER)[0].mean is None
    say(members[4], 5)
    assert pulse_lines(LATER)[0].mean == 4.2
    assert pulse_lines(asked.closes_on)[0].mean is None


def test_wards_that_asked_for_more_are_named_once_it_has_closed(asked, members, say):
    say(members[0], 1)
    say(members[2], 4, Wish.MORE)
    say(members[3], 4, Wish.LESS)
    assert pulse_lines(asked.closes_on)[0].asked_for_more == ()
    assert pulse_lines(LATER)[0].asked_for_more == ("E05999001", "E05999002")


def test_the_board_sees_the_district_alone(client, ruth, long_ago, members):
    client.force_login(ruth)
    page = client.get("/pulse/results/").text
    assert "How well informed members feel: 4.0 of 5" in page
    assert "6 of 6 answered" in page
    assert "E05999001" in page  # asked for more
    assert "E05999005" not in page  # gets too much
    for member in members:
        assert member.name not in page
    assert WHY not in page
    assert "Ask it now" not in page


def test_the_officer_sees_who_said_what(client, priya, long_ago, members):
    client.force_login(priya)
    page = client.get("/pulse/results/").text
    for member in members:
        assert f"{WHY} {member.name}" in page
    assert "I get too much" in page


def test_the_officer_asks_by_one_click(client, priya, members, settings):
    settings.MAIL_IS_ON = True
    client.force_login(priya)
    assert "6 councillors will get it" in client.get("/pulse/results/").text
    for _ in range(2):
        assert client.post("/pulse/results/ask/").status_code == 302
    assert Pulse.objects.count() == 1
    assert "Ask it now" not in client.get("/pulse/results/").text


def test_an_elected_board_member_reads_only_their_own(client, long_ago, members, seat):
    seat(members[0], GroupKind.BOARD)
    client.force_login(members[0])
    assert client.get("/pulse/results/").status_code == 403
    assert client.get("/pulse/adjustments/").status_code == 403


def test_a_board_member_whose_organisation_never_signed_reads_nothing(
    client, long_ago, make_person, seat
):
    person = make_person("Unsigned")
    seat(person, GroupKind.BOARD, signed=False)
    client.force_login(person)
    assert client.get("/pulse/results/").status_code == 403


def test_another_quarter_is_one_click_away(client, priya, members, say, long_ago):
    ask(priya, members, say, 30, [5])
    client.force_login(priya)
    page = client.get("/pulse/results/").text
    assert page.count(WHY) == 1
    page = client.get(f"/pulse/results/?quarter={long_ago.quarter}").text
    assert page.count(WHY) == 6


def test_a_quarter_without_a_score_is_a_gap_in_the_chart(priya, members, say):
    for ago, scores in ((300, [3] * 6), (205, [4] * 3), (110, [4] * 6)):
        ask(priya, members, say, ago, scores)
    drawn = trend(pulse_lines(clock().date()))
    assert drawn is not None
    figures = [row[1] for row in drawn.wide.table.rows]
    assert figures[0] == "3.0"
    assert figures[-1] == "4.0"
    assert figures[1] not in ("3.0", "4.0")


def test_one_quarter_makes_no_chart(long_ago):
    lines = pulse_lines(clock().date())
    assert trend(lines) is None
    assert lines[0].quarter == Quarter.parse(long_ago.quarter)


def test_pages_ask_as_much_for_six_members_as_for_one(
    client, priya, long_ago, members, django_assert_max_num_queries
):
    client.force_login(priya)
    client.get("/pulse/results/")
    for where in ("/pulse/results/", "/pulse/adjustments/"):
        with django_assert_max_num_queries(25):
            client.get(where)
