"""What a bulletin may hold, which links it may have, when it may go out.

No Django, no clock, no database. Text is plain: an address in it becomes a link that shows
itself in full, and nothing else in it means anything.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from wardmote.kernel.errors import RuleBroken

LONGEST_TITLE = 200
LONGEST_ADDRESS = 500
MOST_PARTS = 60
MOST_LINKS = 20
#: what a letter says while nobody knows whether it went
BEGUN = "Begun, and not known to have gone"
BROKE_OFF = "The mail server broke off: it may have gone, or not"
DOUBTS = (BEGUN, BROKE_OFF)
#: an answer that is older than this is asked for again
FRESH = timedelta(days=7)


class AreaKind(StrEnum):
    """What a bulletin is about."""

    WARDS = "wards"
    PARISHES = "parishes"
    DISTRICT = "district"


AREA_KINDS = {
    AreaKind.WARDS: "One ward or more",
    AreaKind.PARISHES: "One parish or more",
    AreaKind.DISTRICT: "The whole district",
}


class State(StrEnum):
    """Where a bulletin stands. A correction is a draft again; what is published stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


STATES = {
    State.DRAFT: "Draft",
    State.PUBLISHED: "Published",
    State.WITHDRAWN: "Withdrawn",
}

_WRITTEN = re.compile(r"https?://[^\s<>\"“”]+", re.IGNORECASE)
_CLOSING = ".,;:!?'’…*_]}"
_HOST = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])"
)
_VISIBLE = re.compile(r"[\x21-\x7e]+")
_PATH = re.compile(r"/(?![/\\])[^\\]*")
#: ours, and those of public bodies that publish data
DATA_PATHS = ("/in/", "/open-data/", "/published/")
DATA_HOSTS = ("police.uk", "gov.uk", "nomisweb.co.uk")


@dataclass(frozen=True, slots=True)
class Span:
    """Some words of a text; with `href` they are a link to just that address."""

    text: str
    href: str = ""


def fault_in(address: str) -> str:
    """Why this is no address that a bulletin may link to; empty if it may.

    Ours begin with “/”, others with https:// or http:// and the full name of a server of the
    internet: no user, no port, no numbers for a name, nothing that is not to be seen.
    """
    if not _VISIBLE.fullmatch(address) or len(address) > LONGEST_ADDRESS:
        return (
            f"Enter an address of at most {LONGEST_ADDRESS} plain characters, as the "
            "browser’s address line gives it when copied"
        )
    if address.startswith("/"):
        return "" if _PATH.fullmatch(address) else "Enter a page of ours, like /in/E05000001/"
    try:
        parts = urlsplit(address)
        has_port = parts.port is not None
    except ValueError:
        return "Enter a whole address, like https://www.police.uk/"
    if parts.scheme not in ("http", "https"):
        return "Enter an address that begins with https:// or http://"
    if "@" in parts.netloc or has_port or "\\" in address or parts.netloc.endswith(":"):
        return "Enter an address without a user name, a port or a backslash"
    if not _HOST.fullmatch((parts.hostname or "").removesuffix(".")):
        return "Enter the full name of the server, like www.police.uk"
    return ""


def is_ours(address: str) -> bool:
    return address.startswith("/")


def is_public_data(address: str) -> bool:
    """A ward's page, open data or a report of ours; a site of the police or of government."""
    if is_ours(address):
        return address.startswith(DATA_PATHS)
    host = (urlsplit(address).hostname or "").removesuffix(".")
    return any(host == one or host.endswith(f".{one}") for one in DATA_HOSTS)


def spans(text: str) -> list[Span]:
    """The text in pieces; put together they are the text again."""
    found: list[Span] = []
    done = 0
    for match in _WRITTEN.finditer(text):
        address = _without_closing(match.group())
        if fault_in(address):
            continue
        if match.start() > done:
            found.append(Span(text[done : match.start()]))
        found.append(Span(address, address))
        done = match.start() + len(address)
    if done < len(text):
        found.append(Span(text[done:]))
    return found


def _without_closing(address: str) -> str:
    """What closes the sentence, or a bracket that was opened before, is not of the address."""
    while address:
        opened, closed = address.count("("), address.count(")")
        if address[-1] in _CLOSING or (address[-1] == ")" and closed > opened):
            address = address[:-1]
        else:
            break
    return address


def addresses_in(texts: Collection[str]) -> list[str]:
    """Every address that stands in these texts, each once, in order."""
    found = (span.href for text in texts for span in spans(text) if span.href)
    return list(dict.fromkeys(found))


def paragraphs(text: str) -> list[str]:
    """Parted by empty lines; a line that is broken goes on."""
    parts = re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    return [joined for part in parts if (joined := " ".join(part.split()))]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a link answered when it was asked last."""

    address: str
    at: datetime
    is_fine: bool
    said: str


def open_links(outside: Sequence[str], asked: Sequence[Asked], now: datetime) -> list[str]:
    """The outside addresses that nobody knows to answer now."""
    fine = {one.address for one in asked if one.is_fine and one.at > now - FRESH}
    return [address for address in outside if address not in fine]


def check_area(kind: AreaKind, codes: Sequence[str], known: Collection[str]) -> None:
    """RuleBroken unless these are places of that kind; the whole district names none."""
    if kind is AreaKind.DISTRICT:
        return
    if not codes or not set(codes) <= set(known):
        one = "a ward" if kind is AreaKind.WARDS else "a parish"
        raise RuleBroken(f"Select {one}, or more", about=str(kind))


def check_words(title: str, introduction: str) -> None:
    """RuleBroken unless there is a title and an introduction."""
    if not title.strip():
        raise RuleBroken("Enter a title", about="title")
    if not paragraphs(introduction):
        raise RuleBroken("Enter a short introduction", about="introduction")


def check_link(words: str, address: str) -> None:
    """RuleBroken for a link without words, or one that may not be."""
    if not words.strip():
        raise RuleBroken("Enter what the link leads to", about="words")
    if fault := fault_in(address):
        raise RuleBroken(fault, about="address")


def check_ready(
    *, introduction: str, parts: int, links: Sequence[str], edition: int, what_changed: str
) -> None:
    """RuleBroken unless it may be published, as far as its own words go."""
    if not paragraphs(introduction):
        raise RuleBroken("Write the introduction first")
    if not parts:
        raise RuleBroken("Pick an item or write a paragraph first")
    if not any(map(is_public_data, links)):
        raise RuleBroken(
            "Add a link to public data first: a ward’s page, the open data, its "
            "neighbourhood on www.police.uk"
        )
    if edition > 1 and not what_changed.strip():
        raise RuleBroken("Enter what this edition corrects", about="what_changed")


def check_links(broken: Sequence[str], unsure: Sequence[str], *, seen: bool) -> None:
    """RuleBroken for a page of ours that is not there; for others somebody opens them."""
    if broken:
        raise RuleBroken(
            f"{broken[0]} is no page of ours that everybody can open. Mend or remove it"
        )
    if unsure and not seen:
        raise RuleBroken(
            f"Nobody knows that {unsure[0]} answers. Check the links, or tick that you have "
            "opened each one yourself",
            about="seen",
        )
