"""What a council's page lists, and whole addresses of what it links to. Nothing is fetched."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urljoin, urlsplit

MOST_LINKS, LONGEST_ADDRESS = 20, 500


@dataclass(frozen=True, slots=True)
class Link:
    """Words of the page that lead somewhere."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An item as the page has it: its number, its own link if it has one, its documents."""

    number: str
    title: str
    link: str = ""
    documents: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """All that was read of a page. `address`: what it says that its own is; `base`: of its
    links, where the page sets another."""

    title: str
    address: str
    base: str
    entries: tuple[Entry, ...]


def resolved(page: Listing, address: str = "") -> tuple[Listing, int]:
    """The page with whole addresses, and how many links were left out as they have none.

    `address`: of the page, as a person gave it; else what the page says of itself.
    """
    own = whole("", address) or whole("", page.address)
    base = whole(own, page.base) or own
    left_out = 0
    entries = []
    for one in page.entries:
        links = [replace(each, address=whole(base, each.address)) for each in one.documents]
        link = whole(base, one.link)
        left_out += sum(not each.address for each in links) + bool(one.link and not link)
        kept = {each.address: each for each in reversed(links) if each.address}
        kept.pop(link, None)
        documents = tuple(reversed(kept.values()))[:MOST_LINKS]
        entries.append(replace(one, link=link, documents=documents))
    return replace(page, address=own, base=base, entries=tuple(entries)), left_out


def as_listing(said: Mapping[str, Any]) -> Listing:
    """A page as the process that read it wrote it down."""
    return Listing(
        said["title"],
        said["address"],
        said["base"],
        tuple(
            Entry(**{**one, "documents": tuple(Link(**each) for each in one["documents"])})
            for one in said["entries"]
        ),
    )


def whole(base: str, address: str) -> str:
    """A whole http or https address; empty for every other, and for one that names a user."""
    if not address.strip():
        return ""
    try:
        found = urljoin(base, address.strip())
        parts = urlsplit(found)
        parts.port  # noqa: B018 - a port that is none is refused
    except ValueError:
        return ""
    is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
    is_safe = "@" not in parts.netloc and not re.search(r"[\s\\\x00-\x1f\x7f<>\"]", found)
    return found if is_web and is_safe and len(found) <= LONGEST_ADDRESS else ""
