"""CSV that a spreadsheet opens as text and numbers, and never as a formula."""

import csv
import math
import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import TypeAlias

Cell: TypeAlias = str | int | float | Decimal | date | None

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
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


def _cell(cell: Cell) -> str | int | float:
    if cell is None or (isinstance(cell, float) and not math.isfinite(cell)):
        return ""
    if isinstance(cell, (int, float)):
        return cell
    text = str(cell).replace("\0", "")
    if text.lstrip(" ").startswith(STARTS_A_FORMULA) and not NUMBER.fullmatch(text):
        return f"'{text}"
    return text
