"""The log of the server: no password, no token, whatever goes wrong."""

import io
import logging

import pytest

from tests.conftest import PASSWORD
from wardmote.kernel.logs import WithoutTokens
from wardmote.people.usecases import send_new_link

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(monkeypatch):
    """What the server would write, with everything it has to say."""
    written = io.StringIO()
    (handler,) = [
        one for one in logging.getLogger().handlers if isinstance(one.formatter, WithoutTokens)
    ]
    monkeypatch.setattr(handler, "stream", written)
    monkeypatch.setattr(logging.getLogger(), "level", logging.INFO)
    return written


def test_signing_in_and_choosing_a_password_leave_no_trace(client, priya, ana, log):
    from tests.conftest import NOW

    link = send_new_link(ana.pk, by=priya, now=NOW)
    client.raise_request_exception = False
    for given in ("wrong plover kettle", PASSWORD):
        client.post("/sign-in/", {"username": priya.email, "password": given})
    client.post(f"/link/{link}/", {"password1": "short", "password2": "short"})
    client.get(f"/link/{link}x/")
    client.get("/nothing/")
    text = log.getvalue()
    assert "Not Found" in text  # the negative control: it is written
    assert link not in text
    assert link[:20] not in text
    for secret in (PASSWORD, "wrong plover kettle", client.cookies["sessionid"].value):
        assert secret not in text


def test_without_the_formatter_a_link_would_be_in_it(client, log, monkeypatch):
    monkeypatch.setattr(WithoutTokens, "format", logging.Formatter.format)
    client.get(f"/link/{'x' * 43}/")
    assert "x" * 43 in log.getvalue()
