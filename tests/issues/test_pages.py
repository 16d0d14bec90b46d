"""The pages of issues as people use them."""

import re
from datetime import date

import pytest

from tests.filling import hidden
from tests.small_district import LONGMERE
from wardmote.groups.rules import GroupKind
from wardmote.issues.models import Ask, Clearance, Issue

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client, cast):
    """signed_in("Dev"): the browser of that person."""

    def sign_in(who):
        client.force_login(cast[who])
        return client

    return sign_in


def answers(groups, cast, **changed):
    return {
        "title": "Lighting on the path",
        "text": "Two lamps are out.",
        "theme": "disorder",
        "reach": "places",
        "wards": [LONGMERE],
        "origin": "judgment",
        "lead": cast["Dev"].organisation_id,
        "holder": groups[GroupKind.PROBLEM_SOLVING].pk,
        **changed,
    }


def plain(page, number):
    """The page without what is new each time."""
    return re.sub(r'value="\w{64}"', "", page.text.replace(number, "X"))


def test_from_raising_to_hearing_back(signed_in, cast, groups):
    page = signed_in("Leila").post("/issues/raise/", answers(groups, cast), follow=True)
    number = Issue.objects.get().number
    assert page.redirect_chain == [(f"/issues/{number}/", 302)]
    assert f"{number} has been raised" in page.text
    here = f"/issues/{number}/"
    browser = signed_in("Dev")
    browser.post(f"{here}take-on/", {"version": 1})
    browser.post(f"{here}tell/", {"text": "Patrols at night", "level": "partner"})
    issue = Issue.objects.get()
    said = {"outcome": "solved", "result": "The lamps burn again", "version": issue.version}
    assert "Those who sent it see" in browser.post(f"{here}close/", said, follow=True).text
    assert "which you sent on: solved" in signed_in("Leila").get("/start/").text
    shown = signed_in("Leila").get(here).text
    assert shown.index("Raised<") < shown.index("Patrols at night") < shown.index("Closed<")


def test_wards_stand_in_columns_and_say_when_they_are_needed(signed_in):
    page = signed_in("Leila").get("/issues/raise/").text
    assert "govuk-checkboxes--small ward-ticks" in page
    assert "Select none for the whole district or online" in page


def test_the_guard_asks_once_and_keeps_what_was_typed(signed_in, cast, groups):
    browser = signed_in("Leila")
    typed = answers(groups, cast, text="Mrs Okafor cannot sleep.")
    page = browser.post("/issues/raise/", typed)
    assert page.status_code == 422
    assert "“Mrs Okafor” (a person’s name)" in page.text
    assert "I have checked" in page.text
    assert "Mrs Okafor cannot sleep." in page.text
    assert not Issue.objects.exists()
    browser.post("/issues/raise/", {**typed, "checked": "on"})
    assert Issue.objects.count() == 1


def test_a_page_that_was_overtaken_is_answered_with_409(signed_in, issue):
    browser = signed_in("Dev")
    here = f"/issues/{issue.number}/"
    browser.post(f"{here}take-on/", {"version": issue.version})
    typed = {"text": "The county’s answer", "version": issue.version}
    page = browser.post(f"{here}hold/", typed)
    assert page.status_code == 409
    assert "Somebody has changed this issue" in page.text
    assert "The county’s answer" in page.text


def test_asked_by_the_psg_answered_by_the_board(signed_in, cast, groups, issue):
    here = f"/issues/{issue.number}/"
    asked = {
        "of": groups[GroupKind.BOARD].pk,
        "text": "Two lamps from this year’s budget",
        "needed_from": "the county council",
        "answer_by_0": "1", "answer_by_1": "5", "answer_by_2": "2999",
    }  # fmt: skip
    page = signed_in("Dev").post(f"{here}ask/", asked, follow=True)
    assert "It waits on the unblock desk" in page.text
    (ask,) = Ask.objects.all()
    assert ask.answer_by == date(2999, 5, 1)
    desk = signed_in("Mensah").get("/issues/unblock/").text
    assert "Two lamps from this year’s budget" in desk
    assert here not in desk
    assert f"/issues/unblock/{ask.pk}/" not in desk
    assert signed_in("Ruth").get("/start/").text.count("Board asked to unblock")
    board = signed_in("Ruth").get(f"/issues/groups/{groups[GroupKind.BOARD].pk}/").text
    assert "1 ask waits for this group’s answer" in board
    assert "Asked 0 days ago" in board or "Asked 1 day ago" in board
    assert f'href="/issues/unblock/{ask.pk}/"' in board
    psg = signed_in("Dev").get(f"/issues/groups/{issue.holder_id}/").text
    assert "this group’s answer" not in psg
    assert "Unblock desk: 1 ask waits" in signed_in("Dev").get("/issues/").text
    assert "All issues" in signed_in("Dev").get("/issues/unblock/").text
    assert "All issues" not in signed_in("Mensah").get("/issues/unblock/").text
    said = {"kind": "unblocked", "text": "Paid from the reserve"}
    signed_in("Ruth").post(f"/issues/unblock/{ask.pk}/", said)
    assert "Paid from the reserve" in signed_in("Dev").get(here).text


