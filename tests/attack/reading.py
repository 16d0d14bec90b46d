"""What public pages, files, feeds and the open API say of partners' counts."""

import io
import json
import re
from collections.abc import Iterator

import docx
from lxml import html

from tests.attack import inside
from tests.attack.district import TRAPS
from tests.attack.words import (
    CODES,
    SHOWN,
    SLUGS,
    Flag,
    Flags,
    Statement,
    Told,
    one_line,
    quarter_in,
    read,
    year_in,
)
from tests.small_district import WARDS

FLAGGED = re.compile(r"([A-Z][^,(;]*) \(([^)]*)\)")
UNTOLD = re.compile(r"not told of (\d+) wards?")
UNTOLD_OF = "Not told, because numbers are small: "

#: pages that say of a ward what stands elsewhere in tables: in lines, and not all of it
IN_WORDS = ("/my-ward/notices/", "/bulletins/")


def said(address: str, answer) -> Iterator[Statement]:
    """What one page or file tells."""
    kind = answer["Content-Type"]
    if kind.startswith("text/html") and address.startswith(IN_WORDS):
        yield from _in_words(html.fromstring(answer.content))
    elif kind.startswith("text/html"):
        page = html.fromstring(answer.content)
        tables = list(_tables(page))
        yield from _of_tables(tables)
        yield from _of_ward(address, page)
        yield from inside.said(address, page, tables)
    elif "json" in kind:
        yield from _of_answers(json.loads(answer.content))
    elif kind.startswith("text/csv"):
        yield from inside.sheet(answer.content.decode("utf-8-sig"))
    elif "atom" in kind:
        yield from _of_feed(address, answer.content)
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
            [one_line(cell.text_content()) for cell in row.xpath("./th|./td")]
            for row in table.xpath(".//tr")
        ]
        yield " ".join([*table.xpath("./caption//text()"), title]), rows


def _of_tables(tables) -> Iterator[Told | Flags]:
    """Of a report: a data set with its total, then its flagged wards with their counts."""
    for title, rows in tables:
        quarter = quarter_in(title)
        yield from _of_years(rows)
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


def _of_years(rows) -> Iterator[Told]:
    """Sensitive data sets: two years of the whole district, named in the head of a table."""
    years: list[str] = []
    for row in rows:
        if row and row[0] == "Data set":
            years = [year_in(cell) for cell in row[1:]]
        elif years and all(years) and row[0] in TRAPS:
            for year, cell in zip(years, row[1:], strict=True):
                if shown := read(cell):
                    yield Told(row[0], year, "", shown)


def _in_words(page) -> Iterator[Told | Flag]:
    """A notice or a bulletin about one ward: counts and flags that are told, line by line."""
    heading = " ".join(page.xpath("//h1//text()"))
    code = next((code for name, code in CODES.items() if name in heading), None)
    quarter = ""
    for part in page.xpath("//main//*[self::span or self::h2 or self::p or self::li]"):
        words = one_line(part.text_content())
        name, _, rest = words.partition(": ")
        if part.tag in ("span", "h2"):
            quarter = quarter_in(words) or quarter
        elif code and quarter and name in TRAPS:
            if rest.startswith("among"):
                yield Flag(name, quarter, code, True)
            elif shown := read(rest):
                yield Told(name, quarter, code, shown)


def _of_answers(answer) -> Iterator[Told]:
    """A ward's guarded figures, as the open API gives them."""
    for one in answer.get("items", ()):
        if "shown" in one and (shown := read(one["shown"])):
            period = one.get("quarter") or one["year"]
            yield Told(SLUGS[one["dataset"]], period, answer.get("ward", ""), shown)


def _of_feed(address: str, content: bytes) -> Iterator[Told]:
    """A feed's entries: none should say a count, but one that does is read."""
    code = next((one for one in WARDS if one in address), "")
    for entry in html.fromstring(content).xpath("//entry"):
        words = " ".join(entry.text_content().split())
        for name in TRAPS:
            if name in words and (found := SHOWN.search(words)) and quarter_in(words):
                yield Told(name, quarter_in(words), code, read(found[0]))


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
