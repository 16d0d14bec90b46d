"""The house's Word styles, added to any file that lacks them."""

from typing import Any

from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

FONT = "Arial"
INK, GREY, BLUE = RGBColor(11, 12, 12), RGBColor(72, 73, 73), RGBColor(15, 56, 92)
HANG = Cm(1.25)

TITLE, SUBTITLE = "Title", "Subtitle"
HEADINGS = {1: "Heading 1", 2: "Heading 2"}
BULLET, CAPTION, GRID = "List Bullet", "Caption", "Table Grid"
NUMBERED, NOTE = "Numbered Paragraph", "Paper Note"
TABLE_TEXT, SMALL, CONTENTS = "Table Text", "Small Print", "Paper Contents"
MARKING, WEB_LINK = "Protective Marking", "Paper Link"

#: name -> (size in points, bold, colour, space before, space after)
LOOKS = {
    "Normal": (11, False, INK, 0, 8),
    TITLE: (24, True, INK, 0, 6),
    SUBTITLE: (14, False, INK, 0, 6),
    HEADINGS[1]: (16, True, INK, 20, 8),
    HEADINGS[2]: (12, True, INK, 12, 6),
    BULLET: (11, False, INK, 0, 4),
    CAPTION: (11, True, INK, 12, 6),
    NUMBERED: (11, False, INK, 0, 8),
    NOTE: (11, False, INK, 8, 12),
    TABLE_TEXT: (9.5, False, INK, 2, 2),
    SMALL: (8.5, False, GREY, 0, 4),
    CONTENTS: (11, False, INK, 0, 4),
    MARKING: (9, True, INK, 0, 0),
}


def add_missing_styles(file: WordFile) -> None:
    """Give the file each house style that it has not; leave those it has alone."""
    present = {style.name for style in file.styles}
    for name in LOOKS:
        if name not in present:
            file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            dress(file, name)
    if GRID not in present:
        _add_grid(file)
    if WEB_LINK not in present:
        link = file.styles.add_style(WEB_LINK, WD_STYLE_TYPE.CHARACTER)
        link.font.color.rgb = BLUE
        link.font.underline = True


def dress(file: WordFile, name: str) -> None:
    """Set how one paragraph style looks."""
    size, bold, colour, before, after = LOOKS[name]
    style: Any = file.styles[name]
    _use_font(style)
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = colour
    for stretch in ("w:spacing", "w:kern"):
        for old in style.element.rPr.findall(qn(stretch)):
            style.element.rPr.remove(old)
    layout = style.paragraph_format
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    layout.keep_with_next = name in (*HEADINGS.values(), CAPTION)
    if name in (NUMBERED, HEADINGS[1]):
        layout.left_indent, layout.first_line_indent = HANG, -HANG
        layout.tab_stops.add_tab_stop(HANG)
    if name == CONTENTS:
        layout.tab_stops.add_tab_stop(HANG)
    if name == BULLET:
        layout.left_indent, layout.first_line_indent = HANG + Cm(0.6), -Cm(0.6)
    if name == NOTE:
        layout.left_indent = Cm(0.4)
        _rule(style, "left", 32, "B1B4B6", 10)


def _use_font(style: Any) -> None:
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)


def _rule(style: Any, side: str, width: int, colour: str, space: int) -> None:
    """A line along one side of the paragraph."""
    properties = style.element.get_or_add_pPr()
    for old in properties.findall(qn("w:pBdr")):
        properties.remove(old)
    borders = OxmlElement("w:pBdr")
    borders.append(_border(side, width, colour, space))
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
    )


def _border(side: str, width: int, colour: str, space: int = 0) -> Any:
    border = OxmlElement(f"w:{side}")
    for name, value in {
        "val": "single",
        "sz": str(width),
        "space": str(space),
        "color": colour,
    }.items():
        border.set(qn(f"w:{name}"), value)
    return border


def soften_grid(file: WordFile) -> None:
    """Draw the grid's lines in grey."""
    for border in file.styles[GRID].element.iter(qn("w:tblBorders")):
        for side in border:
            side.set(qn("w:color"), "B1B4B6")


def _add_grid(file: WordFile) -> None:
    style = file.styles.add_style(GRID, WD_STYLE_TYPE.TABLE)
    properties = OxmlElement("w:tblPr")
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_border(side, 4, "B1B4B6"))
    properties.append(borders)
    style.element.append(properties)


def remove_rules(file: WordFile, name: str) -> None:
    """Take away the lines that Word's own style draws round a paragraph."""
    properties = file.styles[name].element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)