def test_a_councillor_reads_the_words_only_once_they_are_cleared(signed_in, cast, issue):
    here = f"/issues/{issue.number}/"
    words = {"text": "The lamps are mended by December.", "audience": "members"}
    signed_in("Dev").post(f"{here}release/", words)
    (held,) = Clearance.objects.all()
    assert "mended by December" not in signed_in("Amos").get("/my-ward/").text
    assert signed_in("Dev").get(f"{here}release/{held.pk}/").status_code == 403
    clear, second = f"{here}release/{held.pk}/", signed_in("Tomas")
    second.post(clear, {"ruling": "cleared", "shown": hidden(second, clear, "shown")})
    seen = signed_in("Amos").get("/my-ward/").text
    assert "mended by December" in seen
    assert "Residents avoid the path" not in seen
    assert signed_in("Amos").get(here).status_code == 404
    assert "mended by December" not in signed_in("Amos").get(f"/in/{LONGMERE}/").text
    held.refresh_from_db()
    gone = {"reason": "A date was wrong"}
    signed_in("Tomas").post(f"{here}released/{held.release}/withdraw/", gone)
    assert "mended by December" not in signed_in("Amos").get("/my-ward/").text
    assert "A date was wrong" in signed_in("Dev").get(here).text


def test_an_issue_one_may_not_see_answers_like_one_that_is_not_there(signed_in, issue):
    browser = signed_in("Amos")
    there = browser.get(f"/issues/{issue.number}/")
    absent = browser.get("/issues/WV-1999-0001/")
    assert (there.status_code, absent.status_code) == (404, 404)
    assert plain(there, issue.number) == plain(absent, "WV-1999-0001")


def test_the_ranked_list_shows_how_a_score_comes_about(signed_in, issue):
    browser = signed_in("Dev")
    marks = dict.fromkeys(
        ("harm", "frequency", "trend", "vulnerability", "expectation", "influence"), "3"
    )
    here = f"/issues/{issue.number}/"
    assert "Not marked yet" in browser.get(here).text
    asks = browser.get(f"{here}marks/").text
    assert asks.count(f'href="/wards/{LONGMERE}/"') == 2  # beside how often, and the trend
    browser.post(f"{here}marks/", {**marks, "rationale": "As we know it"})
    assert "Score 60 %, number 1 of 1." in browser.get(here).text
    page = browser.get(f"/issues/groups/{issue.holder_id}/ranked/").text
    assert "Score 60 %" in page
    assert "3 of 5, weight 3" in page
    placed = {"place": "1", "reason": "The Board asked"}
    browser.post(f"/issues/{issue.number}/place/", placed)
    assert (
        "placed by hand: The Board asked"
        in browser.get(f"/issues/groups/{issue.holder_id}/ranked/").text
    )


def test_restricted_words_are_shown_only_after_a_second_factor(
    signed_in, cast, issue, restricted_on, monkeypatch
):
    from tests.conftest import NOW
    from wardmote.issues.rules import Level
    from wardmote.issues.usecases.telling import tell
    from wardmote.issues.views import reading
    from wardmote.signin import middleware

    monkeypatch.setattr(middleware, "must_have_second_factor", lambda user, on: False)
    tell(issue.pk, "A secret canary", Level.RESTRICTED, by=cast["Dev"], now=NOW)
    here = f"/issues/{issue.number}/"
    page = signed_in("Tomas").get(here).text
    assert "canary" not in page
    assert "Sign in with your second step" in page
    monkeypatch.setattr(reading, "gave_second_factor", lambda request: True)
    page = signed_in("Tomas").get(here).text
    assert "A secret canary" in page
    assert "OFFICIAL-SENSITIVE: restricted" in page
    assert "canary" not in signed_in("Leila").get(here).text
