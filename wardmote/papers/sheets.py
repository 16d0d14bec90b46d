"""CSV and XLSX that a spreadsheet opens as text and numbers, and never as a formula."""

import csv
import math
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import TypeAlias

import xlsxwriter

Cell: TypeAlias = str | int | float | Decimal | date | None

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
NOT_IN_XML = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST_CELL = 32_767
NUMBER = re.compile(r"[+-]?\d[\d,]*(\.\d+)?%?", re.ASCII)


def csv_bytes(
    headers: Sequence[str], rows: Iterable[Sequence[Cell]], *, marking: str = ""
) -> bytes:
    """The sheet in UTF-8 with the mark by which Excel knows it.

    A text that a spreadsheet would calculate gets an apostrophe before it. A marking,
    when there is one, is the first line.
    """
    sheet = StringIO()
    writer = csv.writer(sheet, quoting=csv.QUOTE_NONNUMERIC)
    if marking:
        writer.writerow([_cell(marking)])
    writer.writerow([_cell(header) for header in headers])
    for row in rows:
        writer.writerow([_cell(cell) for cell in row])
    return sheet.getvalue().encode("utf-8-sig", "replace")


def xlsx_bytes(
    headers: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    marking: str = "",
    made_at: datetime | None = None,
) -> bytes:
    """The sheet as XLSX: days are days, every text is text, and no cell is a formula or link.

    A marking, when there is one, is the first line, and the header of every printed page.
    """
    file = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(file, options) as book:
        if made_at is not None:
            book.set_properties({"created": made_at.replace(tzinfo=None)})
        day, bold = (
            book.add_format({"num_format": "d mmmm yyyy", "align": "left"}),
            book.add_format({"bold": True}),
        )
        sheet = book.add_worksheet()
        lines = [*([[marking]] if marking else []), list(headers)]
        if marking:
            sheet.set_header(f"&C{marking.replace('&', '&&')}")
        for number, line in enumerate(lines):
            for column, words in enumerate(line):
                sheet.write_string(number, column, _text(words), bold)
        for number, row in enumerate(rows, start=len(lines)):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, column, cell, day)
                elif isinstance(cell, (int, float)) and math.isfinite(cell):
                    sheet.write_number(number, column, cell)
                elif cell is not None:
                    sheet.write_string(number, column, _text(cell))
        sheet.set_column(0, len(headers), 24)
    return file.getvalue()


def _text(cell: Cell) -> str:
    """As long as a cell may be, without what XML cannot hold."""
    return NOT_IN_XML.sub("", str(cell))[:LONGEST_CELL]


def _cell(cell: Cell) -> str | int | float:
    if cell is None or (isinstance(cell, float) and not math.isfinite(cell)):
        return ""
    if isinstance(cell, (int, float)):
        return cell
    text = str(cell).replace("\0", "")
    if text.lstrip(" ").startswith(STARTS_A_FORMULA) and not NUMBER.fullmatch(text):
        return f"'{text}"
    return text
