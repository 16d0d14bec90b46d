"""An issue ends with nobody asked any more: an ask is answered, or taken back with a reason."""

import pytest

from tests.conftest import NOW
from tests.issues.test_restricted_steps import again
from wardmote.groups.rules import GroupKind
from wardmote.issues.asks import waiting_asks
from wardmote.issues.models import Ask, Issue
from wardmote.issues.rules import Answer, Asking, Outcome
from wardmote.issues.usecases.journey import close_issue
from wardmote.issues.usecases.unblocking import answer_ask, ask_to_unblock, take_ask_back
from wardmote.kernel.errors import RuleBroken

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(issue, cast, groups):
    from datetime import date

    board = groups[GroupKind.BOARD].pk
    asking = Asking(board, "Two lamps", "the county", date(2999, 1, 1))
    return ask_to_unblock(issue.pk, asking, by=cast["Dev"], now=NOW)


def close(issue, who):
    version = Issue.objects.get(pk=issue.pk).version
    return close_issue(issue.pk, version, Outcome.GONE, "It went", by=who, now=NOW)


def test_an_issue_with_an_open_ask_is_not_closed(issue, ask, cast):
    with pytest.raises(RuleBroken, match="an ask that nobody has answered"):
        close(issue, cast["Dev"])
    answer_ask(ask.pk, Answer.NO, "There is no money", by=cast["Ruth"], now=NOW)
    assert not close(issue, cast["Dev"]).is_open


def test_what_is_taken_back_waits_for_nobody(issue, ask, cast, groups):
    take_ask_back(ask.pk, "The county paid", by=cast["Dev"], now=NOW)
    held = Ask.objects.get()
    assert (held.answer, held.is_open, held.is_taken_back) == ("The county paid", False, True)
    assert waiting_asks([groups[GroupKind.BOARD].pk], NOW.date()) == []
    assert not close(issue, cast["Dev"]).is_open
    with pytest.raises(RuleBroken, match="taken back"):
        answer_ask(ask.pk, Answer.NO, "Too late", by=cast["Ruth"], now=NOW)


@pytest.mark.parametrize(
    ("reason", "says"), [(" ", "why it is taken back"), ("Mrs Okafor paid", "may point to")]
)
def test_the_reason_is_asked_for_and_names_nobody(ask, cast, reason, says):
    with pytest.raises(RuleBroken, match=says) as refusal:
        take_ask_back(ask.pk, reason, by=cast["Dev"], now=NOW)
    assert refusal.value.about == "reason"


def test_an_ask_is_taken_back_once_and_by_who_has_the_issue(ask, cast):
    from django.core.exceptions import PermissionDenied

    for name in "Ruth", "Leila", "Amos":
        with pytest.raises(PermissionDenied):
            take_ask_back(ask.pk, "No need", by=cast[name], now=NOW)
    take_ask_back(ask.pk, "No need", by=cast["Dev"], now=NOW)
    with pytest.raises(RuleBroken, match="already"):
        take_ask_back(ask.pk, "No need", by=cast["Dev"], now=NOW)


def test_an_asked_group_cannot_answer_that_it_was_taken_back(ask, cast):
    with pytest.raises(RuleBroken, match="Select what the answer is"):
        answer_ask(ask.pk, Answer.TAKEN_BACK, "No need", by=cast["Ruth"], now=NOW)


def test_taken_back_on_its_page_and_read_on_the_desk(client, issue, ask, cast):
    here = f"/issues/{issue.number}/"
    client.force_login(cast["Dev"])
    link = f"{here}ask/{ask.pk}/take-back/"
    assert link in client.get(here).text
    ended = {"outcome": "gone", "result": "It went", "version": again(issue)}
    page = client.post(f"{here}close/", ended)
    assert "an ask that nobody has answered" in page.text
    page = client.post(link, {"reason": "The county paid"}, follow=True).text
    assert "The asked group can read why" in page
    assert link not in page
    assert "<strong>Taken back</strong>" in page
    assert client.get(link).status_code == 404
    client.force_login(cast["Mensah"])
    desk = client.get("/issues/unblock/").text
    assert "Nothing waits for an answer" in desk
    assert "The county paid" in desk
    client.force_login(cast["Ruth"])
    assert "unblock" not in client.get("/start/").text.partition("<main")[2].lower()
