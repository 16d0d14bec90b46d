"""Whatever opens restricted text, by whatever address, leaves an entry in the audit trail.

The hook sits where sealed or plain words leave their table, so a view that asks for them
in a new way is watched as well. The pages about issues in the usual run, every address in
`make leaks`.
"""

import re
from contextlib import contextmanager

import pytest

from tests.leaks.issues import SECRETS
from tests.leaks.outputs import places, proven, text_of
from tests.leaks.size import EVERY_ROLE
from tests.test_permissions import client_of, none
from tests.walk import ask, undone
from wardmote.audit.models import Entry
from wardmote.audit.rules import READ
from wardmote.issues.usecases import reading
from wardmote.restricted import queries

pytestmark = [pytest.mark.django_db, pytest.mark.sized, pytest.mark.long]
READERS = ["officer", "problem solving", "lapsed"] if EVERY_ROLE else ["problem solving"]


def issue_pages(district):
    return [
        one for one in places(district) if re.match(r"/issues/(search/|concerns/|[A-Z]+-)", one)
    ]


@contextmanager
def hooked(monkeypatch):
    """The numbers of the texts whose words have left their table."""
    found = set()
    words = queries._words

    def listen(text, held):
        found.add(text.pk)
        return words(text, held)

    with monkeypatch.context() as patch:
        patch.setattr(queries, "_words", listen)
        yield found


def unlogged(district, who, fields, monkeypatch):
    """What was opened or shown without an entry, by address; how many texts were opened."""
    wrong, seen = [], 0
    client = proven(client_of(district, who), who)
    secrets = [one for one in fields if one.kept_in == SECRETS]
    for where in places(district) if EVERY_ROLE else issue_pages(district):
        with undone(), hooked(monkeypatch) as opened:
            last = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
            told = text_of(ask(client, "GET", where))
            reads = Entry.objects.filter(pk__gt=last, verb=READ, actor_id=district[who].pk)
            logged = {text for entry in reads for text in entry.details["texts"]}
        seen += len(opened)
        if opened - logged:
            wrong.append(f"{where} as {who}: opened {sorted(opened - logged)}")
        if not logged and "q=" not in where and any(one.stands_in(told) for one in secrets):
            wrong.append(f"{where} as {who}: shown")
        if "In restricted text" in told and not logged:
            wrong.append(f"{where} as {who}: told that it stands there")
    return wrong, seen


@pytest.mark.parametrize("who", READERS)
def test_every_reading_of_restricted_text_is_logged(district, planted, who, monkeypatch):
    wrong, seen = unlogged(district, who, planted.fields, monkeypatch)
    none(wrong)
    assert seen > 2


def test_a_reading_that_is_not_logged_is_noticed(district, planted, monkeypatch):
    """The negative control."""
    monkeypatch.setattr(reading, "record_read", lambda *given, **more: None)
    monkeypatch.setattr("tests.leaks.test_reads_are_logged.EVERY_ROLE", False)
    wrong, _ = unlogged(district, "problem solving", planted.fields, monkeypatch)
    assert wrong
