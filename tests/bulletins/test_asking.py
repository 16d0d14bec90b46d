"""Links are asked when an officer says so, as if each might be hostile."""

import socket
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from tests.bulletins.district import version
from tests.conftest import NOW
from wardmote.audit.models import Entry
from wardmote.bulletins import asking
from wardmote.bulletins.asking import Answer, ask
from wardmote.bulletins.usecases.checking import check_links_of, order_check
from wardmote.bulletins.usecases.composing import add_link
from wardmote.kernel import internet

SITE = "http://www.parish.example"


class Site(BaseHTTPRequestHandler):
    """/ok, /moved, /404; keeps what it was asked."""

    asked: list[str] = []

    def do_GET(self):
        self.asked.append(self.path)
        status = {"/ok": 200, "/moved": 301}.get(self.path, 404)
        self.send_response(status)
        if status == 301:
            self.send_header("Location", "http://169.254.169.254/")
        self.end_headers()

    def log_message(self, *_):
        pass


def leads_to(*addresses):
    return lambda host, port, *, type: [(0, type, 0, "", (one, port)) for one in addresses]


@pytest.fixture
def site(monkeypatch):
    """A site on this machine that is taken for one of the internet."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    Site.asked = []
    connect = socket.create_connection
    monkeypatch.setattr(internet, "is_public", lambda address: True)
    monkeypatch.setattr(
        internet.socket,
        "create_connection",
        lambda at, wait: connect(server.server_address, wait),
    )
    yield leads_to("127.0.0.1")
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "is_fine", "says"),
    [
        ("/ok", True, "answers (200)"),
        ("/none", False, "an error (404)"),
        ("/moved", False, "sends on to another address (301): http://169.254.169.254/"),
    ],
)
def test_it_says_what_was_answered_and_follows_nothing(site, path, is_fine, says):
    answer = ask(SITE + path, resolve=site)
    assert answer.is_fine is is_fine
    assert says in answer.said
    assert Site.asked == [path]


@pytest.mark.parametrize(
    "inside",
    ["127.0.0.1", "10.0.0.1", "192.168.1.1", "169.254.169.254", "::1", "fd00::1",
     "::ffff:127.0.0.1", "100.64.0.1", "0.0.0.0"],
)  # fmt: skip
def test_no_machine_of_ours_is_asked(inside, monkeypatch):
    def never(*_):
        raise AssertionError("connected")

    monkeypatch.setattr(internet.socket, "create_connection", never)
    for found in (leads_to(inside), leads_to("93.184.216.34", inside)):
        answer = ask(SITE, resolve=found)
        assert not answer.is_fine
        assert "not of the internet" in answer.said


@pytest.mark.parametrize(
    "address",
    [
        "/in/E1/",
        "http://127.0.0.1/",
        "file:///x",
        "https://a@b.example/",
        "http://a.example:22/",
    ],
)
def test_what_may_not_be_linked_is_not_asked(address):
    def never(*_, **__):
        raise AssertionError("looked up")

    assert not ask(address, resolve=never).is_fine


@pytest.mark.parametrize(
    ("trouble", "says"),
    [
        (socket.gaierror(), "looked up"),
        (TimeoutError(), "in time"),
        (ConnectionResetError(), "reached"),
    ],
)
def test_trouble_is_an_answer(trouble, says, monkeypatch):
    def fails(*_, **__):
        raise trouble

    found = fails if isinstance(trouble, socket.gaierror) else leads_to("93.184.216.34")
    monkeypatch.setattr(internet.socket, "create_connection", fails)
    assert says in ask(SITE, resolve=found).said


def test_only_its_outside_links_are_asked_and_the_answers_kept(draft, priya):
    given = {"by": priya, "now": NOW}
    add_link(draft.pk, "Police", "https://www.police.uk/", version(draft), **given)
    assert order_check(draft.pk, **given) == ["https://www.police.uk/"]
    assert Entry.objects.filter(verb="bulletin.links_asked").count() == 1
    asked = []

    def asks(address):
        asked.append(address)
        return Answer(True, "answers (200)")

    for _ in range(2):
        check_links_of(draft.pk, clock=lambda: NOW, asks=asks)
    assert asked == ["https://www.police.uk/"] * 2
    assert draft.checks.get().is_fine


def test_opening_a_page_asks_nobody(client, draft, priya, monkeypatch):
    add_link(draft.pk, "Police", "https://www.police.uk/", version(draft), by=priya, now=NOW)

    def never(*_, **__):
        raise AssertionError("asked")

    monkeypatch.setattr(asking, "ask", never)
    monkeypatch.setattr(internet.socket, "create_connection", never)
    client.force_login(priya)
    for page in ("", "publish/", "preview/page/", "preview/mail/"):
        assert client.get(f"/bulletins/desk/{draft.pk}/{page}").status_code == 200
