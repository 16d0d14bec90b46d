"""The kept-back minutes as the files that clerks send: made anew for each run.

Written by somebody who had not seen the reader, and not for tuning it: a failure here is
mended by a better rule and more minutes of one's own, never by looking for these.

`.txt` and `.html` are used as they are, `.typ` becomes a PDF, and `.docx.txt` a Word document
(`=` title, `==` heading, `-` bullet, `|` row of a table).
"""

import json
import shutil
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import typst
from docx import Document

FOLDER = Path(__file__).parent


def minutes(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Each document, made in `folder`, with what a careful person reads in it."""
    for gold in sorted(FOLDER.glob("*.json")):
        source = next(path for path in FOLDER.glob(f"{gold.stem}.*") if path != gold)
        yield _made(source, folder), json.loads(gold.read_text())


def _made(source: Path, folder: Path) -> Path:
    if source.suffix == ".typ":
        made = folder / f"{source.stem}.pdf"
        typst.compile(source, output=made)
    elif source.name.endswith(".docx.txt"):
        made = folder / source.name.removesuffix(".txt")
        _word(source.read_text().splitlines(), made)
    else:
        made = folder / source.name
        shutil.copy(source, made)
    return made


def _word(lines: list[str], path: Path) -> None:
    document = Document()
    for is_row, some in groupby(lines, key=lambda line: line.startswith("|")):
        if is_row:
            rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in some]
            table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
            for row, cells in zip(table.rows, rows, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = text
            continue
        for line in some:
            mark, _, text = line.partition(" ")
            if mark in ("=", "=="):
                document.add_heading(text, len(mark) - 1)
            elif mark == "-":
                document.add_paragraph(text, style="List Bullet")
            else:
                document.add_paragraph(line)
    document.save(str(path))
