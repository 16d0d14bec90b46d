"""The blocks of a document as Word paragraphs, tables and pictures."""

from collections.abc import Iterator
from io import BytesIO
from itertools import count
from typing import Any

from docx.document import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu

from wardmote.papers import word_styles as styles
from wardmote.papers.document import (
    Block,
    Bullets,
    Document,
    Figure,
    Heading,
    Link,
    Note,
    PageBreak,
    Paragraph,
    Strong,
    Table,
    Text,
    spans,
)
from wardmote.papers.numbering import (
    ANNEX,
    Numbered,
    annex,
    column_shares,
    contents,
    numbered,
)
from wardmote.papers.pictures import png_from_svg

TALLEST = Cm(17)
WEB = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def write_body(file: WordFile, place: Any, document: Document) -> None:
    """Write the document where the paragraph `place` stands, and take that away."""
    _Writer(file, place).write(document)


class _Writer:
    """Keeps the place to write before, and counts bookmarks and pictures."""

    def __init__(self, file: WordFile, place: Any) -> None:
        self.file, self.place = file, place
        self.ids: Iterator[int] = count(5000)
        self.width = _room(file.sections[0])
        self.keys: set[str] = set()

    def write(self, document: Document) -> None:
        blocks = numbered(document)
        self.keys = {each.anchor for each in blocks if each.anchor}
        self.contents(contents(document))
        for each in blocks:
            self.block(each)
        tables = annex(document)
        if tables:
            self.paragraph(styles.HEADINGS[1], ANNEX).paragraph_format.page_break_before = True
        for table in tables:
            self.table(table, table.caption)
        self.place._p.getparent().remove(self.place._p)

    def block(self, each: Numbered) -> None:
        block: Block = each.block
        match block:
            case Heading(text=text, level=level):
                style = styles.HEADINGS[level]
                self.bookmark(self.paragraph(style, text, each.number), each.anchor)
            case Paragraph(text=text):
                style = styles.NUMBERED if each.number else "Normal"
                made = self.paragraph(style, text, each.number)
                self.bookmark(made, each.anchor)
            case Bullets(items=items):
                for item in items:
                    self.paragraph(styles.BULLET, item)
            case Note(text=text):
                self.paragraph(styles.NOTE, text)
            case Table(caption=caption):
                self.table(block, f"{each.number}: {caption}", each.anchor)
            case Figure():
                self.figure(block, each)
            case PageBreak():
                self.paragraph("Normal", "").add_run().add_break(WD_BREAK.PAGE)

    def paragraph(self, style: str, text: Text, number: str = "") -> Any:
        made = self.place.insert_paragraph_before(style=style)
        if number:
            made.add_run(f"{number}\t")
        elif style == styles.HEADINGS[1]:
            made.paragraph_format.first_line_indent = Cm(0)
            made.paragraph_format.left_indent = Cm(0)
        for span in spans(text):
            match span:
                case str():
                    made.add_run(span)
                case Strong(text=words):
                    made.add_run(words).bold = True
                case Link(text=words, href=href):
                    self.link(made, words, href)
        return made

    def link(self, paragraph: Any, words: str, href: str) -> None:
        """A link out, or to a bookmark here; a page of the site is only words."""
        link = OxmlElement("w:hyperlink")
        if href[:1] == "#" and href[1:] in self.keys:
            link.set(qn("w:anchor"), _bookmark_name(href[1:]))
        elif href[:1] in "#/":
            paragraph.add_run(words)
            return
        else:
            link.set(qn("r:id"), paragraph.part.relate_to(href, WEB, is_external=True))
        run = paragraph.add_run(words, style=styles.WEB_LINK)
        link.append(run._r)
        paragraph._p.append(link)

    def bookmark(self, paragraph: Any, anchor: str) -> None:
        if not anchor:
            return
        number = str(next(self.ids))
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        start.set(qn("w:id"), number)
        start.set(qn("w:name"), _bookmark_name(anchor))
        end.set(qn("w:id"), number)
        properties = paragraph._p.get_or_add_pPr()
        properties.addnext(start)
        paragraph._p.append(end)

    def contents(self, headings: tuple[Numbered, ...]) -> None:
        """The sections, each a link, in a field that Word can bring up to date."""
        sections = [each for each in headings if each.number]
        if not sections:
            return
        title = self.paragraph("Normal", (Strong("Contents"),))
        title.paragraph_format.keep_with_next = True
        title.paragraph_format.space_before = Cm(0.8)
        for at, each in enumerate(sections):
            line = self.paragraph(styles.CONTENTS, "")
            if at == 0:
                _field_start(line, r'TOC \o "1-1" \h \n')
            self.link(line, f"{each.number}\t{_heading_text(each)}", f"#{each.anchor}")
            if at == len(sections) - 1:
                _field_end(line)
        self.paragraph("Normal", "").add_run().add_break(WD_BREAK.PAGE)

    def table(self, table: Table, caption: str, anchor: str = "") -> None:
        self.bookmark(self.paragraph(styles.CAPTION, caption), anchor)
        made = self.file.add_table(len(table.rows) + 1, len(table.headers))
        made.style = styles.GRID
        made.autofit = False
        self.place._p.addprevious(made._tbl)
        widths = self._widths(table)
        # looked up once: by name for each cell it takes most of the time of a report
        style = self.file.styles[styles.TABLE_TEXT].style_id
        for row, cells in zip(made.rows, (table.headers, *table.rows), strict=True):
            _keep_together(row)
            for at, (cell, words) in enumerate(zip(row.cells, cells, strict=True)):
                cell.width = widths[at]
                _write_cell(cell, words, style, right=at in table.numeric)
        for column, width in zip(made.columns, widths, strict=True):
            column.width = width
        _mark_header(made.rows[0])
        _describe_table(made, table)
        note = self.paragraph(styles.SMALL, table.note)
        note.paragraph_format.space_before = Cm(0.15)

    def _widths(self, table: Table) -> list[Emu]:
        shares = column_shares(table)
        return [Emu(int(self.width * share / sum(shares))) for share in shares]

    def figure(self, figure: Figure, each: Numbered) -> None:
        caption = self.paragraph(styles.CAPTION, f"{each.number}: {figure.caption}")
        self.bookmark(caption, each.anchor)
        line = self.paragraph("Normal", "")
        picture = line.add_run().add_picture(
            BytesIO(png_from_svg(figure.svg)), width=self.width
        )
        if picture.height > TALLEST:
            picture.width = Emu(int(picture.width * TALLEST / picture.height))
            picture.height = TALLEST
        about = picture._inline.docPr
        about.set("id", str(next(self.ids)))
        about.set("name", each.number)
        about.set("descr", figure.alt)


