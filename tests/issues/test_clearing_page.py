"""What the second person sees before they decide, and what they are told afterwards."""

import pytest

from tests.conftest import NOW
from tests.filling import answers_in, hidden
from tests.small_district import LONGMERE
from wardmote.groups.rules import GroupKind
from wardmote.issues.clearing import Ruling
from wardmote.issues.models import Clearance
from wardmote.issues.rules import Level, Passing, Reach
from wardmote.issues.usecases import journey, telling
from wardmote.issues.usecases.correcting import Correction, correct_issue
from wardmote.issues.usecases.releasing import ask_to_release, rule_on
from wardmote.kernel.themes import Theme
from wardmote.people.access import SECOND
from wardmote.releases.rules import Audience

WORDS = "Ring Sarah Greenwood: the lamps are mended by December."


@pytest.fixture
def held(issue, cast):
    """Earlier words stand; others wait, whose writer ticked that they name nobody."""
    by = {"by": cast["Dev"], "now": NOW}
    first = ask_to_release(issue.pk, "Two lamps are out.", Audience.MEMBERS, **by)
    rule_on(first.pk, Ruling.CLEARED, "", by=cast["Tomas"], now=NOW)
    return ask_to_release(issue.pk, WORDS, Audience.MEMBERS, **by, checked=True)


@pytest.fixture
def tomas(client, cast):
    client.force_login(cast["Tomas"])
    return client


def test_it_is_drawn_as_its_readers_get_it_beside_what_is_known(held, tomas):
    page = tomas.get(f"/issues/{held.issue.number}/release/{held.pk}/").text
    assert WORDS in page
    assert "the councillors of Longmere" in page
    assert "Sarah Greenwood” (a person’s name)" in page
    assert "Two lamps are out." in page  # what stands
    assert "Residents avoid the path after dark" in page  # the partner text


def test_restricted_text_is_beside_it_for_whom_it_is_open_to(
    held, tomas, cast, restricted_on, client
):
    telling.tell(held.issue.pk, "A secret", Level.RESTRICTED, by=cast["Dev"], now=NOW)
    here = f"/issues/{held.issue.number}/release/{held.pk}/"
    assert "A secret" not in tomas.get(here).text
    session = tomas.session
    session[SECOND] = "code"
    session.save()
    assert "A secret" in tomas.get(here).text


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"ruling": "cleared"}, "Released: the councillors of Longmere can read it now"),
        ({"ruling": "refused", "reason": "Say when"}, "Not released. Dev reads what has to"),
    ],
)
def test_it_is_said_what_happened(held, tomas, sent, says):
    here = f"/issues/{held.issue.number}/release/{held.pk}/"
    sent |= {"shown": hidden(tomas, here, "shown")}
    assert says in tomas.post(here, sent, follow=True).text
    assert not Clearance.objects.filter(ruling="").exists()


def test_nothing_goes_out_but_what_was_shown(held, issue, cast, tomas):
    here = f"/issues/{issue.number}/release/{held.pk}/"
    sent = {"ruling": "cleared", "shown": hidden(tomas, here, "shown")}
    said = Correction(
        "Another title", Theme(issue.theme), Reach(issue.reach), issue.lead, (LONGMERE,)
    )
    correct_issue(issue.pk, said, issue.version, by=cast["Dev"], now=NOW)
    refused = tomas.post(here, sent)
    assert refused.status_code == 409
    assert "Another title" in refused.text
    assert not Clearance.objects.get(pk=held.pk).ruling
    sent["shown"] = answers_in(refused.text)["shown"]
    assert tomas.post(here, sent).status_code == 302
    assert tomas.post(here, {"ruling": "cleared"}).status_code == 422


def test_every_group_that_had_the_issue_finds_how_to_withdraw(
    held, issue, cast, groups, client
):
    tasking = groups[GroupKind.TASKING]
    onward = Passing(issue.holder_id, tasking.pk, "Patrols are theirs")
    journey.pass_issue(issue.pk, onward, issue.version, by=cast["Dev"], now=NOW)
    outsider = cast["Ruth"]  # of the Board, which never had it
    for who, finds in ((cast["Leila"], True), (cast["Tomas"], True), (outsider, False)):
        client.force_login(who)
        page = client.get(f"/issues/{issue.number}/").text
        assert ("Withdraw it" in page) is finds, who
