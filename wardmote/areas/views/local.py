"""The local agenda of the Problem Solving Group, on one page that prints well."""

from django.http import Http404, HttpResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from wardmote.areas.access import figures_reader
from wardmote.areas.local import arranged_by, local_agenda
from wardmote.areas.queries import areas_for
from wardmote.areas.views.common import latest, partner_page, show
from wardmote.issues.access import reader_of
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.markings import PARTNERS
from wardmote.kernel.periods import Quarter
from wardmote.people.access import SignedInRequest
from wardmote.places.queries import wards


@require_safe
@partner_page
def local(request: SignedInRequest) -> HttpResponse:
    """Choose wards; then what is open there, what the figures say, who should come."""
    places = dict(wards().order_by("name").values_list("code", "name"))
    chosen = [code for code in request.GET.getlist("ward") if code]
    if set(chosen) - set(places):
        raise Http404
    quarter = _quarter()
    live = [line for line in areas_for(quarter) if line.is_live] if quarter else []
    agenda = None
    if chosen:
        figures = figures_reader(request.user, localdate())
        agenda = local_agenda(
            reader_of(request.user),
            chosen,
            quarter,
            localdate(),
            with_reasons=figures.sees_reasons,
        )
    context: dict[str, object] = {
        "marking": PARTNERS,
        "places": [(code, name, code in chosen) for code, name in places.items()],
        "live": live,
        "agenda": agenda,
        "groups": arranged_by(request.user, localdate()) if agenda else [],
    }
    return show(request, "areas/local.html", context)


def _quarter() -> Quarter | None:
    try:
        return latest()
    except RuleBroken:
        return None
