"""The rules of notice and the ledger of told counts, in one line of answers: for the matrix."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from tests.conftest import NOW
from wardmote.kernel.disclosure import Table
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.numbers import Guarded
from wardmote.kernel.periods import Month, Quarter, Year
from wardmote.releases import ledger, notice
from wardmote.releases import usecases as writing
from wardmote.releases.ledger import DISTRICT, Telling
from wardmote.releases.models import ToldCell
from wardmote.releases.notice import HasIt, NoticePage, WardNotice

FRIDAY = date(2026, 10, 30)
MONDAY = FRIDAY + timedelta(days=3)
Q2, Q3 = Quarter(2026, 2), Quarter(2026, 3)
REAL = {"N1": 88, "N2": 77, "N3": 4}


def notice_told(world: Any) -> str:
    """All that the rules of notice say."""
    return " ".join([*_days(), *_wards(), *_pages(), *_refusals(), *_named()])


def _days() -> Iterator[str]:
    for had, days in ((FRIDAY, 0), (FRIDAY, 1), (FRIDAY, 3), (date(2026, 12, 24), 2)):
        yield f"{notice.publish_from(had, days):%d.%m}"


def _ward(code: str, *since: date | None, days: int = 1, said: int = 0) -> WardNotice:
    members = tuple(
        HasIt(f"M{at}", one, acknowledged=FRIDAY if at < said else None)
        for at, one in enumerate(since)
    )
    return WardNotice(code, f"Ward {code}", members, days)


NOBODY = _ward("N0")
HALF = _ward("N1", FRIDAY, None, said=1)
GIVEN = _ward("N2", FRIDAY - timedelta(days=9), said=1)
RUNS = _ward("N3", FRIDAY, FRIDAY - timedelta(days=9), said=2)
LATER = _ward("N4", FRIDAY, days=3)
EACH = [NOBODY, HALF, GIVEN, RUNS, LATER]


def _wards() -> Iterator[str]:
    for one in EACH:
        yield f"{one.code} {one.acknowledged} {one.opens_on} {one.last_day}"
        yield " ".join(one.standing(FRIDAY + timedelta(days=more)) for more in (0, 3, 4, 9))


def _pages() -> Iterator[str]:
    for wards in ([], [NOBODY], [HALF, GIVEN], [GIVEN, NOBODY], [GIVEN, RUNS, LATER]):
        for today in (FRIDAY, MONDAY + timedelta(days=1), MONDAY + timedelta(days=9)):
            page = NoticePage("item", wards, today, True)
            yield f"{len(page.lines)} {page.lacking} {page.opens_on} {page.last_day}"
            yield f"{page.may_publish} {[one.code for one in notice.short_wards(wards, today)]}"


def _refusals() -> Iterator[str]:
    many = [_ward(f"N{at}", None) for at in range(5)]
    for wards in ([], [GIVEN, NOBODY], [RUNS, LATER], [HALF, RUNS], many, many[:4], many[:1]):
        for reason in ("", " ", "Danger"):
            yield _tried(
                lambda wards=wards, why=reason: notice.check_notice(wards, FRIDAY, why)
            )


def _named() -> Iterator[str]:
    names = {"N1": "Market", "N2": "Market Ward", "N3": "St. Ives", "N4": " "}
    for text in (
        *("Market Ward", "Market", "Markets", "preMarket", "in Market\n Ward.", "St. Ives"),
        *("Stx Ives", "Market Ward and Market", ""),
    ):
        yield str(notice.wards_named(text, names))
    yield str(notice.wards_named("Market . ", {"N4": " "}))


def ledger_told(world: Any) -> str:
    """What may be told, what is written, and what is refused, one deed after the other."""
    by = {"by": world.people["Priya"], "now": NOW}
    return " ".join([*_first(by), *_beside(by), *_refused(by), *_years(by)])


def _first(by: dict[str, Any]) -> Iterator[str]:
    yield _said(_may({}))
    yield _said(_may(REAL, smallest=3))
    yield _said(_may(REAL, smallest=20))
    yield _tell(_may(REAL), by)
    yield _tell(_may(REAL), by)
    few = {"N1": 12, "N2": 0, "N3": 0}  # with a total that is not told
    yield _tell(_may(few, period=Q3), by, period=Q3)
    yield _tell(_may(REAL, period=Q2 - 2, smallest=20), by, period=Q2 - 2)
    yield str(list(ToldCell.objects.values_list("period", "place", "is_told", "smallest")))
    yield _tell(_may(REAL), by, dataset="other", edition="old")


def _beside(by: dict[str, Any]) -> Iterator[str]:
    """A correction, a late ward, another quarter, other boundaries, a month, both sets."""
    yield _said(_may({**REAL, "N1": 20, "N3": 40}))
    late = _may({**REAL, "N4": 40})
    yield f"{_said(late)} {_tell(late, by)}"
    yield _said(_may(REAL, period=Q3))
    yield _said(_may(REAL, period=Q2 - 1))
    yield _said(_may(REAL, edition="old"))
    yield _said(_may(REAL, period=Month(2026, 5)))
    both = ledger.tables_to_tell({"need": REAL, "other": {"N1": 30}}, Q2, "old", smallest=10)
    yield " ".join(f"{slug}:{_said(table)}" for slug, table in both.items())
    found = ledger.told(["need", "other"], [Q2, Q3])
    yield " ".join(f"{key}:{_said(table)}" for key, table in sorted(found.items()))
    yield f"{len(ledger.told(['need'], [Q2]))} {len(ledger.told([], [Q2]))}"


def _refused(by: dict[str, Any]) -> Iterator[str]:
    """What the pages never send: another number, boundaries, a month of a told quarter."""
    other = Table({"N1": Guarded(20)}, Guarded(180))
    held = ledger.told(["need"], [Q2])["need", str(Q2)]
    yield _tell(other, by)
    yield _tell(Table(other.cells, held.total), by)
    yield _tell(Table(held.cells, Guarded(5)), by)
    yield _tell(Table({"N9": Guarded(15)}), by, edition="old")
    yield _tell(Table({"N9": Guarded(15)}), by, period=Month(2026, 5))
    yield _tell(Table({}), by, period=Month(2026, 5))
    yield _tell(Table({}, Guarded(50)), by, period=Quarter(2020, 1))


def _years(by: dict[str, Any]) -> Iterator[str]:
    """A sensitive set's year: told once, and not beside any part of it."""
    year = Year(2030)
    yield _year(year)
    yield _tell(Table({}, Guarded(40)), by, dataset="hurt", edition=DISTRICT, period=year)
    yield _year(year)
    yield _year(year - 1)
    yield _tell(Table({}, Guarded(30)), by, dataset="hate", edition="new", period=year)
    yield _year(year)
    part = year.quarters[1]
    yield _tell(Table({}, Guarded(20)), by, dataset="harm", edition=DISTRICT, period=part)
    yield _year(year)


def _year(year: Year) -> str:
    """Of three sets; then with so many wards, or so high a smallest number, that one hides."""
    real = {"hurt": 77, "hate": 66, "harm": 12}
    each = ((4, 10), (40, 10), (4, 30))
    found = [
        ledger.years_to_tell(real, year, wards=wards, smallest=least) for wards, least in each
    ]
    return " ".join(f"{slug}={shown}" for one in found for slug, shown in sorted(one.items()))


def _may(
    real: dict[str, int], *, period: Any = Q2, edition: str = "new", smallest: int = 10
) -> Table:
    return ledger.tables_to_tell({"need": real}, period, edition, smallest=smallest)["need"]


def _tell(
    table: Table,
    by: dict[str, Any],
    *,
    dataset: str = "need",
    period: Any = Q2,
    edition: str = "new",
) -> str:
    said = Telling(dataset, edition, str(period), table)
    return _tried(lambda: writing.tell([said], "a report", **by))


def _said(table: Table) -> str:
    cells = ",".join(f"{code}={shown}" for code, shown in sorted(table.cells.items()))
    return f"[{cells};{table.total}]"


def _tried(deed: Callable[[], object]) -> str:
    try:
        return str(deed())
    except RuleBroken as refusal:
        return f"({refusal})"
