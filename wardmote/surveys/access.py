"""Who makes a survey and who reads what of it. What one may not see is a 404.

anyone          a survey that is open, by its link; results once they are released
parish clerks   surveys that clerks made of their own parish alone: what they ask, how
                they stand, and no result before everybody
officer         all surveys; opens, stops and publishes; once one has closed the table that
                will be told, and what people wrote
"""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.timezone import localdate

from wardmote.agreements.access import may_read_partner
from wardmote.groups.access import acts_as_officer
from wardmote.kernel.errors import RuleBroken
from wardmote.people.models import User
from wardmote.places.queries import acts_for, edition_in_use, places_of
from wardmote.places.rules import Kind, Office
from wardmote.surveys.models import Survey, SurveyPlace

#: what a survey may be about, as a form lists it
ABOUT = (Kind.PARISH, Kind.WARD)


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody who makes surveys. `places`: key -> name of those they may ask about."""

    user: User
    is_officer: bool
    places: dict[str, str]


def runs_surveys(user: object, on: date) -> bool:
    """The officer, of an organisation that reads what partners share."""
    return acts_as_officer(user, on) and may_read_partner(user, on)


def asker_of(user: object, on: date) -> Asker | None:
    """What this person may make surveys of today; None for whoever makes none."""
    if not isinstance(user, User) or not user.is_active:
        return None
    if runs_surveys(user, on):
        return Asker(user, is_officer=True, places=_everywhere())
    parishes = {
        f"{one.kind}:{one.code}": one.name
        for one in acts_for(user, on)
        if (one.office, one.kind) == (Office.CLERK, Kind.PARISH)
    }
    return Asker(user, is_officer=False, places=parishes) if parishes else None


def _everywhere() -> dict[str, str]:
    """All parishes and wards in use; of what is not loaded, none."""
    found: dict[str, str] = {}
    for kind in ABOUT:
        try:
            places = places_of(edition_in_use(kind)).order_by("name")
        except RuleBroken:
            continue
        found |= {f"{kind}:{code}": name for code, name in places.values_list("code", "name")}
    return found


def require_asker(user: object) -> Asker:
    found = asker_of(user, localdate())
    if found is None:
        raise PermissionDenied("Only the partnership officer and parish clerks make surveys")
    return found


def surveys_of(asker: Asker) -> QuerySet[Survey]:
    """Those that this person may know of, the newest first."""
    found = Survey.objects.select_related("by").prefetch_related("places")
    if asker.is_officer:
        return found
    codes = [key.partition(":")[2] for key in asker.places]
    not_theirs = SurveyPlace.objects.exclude(Q(kind=Kind.PARISH) & Q(code__in=codes))
    return found.filter(by_clerk=True).exclude(pk__in=not_theirs.values("survey"))


def survey_for(user: object, pk: int) -> tuple[Asker, Survey]:
    """The survey, for those who may know of it; for others a 404."""
    asker = asker_of(user, localdate())
    found = surveys_of(asker).filter(pk=pk).first() if asker else None
    if asker is None or found is None:
        raise Http404
    return asker, found


def run_survey(user: object, pk: int) -> Survey:
    """The survey, for the officer; for others a 404."""
    asker, found = survey_for(user, pk)
    if not asker.is_officer:
        raise Http404
    return found
