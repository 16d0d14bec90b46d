"""A page that was overtaken says so once: what was typed stays, and goes when sent again.

Every form that tells which version its page showed is found by itself, in the district.
"""

import pytest

from tests.filling import answers_in, filled
from tests.leaks.outputs import proven
from tests.test_permissions import PUBLIC, TABLE, client_of, none
from tests.walk import addresses, undone
from wardmote.people import pages

pytestmark = [pytest.mark.django_db, pytest.mark.long]

#: what pages call the version that they showed
TOKENS = ("version", "replaces", "revision", "round_shown", "shown")
#: forms that are known to be overtaken: fewer would mean that nothing was asked
AT_LEAST = {"pass-issue", "hold-issue", "close-issue", "reopen-issue", "rewrite-issue",
            "update-edit", "bulletin-words", "change-survey", "assessment-section"}  # fmt: skip


def sender(name):
    """Somebody who may send this."""
    may = TABLE[name].send - {PUBLIC}
    usual = [who for who in ("officer", "data protection lead") if who in may]
    return (usual or sorted(may) or [None])[0]


def overtaken(district):
    """name -> how the page answers when what it showed is old, and when it is sent again."""
    found = {}
    for address in addresses():
        who = sender(address.name)
        if who is None:
            continue
        client = proven(client_of(district, who), who)
        where = address.path(district.in_address(address.name))
        answers = filled(client, where)
        token = next((one for one in TOKENS if answers.get(one)), None)
        if token is None:
            continue
        with undone():
            first = client.post(where, {**answers, token: "9999"})
            if first.status_code == 409:
                again = client.post(where, answers_in(first.text))
                found[address.name] = again.status_code
    return found


def test_what_was_typed_goes_when_it_is_sent_again(district):
    found = overtaken(district)
    assert found.keys() >= AT_LEAST
    none(sorted(f"{name}: 409 again" for name, status in found.items() if status == 409))


def test_a_page_that_keeps_the_old_version_is_found(district, monkeypatch):
    """The negative control."""
    monkeypatch.setattr(pages, "_show_what_stands", lambda form: None)
    assert 409 in overtaken(district).values()
