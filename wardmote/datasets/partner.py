"""Reading a partner's CSV: a count for each place in each month or quarter, or a list of
flagged places.

Plain Python; the use case says which places are known and keeps what is read.
"""

import csv
import io
import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field

from wardmote.datasets.rules import check_may_be_taken, period_kind
from wardmote.datasets.street import REJECTS_KEPT, Kind, Reject, look, tidy
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Period, parse_period

ENDINGS = {
    "code": ("code", "cd"),
    "period": ("period", "month", "quarter"),
    "count": ("count",),
}
LISTED = ("flagged", "listed")  # how the column of a list ends that a count's takes else
SAID = {"1": "1", "yes": "1", "y": "1", "true": "1"}
SAID |= {"0": "0", "no": "0", "n": "0", "false": "0"}
BIGGEST_FILE = 50 * 1024**2
BIGGEST_COUNT = 2_147_483_647
_FORMULA = ("=", "+", "@", "-", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Columns:
    """Headings to read, for a file whose own do not say; blank: told by their ending."""

    code: str = ""
    period: str = ""
    count: str = ""


@dataclass(slots=True)
class PartnerFile:
    """What a partner's file says. Only rows of `ours` are in `figures`."""

    figures: dict[Period, dict[str, int]] = field(default_factory=dict)
    rows: int = 0
    outside: int = 0  # places that are known and not ours
    blank: int = 0  # no count given: not reported
    rejected: int = 0
    rejects: list[Reject] = field(default_factory=list)

    def reject(self, file: str, line: int, reason: str) -> None:
        self.rejected += 1
        if len(self.rejects) < REJECTS_KEPT:
            self.rejects.append(Reject(file, line, reason))


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    code: str
    period: str
    count: str


def read(
    body: bytes,
    name: str,
    *,
    columns: Columns,
    ours: Container[str],
    known: Container[str],
    kind: str = "",
    is_list: bool = False,
) -> PartnerFile:
    """Read a file; `kind` (month or quarter) is what the data set already has, if any.

    Of a list the figures are 1 for a flagged place and 0 for one that the file says is not.

    Raises RuleBroken for a file that is not such a CSV, was cut short, or is mostly
    unreadable, and for data that Wardmote never takes.
    """
    _check_is_text(body, name)
    done = PartnerFile()
    seen: dict[tuple[str, str], int] = {}
    for row in _rows(body, name, columns, done, is_list=is_list):
        done.rows += 1
        period, reason = _period(row.period, kind)
        kind = kind or (period_kind(period) if period else "")
        reason = reason or _fault(row, known, seen, is_list=is_list)
        if reason or period is None:
            done.reject(name, row.line, reason)
            continue
        seen[str(period), row.code] = row.line
        if row.code not in ours:
            done.outside += 1
        elif not row.count:
            done.figures.setdefault(period, {})
            done.blank += 1
        else:
            count = SAID[row.count.lower()] if is_list else row.count
            done.figures.setdefault(period, {})[row.code] = int(count)
    if done.rejected * 2 > done.rows or not done.rows:
        raise RuleBroken(_mostly_unread(done, name))
    return done


def _check_is_text(body: bytes, name: str) -> None:
    if len(body) > BIGGEST_FILE:
        raise RuleBroken(f"{name} is larger than 50 MB: it is not a table of wards")
    kind = look(body[:8192]).kind
    if kind in (Kind.EMPTY, Kind.WEB_PAGE, Kind.PACKED, Kind.BINARY, Kind.UTF16):
        raise RuleBroken(f"{name} {kind.value}. Save it as “CSV UTF-8”")
    if kind in (Kind.STREET, Kind.OUTCOMES, Kind.STOP_AND_SEARCH):
        raise RuleBroken(
            f"{name} comes from data.police.uk. Street files are loaded with "
            "`wardmote import street`"
        )


def _rows(
    body: bytes, name: str, columns: Columns, done: PartnerFile, *, is_list: bool
) -> Iterator[_Row]:
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = body.decode("cp1252", errors="replace")
    table = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        heading = [tidy(cell) for cell in next(table, [])]
    except csv.Error as error:
        raise RuleBroken(f"The heading of {name} cannot be read: {error}") from error
    check_may_be_taken(*heading)
    places = _places(heading, columns, name, is_list=is_list)
    while True:
        line = table.line_num + 1
        try:
            row = next(table)
        except StopIteration:
            return
        except csv.Error as error:
            if "unexpected end" in str(error):
                raise RuleBroken(
                    f"{name} was cut short: it stops in the middle of line {line:,}"
                ) from error
            done.rows += 1
            done.reject(name, line, "a quotation mark is out of place")
            continue
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(heading):
            done.rows += 1
            words = f"it has {len(row)} values where the heading has {len(heading)}"
            done.reject(name, line, words)
            continue
        yield _Row(line, *(row[place].strip() for place in places))


def _places(
    heading: list[str], columns: Columns, name: str, *, is_list: bool
) -> tuple[int, int, int]:
    chosen = {"code": columns.code, "period": columns.period, "count": columns.count}
    endings = ENDINGS | ({"count": LISTED} if is_list else {})
    at = [_place(heading, what, endings[what], chosen, name) for what in endings]
    return at[0], at[1], at[2]


def _place(
    heading: list[str],
    what: str,
    endings: tuple[str, ...],
    chosen: Mapping[str, str],
    name: str,
) -> int:
    plain = [re.sub(r"[\s-]+", "_", one.lower()) for one in heading]
    wanted = re.sub(r"[\s-]+", "_", chosen[what].strip().lower())
    if wanted:
        found = [at for at, one in enumerate(plain) if one == wanted]
    else:
        found = [at for at, one in enumerate(plain) if one and one.endswith(endings)]
    if len(found) == 1:
        return found[0]
    problem = "has no column" if not found else "has more than one column"
    if endings == LISTED:
        problem += " saying who is flagged (yes or no)"
    else:
        problem += f" for the {what}"
    raise RuleBroken(
        f"{name} {problem}. Name it with --{what}-column; the headings "
        f"are: {', '.join(heading)[:300]}",
        about=f"{what}_column",
    )


def _period(text: str, kind: str) -> tuple[Period | None, str]:
    try:
        period = parse_period(text)
    except RuleBroken as refusal:
        return None, str(refusal)
    if kind and period_kind(period) != kind:
        return None, f"{text} is a {period_kind(period)} where the others are {kind}s"
    return period, ""


def _fault(
    row: _Row, known: Container[str], seen: Mapping[tuple[str, str], int], *, is_list: bool
) -> str:
    if row.code.startswith(_FORMULA):
        return "the place code looks like a formula"
    if row.code not in known:
        return f"{row.code[:20] or 'a blank'} is not the code of a ward"
    before = seen.get((str(parse_period(row.period)), row.code))
    if before:
        return f"this place and period were already given on line {before}"
    if is_list:
        said = row.count.lower() in SAID
        return "" if said else f"“{row.count[:20]}” is neither yes nor no"
    if re.fullmatch(r"-\d+(\.\d+)?", row.count):
        return f"{row.count[:20]} is less than nothing"
    if row.count.startswith(_FORMULA):
        return "the count looks like a formula"
    if row.count and not re.fullmatch(r"\d{1,10}", row.count, re.ASCII):
        return f"“{row.count[:20]}” is not a whole number"
    if row.count and int(row.count) > BIGGEST_COUNT:
        return f"{row.count} is too large to be a count"
    return ""


def _mostly_unread(done: PartnerFile, name: str) -> str:
    if not done.rejects:
        return f"{name} has a heading but no rows"
    first = done.rejects[0]
    return (
        f"{done.rejected:,} of the {done.rows:,} rows of {name} cannot be read. The "
        f"first is line {first.line:,}: {first.reason}"
    )
