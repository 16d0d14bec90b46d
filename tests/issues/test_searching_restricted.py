"""Restricted text is found by those who may open that very text, and by nobody else."""

from datetime import timedelta

import pytest

from tests.conftest import NOW
from wardmote.agreements.models import Signature
from wardmote.audit.models import Entry
from wardmote.audit.rules import READ
from wardmote.groups.rules import GroupKind
from wardmote.issues.access import reader_of
from wardmote.issues.models import IssueWords
from wardmote.issues.rules import Level, Passing
from wardmote.issues.searching import find
from wardmote.issues.usecases import journey, telling
from wardmote.restricted.models import Text, TextWords
from wardmote.restricted.sealing import new_key_line
from wardmote.restricted.usecases import seal_anew
from wardmote.search.rules import indexed
from wardmote.signin import middleware

pytestmark = pytest.mark.django_db
SECRET = "A girl called Wren meets him by the lock"


@pytest.fixture
def secret(issue, cast, restricted_on, monkeypatch):
    monkeypatch.setattr(middleware, "must_have_second_factor", lambda user, on: False)
    telling.tell(issue.pk, SECRET, Level.RESTRICTED, by=cast["Dev"], now=NOW)
    issue.refresh_from_db()
    return issue


def finders(cast, typed, *, opens_restricted=True):
    return {
        who
        for who, person in cast.items()
        if find(reader_of(person), typed, opens_restricted=opens_restricted).issues
    }


def test_only_agencies_on_its_groups_find_it(secret, cast, groups):
    assert finders(cast, "wren") == {"Dev", "Tomas", "Priya"}
    assert finders(cast, "wren", opens_restricted=False) == set()
    up = Passing(secret.holder_id, groups[GroupKind.TASKING].pk, "For the whole group")
    journey.pass_issue(secret.pk, up, secret.version, by=cast["Dev"], now=NOW)
    assert finders(cast, '"by the lock"') == {"Dev", "Tomas", "Priya", "Leila"}


def test_it_stands_in_no_index_but_its_own(secret):
    assert "wren" not in repr(list(IssueWords.objects.values()))
    assert [one.words for one in TextWords.objects.all()] == [indexed(SECRET)]


def test_an_agency_whose_agreement_lapsed_finds_what_it_may_still_open(secret, cast):
    tomas = cast["Tomas"].organisation
    long_ago = NOW - timedelta(days=100)
    telling.tell(secret.pk, "The old heron", Level.RESTRICTED, by=cast["Dev"], now=long_ago)
    telling.tell(secret.pk, "Our own bittern", Level.RESTRICTED, by=cast["Tomas"], now=NOW)
    Signature.objects.filter(party__organisation=tomas).update(
        until=(NOW - timedelta(days=60)).date()
    )
    reader = reader_of(cast["Tomas"])
    for word, is_found in ("heron", True), ("bittern", True), ("wren", False):
        assert bool(find(reader, word, opens_restricted=True).issues) is is_found, word


def with_second_step(client, person):
    client.force_login(person)
    session = client.session
    session["second"] = "code"
    session.save()
    return client


def test_the_page_says_where_and_not_what_and_the_reading_is_logged(secret, cast, client):
    page = with_second_step(client, cast["Tomas"]).get("/issues/search/?q=wren").text
    assert "In restricted text" in page
    assert "OFFICIAL-SENSITIVE: restricted" in page
    assert "girl" not in page
    entry = Entry.objects.get(verb=READ)
    assert (entry.actor, entry.subject, entry.details["how"]) == (
        "Tomas", secret.subject, "search",
    )  # fmt: skip
    assert "wren" not in repr(entry.details)
    page = client.get("/issues/search/?q=lamps").text
    assert "OFFICIAL-SENSITIVE: partners" in page
    assert Entry.objects.filter(verb=READ).count() == 1


def test_without_the_second_step_it_is_not_searched(secret, cast, client):
    client.force_login(cast["Tomas"])
    page = client.get("/issues/search/?q=wren").text
    assert "No issue found" in page
    assert "sign in with your second step" in page
    assert not Entry.objects.filter(verb=READ).exists()


def test_sealed_text_is_in_no_index(secret, cast, client, settings, tmp_path):
    path = tmp_path / "keys"
    path.write_text(new_key_line("winter"))
    settings.TEXT_KEYS = str(path)
    seal_anew(by=cast["Priya"], now=NOW)
    assert not TextWords.objects.exists()
    telling.tell(secret.pk, "A second wren", Level.RESTRICTED, by=cast["Dev"], now=NOW)
    assert not TextWords.objects.exists()
    page = with_second_step(client, cast["Tomas"]).get("/issues/search/?q=wren").text
    assert "No issue found" in page
    assert "sealed and cannot be searched" in page
    settings.TEXT_KEYS = ""


def test_opened_again_it_is_found_again(secret, cast, settings, tmp_path):
    path = tmp_path / "keys"
    path.write_text(new_key_line("winter"))
    settings.TEXT_KEYS = str(path)
    seal_anew(by=cast["Priya"], now=NOW)
    assert seal_anew(by=cast["Priya"], now=NOW, in_plain=True) == 1
    assert Text.objects.get().body == SECRET
    assert [one.words for one in TextWords.objects.all()] == [indexed(SECRET)]
