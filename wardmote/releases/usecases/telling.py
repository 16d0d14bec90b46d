"""Telling partners' counts: what leaves is kept in the ledger, once."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from wardmote.audit.usecases import record
from wardmote.kernel.actors import Actor
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.numbers import SMALLEST_SHOWN, Guarded
from wardmote.kernel.periods import parse_span
from wardmote.releases.ledger import NOTHING, Telling, told
from wardmote.releases.models import ToldCell
from wardmote.releases.rules import overlap


@transaction.atomic
def tell(tables: Iterable[Telling], source: str, *, by: Actor, now: datetime) -> int:
    """Write into the ledger what is told now for the first time; how many numbers that is.

    RuleBroken, having changed nothing, where another value, other boundaries or a period
    that overlaps this one stand there already.
    """
    new = [cell for one in tables for cell in _cells(one, source, now)]
    if new:
        ToldCell.objects.bulk_create(new)
        sets = sorted({cell.dataset for cell in new})
        record("releases.told", source, by=by, at=now, count=len(new), datasets=sets)
    return len(new)


def _cells(one: Telling, source: str, now: datetime) -> list[ToldCell]:
    if one.table == NOTHING:
        return []
    _check_may_be_told(one)
    held = told([one.dataset], [parse_span(one.period)]).get((one.dataset, one.period))
    values: dict[str, Guarded | None] = dict(one.table.cells)
    if held is not None:
        if {**values, **held.cells} != values or held.total != one.table.total:
            raise RuleBroken(
                "Other figures of this period have been told meanwhile. Read it again"
            )
        values = {code: shown for code, shown in values.items() if code not in held.cells}
    elif values or one.table.total is not None:
        values[""] = one.table.total
    return [_cell(one, place, shown, source, now) for place, shown in values.items()]


def _cell(
    one: Telling, place: str, shown: Guarded | None, source: str, now: datetime
) -> ToldCell:
    return ToldCell(
        dataset=one.dataset,
        edition=one.edition,
        place=place,
        period=one.period,
        is_told=shown is not None,
        value=shown.value if shown else None,
        smallest=shown.smallest_shown if shown else SMALLEST_SHOWN,
        source=source,
        told_at=now,
    )


def _check_may_be_told(one: Telling) -> None:
    rows = ToldCell.objects.filter(dataset=one.dataset).values_list("period", "edition")
    for period, edition in rows.distinct().order_by():
        if overlap(period, one.period) and (period, edition) != (one.period, one.edition):
            raise RuleBroken(
                f"Figures of {period} by {edition} have been told: {one.period} by "
                f"{one.edition} beside them would tell the difference"
            )