def _room(page: Any) -> Emu:
    """The width between the margins."""
    return Emu(page.page_width - page.left_margin - page.right_margin)


def _heading_text(each: Numbered) -> str:
    return each.block.text if isinstance(each.block, Heading) else ""


def _bookmark_name(anchor: str) -> str:
    """Word allows letters, digits and underscores, 40 at most."""
    return "_" + anchor.replace("-", "_").replace(".", "_")[:39]


def _write_cell(cell: Any, words: str, style: str, *, right: bool) -> None:
    line = cell.paragraphs[0]
    line._p.style = style
    line.add_run(words)
    if right:
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _keep_together(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _mark_header(row: Any) -> None:
    """Word repeats the row on each page, and screen readers read it with each cell."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell in row.cells:
        shade = OxmlElement("w:shd")
        for name, value in {"val": "clear", "color": "auto", "fill": "F3F2F1"}.items():
            shade.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shade)
        line = cell.paragraphs[0]
        line.paragraph_format.keep_with_next = True
        for run in line.runs:
            run.bold = True


def _describe_table(made: Any, table: Table) -> None:
    properties = made._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    if look is not None:
        properties.remove(look)
    look = OxmlElement("w:tblLook")
    for name, value in {"val": "0020", "firstRow": "1", "noVBand": "1"}.items():
        look.set(qn(f"w:{name}"), value)
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), table.caption)
    properties.append(look)
    properties.append(caption)


def _field_start(line: Any, instruction: str) -> None:
    _field_sign(line, "begin")
    code = OxmlElement("w:instrText")
    code.set(qn("xml:space"), "preserve")
    code.text = f" {instruction} "
    line.add_run()._r.append(code)
    _field_sign(line, "separate")


def _field_end(line: Any) -> None:
    _field_sign(line, "end")


def _field_sign(line: Any, kind: str) -> None:
    sign = OxmlElement("w:fldChar")
    sign.set(qn("w:fldCharType"), kind)
    line.add_run()._r.append(sign)
