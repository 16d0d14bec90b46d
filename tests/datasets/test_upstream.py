"""A server that is slow, broken or hostile costs a while and a sentence, and no more."""

import time

import pytest

from tests.datasets.police_server import (
    body,
    cut_short,
    dripping,
    endless,
    nothing_at_all,
    serving,
    silent,
    status,
)
from wardmote.datasets.upstream import (
    Limits,
    NotThere,
    Pace,
    TooMuch,
    Unanswered,
    Upstream,
)
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.internet import is_public

QUICK = Limits(silence=0.3, reply=0.6, largest=300_000, tries=3, first_wait=1)
ASKED = "crime-last-updated"


def no_pace():
    return Pace(1e6, 1_000_000)


@pytest.fixture
def server():
    with serving() as found:
        yield found


@pytest.fixture
def slept():
    return []


@pytest.fixture
def upstream(server, slept):
    return Upstream(server.address, pace=no_pace(), limits=QUICK, sleep=slept.append)


def test_a_sound_answer_is_given_back(upstream, server):
    assert upstream.ask(ASKED) == {"date": "2026-07-01"}
    assert upstream.ask("crimes-no-location", {"date": "2026-07"}) == []
    assert server.asked[-1] == ("crimes-no-location", {"date": "2026-07"})


@pytest.mark.parametrize(
    "deed",
    [
        silent,
        dripping,
        cut_short,
        nothing_at_all,
        body(""),
        body('{"date": '),
        body("[" * 100_000),
        status(500),
        status(502),
        status(503),
        status(429),
    ],
)
def test_what_may_pass_is_asked_again(upstream, server, slept, deed):
    server.do(ASKED, deed)
    began = time.monotonic()
    assert upstream.ask(ASKED) == {"date": "2026-07-01"}
    assert time.monotonic() - began < 5
    assert slept == [1]


@pytest.mark.parametrize(
    ("deed", "says"),
    [
        (silent, "did not answer in time"),
        (dripping, "did not answer in time"),
        (cut_short, "cut short"),
        (nothing_at_all, "connection broke"),
        (status(500), "out of order"),
        (status(429), "too much was asked"),
    ],
)
def test_what_does_not_pass_ends_in_a_sentence(upstream, server, slept, deed, says):
    server.do(ASKED, *[deed] * 3)
    with pytest.raises(Unanswered, match=says) as refusal:
        upstream.ask(ASKED)
    assert "Try again later" in str(refusal.value)
    assert slept == [1, 2]
    assert len(server.asked) == 3


@pytest.mark.parametrize(
    ("deed", "says"),
    [
        (endless, "no true answer is"),
        (body("<html>", "text/html; charset=utf-8"), "sign-in page"),
        (body("[]", Content_Encoding="gzip"), "where JSON belongs"),
        (body("{}", "application/jsonx"), "where JSON belongs"),
        (status(400), "refuses the question"),
        (status(403), "refuses the question"),
    ],
)
def test_what_is_wrong_is_not_asked_twice(upstream, server, slept, deed, says):
    server.do(ASKED, deed)
    with pytest.raises(Unanswered, match=says):
        upstream.ask(ASKED)
    assert slept == []
    assert len(server.asked) == 1


def test_nothing_there_and_too_much_are_told_apart(upstream, server):
    server.do(ASKED, status(404), status(503))
    with pytest.raises(NotThere):
        upstream.ask(ASKED)
    with pytest.raises(TooMuch):
        upstream.ask(ASKED, divisible=True)


@pytest.mark.parametrize(
    ("says", "waits"),
    [("7", 7), ("99999", 120), ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("soon", 1), ("-5", 1)],
)
def test_the_server_says_how_long_to_wait(upstream, server, slept, says, waits):
    server.do(ASKED, status(429, Retry_After=says), status(503, Retry_After="2"))
    upstream.ask(ASKED, divisible=True)
    assert slept == [waits, 2]


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("where", ["{other}/forces", "//127.0.0.2/", "file:///etc/passwd", "/"])
def test_no_redirect_is_followed(upstream, server, where, code):
    with serving() as other:
        server.do(ASKED, status(code, Location=where.format(other=other.address)))
        with pytest.raises(Unanswered, match="sends us elsewhere"):
            upstream.ask(ASKED)
        assert other.asked == []
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "address",
    [
        "http://data.police.uk/api",
        "http://10.0.0.1/api",
        "http://localhost/api",
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "https://someone@data.police.uk/api",
        "https:///api",
        "",
    ],
)
def test_only_https_or_a_test_server_here_may_be_named(address):
    with pytest.raises(RuleBroken, match="cannot be asked"):
        Upstream(address, pace=no_pace())


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:8.8.8.8", True),
        ("64:ff9b::a9fe:a9fe", False),
        ("64:ff9b::808:808", True),
        ("2002:7f00:1::", False),
        ("64:ff9b:1::7f00:1", False),
        ("fec0::1", False),
        ("::7f00:1", False),
        ("192.0.0.8", False),
        ("::ffff:192.0.0.8", False),
    ],
)
def test_which_addresses_are_of_the_internet(address, public):
    assert is_public(address) is public


@pytest.mark.parametrize(
    "answers",
    [["127.0.0.1"], ["169.254.169.254"], ["8.8.8.8", "10.0.0.1"], ["::ffff:192.168.0.1"]],
)
def test_a_name_that_leads_inside_is_not_called(answers):
    def lookup(host, port, *, type):
        return [(2, type, 6, "", (address, port)) for address in answers]

    upstream = Upstream("https://police.example/api", pace=no_pace(), resolve=lookup)
    with pytest.raises(Unanswered, match="not an address of the internet"):
        upstream.ask(ASKED)


def test_the_address_that_was_checked_is_the_one_called(monkeypatch, slept):
    """A second look-up, which may lead elsewhere, never happens (DNS rebinding)."""
    looked, called = [], []

    def lookup(host, port, *, type):
        looked.append(host)
        return [(2, type, 6, "", (("8.8.8.8", "127.0.0.1")[len(looked) > 1], port))]

    def connect(address, timeout):
        called.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr("wardmote.datasets.upstream.socket.create_connection", connect)
    once = Limits(tries=1)
    upstream = Upstream(
        "https://police.example/api", pace=no_pace(), limits=once, resolve=lookup
    )
    with pytest.raises(Unanswered, match="connection broke"):
        upstream.ask(ASKED)
    assert looked == ["police.example"]
    assert called == [("8.8.8.8", 443)]


def test_questions_keep_to_the_pace():
    now, slept = [0.0], []

    def sleep(seconds):
        slept.append(seconds)
        now[0] += seconds

    pace = Pace(10, 15, clock=lambda: now[0], sleep=sleep)
    for _ in range(115):
        pace.wait()
    assert now[0] == pytest.approx(10)  # the first 15 at once, then 10 a second
    assert max(slept) == pytest.approx(0.1)
    now[0] += 60
    before = now[0]
    for _ in range(15):
        pace.wait()
    assert now[0] == before
