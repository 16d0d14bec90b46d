"""Replacing a partner's figures, period by period."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils.timezone import localdate

from wardmote.datasets.models import Dataset, DatasetFigure, Import
from wardmote.datasets.partner import Columns, PartnerFile, read
from wardmote.datasets.rules import (
    Cadence,
    FlagRule,
    Source,
    State,
    Verdict,
    check_not_halved,
    expected_next,
    period_kind,
)
from wardmote.datasets.usecases.done import record_done
from wardmote.datasets.usecases.register import register_dataset
from wardmote.kernel.actors import Actor
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.numbers import plural
from wardmote.places.models import Place
from wardmote.places.queries import edition_in_use, places_of
from wardmote.places.rules import Kind

NOT_STATED = "not stated"


@transaction.atomic
def keep_dataset(receipt: Import, *, by: Actor, clock: Callable[[], datetime]) -> None:
    """Carry out a partner's import: all of its periods at once, or nothing."""
    slug = receipt.options["dataset"]
    dataset = _dataset(slug, receipt, by=by, now=clock())
    path = Path(receipt.options["paths"][0])
    ours = set(places_of(edition_in_use()).values_list("code", flat=True))
    known = Place.objects.filter(edition__kind=Kind.WARD).values_list("code", flat=True)
    is_list = dataset.rule == FlagRule.LIST
    found = read(
        _bytes_of(path),
        path.name,
        columns=Columns(*receipt.options["columns"]),
        ours=ours,
        known=ours.union(known),
        kind=dataset.period_kind,
        is_list=is_list,
    )
    if receipt.options["blank_is_zero"] and not is_list:
        for counts in found.figures.values():
            counts.update(dict.fromkeys(ours - counts.keys(), 0))
    changes = _replace(dataset, found, replace=receipt.options["replace"] or is_list)
    at = clock()
    _note(dataset, found, changes, at)
    _fill_in(receipt, dataset, found, changes, len(ours), at)
    record_done(receipt, by=by, at=at, dataset=slug)


def _dataset(slug: str, receipt: Import, *, by: Actor, now: datetime) -> Dataset:
    dataset = Dataset.objects.select_for_update().filter(slug=slug).first()
    if dataset is None:
        receipt.messages.append(
            f"{slug} was entered in the source register. Its owner and lawful basis are "
            "not stated yet: fill them in"
        )
        name = slug.replace("-", " ").capitalize()
        return register_dataset(
            slug, name, owner=NOT_STATED, lawful_basis=NOT_STATED, by=by, now=now
        )
    if dataset.source == Source.POLICE:
        raise RuleBroken(
            f"{slug} is counted from the police’s street files. Load those with "
            "`wardmote import street`, or give this data set another name",
            about="dataset",
        )
    return dataset


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise RuleBroken(f"{path} cannot be read: {error.strerror or error}") from error


def _replace(dataset: Dataset, found: PartnerFile, *, replace: bool) -> Counter[Verdict]:
    """Put each period of the file in the stead of what was held for it."""
    changes: Counter[Verdict] = Counter()
    for period, counts in found.figures.items():
        mine = DatasetFigure.objects.filter(dataset=dataset, period=str(period))
        held = dict(mine.values_list("code", "count"))
        if held == counts:
            changes[Verdict.UNCHANGED] += 1
            continue
        if not replace:
            name = f"{dataset.name}, {period.words},"
            check_not_halved(name, len(counts), len(held), "wards")
        mine.delete()
        DatasetFigure.objects.bulk_create(
            DatasetFigure(dataset=dataset, period=str(period), code=code, count=count)
            for code, count in sorted(counts.items())
        )
        changes[Verdict.REPLACED if held else Verdict.NEW] += 1
    return changes


def _note(
    dataset: Dataset, found: PartnerFile, changes: Counter[Verdict], at: datetime
) -> None:
    if not dataset.period_kind and found.figures:
        dataset.period_kind = period_kind(next(iter(found.figures)))
    if changes[Verdict.NEW] or changes[Verdict.REPLACED]:
        dataset.last_received_on = localdate(at)
        cadence = Cadence(dataset.cadence)
        dataset.expected_next_on = expected_next(dataset.last_received_on, cadence)
    dataset.save()


def _fill_in(
    receipt: Import,
    dataset: Dataset,
    found: PartnerFile,
    changes: Counter[Verdict],
    wards: int,
    at: datetime,
) -> None:
    receipt.dataset = dataset
    receipt.state = State.DONE
    receipt.finished_at = at
    receipt.files = [Path(receipt.options["paths"][0]).name]
    receipt.rows = found.rows
    receipt.placed = found.rows - found.outside - found.rejected - found.blank
    receipt.outside = found.outside
    receipt.rejected = found.rejected
    receipt.rejects = [[one.file, one.line, one.reason] for one in found.rejects]
    receipt.changes = {one.value: changes[one] for one in Verdict}
    gaps = sum(wards - len(counts) for counts in found.figures.values())
    if gaps:
        receipt.messages.append(
            f"{plural(gaps, 'count is', 'counts are')} not given for a ward and period: "
            "kept as not reported, not as zero"
        )
    receipt.save()
