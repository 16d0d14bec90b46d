"""The corpus as files: HTML as it is, Word by python-docx, PDF by Typst, text as it is."""

import io
from dataclasses import dataclass, field
from html.parser import HTMLParser

import docx
import typst

from tests.meetings.gold import Gold

HEADS = {"h1": 1, "h2": 2, "h3": 3}
BLOCKS = {"p", "li", "dt", "dd", *HEADS}


@dataclass
class Part:
    """A paragraph (style "p", "h1", "li" ...) or a table: rows of cells of lines."""

    style: str
    words: str = ""
    bold: bool = False
    rows: list[list[list[str]]] = field(default_factory=list)


class Parts(HTMLParser):
    """The parts of a document written as simple HTML."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.parts: list[Part] = []
        self.rows: list[list[list[str]]] | None = None
        self.bold = False
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "table":
            self.rows = []
        elif tag == "tr" and self.rows is not None:
            self.rows.append([])
        elif tag in ("td", "th") and self.rows is not None:
            self.rows[-1].append([""])
        elif tag == "br" and self.rows and self.rows[-1]:
            self.rows[-1][-1].append("")
        elif tag == "br":
            self.parts.append(Part("p"))
        elif tag in BLOCKS and self.rows is None:
            self.parts.append(Part(tag))
        elif tag in ("b", "strong"):
            self.bold = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self.rows is not None:
            self.parts.append(Part("table", rows=self.rows))
            self.rows = None
        elif tag in ("b", "strong"):
            self.bold = False

    def handle_data(self, data: str) -> None:
        if self.rows is not None:
            if self.rows and self.rows[-1]:
                self.rows[-1][-1][-1] += data
        elif self.parts and self.parts[-1].style != "table":
            part = self.parts[-1]
            part.bold = self.bold if not part.words.strip() else part.bold and self.bold
            part.words += data


def parts(source: str) -> list[Part]:
    return [one for one in Parts(source).parts if one.rows or one.words.strip()]


def word(source: str) -> bytes:
    """A Word file with real headings, lists and tables."""
    document = docx.Document()
    for part in parts(source):
        if part.style == "table":
            width = max(len(row) for row in part.rows)
            table = document.add_table(rows=0, cols=width)
            for row in part.rows:
                cells = table.add_row().cells
                for cell, lines in zip(cells, row, strict=False):
                    cell.text = lines[0].strip()
                    for line in lines[1:]:
                        cell.add_paragraph(line.strip())
        elif part.style in HEADS:
            document.add_heading(part.words.strip(), HEADS[part.style])
        else:
            style = "List Bullet" if part.style == "li" else None
            run = document.add_paragraph(style=style).add_run(part.words.strip())
            run.bold = part.bold or None
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def pdf(source: str) -> bytes:
    """A PDF with headings, bold lines and ruled tables, on A4."""
    lines = ["#set page(margin: 2cm)", "#set text(size: 11pt)", "#set par(justify: false)"]
    for part in parts(source):
        words = quoted(" ".join(part.words.split()))
        if part.style == "table":
            width = max(len(row) for row in part.rows)
            cells = [
                "[" + " #linebreak() ".join(f"#{quoted(line.strip())}" for line in lines_) + "]"
                for row in part.rows
                for lines_ in [*row, *[[""]] * (width - len(row))]
            ]
            lines.append(f"#table(columns: {width}, {', '.join(cells)})")
        elif part.style in HEADS:
            lines.append(f"#heading(level: {HEADS[part.style]}, {words})")
        elif part.style == "li":
            lines.append(f"#list({words})")
        else:
            lines.append(f"#strong({words})" if part.bold else f"#text({words})")
        lines.append("")
    return typst.compile("\n".join(lines).encode())


def file_of(gold: Gold) -> tuple[str, bytes]:
    """The name and the bytes of one document of the corpus."""
    made = {"docx": word, "pdf": pdf}
    if gold.kind in made:
        return f"{gold.name}.{gold.kind}", made[gold.kind](gold.source)
    return f"{gold.name}.{gold.kind}", gold.source.encode()
