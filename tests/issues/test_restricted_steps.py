"""Each step's words may be restricted: all who signed see the step, and not the words."""

from dataclasses import replace
from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from tests.conftest import NOW
from tests.issues.test_pages import answers
from tests.leaks.outputs import text_of, without_chance
from wardmote.agreements.models import Signature
from wardmote.groups.rules import GroupKind
from wardmote.issues.access import issue_for, restricted_texts
from wardmote.issues.models import Hop, Issue, Update
from wardmote.issues.queries import journey as steps_of
from wardmote.issues.rules import Deed, Level, Outcome, Passing
from wardmote.issues.usecases import journey, telling
from wardmote.issues.usecases.raising import raise_issue
from wardmote.issues.views import reading, writing
from wardmote.kernel.errors import RuleBroken
from wardmote.restricted.queries import opened
from wardmote.signin import middleware

pytestmark = pytest.mark.django_db
SECRET = {"level": Level.RESTRICTED, "now": NOW}


def again(issue):
    issue.refresh_from_db()
    return issue.version


@pytest.fixture
def walked(raised, cast, groups, restricted_on):
    """Raised, held, closed, reopened and passed on by Dev, every word restricted."""
    dev = cast["Dev"]
    issue = raise_issue(replace(raised, secret="canary raise"), by=dev, now=NOW)
    journey.hold(issue.pk, again(issue), "canary hold", by=dev, **SECRET)
    journey.close_issue(issue.pk, again(issue), Outcome.GONE, "canary close", by=dev, **SECRET)
    journey.reopen_issue(issue.pk, again(issue), "canary reopen", by=dev, **SECRET)
    up = Passing(issue.holder_id, groups[GroupKind.TASKING].pk, "canary pass")
    journey.pass_issue(issue.pk, up, again(issue), by=dev, **SECRET)
    issue.refresh_from_db()
    return issue


def steps_for(person, issue):
    texts = restricted_texts(issue_for(person, issue.number))
    return steps_of(issue, {one.pk: one.text for one in opened(texts)})


def test_others_see_the_steps_without_the_words(walked, cast):
    steps = steps_for(cast["Ruth"], walked)
    assert [step.deed for step in steps] == [
        Deed.RAISE, Deed.HOLD, Deed.CLOSE, Deed.REOPEN, Deed.PASS,
    ]  # fmt: skip
    assert {step.words for step in steps} == {""}
    assert [step.is_withheld for step in steps] == [False, True, True, True, True]
    assert not any(step.is_restricted for step in steps)


@pytest.mark.parametrize("who", ["Dev", "Tomas", "Leila", "Priya"])
def test_the_groups_that_have_or_had_it_read_them(walked, cast, who):
    steps = steps_for(cast[who], walked)
    said = [step.words for step in steps]
    assert said == [f"canary {deed}" for deed in ("raise", "hold", "close", "reopen", "pass")]
    assert all(step.is_restricted for step in steps)


def test_they_stand_in_no_table_of_issues(walked):
    for model in Issue, Hop, Update:
        assert "canary" not in repr(list(model.objects.values()))


@pytest.mark.parametrize("who", ["Leila", "Ruth"])
def test_whoever_may_not_write_restricted_text_is_refused(issue, cast, restricted_on, who):
    """Leila's group passed it to nobody; Ruth's never had it."""
    with pytest.raises(PermissionDenied):
        journey.hold(issue.pk, issue.version, "canary", by=cast[who], **SECRET)


def test_an_issue_begins_restricted_only_for_a_group_of_the_writers(
    raised, cast, groups, restricted_on
):
    elsewhere = replace(raised, holder=groups[GroupKind.BOARD], secret="canary")
    with pytest.raises(RuleBroken, match="groups that you sit on") as refusal:
        raise_issue(elsewhere, by=cast["Dev"], now=NOW)
    assert refusal.value.about == "secret"
    assert not Issue.objects.exists()
    assert raise_issue(replace(elsewhere, secret=" "), by=cast["Dev"], now=NOW).pk


def test_while_it_is_off_nothing_begins_restricted(raised, cast):
    with pytest.raises(RuleBroken):
        raise_issue(replace(raised, secret="canary"), by=cast["Dev"], now=NOW)
    assert not Issue.objects.exists()


