"""Everyone reads what the councillors of its wards have read, and after them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils.timezone import now as clock

from tests.conftest import NOW
from tests.filling import hidden
from wardmote.issues.clearing import Ruling
from wardmote.issues.models import Clearance
from wardmote.issues.queries import released
from wardmote.issues.usecases.indexing import index_issue
from wardmote.issues.usecases.releasing import (
    ask_for_everyone,
    ask_to_release,
    rule_on,
    take_back,
)
from wardmote.kernel.errors import RuleBroken, Stale
from wardmote.releases.models import Release, ShortNotice
from wardmote.releases.rules import Audience

MEMBERS, PUBLIC = Audience.MEMBERS, Audience.PUBLIC
WORDS = "Two lamps are mended by December."
NOTICE_OVER = datetime(2026, 11, 30, 10, tzinfo=UTC)


@pytest.fixture
def let_out(issue, cast):
    """Words cleared for these readers, by two people."""

    def go(words=WORDS, audience=MEMBERS, now=NOW, **more):
        asked = ask_to_release(issue.pk, words, audience, by=cast["Dev"], now=now)
        return rule_on(asked.pk, Ruling.CLEARED, "", by=cast["Tomas"], now=now, **more)

    return go


def test_other_words_than_the_councillors_have_cannot_be_asked_for_everyone(let_out):
    let_out()
    with pytest.raises(RuleBroken, match="have other words"):
        let_out("Nobody is safe there.", PUBLIC, NOTICE_OVER)


@pytest.mark.parametrize("then", ["withdrawn", "other words", "other title"])
def test_what_the_councillors_no_longer_have_is_not_cleared(let_out, issue, cast, then):
    first = let_out()
    asked = ask_for_everyone(issue.pk, first.release, by=cast["Dev"], now=NOW)
    if then == "withdrawn":
        take_back(first.release, "A date was wrong", by=cast["Dev"], now=NOW)
    elif then == "other words":
        first.issue.clearances.filter(pk=asked.pk).update(text="Nobody is safe there.")
    else:
        issue.title = "Dark path"
        issue.save()
        index_issue(issue)
    with pytest.raises(RuleBroken, match="councillors"):
        rule_on(asked.pk, Ruling.CLEARED, "", by=cast["Tomas"], now=NOTICE_OVER)
    assert not released(issue, PUBLIC).exists()


def test_a_page_that_showed_earlier_words_is_refused(let_out, issue, cast):
    first = let_out()
    let_out("Three lamps are mended by December.")
    with pytest.raises(Stale):
        ask_for_everyone(issue.pk, first.release, by=cast["Dev"], now=NOW)


def test_the_councillors_have_them_long_enough(let_out, issue):
    let_out()
    with pytest.raises(RuleBroken, match="not had this long enough"):
        let_out(audience=PUBLIC, now=NOW + timedelta(minutes=1))
    Clearance.objects.filter(ruling="").delete()
    let_out(audience=PUBLIC, now=NOTICE_OVER)
    assert released(issue, PUBLIC).get().content["text"] == WORDS
    assert not ShortNotice.objects.exists()


def test_what_cannot_wait_goes_out_and_they_are_shown_why(let_out, issue, client, cast):
    let_out()
    let_out(audience=PUBLIC, cannot_wait="The lane is shut from today")
    (short,) = ShortNotice.objects.all()
    assert (short.item, short.by) == (f"issue {issue.number}", "Tomas")
    assert released(issue, PUBLIC).exists()


def test_the_page_for_everyone_shows_the_words_and_asks_for_none(let_out, issue, cast, client):
    let_out()
    client.force_login(cast["Dev"])
    here = f"/issues/{issue.number}/release/"
    assert "?to=public" in client.get(f"/issues/{issue.number}/").text
    page = client.get(f"{here}?to=public").text
    assert WORDS in page
    assert "<textarea" not in page
    sent = {"shown": released(issue, MEMBERS).get().pk, "text": "Other words"}
    client.post(f"{here}?to=public", sent)
    asked = Clearance.objects.get(ruling="")
    assert (asked.text, asked.audience) == (WORDS, PUBLIC)


def test_no_page_takes_other_words_for_everyone(let_out, issue, cast, client):
    let_out()
    client.force_login(cast["Dev"])
    sent = {"text": "Nobody is safe there.", "audience": "public"}
    page = client.post(f"/issues/{issue.number}/release/", sent)
    assert page.status_code == 422
    assert "councillors of the wards first" in page.text
    assert not Clearance.objects.filter(ruling="").exists()


def test_the_second_person_says_why_it_cannot_wait(let_out, issue, cast, client):
    first = let_out()
    Release.objects.update(released_at=clock())
    asked = ask_for_everyone(issue.pk, first.release, by=cast["Dev"], now=NOW)
    client.force_login(cast["Tomas"])
    here = f"/issues/{issue.number}/release/{asked.pk}/"
    sent = {"ruling": "cleared", "shown": hidden(client, here, "shown")}
    assert client.post(here, sent).status_code == 422
    client.post(here, {**sent, "cannot_wait": "The lane is shut from today"})
    asked.refresh_from_db()
    assert asked.ruling == "cleared"
