"""What is led elsewhere, in the words of the pages."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from wardmote.datasets.models import Dataset
from wardmote.datasets.rules import Source
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


def marks_of(code: str, today: date, *, whole: bool = True) -> list[Mark]:
    """Every mark ever set on a ward, the newest first.

    Not `whole`: of open figures alone. Only a flag can be marked, so a mark tells of one.
    """
    return _marks(_told(whole).filter(ward=code), today)


def marks_in(quarter: Quarter, *, whole: bool = True) -> list[Mark]:
    """The marks that hold in a quarter, the latest of each ward and data set; by ward."""
    last = quarter.months[-1].last_day
    held = _told(whole).filter(since__lte=str(quarter), until__gte=last)
    found = {(one.code, one.dataset): one for one in reversed(_marks(held, last))}
    return sorted(found.values(), key=lambda one: (one.ward, one.dataset))


def _told(whole: bool) -> QuerySet[LedElsewhere]:
    if whole:
        return LedElsewhere.objects.all()
    police = Dataset.objects.filter(source=Source.POLICE).values("slug")
    return LedElsewhere.objects.filter(dataset__in=police)


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
