"""The parishes of the open API: police figures alone, for partners' are told by ward."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.urls import reverse
from ninja import Path, Query

from wardmote.briefings.parishes import ParishLine, parish_lines, parish_or_404
from wardmote.opendata import schemas as shape
from wardmote.opendata.api import NOTE, api, check_names, part, turn
from wardmote.opendata.rules import figure_rows

ParishCode = Annotated[shape.Code, Path(description="The parish's code")]


@api.get(
    "parishes",
    response=shape.Parishes,
    operation_id="parishes",
    url_name="open-data-parishes",
    summary="Parishes",
)
def parishes(request: HttpRequest, page: Query[shape.Page]) -> dict[str, Any]:
    """The partnership's parishes by name, with the wards that each lies in."""
    check_names(request, shape.Page)
    found = parish_lines()
    lines = [_addressed(one) for one in part(found, page)]
    return {**turn(request, found, page), "items": lines}


@api.get(
    "parishes/{slug:code}",
    response=shape.ParishAnswer,
    operation_id="parish",
    url_name="open-data-parish",
    summary="A parish",
)
def parish(request: HttpRequest, code: ParishCode) -> dict[str, Any]:
    """One parish: its boundaries, wards and residents."""
    check_names(request)
    found, figures = parish_or_404(code)
    return {
        **_addressed(found),
        "residents": figures.residents,
        "households": figures.households,
    }


@api.get(
    "parishes/{slug:code}/figures",
    response=shape.ParishFigures,
    operation_id="parish_figures",
    url_name="open-data-parish-figures",
    summary="A parish's police figures",
)
def parish_figures(
    request: HttpRequest, code: ParishCode, question: Query[shape.FiguresQuestion]
) -> dict[str, Any]:
    """Open police figures by period and type, the earliest period first."""
    check_names(request, shape.FiguresQuestion)
    _, figures = parish_or_404(code)
    found = figure_rows(figures, question.by, type=question.type, period=question.period)
    items = part(found, question)
    return {"parish": code, "note": NOTE, **turn(request, found, question), "items": items}


def _addressed(one: ParishLine) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": one.name,
        "boundaries": one.boundaries,
        "wards": [
            {"code": ward.code, "name": ward.name, "share": ward.share} for ward in one.wards
        ],
        "outside": one.outside,
        "updated_at": one.released_at,
        "page": reverse("public-parish", args=[one.code]),
        "figures": reverse("open-data-parish-figures", args=[one.code]),
    }
