"""Asking one server on the open network for JSON, as if it might be slow, broken or hostile.

Only the server that was named is asked: at addresses of the public internet, looked up
once for each question and connected to by number, so that a name cannot be pointed at a
machine of ours between the look and the call. No redirect is followed, nothing but JSON
is read, no reply may grow or last without end.
"""

import http.client
import json
import socket
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.internet import (
    NoSuchName,
    NotPublic,
    Resolve,
    connected,
    is_loopback,
    public_address,
)

CHUNK = 64 * 1024
FORM = "application/x-www-form-urlencoded"


class Unanswered(RuleBroken):
    """The server gave no answer that can be used; the message says what to do."""


class NotThere(Unanswered):
    """The server has nothing under that address (404)."""


class TooMuch(Unanswered):
    """The server says 503 and means, perhaps, that less must be asked at once."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds, bytes and tries."""

    silence: float = 30  # without a byte
    reply: float = 180  # for one whole reply
    largest: int = 64 * 1024**2
    tries: int = 5
    first_wait: float = 1  # before the second try; doubled each time
    longest_wait: float = 120  # whatever a Retry-After says


class Pace:
    """At most `rate` questions a second after a first `burst` of them."""

    def __init__(
        self,
        rate: float,
        burst: int,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._rate, self._burst = rate, burst
        self._clock, self._sleep = clock, sleep
        self._left, self._seen = float(burst), clock()

    def wait(self) -> None:
        """Return when the next question may be asked."""
        now = self._clock()
        self._left = min(self._burst, self._left + (now - self._seen) * self._rate) - 1
        self._seen = now
        if self._left < 0:
            self._sleep(-self._left / self._rate)


@dataclass(frozen=True, slots=True)
class _Reply:
    """What came back, read to its end."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class _Again(Exception):  # noqa: N818 - caught in `ask`
    """It may go better next time; wait so many seconds, if the server said how many."""

    def __init__(self, why: str, wait: float | None = None) -> None:
        super().__init__(why)
        self.wait = wait


class Upstream:
    """One server and the folder of its address that is asked for."""

    def __init__(
        self,
        base: str,
        *,
        pace: Pace,
        limits: Limits | None = None,
        resolve: Resolve = socket.getaddrinfo,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        parts = urlsplit(base)
        self.host = parts.hostname or ""
        self._is_here = is_loopback(self.host)
        self._secure = parts.scheme == "https"
        is_known = self._secure or (parts.scheme == "http" and self._is_here)
        if not is_known or not self.host or parts.username or parts.query:
            raise RuleBroken(
                f"“{base[:80]}” cannot be asked. Give an https address; http is for a "
                "test server on 127.0.0.1 alone"
            )
        self._port = parts.port or (443 if self._secure else 80)
        self._folder = parts.path.rstrip("/")
        self._limits = limits or Limits()
        self._pace, self._resolve, self._sleep = pace, resolve, sleep

    def ask(
        self,
        path: str,
        question: Mapping[str, str] | None = None,
        *,
        post: bool = False,
        divisible: bool = False,
    ) -> Any:
        """The JSON under this path, asked again when something passing went wrong.

        A 503 for a `divisible` question raises TooMuch at once: less may be asked.
        """
        wait = self._limits.first_wait
        for left in reversed(range(self._limits.tries)):
            try:
                return self._read(self._send(path, question or {}, post), divisible)
            except _Again as trouble:
                if not left:
                    raise Unanswered(
                        f"{self.host} could not be read: {trouble}. Nothing that you hold "
                        "was changed. Try again later"
                    ) from trouble
                asked = wait if trouble.wait is None else trouble.wait
                self._sleep(min(asked, self._limits.longest_wait))
                wait *= 2
        raise AssertionError("the last try either answers or raises")

    def _read(self, reply: _Reply, divisible: bool) -> Any:
        self._check_status(reply, divisible)
        kind = reply.headers.get("content-type", "").split(";")[0].strip().lower()
        if kind != "application/json" or "content-encoding" in reply.headers:
            raise Unanswered(
                f"{self.host} sent “{kind[:40] or 'nothing said'}” where JSON belongs. A "
                "sign-in page of your network may stand between: ask your IT to let "
                f"{self.host} through"
            )
        try:
            return json.loads(reply.body)
        except (ValueError, RecursionError) as error:
            raise _Again("the reply was cut short or is not JSON") from error

    def _check_status(self, reply: _Reply, divisible: bool) -> None:
        status, host = reply.status, self.host
        if status == 200:
            return
        if status == 429:
            raise _Again("it says that too much was asked (429)", _retry_after(reply))
        if status == 503 and divisible and "retry-after" not in reply.headers:
            raise TooMuch(f"{host} refuses to answer so much at once (503)")
        if status >= 500:
            raise _Again(f"it is out of order ({status})", _retry_after(reply))
        if status == 404:
            raise NotThere(f"{host} has nothing there (404)")
        if 300 <= status < 400:
            raise Unanswered(
                f"{host} sends us elsewhere ({status}), and Wardmote goes nowhere but to "
                f"{host} itself. Nothing was changed"
            )
        raise Unanswered(f"{host} refuses the question ({status}). Nothing was changed")

    def _send(self, path: str, question: Mapping[str, str], post: bool) -> _Reply:
        self._pace.wait()
        asked = urlencode(question)
        target = f"{self._folder}/{path}"
        if not post and asked:
            target += f"?{asked}"
        headers = {"Accept": "application/json", "User-Agent": "Wardmote"}
        body = asked.encode() if post else None
        if post:
            headers["Content-Type"] = FORM
        try:
            with self._connected() as connection:
                connection.request("POST" if post else "GET", target, body, headers)
                return self._receive(connection)
        except ssl.SSLCertVerificationError as error:
            raise Unanswered(
                f"Whoever answers for {self.host} cannot prove to be it. Nothing was asked. "
                "Show this to your IT: something stands between"
            ) from error
        except TimeoutError as error:
            raise _Again("it did not answer in time") from error
        except (OSError, http.client.HTTPException) as error:
            raise _Again("the connection broke") from error

    def _receive(self, connection: http.client.HTTPConnection) -> _Reply:
        answer = connection.getresponse()
        pieces: list[bytes] = []
        size = 0
        while piece := answer.read(CHUNK):
            size += len(piece)
            if size > self._limits.largest:
                raise Unanswered(
                    f"{self.host} sent more than {self._limits.largest // 1024**2} MB for "
                    "one question, which no true answer is. Nothing was changed"
                )
            pieces.append(piece)
        if answer.length:
            raise _Again("the reply was cut short or is not JSON")
        headers = {name.lower(): value for name, value in answer.getheaders()}
        return _Reply(answer.status, headers, b"".join(pieces))

    @contextmanager
    def _connected(self) -> Iterator[http.client.HTTPConnection]:
        """A connection to a checked address, cut when a reply lasts too long."""
        limits = self._limits
        given = (self.host, self._port, self._address(), self._secure)
        with connected(*given, limits.silence, limits.reply) as connection:
            yield connection

    def _address(self) -> str:
        """An address of the host. Unanswered when any of them is not of the internet."""
        try:
            return public_address(self.host, self._port, self._resolve, is_here=self._is_here)
        except NoSuchName as error:
            raise _Again("its name could not be looked up") from error
        except NotPublic as where:
            raise Unanswered(
                f"{self.host} leads to {where}, which is not an address of the "
                "internet. Nothing was asked. Show this to your IT"
            ) from where


def _retry_after(reply: _Reply) -> float | None:
    """Seconds to wait as the server says, in seconds or as a date; None if it does not."""
    said = reply.headers.get("retry-after", "").strip()
    if said.isdigit():
        return float(said[:6])
    try:
        until = parsedate_to_datetime(said).timestamp()
    except (ValueError, TypeError, OverflowError):
        return None
    return max(0.0, until - time.time())
