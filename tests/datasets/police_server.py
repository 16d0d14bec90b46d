"""A stand-in for data.police.uk's API on this machine, which can be told to misbehave.

It answers polygons by looking which of its rows lie inside, refuses more than `most` of
them at once (503), and keeps every question that it was asked.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import shapely

FORCES = [
    {"id": "brackenshire", "name": "Brackenshire Police"},
    {"id": "elsewhere", "name": "Elsewhere Constabulary"},
]
JSON = "application/json"


def crime(number, month="2026-07", lon="0.100000", lat="52.100000", **more):
    """A row as the API publishes it."""
    where = {
        "latitude": lat,
        "longitude": lon,
        "street": {"id": 700_000 + number, "name": "On or near Mill Lane"},
    }
    whole = {
        "category": "burglary",
        "location_type": "Force",
        "location": where if lon else None,
        "context": "",
        "outcome_status": {"category": "Under investigation", "date": month},
        "persistent_id": f"{number:064x}",
        "id": number,
        "location_subtype": "",
        "month": month,
    }
    return whole | more


class PoliceServer(ThreadingHTTPServer):
    """`rows` are all crimes; `mischief` is done first, once each, by path."""

    daemon_threads = True
    request_queue_size = 32

    def __init__(self, rows=(), most=10_000, updated="2026-07-01"):
        super().__init__(("127.0.0.1", 0), _Answer)
        self.rows = list(rows)
        self.most, self.updated = most, updated
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.mischief: dict[str, list[Callable[[Any], None]]] = {}
        self.stopping = threading.Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/api"

    def handle_error(self, request, client_address):
        """A client that hangs up on us is what some tests are about."""

    def do(self, path: str, *deeds: Callable[[Any], None]) -> None:
        self.mischief.setdefault(path, []).extend(deeds)

    def answer(self, path: str, said: dict[str, str]) -> Any:
        rows = [one for one in self.rows if one["month"] == said.get("date")]
        if path == "crime-last-updated":
            return {"date": self.updated}
        if path == "forces":
            return FORCES
        if path == "locate-neighbourhood":
            return {"force": FORCES[0]["id"], "neighbourhood": "AA1"}
        if path == "crimes-no-location":
            return [one for one in rows if one["location"] is None]
        pairs = [pair.split(",") for pair in said["poly"].split(":")]
        area = shapely.Polygon([(float(lon), float(lat)) for lat, lon in pairs])
        located = [one for one in rows if one["location"]]
        return [one for one in located if area.intersects(_point(one))]


def _point(one):
    where = one["location"]
    return shapely.Point(float(where["longitude"]), float(where["latitude"]))


class _Answer(BaseHTTPRequestHandler):
    server: PoliceServer

    def log_message(self, *_):
        """Quietly."""

    def do_GET(self):
        parts = urlsplit(self.path)
        self._answer(parts.path, parse_qs(parts.query))

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._answer(self.path, parse_qs(body))

    def _answer(self, whole, said):
        path = whole.removeprefix("/api/")
        flat = {name: values[0] for name, values in said.items()}
        self.server.asked.append((path, flat))
        deeds = self.server.mischief.get(path, [])
        if deeds:
            deeds.pop(0)(self)
            return
        found = self.server.answer(path, flat)
        if path.startswith("crimes-street") and len(found) > self.server.most:
            status(503)(self)
        else:
            send(self, 200, json.dumps(found).encode())


def send(self, code, body, kind=JSON, **headers):
    self.send_response(code)
    for name, value in {"Content-Type": kind, "Content-Length": len(body), **headers}.items():
        self.send_header(name.replace("_", "-"), str(value))
    self.end_headers()
    self.wfile.write(body)


def status(code, **headers):
    return lambda self: send(self, code, b"{}", **headers)


def body(text, kind=JSON, code=200, **headers):
    return lambda self: send(self, code, text.encode(), kind, **headers)


def cut_short(self):
    """Half a reply, then the connection is closed."""
    self.send_response(200)
    self.send_header("Content-Type", JSON)
    self.send_header("Content-Length", "1000")
    self.end_headers()
    self.wfile.write(b'[{"id": 1')


def silent(self):
    """Takes the question and says nothing."""
    self.server.stopping.wait(20)


def dripping(self):
    """A byte now and then, for ever: never silent, never done."""
    self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n[")
    _for_ever(self, b" ", 0.02)


def endless(self):
    """As much as the line takes, for ever."""
    self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n[")
    _for_ever(self, b" " * 65536, 0)


def _for_ever(self, piece, pause):
    until = time.monotonic() + 20
    while time.monotonic() < until and not self.server.stopping.is_set():
        self.wfile.write(piece)
        self.wfile.flush()
        time.sleep(pause)


def nothing_at_all(self):
    """The connection closes without a byte."""


@contextmanager
def serving(*rows, **options) -> Iterator[PoliceServer]:
    server = PoliceServer(rows, **options)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.stopping.set()
        server.shutdown()
        server.server_close()
        thread.join()
