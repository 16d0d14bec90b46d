"""PDF as blocks: lines put together from where words stand, tables from their columns."""

import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2

from wardmote.kernel.errors import RuleBroken
from wardmote.meetings.reading import plaintext
from wardmote.meetings.reading.page import LONGEST, Cell, Page, Writer

MOST_PAGES = 300
MOST_RUNS = 4000
"""Of runs of text on one page."""


@dataclass(slots=True)
class Run:
    """Words that stand together on one line."""

    left: float
    bottom: float
    right: float
    top: float
    words: str

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        return max(self.top - self.bottom, 1.0)


Line = list[Run]


def read(content: bytes) -> Page:
    """The blocks of a PDF; raises RuleBroken where there is no text to read."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise RuleBroken(f"This PDF cannot be opened ({error})") from error
    if len(document) > MOST_PAGES:
        raise RuleBroken(f"This PDF has more than {MOST_PAGES} pages: too long for minutes")
    lines: list[Line] = []
    length = 0
    for number in range(len(document)):
        try:
            of_page = list(_lines(document[number]))
        except pypdfium2.PdfiumError:
            continue  # a page that is broken says nothing
        lines += of_page
        length += sum(len(run.words) for line in of_page for run in line)
        if length > LONGEST:
            raise RuleBroken("This PDF holds more text than minutes can have")
    if not length:
        raise RuleBroken("This PDF holds no text: it is a scan. Save it with text recognition")
    return _page(lines)


def _lines(page: pypdfium2.PdfPage) -> Iterator[Line]:
    """The lines of a page from the top; runs on one line from the left."""
    runs = sorted(_runs(page), key=lambda run: -run.middle)
    line: Line = []
    for run in runs:
        if (
            line
            and abs(line[0].middle - run.middle) > 0.5 * min(line[0].height, run.height) + 1
        ):
            yield _joined(line)
            line = []
        line.append(run)
    if line:
        yield _joined(line)


def _runs(page: pypdfium2.PdfPage) -> Iterator[Run]:
    text = page.get_textpage()
    many = min(text.count_rects(), MOST_RUNS)
    for number in range(many):
        left, bottom, right, top = text.get_rect(number)
        words = (
            text.get_text_bounded(left, bottom, right, top)
            .replace("\r", " ")
            .replace("\n", " ")
        )
        words = words.replace("\x02", "-").replace("\x00", "").replace("\ufffe", "-")
        if words.strip():
            index = text.get_index(left + 1, (bottom + top) / 2, 4, 4)
            if index is not None:
                # the box of the font, not of these letters: "ace" is as tall as "Tiger"
                _, bottom, _, top = text.get_charbox(index, loose=True)
            yield Run(left, bottom, right, top, " ".join(words.split()))


def _joined(line: Line) -> Line:
    """Runs that nearly touch become one."""
    joined: Line = []
    for run in sorted(line, key=lambda one: one.left):
        last = joined[-1] if joined else None
        if last and run.left - last.right < 0.9 * run.height:
            gap = "" if run.left - last.right < 0.12 * run.height else " "
            if run.left - last.right < -0.5 * run.height and run.words in last.words:
                continue
            joined[-1] = Run(
                last.left,
                min(last.bottom, run.bottom),
                max(last.right, run.right),
                max(last.top, run.top),
                f"{last.words}{gap}{run.words}",
            )
        else:
            joined.append(run)
    return joined


def _page(lines: list[Line]) -> Page:
    """Paragraphs out of lines, tables out of lines that stand in columns."""
    writer = Writer()
    tables = 0
    at = 0
    while at < len(lines):
        end = _table_end(lines, at)
        if end - at >= 2:
            tables += 1
            _write_table(writer, lines[at:end], tables)
            at = end
            continue
        end = _paragraph_end(lines, at)
        text = (
            "\t".join(run.words for run in lines[at])
            if end == at + 1
            else " ".join(run.words for line in lines[at:end] for run in line)
        )
        tall = max(run.height for run in lines[at])
        usual = statistics.median(
            run.height for line in lines[max(0, at - 20) : at + 20] for run in line
        )
        writer.add(
            text,
            heading=(tall > 1.15 * usual and len(text) < 120)
            or bool(plaintext.SHOUTED.fullmatch(text)),
            listed=text.startswith(("•", "-", "‣")),
        )
        at = end
    return writer.page()


def _leading(one: Line, other: Line) -> float:
    """From one line to the next, in heights of a letter; below 0 on the next page."""
    return (one[0].middle - other[0].middle) / max(one[0].height, other[0].height)


def _paragraph_end(lines: list[Line], at: int) -> int:
    """The line after the last one of the paragraph that starts here."""
    end = at + 1
    right = max((line[-1].right for line in lines[max(0, at - 40) : at + 40]), default=0)
    while end < len(lines) and len(lines[end]) == 1 and len(lines[end - 1]) == 1:
        before, here = lines[end - 1][0], lines[end][0]
        first = here.words.split(maxsplit=1)[0]
        wide = here.right - here.left
        room = right - before.right
        word = wide * len(first) / max(len(here.words), 1)
        near = 0 < _leading(lines[end - 1], lines[end]) < 2.1
        full = room < word + 0.15 * (right - before.left) * (not here.words[:1].isupper()) + 6
        if (
            not near
            or not full
            or plaintext.STARTS_NEW.match(here.words)
            or abs(before.height - here.height) > 0.25 * here.height + 2
        ):
            break
        end += 1
    return end


def _table_end(lines: list[Line], at: int) -> int:
    """The line after the table that starts here; the same line where none does."""
    if len(lines[at]) < 2:
        return at
    lefts: list[float] = []
    end, alone = at, 0
    while end < len(lines):
        line = lines[end]
        if end > at and not -0.1 <= _leading(lines[end - 1], line) < 4:
            break
        known = lefts and all(any(abs(run.left - left) < 9 for left in lefts) for run in line)
        if len(line) >= 2:
            lefts += [
                run.left for run in line if not any(abs(run.left - left) < 9 for left in lefts)
            ]
            alone = 0
        elif known and _narrow(line[0], lefts) and not _apart(lines, at, end):
            alone += 1
        else:
            break
        end += 1
    return end


def _apart(lines: list[Line], at: int, end: int) -> bool:
    """Is this single line set off from the table: other letters, or a wider gap?"""
    height = lines[at][0].height
    gaps = [_leading(one, other) for one, other in pairwise(lines[at:end])]
    here = _leading(lines[end - 1], lines[end])
    return abs(lines[end][0].height - height) > 0.1 * height or (
        bool(gaps) and here > 1.25 * max(gaps) and here > 1.3
    )


def _narrow(run: Run, lefts: list[float]) -> bool:
    """Does the run stay within its column?"""
    nearest = max((left for left in lefts if left <= run.left + 9), default=0.0)
    following = [left for left in lefts if left > nearest + 20]
    return not following or run.right < min(following) + 4


def _write_table(writer: Writer, lines: list[Line], table: int) -> None:
    """Cells: lines of one column that follow closely; a new row at the gaps between rows."""
    columns = _columns(lines)
    gaps = [_leading(one, other) for one, other in pairwise(lines)]
    close = min((gap for gap in gaps if gap > 0.5), default=1.2)
    rows: list[dict[int, list[str]]] = [{}]
    for number, line in enumerate(lines):
        if number and _new_row(
            line, columns, rows[-1], gaps[number - 1], close, max(gaps, default=close)
        ):
            rows.append({})
        for run in line:
            rows[-1].setdefault(_column(run, columns), []).append(run.words)
    for down, row in enumerate(rows):
        for across in sorted(row):
            text = _unwrapped(row[across])
            for part in text:
                writer.add(part, cell=Cell(table, down, across))


def _columns(lines: list[Line]) -> list[float]:
    columns: list[float] = []
    for left in sorted(run.left for line in lines for run in line):
        if not columns or left - columns[-1] > 14:
            columns.append(left)
    return columns


def _column(run: Run, columns: list[float]) -> int:
    return max(
        (number for number, left in enumerate(columns) if left <= run.left + 9), default=0
    )


def _new_row(
    line: Line,
    columns: list[float],
    row: dict[int, list[str]],
    gap: float,
    close: float,
    far: float,
) -> bool:
    if gap <= 0 or (far > 1.25 * close and gap > 1.18 * close):
        return True
    if far > 1.25 * close:
        return False
    return _column(line[0], columns) == 0 and 0 in row


def _unwrapped(lines: list[str]) -> list[str]:
    """The paragraphs of a cell out of its lines."""
    widest = max(map(len, lines))
    parts = [lines[0]]
    for before, line in pairwise(lines):
        room = widest - len(before)
        goes_on = (
            line[:1].islower() or len(line.split()[0]) >= room
        ) and not plaintext.STARTS_NEW.match(line)
        if goes_on and not (before.endswith((".", ":")) and len(before) < 0.7 * widest):
            parts[-1] += f" {line}"
        else:
            parts.append(line)
    return parts
