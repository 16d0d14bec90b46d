"""The list and map of wards, and the page of one ward."""

import csv

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from wardmote.areas.access import may_decide
from wardmote.areas.figures import (
    Figure,
    rate_map,
    small_map,
    spells_until,
    timeline,
    trend,
    ward_outlines,
)
from wardmote.areas.queries import area_line, decisions_of
from wardmote.areas.views.common import (
    MARKING,
    chosen_quarter,
    name_or_404,
    partner_page,
    quarters_newest_first,
    reader_of,
    show,
)
from wardmote.areas.wardlist import ALL_CRIME, plain, ward_list
from wardmote.areas.wardpage import (
    chosen_trend,
    finding,
    flag_lines,
    makeup_rows,
    rule_words,
    type_lines,
)
from wardmote.charts import Chart
from wardmote.flags.figures import monthly_series, partner_series
from wardmote.flags.queries import QuarterFlags, flags_for
from wardmote.flags.wording import number_words
from wardmote.kernel.periods import Quarter
from wardmote.partnership.queries import this_partnership
from wardmote.people.access import SignedInRequest
from wardmote.places.queries import profiles

DECISIONS_SHOWN = 6


@require_safe
@partner_page
def wards(request: SignedInRequest) -> HttpResponse:
    """Every ward, shaded and ranked in one data set."""
    partnership = this_partnership()
    reader = reader_of(request, partnership)
    found = flags_for(chosen_quarter(request))
    shown = ward_list(found, request.GET.get("dataset", ALL_CRIME), reader)
    hrefs = {code: reverse("ward", args=[code]) for code in found.names}
    shapes = ward_outlines(partnership.district_code)
    context = {
        "shown": shown,
        "quarter": found.quarter,
        "quarters": quarters_newest_first(),
        "missing": found.wording(shown.slug).missing,
        "refusal": found.refusals.get(shown.slug, ""),
        "highest": number_words(found.k),
        "map": rate_map(found, shown.slug, shapes, hrefs) if shown.sees_all else None,
    }
    return show(request, "areas/wards.html", context)


@require_safe
@partner_page
def wards_csv(request: SignedInRequest) -> HttpResponse:
    """The list as a file, with what this reader may see and nothing more."""
    reader = reader_of(request, this_partnership())
    found = flags_for(chosen_quarter(request))
    shown = ward_list(found, request.GET.get("dataset", ALL_CRIME), reader)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    name = f"official-partners-{shown.slug}-{found.quarter}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    writer = csv.writer(response)
    writer.writerow([MARKING, plain(shown.figures.name), found.quarter.words])
    writer.writerows(shown.rows())
    return response


@require_safe
@partner_page
def ward(request: SignedInRequest, code: str) -> HttpResponse:
    """Everything that is known about one ward, the finding first."""
    name = name_or_404(code)
    partnership = this_partnership()
    reader = reader_of(request, partnership)
    found = flags_for(chosen_quarter(request))
    flags, series = found.of_ward(code), monthly_series(code, found.police)
    partners = partner_series(code)
    wanted = request.GET.get("type", "")
    picked = chosen_trend(found, flags, series, partners, wanted=wanted, reader=reader)
    drawn = trend(picked, f"{picked.name} in {name}") if picked else None
    profile = profiles([code]).get(code)
    context = {
        "code": code,
        "name": name,
        "title": finding(name, found, flags),
        "quarter": found.quarter,
        "year_before": found.quarter - 4,
        "quarters": quarters_newest_first(),
        "flags": flag_lines(found, flags, reader),
        "rule": rule_words(found, partnership.flag_share),
        "types": type_lines(found, flags, series, partners, reader),
        "trend": picked,
        "trend_figure": drawn,
        "map": _where(found, code, partnership.district_code),
        "makeup": makeup_rows(profile),
        "source": profile.source if profile else "",
        "area": area_line(code, name, found.quarter),
        "decisions": decisions_of(code)[:DECISIONS_SHOWN],
        "history": _history(code, name, found.quarter),
        "reader": reader,
        "may_decide": may_decide(request.user, localdate()),
    }
    return show(request, "areas/ward.html", context)


def _where(found: QuarterFlags, code: str, district: str) -> Chart:
    hrefs = {one: reverse("ward", args=[one]) for one in found.names}
    return small_map(found, ALL_CRIME, ward_outlines(district), hrefs, code)


def _history(code: str, name: str, until: Quarter) -> Figure | None:
    spells = spells_until(until)
    if code not in spells:
        return None
    return timeline({code: name}, until, f"{name} as a priority area", spells)
