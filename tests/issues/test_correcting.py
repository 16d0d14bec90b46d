"""What was said wrong of an issue is put right, and kept where partners alone read it."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from tests.conftest import NOW
from tests.filling import hidden
from tests.small_district import LONGMERE
from wardmote.actions.models import Action
from wardmote.audit.models import Entry
from wardmote.issues.models import Clearance, Issue
from wardmote.issues.rules import Deed, Reach
from wardmote.issues.usecases.correcting import Correction, correct_issue
from wardmote.kernel.errors import RuleBroken, Stale
from wardmote.kernel.themes import Theme
from wardmote.places.queries import wards

pytestmark = pytest.mark.django_db

OTHER = "Broken lamps by the station"


@pytest.fixture
def said(issue):
    """The issue as it is."""
    return Correction(issue.title, Theme(issue.theme), Reach.PLACES, issue.lead, (LONGMERE,))


def corrected(issue, said, who, version=None):
    held = Issue.objects.get(pk=issue.pk)
    return correct_issue(issue.pk, said, version or held.version, by=who, now=NOW)


def test_everything_that_was_wrong_is_put_right_and_told_in_the_journey(issue, said, cast):
    other = wards().exclude(code=LONGMERE).first().code
    lead = cast["Tomas"].organisation
    now = replace(said, title=OTHER, theme=Theme.ROADS, wards=(other,), lead=lead)
    corrected(issue, now, cast["Dev"])
    held = Issue.objects.get()
    assert (held.title, held.theme, held.lead) == (OTHER, Theme.ROADS, lead)
    assert [one.code for one in held.wards.all()] == [other]
    assert held.version == issue.version + 1
    told = held.updates.get(deed=Deed.CORRECT).text
    assert "Title before: “Lighting on the path to the station”" in told
    assert "Where before: Longmere" in told
    assert "Led by before: Wendleshire Police" in told
    entry = Entry.objects.filter(verb="issue.correct").get()
    assert entry.subject == held.subject


def test_only_who_has_the_issue_and_whoever_saw_its_last_version_corrects_it(issue, said, cast):
    for name in "Leila", "Amos", "Nell":
        with pytest.raises(PermissionDenied):
            corrected(issue, replace(said, title=OTHER), cast[name])
    with pytest.raises(Stale):
        corrected(issue, replace(said, title=OTHER), cast["Dev"], issue.version + 1)
    with pytest.raises(RuleBroken, match="Nothing is different"):
        corrected(issue, said, cast["Dev"])
    with pytest.raises(RuleBroken, match="wards of this partnership"):
        corrected(issue, replace(said, wards=("E05999999",)), cast["Dev"])
    with pytest.raises(RuleBroken, match="may point to a person") as refusal:
        corrected(issue, replace(said, title="Lamps of Mrs Okafor"), cast["Dev"])
    assert refusal.value.about == "title"
    assert Issue.objects.get().title == issue.title


def test_who_reads_no_new_text_does_not_take_the_lead(
    issue, said, cast, restricted_on, monkeypatch
):
    from wardmote.agreements.access import Reach as Reading
    from wardmote.issues import access

    shut = {issue.holder_id: Reading(issue.holder_id, None, NOW.date())}
    monkeypatch.setattr(access, "restricted_reach", lambda user, day: shut)
    with pytest.raises(RuleBroken, match="has lapsed"):
        corrected(issue, replace(said, lead=cast["Tomas"].organisation), cast["Tomas"])
    corrected(issue, replace(said, title=OTHER), cast["Tomas"])


def test_a_title_is_corrected_on_its_page_and_where_it_was_copied(client, issue, cast):
    here = f"/issues/{issue.number}/"
    client.force_login(cast["Dev"])
    action = {"text": "Ask the county", "owner": "", "due": ""}
    client.post(f"{here}action/", action)
    Action.objects.update(source_words=f"{issue.number} {issue.title}")
    client.post(f"{here}release/", {"text": "Mended soon.", "audience": "members"})
    client.force_login(cast["Tomas"])
    clear = f"{here}release/{Clearance.objects.get().pk}/"
    client.post(clear, {"ruling": "cleared", "shown": hidden(client, clear, "shown")})
    client.force_login(cast["Dev"])
    page = client.get(f"{here}correct/").text
    assert "keeps the old title and wards until it is released anew" in page
    assert 'value="Lighting on the path to the station"' in page
    typed = {
        "title": OTHER, "theme": issue.theme, "reach": "district",
        "lead": issue.lead_id, "version": issue.version,
    }  # fmt: skip
    page = client.post(f"{here}correct/", typed, follow=True).text
    assert f"{issue.number} has been corrected" in page
    assert "Title before: “Lighting on the path to the station”" in page
    assert "under the old title: “Lighting on the path to the station”" in page
    assert not Action.objects.exclude(source_words=f"{issue.number} {OTHER}").exists()
    client.force_login(cast["Amos"])
    assert OTHER not in client.get("/my-ward/").text
    assert client.get(f"{here}correct/").status_code == 404


def test_a_closed_issue_is_corrected_too(client, issue, cast):
    here = f"/issues/{issue.number}/"
    client.force_login(cast["Dev"])
    ended = {"outcome": "solved", "result": "They burn", "version": issue.version}
    client.post(f"{here}close/", ended)
    assert "Correct it" in client.get(here).text
    typed = {
        "title": OTHER, "theme": issue.theme, "reach": "places", "wards": [LONGMERE],
        "lead": issue.lead_id, "version": Issue.objects.get().version,
    }  # fmt: skip
    client.post(f"{here}correct/", typed)
    held = Issue.objects.get()
    assert (held.title, held.is_open) == (OTHER, False)
