"""How long does a person wait for a page? The demo district as `wardmote serve` serves it.

A home of its own is made by `wardmote demo`, served on a free port of this machine, and read
by one person at a time over a kept connection: the whole answer, to its last byte.
"""

import http.client
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import numpy as np

from bench.rows import Claim, Size, at_most, figure

TITLE = "Pages as they are served"
ABOUT = (
    "The demo district, from its own home: SQLite, one web process, one reader at a time; "
    "milliseconds to the last byte."
)
USED = ()
ROUNDS = {Size.TINY: 1, Size.SMALL: 40, Size.NATIONAL: 40}
MOST = 300.0  # milliseconds, 95 of 100
PASSWORD = "heron drove lantern"  # pragma: allowlist secret
WARD = re.compile(r'href="(/(?:in|wards|areas)/[^/"?#]+/)"')
READERS = {
    "": ("/", "/in/", "/in/*", "/published/", "/about-the-figures/"),
    "amos@wendle.example": ("/my-ward/",),
    "priya@wendle.example": ("/start/", "/wards/", "/wards/*", "/areas/", "/areas/*"),
    "tomasz@wendle.example": ("/data/", "/reports/"),
}
STARTS = 3


class Reader:
    """One person's browser: keeps its connection and its cookies."""

    def __init__(self, port: int) -> None:
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._cookies: dict[str, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._line.close()

    def get(self, path: str) -> tuple[int, str]:
        return self._ask("GET", path)

    def sign_in(self, email: str) -> None:
        self.get("/sign-in/")
        form = {"username": email, "password": PASSWORD}
        form["csrfmiddlewaretoken"] = self._cookies["csrftoken"]
        status, _ = self._ask("POST", "/sign-in/", urllib.parse.urlencode(form))
        if status != http.HTTPStatus.FOUND:
            raise RuntimeError(f"{email} could not sign in: {status}")

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str]:
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self._cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._line.request(method, path, body, headers)
        answer = self._line.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
        return answer.status, answer.read().decode("utf-8", "replace")


def run(size: Size) -> list[Claim]:
    with tempfile.TemporaryDirectory(prefix="wardmote-bench-") as folder:
        environment = {**os.environ, "WARDMOTE_HOME": folder, "HOME": folder}
        environment.pop("WARDMOTE_DATABASE_URL", None)
        began = time.perf_counter()
        _wardmote(environment, "demo")
        made = time.perf_counter() - began
        starts = [_start(environment) for _ in range(1 if size is Size.TINY else STARTS)]
        with _served(environment) as port:
            with Reader(port) as anybody:
                plain = _times(anybody, _style(anybody), ROUNDS[size])
            claims = [
                row for email in READERS for row in _read(port, email, ROUNDS[size], plain)
            ]
    return [
        Claim("the demo district, made and loaded from nothing", ours=f"{figure(made)} s"),
        at_most("`wardmote serve`, until its first page is read", 5.0, starts, unit=" s"),
        *claims,
    ]


def _read(port: int, email: str, rounds: int, plain: Sequence[float]) -> list[Claim]:
    """One row for each page of one reader. A path with a star: the first such link of the
    page before it."""
    rows, links = [], [""]
    with Reader(port) as reader:
        if email:
            reader.sign_in(email)
        for shape in READERS[email]:
            path = links[0] if shape.endswith("*") else shape
            took = _times(reader, path, rounds)
            start = shape.rstrip("*")
            links = [found for found in WARD.findall(reader.get(shape)[1]) if found != start]
            rows.append(_row(f"{shape} {email}".strip(), took, plain))
    return rows


def _row(name: str, took: Sequence[float], plain: Sequence[float]) -> Claim:
    half, most = np.percentile(took, [50, 95])
    return Claim(
        name,
        f"p95 ≤ {MOST:g} ms",
        f"p50 {half:.0f} ms, p95 {most:.0f} ms",
        f"a static file: p50 {np.percentile(plain, 50):.1f} ms",
        met=bool(most <= MOST),
    )


def _times(reader: Reader, path: str, rounds: int) -> list[float]:
    """Milliseconds of each reading of a page, after one that does not count."""
    took = []
    for round_ in range(rounds + 1):
        began = time.perf_counter()
        status, _ = reader.get(path)
        if status != http.HTTPStatus.OK:
            raise RuntimeError(f"{path} answered {status}")
        if round_:
            took.append(1000 * (time.perf_counter() - began))
    return took


def _style(reader: Reader) -> str:
    """The address of the style sheet, a file that no view has to make."""
    _, page = reader.get("/in/")
    return str(re.search(r'href="(/static/[^"]+\.css)"', page)[1])  # type: ignore[index]


def _start(environment: dict[str, str]) -> float:
    began = time.perf_counter()
    with _served(environment) as port, Reader(port) as anybody:
        anybody.get("/in/")
        return time.perf_counter() - began


@contextmanager
def _served(environment: dict[str, str]) -> Iterator[int]:
    """`wardmote serve` on a free port, until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "wardmote.cli", "serve", "--port", str(port)]
    with (Path(environment["HOME"]) / "serve.log").open("w") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            _await(port, server)
            yield port
        finally:
            server.terminate()
            server.wait(20)


def _await(port: int, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(3000):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if server.poll() is not None:
            raise RuntimeError("wardmote serve ended by itself")
        time.sleep(0.02)
    raise RuntimeError("wardmote serve did not answer within a minute")


def _wardmote(environment: dict[str, str], *words: str) -> None:
    command = [sys.executable, "-m", "wardmote.cli", *words]
    subprocess.run(command, env=environment, check=True, capture_output=True)
