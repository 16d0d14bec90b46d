"""The trail is asked by the number that people know, and tells it."""

import pytest

from tests.conftest import NOW
from wardmote.audit.usecases import record, record_read

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(issue, cast):
    record_read(issue.subject, by=cast["Dev"], at=NOW, number=issue.number)
    record_read("issue 99999", by=cast["Dev"], at=NOW)
    record("area.decided", "issue of a kind", by=cast["Dev"], at=NOW)


def found(client, cast, question):
    client.force_login(cast["Priya"])
    return client.get(f"/audit/?{question}")


def test_an_issue_is_found_by_its_number(client, cast, issue, read):
    page = found(client, cast, f"what=read&about={issue.number.lower()}")
    assert [one.subject for one in page.context["page"]] == [issue.subject]
    assert f'<a class="govuk-link" href="?about={issue.number}">{issue.number}</a>' in page.text
    sheet = client.post(f"/audit/export/?what=read&about={issue.number}").content.decode()
    assert sheet.count("text.read") == 1


def test_what_has_no_number_is_told_as_it_is_filed(client, cast, issue, read):
    page = found(client, cast, "").text
    assert ">issue 99999</a>" in page
    assert ">issue of a kind</a>" in page
    assert f">{issue.number}</a>" in page
    assert f">{issue.subject}</a>" not in page


def test_a_concern_is_found_by_its_receipt(client, cast, groups):
    from wardmote.groups.rules import GroupKind
    from wardmote.issues.models import Concern

    held = Concern.objects.create(
        receipt="C-7KMP-QXB4", group=groups[GroupKind.PROBLEM_SOLVING], by=cast["Amos"],
        at=NOW, erased_at=NOW,
    )  # fmt: skip
    record("concern.told", held.subject, by=cast["Amos"], at=NOW)
    page = found(client, cast, "about=C-7KMP-QXB4")
    assert [one.subject for one in page.context["page"]] == [held.subject]
    assert ">C-7KMP-QXB4</a>" in page.text


def test_officers_alone_are_led_there_from_the_issue(client, cast, issue):
    here, words = f"/issues/{issue.number}/", "Who read its restricted text"
    client.force_login(cast["Dev"])
    assert words not in client.get(here).text
    client.force_login(cast["Priya"])
    page = client.get(here).text
    assert f'/audit/?what=read&amp;about={issue.number}">{words}' in page
