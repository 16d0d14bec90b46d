"""An officer asks the audit trail: who saw this, when?"""

from datetime import timedelta

import pytest

from tests.conftest import NOW
from tests.security.test_exports import calculated
from wardmote.audit.models import Entry
from wardmote.audit.usecases import record, record_read

pytestmark = pytest.mark.django_db


@pytest.fixture
def trail(priya, ana):
    record("area.decided", "E1", by=priya, at=NOW, reason="Judgment", wards=["E1", "E2"])
    record_read("issue 31", "issue 32", by=ana, at=NOW + timedelta(days=1), how="search")
    record("area.decided", "=1+1", by=ana, at=NOW + timedelta(days=2))


def asked(client, priya, question):
    client.force_login(priya)
    return client.get(f"/audit/?{question}")


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("", ["=1+1", "issue 32", "issue 31", "E1"]),
        ("about=issue+31", ["issue 31"]),
        ("person={ana}", ["=1+1", "issue 32", "issue 31"]),
        ("what=read", ["issue 32", "issue 31"]),
        ("what=done&person={ana}", ["=1+1"]),
        ("since_0=3&since_1=11&since_2=2026&until_0=3&until_1=11&until_2=2026",
         ["issue 32", "issue 31"]),
        ("about=nothing", []),
    ],
)  # fmt: skip
def test_who_saw_this_and_when(client, priya, ana, trail, question, found):
    page = asked(client, priya, question.format(ana=ana.pk))
    assert page.status_code == 200
    assert [one.subject for one in page.context["page"]] == found
    assert ("Restricted text read" in page.text) == ("issue" in "".join(found))


def test_a_detail_may_have_any_name(client, priya):
    record("meeting.council-page-confirmed", "Board", by=priya, at=NOW, items="1: 2")
    assert "items: 1: 2" in asked(client, priya, "").text


def test_a_day_that_is_none_is_refused(client, priya, trail):
    page = asked(client, priya, "since_0=31&since_1=2&since_2=2026")
    assert page.status_code == 422
    assert "Enter a real date" in page.text


def test_many_entries_come_in_pages_that_keep_the_question(client, priya, ana):
    for number in range(60):
        record("area.decided", f"E{number}", by=ana, at=NOW)
    page = asked(client, priya, f"person={ana.pk}&page=2")
    assert len(page.context["page"]) == 10
    assert f"?person={ana.pk}&amp;page=1" in page.text


def test_the_file_holds_what_was_asked_and_is_an_entry_itself(client, priya, ana, trail):
    client.force_login(priya)
    answer = client.post(f"/audit/export/?person={ana.pk}")
    text = answer.content.decode()
    assert text.count("\n") == 2 + 3
    assert "OFFICIAL-SENSITIVE" in text
    assert calculated(text) == []
    last = Entry.objects.order_by("-pk").first()
    assert (last.verb, last.actor) == ("audit.exported", "Priya")
