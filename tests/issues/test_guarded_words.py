"""Words that all agencies read are looked through for people; the writer may say otherwise."""

from dataclasses import replace
from datetime import date

import pytest

from tests.conftest import NOW
from tests.filling import hidden
from tests.issues.test_restricted_steps import again
from wardmote.groups.rules import GroupKind
from wardmote.issues.clearing import Ruling
from wardmote.issues.models import Issue
from wardmote.issues.ranking import Criterion
from wardmote.issues.rules import Asking, Level, Outcome, Passing
from wardmote.issues.usecases import journey, releasing, telling
from wardmote.issues.usecases.prioritising import mark_issue, place_issue
from wardmote.issues.usecases.unblocking import ask_to_unblock
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.personal import PointsToPerson
from wardmote.releases.rules import Audience

pytestmark = pytest.mark.django_db
NAMED = "Ring Sarah Greenwood on 07700 900123 about AB12 CDE"
ASKED = Asking(0, "Two lamps", "the county council", date(2999, 1, 1))


def _pass(issue, groups, **how):
    onward = Passing(issue.holder_id, groups[GroupKind.TASKING].pk, NAMED)
    return journey.pass_issue(issue.pk, onward, issue.version, **how)


def _ask(issue, groups, **how):
    asked = replace(ASKED, of=groups[GroupKind.BOARD].pk, needed_from=NAMED)
    return ask_to_unblock(issue.pk, asked, **how)


def _reopen(issue, groups, **how):
    closing = how | {"checked": False, "level": Level.PARTNER}
    journey.close_issue(issue.pk, issue.version, Outcome.GONE, "It went", **closing)
    return journey.reopen_issue(issue.pk, again(issue), NAMED, **how)


#: deed -> (how it is done with words that name somebody, where the page says so)
LEVELLED = {
    "pass": (_pass, "reason"),
    "hold": (lambda i, g, **how: journey.hold(i.pk, i.version, NAMED, **how), "text"),
    "close": (
        lambda i, g, **how: journey.close_issue(i.pk, i.version, Outcome.GONE, NAMED, **how),
        "result",
    ),
    "reopen": (_reopen, "text"),
    "tell": (
        lambda i, g, level=Level.PARTNER, **how: telling.tell(i.pk, NAMED, level, **how),
        "text",
    ),
}
DEEDS = LEVELLED | {
    "ask": (_ask, "needed_from"),
    "place": (lambda i, g, **how: place_issue(i.pk, 1, NAMED, **how), "reason"),
    "mark": (lambda i, g, **how: mark_issue(i.pk, MARKS, NAMED, **how), "rationale"),
}
MARKS = dict.fromkeys(Criterion, 3)


@pytest.mark.parametrize("deed", DEEDS)
def test_words_that_may_name_somebody_wait_until_the_writer_has_checked(
    issue, cast, groups, deed
):
    do, about = DEEDS[deed]
    how = {"by": cast["Dev"], "now": NOW}
    with pytest.raises(PointsToPerson, match="Sarah Greenwood") as refusal:
        do(issue, groups, **how, **({"level": Level.PARTNER} if deed == "reopen" else {}))
    assert refusal.value.about == about
    issue = Issue.objects.get(pk=issue.pk)
    if deed == "reopen":  # it was closed meanwhile
        issue = journey.reopen_issue(issue.pk, issue.version, "Back", **how)
    do(issue, groups, **how, checked=True)


@pytest.mark.parametrize("deed", LEVELLED)
def test_restricted_words_may_name_whom_they_must(issue, cast, groups, restricted_on, deed):
    do, _ = LEVELLED[deed]
    do(issue, groups, by=cast["Dev"], now=NOW, level=Level.RESTRICTED)
    assert "Greenwood" not in repr(list(Issue.objects.values()))


def test_the_page_asks_for_the_tick_and_then_obeys(client, issue, cast):
    client.force_login(cast["Dev"])
    here, sent = f"/issues/{issue.number}/hold/", {"text": NAMED, "version": issue.version}
    page = client.post(here, sent)
    assert page.status_code == 422
    assert "I have checked" in page.text
    assert client.post(here, sent | {"checked": "on"}).status_code == 302
    assert again(issue) == 2


@pytest.fixture
def let_out(issue, cast):
    """Words before its councillors; others wait for a second person."""
    by, second = {"by": cast["Dev"], "now": NOW}, {"by": cast["Tomas"], "now": NOW}
    first = releasing.ask_to_release(issue.pk, "Two lamps", Audience.MEMBERS, **by)
    releasing.rule_on(first.pk, Ruling.CLEARED, "", **second)
    first.refresh_from_db()
    return first, releasing.ask_to_release(issue.pk, "Lamps", Audience.MEMBERS, **by)


REASONS = {
    "withdraw": lambda first, held, **how: releasing.take_back(first.release, NAMED, **how),
    "refuse": lambda first, held, **how: releasing.rule_on(
        held.pk, Ruling.REFUSED, NAMED, **how
    ),
    "refer": lambda first, held, **how: telling.add_reference(
        first.issue_id, NAMED, "SC/4471", **how
    ),
}


@pytest.mark.parametrize("deed", REASONS)
def test_reasons_wait_until_the_writer_has_checked_too(let_out, cast, deed):
    how = {"by": cast["Tomas"], "now": NOW}
    with pytest.raises(PointsToPerson, match="Sarah Greenwood"):
        REASONS[deed](*let_out, **how)
    REASONS[deed](*let_out, **how, checked=True)


@pytest.mark.parametrize("page", ["refer", "withdraw", "clear"])
def test_the_page_asks_for_the_tick(let_out, issue, cast, client, page):
    first, held = let_out
    here, sent = {
        "refer": ("refer/", {"system": NAMED, "number": "SC/4471"}),
        "withdraw": (f"released/{first.release}/withdraw/", {"reason": NAMED}),
        "clear": (f"release/{held.pk}/", {"ruling": "refused", "reason": NAMED}),
    }[page]
    client.force_login(cast["Tomas"])
    where = f"/issues/{issue.number}/{here}"
    sent["shown"] = hidden(client, where, "shown")
    asked = client.post(where, sent)
    assert asked.status_code == 422
    assert 'type="checkbox" name="checked"' in asked.text
    assert client.post(where, {**sent, "checked": "on"}).status_code == 302


@pytest.mark.parametrize("number", ["Kyle Tamworth, 07700 900123", "07700900123", "7" * 31])
def test_the_number_elsewhere_is_a_number_alone(issue, cast, number):
    how = {"by": cast["Dev"], "now": NOW}
    with pytest.raises(RuleBroken) as refusal:
        telling.add_reference(issue.pk, "StreetCare", number, **how)
    assert refusal.value.about == "number"
    assert not issue.references.exists()
