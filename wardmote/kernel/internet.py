"""Connecting to a server of the open network, and to nothing else.

Which addresses are of the internet and which lead to machines of our own network; a name is
looked up once and connected to by number, so that it cannot be pointed at a machine of ours
between the look and the call; nothing lasts without end.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

#: addresses of IPv4 inside IPv6, as a gateway of the network may give them (RFC 6052)
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
#: of no server of the internet, whatever the Python at hand says of them: what gateways give
#: within a network (RFC 8215), the old site-local and IPv4-compatible ones, IETF's own
NEVER = (
    ipaddress.ip_network("64:ff9b:1::/48"),
    ipaddress.ip_network("fec0::/10"),
    ipaddress.ip_network("::/96"),
    ipaddress.ip_network("192.0.0.0/24"),
)


class Resolve(Protocol):
    """Looks up the addresses of a host, as `socket.getaddrinfo` does."""

    def __call__(self, host: str, port: int, *, type: int) -> list[Any]:
        """Tuples of family, kind, protocol, name and address."""


class NoSuchName(Exception):  # noqa: N818 - caught where the server is asked
    """The name could not be looked up."""


class NotPublic(Exception):  # noqa: N818 - the same
    """The name leads to this address, which is not of the internet."""


def is_public(address: str) -> bool:
    """Whether this is an address of the internet, whatever notation hides it."""
    found = ipaddress.ip_address(address.split("%")[0])
    if any(found in network for network in NEVER):
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return is_public(str(found.ipv4_mapped))
        inside = [found.sixtofour, *(found.teredo or ())]
        if found in NAT64:
            inside.append(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF))
        if not all(is_public(str(one)) for one in inside if one is not None):
            return False
    return found.is_global and not found.is_multicast


def is_loopback(host: str) -> bool:
    """Whether this is, in numbers, an address of this machine itself."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def public_address(host: str, port: int, resolve: Resolve, *, is_here: bool = False) -> str:
    """An address of the host. NotPublic when any of them is not of the internet; `is_here`:
    this machine itself was named, in numbers, for a test."""
    try:
        found = resolve(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NoSuchName(host) from error
    addresses = [str(one[4][0]) for one in found]
    if not addresses:
        raise NoSuchName(host)
    for address in addresses:
        if not (is_here or is_public(address)):
            raise NotPublic(address)
    return addresses[0]


@contextmanager
def connected(
    host: str, port: int, address: str, secure: bool, silence: float, whole: float
) -> Iterator[http.client.HTTPConnection]:
    """A connection to this address of the host, cut when the reply lasts too long."""
    kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    connection = kind(host, port, timeout=silence)
    plain = socket.create_connection((address, port), silence)
    with plain, _deadline(plain, whole):
        connection.sock = (
            ssl.create_default_context().wrap_socket(plain, server_hostname=host)
            if secure
            else plain
        )
        try:
            yield connection
        finally:
            connection.close()


@contextmanager
def _deadline(plain: socket.socket, seconds: float) -> Iterator[None]:
    """Cut the connection after so many seconds, however busily it drips."""
    twin = plain.dup()
    late = threading.Event()

    def cut() -> None:
        late.set()
        twin.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    except Exception as error:
        if late.is_set():
            raise TimeoutError from error
        raise
    else:
        if late.is_set():
            raise TimeoutError
    finally:
        timer.cancel()
        timer.join()
        twin.close()
