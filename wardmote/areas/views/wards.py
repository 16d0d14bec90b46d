"""The list and map of wards, and the page of one ward."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from wardmote.areas.access import may_decide
from wardmote.areas.changes import (
    ALL_CRIME,
    SignalLine,
    changes,
    district_lines,
    ended,
    finding,
    quarter_before,
    signal_lines,
    signals_shown,
)
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
from wardmote.areas.readers import Reader, is_untold
from wardmote.areas.views.common import (
    MARKING,
    chosen_quarter,
    name_or_404,
    partner_page,
    reader_of,
    show,
)
from wardmote.areas.wardlist import HEADINGS, WardList, ward_list
from wardmote.areas.wardpage import (
    chosen_trend,
    flag_lines,
    makeup_rows,
    rule_words,
    type_lines,
)
from wardmote.charts import Chart
from wardmote.flags.figures import monthly_series, partner_series
from wardmote.flags.queries import (
    Ground,
    QuarterFlags,
    QuarterSignals,
    flags_for,
    ground,
    signals_for,
)
from wardmote.flags.watch import Signal
from wardmote.flags.wording import number_words
from wardmote.issues.queries import open_issues_in
from wardmote.kernel.periods import Quarter
from wardmote.papers.files import CSV_TYPE, attachment
from wardmote.papers.sheets import csv_bytes
from wardmote.partnership.queries import this_partnership
from wardmote.people.access import SignedInRequest
from wardmote.places.queries import profiles

DECISIONS_SHOWN = 6


@require_safe
@partner_page
def wards(request: SignedInRequest) -> HttpResponse:
    """Every ward, shaded and ranked in one data set."""
    partnership = this_partnership()
    reader = reader_of(request)
    quarter, on = chosen_quarter(request), ground()
    shown = _listed(request, quarter, on, reader)
    found = shown.found
    hrefs = {code: reverse("ward", args=[code]) for code in found.names}
    shapes = ward_outlines(partnership.district_code)
    context = {
        "shown": shown,
        "quarter": found.quarter,
        "quarters": sorted(on.quarters, reverse=True),
        "missing": found.wording(shown.slug).missing,
        "refusal": found.refusals.get(shown.slug, ""),
        "highest": number_words(found.k),
        "leaves_untold": any(map(is_untold, found.flags)),
        "district": district_lines(shown.signals, reader),
        "no_signals": shown.signals.refusal,
        "map": rate_map(found, shown.slug, shapes, hrefs, shown.here)
        if shown.sees_all
        else None,
    }
    return show(request, "areas/wards.html", context)


@require_safe
@partner_page
def wards_csv(request: SignedInRequest) -> HttpResponse:
    """The list as a file, with what this reader may see and nothing more."""
    reader = reader_of(request)
    shown = _listed(request, chosen_quarter(request), ground(), reader)
    marking = f"{MARKING}. {shown.figures.name}, {shown.found.quarter.words}"
    sheet = csv_bytes(HEADINGS, shown.rows(), marking=marking)
    name = f"official-partners-{shown.slug}-{shown.found.quarter}.csv"
    return attachment(sheet, CSV_TYPE, name)


def _listed(request: SignedInRequest, quarter: Quarter, on: Ground, reader: Reader) -> WardList:
    wanted = request.GET.get("dataset", ALL_CRIME)
    found = reader.flags(flags_for(quarter, on=on))
    return ward_list(found, signals_for(quarter, on=on), wanted, reader)


@require_safe
@partner_page
def ward(request: SignedInRequest, code: str) -> HttpResponse:
    """Everything that is known about one ward, the finding first."""
    name = name_or_404(code)
    partnership = this_partnership()
    reader = reader_of(request)
    quarter, on = chosen_quarter(request), ground()
    found = reader.flags(flags_for(quarter, on=on))
    watched = signals_for(found.quarter, on=on)
    told = _told(code, watched, on, reader)
    flags, series = found.of_ward(code), monthly_series(code, found.police)
    partners = partner_series(code)
    wanted = request.GET.get("type", "")
    picked = chosen_trend(
        found,
        flags,
        series,
        partners,
        wanted=wanted,
        reader=reader,
        signals=told.now,
        band=lambda slug: watched.band(code, slug),
    )
    drawn = trend(picked, f"{picked.name} in {name}") if picked else None
    profile = profiles([code]).get(code)
    area = area_line(code, name, found.quarter, whole=reader.sees_reasons)
    context = {
        "code": code,
        "name": name,
        "title": finding(name, found, flags, told.now),
        "changes": changes(found, told.flags_before, told.lines, told.ended, area, reader),
        "has_before": told.flags_before is not None,
        "before": found.quarter - 1,
        "signals": [line for line in told.lines if not line.is_new],
        "no_signals": watched.refusal,
        "district": district_lines(watched, reader),
        "quarter": found.quarter,
        "year_before": found.quarter - 4,
        "quarters": sorted(on.quarters, reverse=True),
        "flags": flag_lines(found, flags, reader),
        "rule": rule_words(found),
        "types": type_lines(found, flags, series, partners, reader),
        "trend": picked,
        "trend_figure": drawn,
        "map": _where(found, code, partnership.district_code),
        "issues": open_issues_in(code),
        "makeup": makeup_rows(profile),
        "source": profile.source if profile else "",
        "area": area,
        "decisions": decisions_of(code)[:DECISIONS_SHOWN],
        "history": _history(code, name, found.quarter, reader),
        "reader": reader,
        "untold": [found.datasets[one.dataset].name for one in flags if is_untold(one)],
        "may_decide": may_decide(request.user, localdate()),
    }
    return show(request, "areas/ward.html", context)


@dataclass(frozen=True, slots=True)
class _Told:
    """A ward's signals now and what they are beside the quarter before."""

    now: list[Signal]
    lines: list[SignalLine]
    ended: list[Signal]
    flags_before: QuarterFlags | None


def _told(code: str, watched: QuarterSignals, on: Ground, reader: Reader) -> _Told:
    flags, signals = quarter_before(watched.quarter, on)
    now = signals_shown(watched, code, reader)
    before = signals_shown(signals, code, reader) if signals else None
    flags_before = reader.flags(flags) if flags else None
    return _Told(now, signal_lines(now, before), ended(now, before), flags_before)


def _where(found: QuarterFlags, code: str, district: str) -> Chart:
    hrefs = {one: reverse("ward", args=[one]) for one in found.names}
    return small_map(found, ALL_CRIME, ward_outlines(district), hrefs, code)


def _history(code: str, name: str, until: Quarter, reader: Reader) -> Figure | None:
    spells = spells_until(until, with_proposed=reader.sees_reasons)
    if code not in spells:
        return None
    return timeline({code: name}, until, f"{name} as a priority area", spells)