@pytest.fixture
def dev(client, cast, restricted_on, monkeypatch):
    monkeypatch.setattr(middleware, "must_have_second_factor", lambda user, on: False)
    for views in reading, writing:
        monkeypatch.setattr(views, "gave_second_factor", lambda request: True)
    client.force_login(cast["Dev"])
    return client


def test_the_pages_ask_and_keep_it_apart(dev, cast, groups):
    assert "Restricted text (optional)" in dev.get("/issues/raise/").text
    dev.post("/issues/raise/", answers(groups, cast, secret="A girl called Wren"))
    issue = Issue.objects.get()
    here = f"/issues/{issue.number}/"
    for deed, typed in {
        "hold": {"text": "Wren is ill"},
        "close": {"result": "Wren is safe", "outcome": "solved"},
        "reopen": {"text": "Wren is gone"},
    }.items():
        assert "Restricted: agencies" in dev.get(f"{here}{deed}/").text
        sent = {**typed, "level": "restricted", "version": again(issue)}
        assert dev.post(f"{here}{deed}/", sent).status_code == 302, deed
    page = dev.get(here).text
    assert all(said in page for said in ("A girl called Wren", "Wren is safe", "Wren is gone"))
    assert "OFFICIAL-SENSITIVE: restricted" in page
    dev.force_login(cast["Ruth"])
    page = dev.get(here).text
    assert "Wren" not in page
    assert page.count("The reason is restricted text") == 3
    assert "OFFICIAL-SENSITIVE: partners" in page


def test_a_page_that_gives_restricted_words_back_is_marked_so(dev, issue, cast, groups):
    here = f"/issues/{issue.number}/hold/"
    assert "OFFICIAL-SENSITIVE: partners" in dev.get(here).text
    stale = {"text": "Wren is ill", "level": "restricted", "version": 0}
    page = dev.post(here, stale)
    assert page.status_code == 409
    assert "Wren is ill" in page.text
    assert "OFFICIAL-SENSITIVE: restricted" in page.text
    page = dev.post("/issues/raise/", answers(groups, cast, title="", secret="Wren is ill"))
    assert "OFFICIAL-SENSITIVE: restricted" in page.text


@pytest.mark.parametrize("deed", ["pass", "hold", "tell"])
def test_restricted_words_that_may_not_be_written_are_kept_for_nobody(
    dev, issue, cast, groups, deed, monkeypatch
):
    """The second step was lost meanwhile: refused, never saved for all who signed."""
    monkeypatch.setattr(writing, "gave_second_factor", lambda request: False)
    here = f"/issues/{issue.number}/{deed}/"
    assert "Restricted: agencies" not in dev.get(here).text
    words = {"text": "Wren is ill", "reason": "Wren is ill", "giver": issue.holder_id}
    sent = {**words, "taker": groups[GroupKind.TASKING].pk, "version": issue.version}
    page = dev.post(here, {**sent, "level": "restricted"})
    assert page.status_code == 422
    assert "You cannot write restricted text here now" in page.text
    assert again(issue) == 1
    page = dev.post("/issues/raise/", answers(groups, cast, secret="A girl called Wren"))
    assert page.status_code == 422
    assert Issue.objects.count() == 1


def test_a_restricted_update_moves_no_number_that_a_page_shows(
    client, issue, cast, restricted_on, monkeypatch
):
    """Tomas holds the issue too; his agency's signature for restricted text has run out."""
    Signature.objects.filter(party__organisation=cast["Tomas"].organisation).update(
        until=date(2026, 6, 1)
    )
    monkeypatch.setattr(middleware, "must_have_second_factor", lambda user, on: False)
    here = f"/issues/{issue.number}/"
    pages = [here, *(f"{here}{deed}/" for deed in ("pass", "hold", "close", "tell", "refer"))]
    client.force_login(cast["Tomas"])

    def shown():
        return [without_chance(text_of(client.get(page))) for page in pages]

    with time_machine.travel(NOW, tick=False):
        before = shown()
        telling.tell(issue.pk, "canary", Level.RESTRICTED, by=cast["Dev"], now=NOW)
        assert shown() == before
        assert "version" in before[0]  # something to compare
        telling.tell(issue.pk, "Seen", Level.PARTNER, by=cast["Dev"], now=NOW)
        assert not {*shown()} & {*before[:4]}
