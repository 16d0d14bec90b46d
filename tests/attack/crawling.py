"""Everything that a role can fetch: followed link by link, forms filled in."""

import json
from collections.abc import Collection, Iterator
from itertools import product
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

from lxml import html

from tests.attack.words import SLUGS

#: below these lies all that is drawn from partners' data; the rest is forms and papers
WORTH = (
    "/in/", "/published/", "/my-ward/", "/open-data/", "/reports/", "/wards/", "/areas/",
    "/bulletins/", "/told-us/", "/minutes/",
)  # fmt: skip
START = (
    "/", "/my-ward/", "/open-data/", "/open-data/v1/wards", "/wards/", "/areas/", "/reports/",
    "/bulletins/", "/minutes/",
)  # fmt: skip
#: drawn from the same document as a page or Word file that is read
AS_WELL = (".pdf", ".html", "/deep-dive/paper.docx")
MOST_PAGES = 700


def everything(
    client, start: Collection[str] = START, worth: tuple[str, ...] = WORTH
) -> Iterator[tuple[str, object]]:
    """(address, answer) of each page and file that this client is led to, forms filled in."""
    seen, waiting = set(start), list(start)
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.pop(0)
        answer = client.get(address)
        if answer.status_code != 200:
            continue
        yield address, answer
        for href in _leads(answer):
            found = urljoin(address, href.split("#")[0])
            if found not in seen and _is_worth(found, worth):
                seen.add(found)
                waiting.append(found)
    assert not waiting, f"more than {MOST_PAGES} pages"


def _is_worth(address: str, worth: tuple[str, ...]) -> bool:
    """Whether it may tell of partners' data: a chart of one type of crime does not."""
    parts = urlsplit(address)
    types = parse_qs(parts.query).get("type", [])
    if not parts.path.startswith(worth) or parts.path.endswith(AS_WELL):
        return False
    return not types or types[0] in SLUGS


def _leads(answer) -> Iterator[str]:
    """Links and feeds, and each answer to a form that asks by choosing."""
    kind = answer["Content-Type"]
    if "json" in kind:
        yield from _addresses(json.loads(answer.content))
    if not kind.startswith("text/html"):
        return
    page = html.fromstring(answer.content)
    yield from page.xpath("//a/@href | //link[@rel='alternate']/@href")
    for form in page.xpath("//form[@method='get']"):
        asked = [
            [(select.get("name"), value) for value in select.xpath("./option/@value")]
            for select in form.xpath(".//select")
        ]
        kept = [
            [one for one in values if one[0] not in ("dataset", "type") or one[1] in SLUGS]
            for values in asked
        ]
        for chosen in product(*(values for values in kept if values)):
            if chosen:
                yield f"{form.get('action', '').split('#')[0]}?{urlencode(chosen)}"


def _addresses(found) -> Iterator[str]:
    """What an answer of the API leads to."""
    if isinstance(found, str) and found.startswith("/"):
        yield found
    parts = found.values() if isinstance(found, dict) else found
    if isinstance(found, dict | list):
        for part in parts:
            yield from _addresses(part)
