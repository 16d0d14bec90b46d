"""Asking one address on the open network whether it answers, and nothing more.

At an address of the public internet, connected to by number; no redirect is followed, no
body is read, nothing is sent but the question.
"""

import http.client
import socket
import ssl
from dataclasses import dataclass
from urllib.parse import urlsplit

from wardmote.bulletins.rules import fault_in, is_ours
from wardmote.kernel.internet import (
    NoSuchName,
    NotPublic,
    Resolve,
    connected,
    public_address,
)

SILENCE, WHOLE = 8, 15  # seconds: without a byte, for the whole answer
HEADERS = {"User-Agent": "Wardmote", "Accept": "*/*"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking, in words for the screen."""

    is_fine: bool
    said: str


def ask(address: str, *, resolve: Resolve = socket.getaddrinfo) -> Answer:
    """Whether it answers with 200 where it was asked."""
    if is_ours(address) or (fault := fault_in(address)):
        return Answer(False, "is no address elsewhere" if is_ours(address) else fault)
    parts = urlsplit(address)
    host, secure = parts.hostname or "", parts.scheme == "https"
    port = 443 if secure else 80
    target = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
    try:
        number = public_address(host, port, resolve)
        with connected(host, port, number, secure, SILENCE, WHOLE) as connection:
            connection.request("GET", target, headers=HEADERS)
            answer = connection.getresponse()
            return _read(answer.status, answer.headers.get("Location", ""))
    except NoSuchName:
        return Answer(False, "its name could not be looked up")
    except NotPublic:
        return Answer(False, "leads to an address that is not of the internet: not asked")
    except ssl.SSLCertVerificationError:
        return Answer(False, "cannot prove to be it: its certificate is not good")
    except TimeoutError:
        return Answer(False, "did not answer in time")
    except (OSError, http.client.HTTPException, ValueError):
        return Answer(False, "could not be reached")


def _read(status: int, location: str) -> Answer:
    if status == 200:
        return Answer(True, "answers (200)")
    if 300 <= status < 400:
        return Answer(False, f"sends on to another address ({status}): {location[:120]}")
    return Answer(False, f"answers with an error ({status})")
