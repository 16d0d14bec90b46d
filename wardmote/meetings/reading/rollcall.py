"""Attendance as a table: by headings, by labels in its first column, or plain rows."""

import re
from dataclasses import dataclass, field, replace

from wardmote.meetings.reading.minutes import Person
from wardmote.meetings.reading.page import Block
from wardmote.meetings.reading.people import INITIALS, fits, parse, parse_many

NAME = re.compile(
    r"^(?:(?:full |member'?s? )?names?|councillors?|cllrs?|board members?|attendees?|member"
    r"|members?|person|who|present|in attendance|attended"
    r"|present at meeting|attendance|members present|those present)\W*$",
    re.I,
)
SORRY = re.compile(
    r"^(?:apolog(?:y|ies)(?: for absence| received)?|absent|sent apologies|apols)\W*$", re.I
)
HERE = re.compile(
    r"^(?:present|in attendance|attendees?|attended|attending|members? present|also present"
    r"|officers?|also in attendance|attendance|councillors?|guests?|chair(?:man|person)?"
    r"|minutes|minute taker|secretary)\W*$",
    re.I,
)
ROLE = re.compile(r"^(?:role|title|job title|position|post|designation|role/title)\W*$", re.I)
BODY = re.compile(
    r"^(?:organi[sz]ation|agency|org|representing|company|body|department"
    r"|organisation/agency|agency/organisation|service|team)\W*$",
    re.I,
)
SHORT = re.compile(r"^initials?\W*$", re.I)
BESIDE = {"role": ROLE, "organisation": BODY, "initials": SHORT}
STATUS = re.compile(
    r"present\s*[/(]|^(?:status|attendance|attended\??|attending|p/a)\W*$|present or", re.I
)
ABSENT = re.compile(r"^\W*(?:a\b|apolog|absent|apols|no\b|n\b|x\b|sent apol)", re.I)

OF_TASKS = re.compile(r"\W*(?:action|agenda|discussion|item|subject|decision)\w*\W*$", re.I)
Cells = dict[int, list[str]]
"""The lines of a row's cells, by column."""


@dataclass(slots=True)
class Called:
    """Those that one table names."""

    present: list[Person] = field(default_factory=list)
    sorry: list[Person] = field(default_factory=list)


def read(rows: list[list[Block]], under: bool | None) -> Called | None:
    """The people of a table; None where it is no list of people.

    `under` says what stands above it: True apologies, False present, None neither.
    """
    table = [cells_of(row) for row in rows]
    head = {column: " ".join(lines) for column, lines in table[0].items()}
    if any(OF_TASKS.match(one) for one in head.values()):
        return None
    if (
        any(SORRY.match(one) for one in head.values())
        and sum(bool(NAME.match(one)) for one in head.values())
        and len(table) > 1
    ):
        return _by_column(table, head)
    if any(NAME.match(one) for one in head.values()) and (
        (
            len(head) > 1
            and any(form.match(one) for one in head.values() for form in (ROLE, BODY, SHORT))
        )
        or any(STATUS.search(one) for one in head.values() if not NAME.match(one))
    ):
        return _by_heading(table, head, sorry=bool(under))
    labelled = [row for row in table if _label(row) is not None]
    if labelled:
        return _by_label(table)
    if under is not None:
        return _plain(table, sorry=under)
    return None


def cells_of(row: list[Block]) -> Cells:
    cells: Cells = {}
    for block in row:
        if block.cell:
            cells.setdefault(block.cell.column, []).append(block.line)
    return cells


def _by_column(table: list[Cells], head: dict[int, str]) -> Called:
    called = Called()
    names = [column for column, one in head.items() if NAME.match(one)]
    sorry = [column for column, one in head.items() if SORRY.match(one)]
    for row in table[1:]:
        for column, lines in row.items():
            for line in lines:
                if column in sorry:
                    called.sorry += parse_many(line)
                elif column in names:
                    beside = row.get(column + 1) if column + 1 not in (*names, *sorry) else None
                    person = parse(line)
                    if person and beside and len(lines) == 1:
                        person = replace(person, organisation=person.organisation or beside[0])
                    called.present += [person] if person else []
    return called


def _by_heading(table: list[Cells], head: dict[int, str], *, sorry: bool) -> Called:
    called = Called()
    column = next(at for at, one in head.items() if NAME.match(one))
    status = [at for at, one in head.items() if at != column and STATUS.search(one)]
    for row in table[1:]:
        away = any(ABSENT.match(" ".join(row.get(at, []))) for at in status)
        people = told_beside(row, column, head)
        (called.sorry if away or (sorry and not status) else called.present).extend(people)
    return called


def told_beside(row: Cells, column: int, head: dict[int, str]) -> list[Person]:
    """The people in a row's cell, with what the cells under other headings say of one."""
    people = [person for person in map(parse, row.get(column, [])) if person]
    if len(people) != 1:
        return people
    told = {
        what: " ".join(row[at])
        for at, one in head.items()
        for what, form in BESIDE.items()
        if at in row and form.match(one)
    }
    return [replace(people[0], **{what: said for what, said in told.items() if said})]


def _label(row: Cells) -> bool | None:
    first = " ".join(row.get(0, []))
    if SORRY.match(first):
        return True
    return False if HERE.match(first) else None


def _by_label(table: list[Cells]) -> Called | None:
    called = Called()
    state: bool | None = None
    for row in table:
        if 0 in row:
            state = _label(row)
        if state is None:
            continue
        rest = [row[column] for column in sorted(row) if column]
        if rest and len(rest[0]) == 1 and all(len(lines) == 1 for lines in rest):
            people = _one_row([lines[0] for lines in rest])
        else:
            people = [one for lines in rest for line in lines for one in parse_many(line)]
        (called.sorry if state else called.present).extend(people)
    return called if called.present or called.sorry else None


def _one_row(cells: list[str]) -> list[Person]:
    """One person told over several cells, or one or more in each."""
    initials = _initials_first(cells)
    if initials:
        person = parse("\t".join(cells[1:]))
        return [replace(person, initials=initials)] if person else []
    many = list(parse_many(cells[0]))
    if len(cells) > 1 and len(many) == 1 and not all(_is_person(cell) for cell in cells):
        if INITIALS.fullmatch(cells[-1]):
            many = [replace(many[0], initials=many[0].initials or cells.pop())]
        person = parse("\t".join([cells[0], *cells[1:]]))
        return [replace(person, initials=many[0].initials or person.initials)] if person else []
    return many + [one for cell in cells[1:] for one in parse_many(cell)]


def _initials_first(cells: list[str]) -> str | None:
    """ "RU", where the name that they stand for is in the next cell."""
    first = cells[0].strip()
    person = parse(cells[1]) if len(cells) > 1 and INITIALS.fullmatch(first) else None
    return first if person and " " in person.name and fits(first, person.name.split()) else None


def _is_person(cell: str) -> bool:
    person = parse(cell)
    return person is not None and " " in person.name and person.organisation is None


def _plain(table: list[Cells], *, sorry: bool) -> Called | None:
    called = Called()
    for row in table:
        cells = [row[column] for column in sorted(row)]
        if len(cells) > 1 and all(len(lines) == 1 for lines in cells):
            people = _one_row([lines[0] for lines in cells])
        else:
            people = [one for lines in cells for line in lines for one in parse_many(line)]
        (called.sorry if sorry else called.present).extend(people)
    found = called.present + called.sorry
    return called if len(found) >= len(table) / 2 else None
