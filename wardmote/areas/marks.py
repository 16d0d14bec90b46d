"""What is led elsewhere, in the words of the pages."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from wardmote.datasets.models import Dataset
from wardmote.flags.models import LedElsewhere
from wardmote.kernel.periods import Quarter
from wardmote.places.queries import wards


@dataclass(frozen=True, slots=True)
class Mark:
    """One flag that others lead on: who, how to reach them, until when and why."""

    code: str
    ward: str
    dataset: str
    lead: str
    contact: str
    since: str
    until: date
    is_over: bool
    reason: str
    by: str
    at: datetime


def marks_of(code: str, today: date) -> list[Mark]:
    """Every mark ever set on a ward, the newest first."""
    return _marks(LedElsewhere.objects.filter(ward=code), today)


def marks_in(quarter: Quarter) -> list[Mark]:
    """The marks that hold in a quarter, the latest of each ward and data set; by ward."""
    last = quarter.months[-1].last_day
    held = LedElsewhere.objects.filter(since__lte=str(quarter), until__gte=last)
    found = {(one.code, one.dataset): one for one in reversed(_marks(held, last))}
    return sorted(found.values(), key=lambda one: (one.ward, one.dataset))


def _marks(found: QuerySet[LedElsewhere], today: date) -> list[Mark]:
    rows = list(found.select_related("by"))
    names = dict(wards().values_list("code", "name"))
    datasets = dict(Dataset.objects.values_list("slug", "name"))
    return [
        Mark(
            code=one.ward,
            ward=names.get(one.ward, one.ward),
            dataset=datasets.get(one.dataset, one.dataset),
            lead=one.lead,
            contact=one.contact,
            since=Quarter.parse(one.since).words,
            until=one.until,
            is_over=one.until <= today,
            reason=one.reason,
            by=str(one.by),
            at=one.at,
        )
        for one in rows
    ]
