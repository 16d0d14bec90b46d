"""Everything a role can fetch, followed link by link, and what it says of partners' counts."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import docx
from lxml import html

from tests.attack.district import TRAPS
from tests.small_district import WARDS
from wardmote.kernel.numbers import Guarded
from wardmote.kernel.periods import NAMES, Quarter

CODES = {name: code for code, name in WARDS.items()}
QUARTER = re.compile(rf"({'|'.join(NAMES)}) to ({'|'.join(NAMES)}) (\d{{4}})")
FLAGGED = re.compile(r"([A-Z][^,(;]*) \(([^)]*)\)")
UNTOLD = re.compile(r"not told of (\d+) wards?")
UNTOLD_OF = "Not told, because numbers are small: "
SHOWN = re.compile(r"about ([\d,]+)|fewer than (\d+)")
#: below these lies all that is drawn from partners' data; the rest is forms and papers
WORTH = ("/in/", "/published/", "/my-ward/", "/reports/", "/wards/", "/areas/")
START = ("/", "/my-ward/")
MOST_PAGES = 150


@dataclass(frozen=True)
class Told:
    """A count of a ward, or with no place the district's, in the words of a page."""

    name: str
    quarter: str
    place: str
    shown: Guarded


@dataclass(frozen=True)
class Flags:
    """Who is flagged in a data set, and of how many wards it is not told."""

    name: str
    quarter: str
    flagged: frozenset[str]
    untold: int


@dataclass(frozen=True)
class Flag:
    """Whether one ward is flagged in a data set; None: its page says that it is not told."""

    name: str
    quarter: str
    place: str
    is_on: bool | None


def everything(client) -> Iterator[tuple[str, object]]:
    """(address, answer) of each page and file that this client is led to."""
    seen, waiting = set(START), list(START)
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.pop(0)
        answer = client.get(address)
        if answer.status_code != 200:
            continue
        yield address, answer
        if not answer["Content-Type"].startswith("text/html"):
            continue
        for href in html.fromstring(answer.content).xpath("//a/@href"):
            found = urljoin(address, href.split("#")[0])
            if urlsplit(found).path.startswith(WORTH) and found not in seen:
                seen.add(found)
                waiting.append(found)


def said(address: str, answer) -> Iterator[Told | Flags | Flag]:
    """What one page or file tells."""
    kind = answer["Content-Type"]
    if kind.startswith("text/html"):
        page = html.fromstring(answer.content)
        yield from _of_tables(_tables(page))
        yield from _of_ward(address, page)
    elif "wordprocessingml" in kind:
        file = docx.Document(io.BytesIO(b"".join(answer)))
        rows = [
            [cell.text for cell in row.cells] for table in file.tables for row in table.rows
        ]
        title = "\n".join(one.text for one in file.paragraphs)
        yield from _of_tables([(title, rows)])


def _tables(page) -> Iterator[tuple[str, list[list[str]]]]:
    title = " ".join(page.xpath("//h1//text()"))
    for table in page.xpath("//table"):
        rows = [
            [" ".join(cell.text_content().split()) for cell in row.xpath("./th|./td")]
            for row in table.xpath(".//tr")
        ]
        yield " ".join([*table.xpath("./caption//text()"), title]), rows


def _of_tables(tables) -> Iterator[Told | Flags]:
    """Of a report: a data set with its total, then its flagged wards with their counts."""
    for title, rows in tables:
        quarter = quarter_in(title)
        for row in rows:
            name, _, total = row[0].partition(": ") if row else ("", "", "")
            if name not in TRAPS or len(row) != 4 or not quarter:
                continue
            if shown := read(total):
                yield Told(name, quarter, "", shown)
            flagged = FLAGGED.findall(row[1])
            for ward, count in flagged:
                if shown := read(count):
                    yield Told(name, quarter, CODES[ward.strip()], shown)
            untold = UNTOLD.search(row[1])
            wards = frozenset(CODES[ward.strip()] for ward, _ in flagged)
            if row[1] != "not told":
                yield Flags(name, quarter, wards, int(untold[1]) if untold else 0)


def _of_ward(address: str, page) -> Iterator[Told | Flag]:
    """A ward's page: each data set and quarter with its count; then its flags."""
    heading = " ".join(" ".join(page.xpath("//h1//text()")).split())
    code = next((code for name, code in CODES.items() if name in heading), None)
    code = next((one for one in WARDS if one in address), code)
    for row in page.xpath("//dl/div"):
        term, about = (" ".join(row.xpath(f"string(./{one})").split()) for one in ("dt", "dd"))
        name, quarter = term.partition(", ")[0], quarter_in(term)
        if name in TRAPS and quarter and code and (shown := read(about)):
            yield Told(name, quarter, code, shown)
    for heading in page.xpath("//h2[contains(., 'lag')]"):
        quarter = quarter_in(" ".join(heading.text_content().split()))
        words = [" ".join(one.split()) for one in page.xpath("//li//text() | //p//text()")]
        untold = "".join(one for one in words if one.startswith(UNTOLD_OF))
        for name in TRAPS:
            is_on = any(one.startswith(f"{name}: among") for one in words)
            if code and quarter:
                yield Flag(name, quarter, code, None if name in untold else is_on)


def quarter_in(words: str) -> str:
    found = QUARTER.search(words)
    return str(Quarter(int(found[3]), NAMES.index(found[1]) // 3 + 1)) if found else ""


def read(words: str) -> Guarded | None:
    """A count as it is shown; None for words that are none."""
    found = SHOWN.fullmatch(words.strip())
    if found is None:
        return None
    if found[1]:
        return Guarded(int(found[1].replace(",", "")))
    return Guarded(None, int(found[2]))
