"""The open API: typed questions and answers by django-ninja, which also describes them.

Its own documentation page would load scripts from elsewhere, so it is left out: the page
is /open-data/.
"""

from collections.abc import Sequence
from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from ninja import NinjaAPI, Path, Query
from ninja.errors import ValidationError

from wardmote.opendata import queries
from wardmote.opendata import schemas as shape
from wardmote.opendata.answers import PROBLEM, Moved, absent, moved, problem
from wardmote.opendata.rules import CAUTIONS, LICENCE, LICENCE_ADDRESS, SOURCE, figure_rows
from wardmote.places.following import former_ward
from wardmote.releases.rules import ReleaseKind

GUARDED = (
    "Partners' figures are guarded: small counts are shown as such and others are rounded, "
    "so that nobody can be recognised. They cannot be added up."
)
NOTE = {
    "source": SOURCE,
    "licence": LICENCE,
    "licence_address": LICENCE_ADDRESS,
    "cautions": list(CAUTIONS),
}
WardCode = Annotated[shape.Code, Path(description="The ward's code")]
One = TypeVar("One")

api = NinjaAPI(
    title="Open data of the partnership",
    version="1",
    description="What is published, and nothing else. Reading only, without signing in.",
    docs_url=None,
    openapi_url=None,
    urls_namespace="open-data",
)


@api.get(
    "wards",
    response=shape.Wards,
    operation_id="wards",
    url_name="open-data-wards",
    summary="Wards",
)
def wards(request: HttpRequest, page: Query[shape.Page]) -> dict[str, Any]:
    """The partnership's wards by name."""
    check_names(request, shape.Page)
    found = queries.open_wards()
    lines = [_addressed(one) for one in part(found, page)]
    return {**turn(request, found, page), "items": lines}


@api.get(
    "wards/{slug:code}",
    response=shape.WardAnswer,
    operation_id="ward",
    url_name="open-data-ward",
    summary="A ward",
)
def ward(request: HttpRequest, code: WardCode) -> dict[str, Any]:
    """One ward: its boundaries, residents, and what it is as a priority area."""
    check_names(request)
    found, (figures,) = _ward(code), queries.open_figures(code)[:1]
    return {
        **_addressed(found),
        "residents": figures.residents,
        "households": figures.households,
        "area": queries.open_areas(code).get(code),
        "partner_figures": reverse("open-data-partner-figures", args=[code]),
        "publications": f"{reverse('open-data-publications')}?{urlencode({'ward': code})}",
        "feed": reverse("ward-feed", args=[code]),
    }


@api.get(
    "wards/{slug:code}/figures",
    response=shape.FiguresAnswer,
    operation_id="figures",
    url_name="open-data-figures",
    summary="A ward's police figures",
)
def figures(
    request: HttpRequest, code: WardCode, question: Query[shape.FiguresQuestion]
) -> dict[str, Any]:
    """Open police figures by period and type, the earliest period first."""
    check_names(request, shape.FiguresQuestion)
    _ward(code)
    found = [
        one
        for figures in queries.open_figures(code)[:1]
        for one in figure_rows(figures, question.by, type=question.type, period=question.period)
    ]
    items = part(found, question)
    return {"ward": code, "note": NOTE, **turn(request, found, question), "items": items}


@api.get(
    "wards/{slug:code}/partner-figures",
    response=shape.PartnerAnswer,
    operation_id="partner_figures",
    url_name="open-data-partner-figures",
    summary="A ward's figures from partners, guarded",
)
def partner_figures(
    request: HttpRequest, code: WardCode, page: Query[shape.Page]
) -> dict[str, Any]:
    """What was released of partners' data, in the words in which it was."""
    check_names(request, shape.Page)
    _ward(code)
    found = queries.partner_figures(code)
    items = part(found, page)
    return {"ward": code, "note": GUARDED, **turn(request, found, page), "items": items}


@api.get(
    "year-figures",
    response=shape.Years,
    operation_id="year_figures",
    url_name="open-data-year-figures",
    summary="Sensitive data sets by the year, of the whole district",
)
def year_figures(request: HttpRequest, page: Query[shape.Page]) -> dict[str, Any]:
    """What is told of them: no ward, no quarter, guarded, in words."""
    check_names(request, shape.Page)
    found = queries.year_figures()
    return {"note": GUARDED, **turn(request, found, page), "items": part(found, page)}


@api.get(
    "publications",
    response=shape.Publications,
    operation_id="publications",
    url_name="open-data-publications",
    summary="Reports, assessments, bulletins, papers of groups and survey results",
)
def publications(
    request: HttpRequest, question: Query[shape.PublicationsQuestion]
) -> dict[str, Any]:
    """What is published, the latest first, with links to pages and files."""
    check_names(request, shape.PublicationsQuestion)
    kind = ReleaseKind(question.kind) if question.kind else None
    found = queries.publications(kind, question.ward)
    shown = list(part(found, question))
    files = queries.files_of(shown)
    lines = [
        {
            "id": one.id,
            "kind": one.kind,
            "title": one.title,
            "published_at": one.published_at,
            "page": one.page,
            "files": files.get(one.release, ()),
        }
        for one in shown
    ]
    return {**turn(request, found, question), "items": lines}


def check_names(request: HttpRequest, question: type[shape.Page] | None = None) -> None:
    """A mistyped name is refused, not passed over; so is one that is asked twice."""
    known = question.model_fields if question else {}
    if twice := [name for name, values in request.GET.lists() if len(values) > 1]:
        raise ValidationError([{"loc": ("query", name), "msg": "Ask once"} for name in twice])
    if strange := sorted(set(request.GET) - set(known)):
        said = f"Not asked here. What is: {', '.join(known) or 'nothing'}"
        raise ValidationError([{"loc": ("query", name), "msg": said} for name in strange])


def _ward(code: str) -> queries.OpenWard:
    if gone := former_ward(code):
        raise Moved(gone)
    found = queries.open_wards(code)
    if not found:
        raise Http404
    return found[0]


def _addressed(one: queries.OpenWard) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": one.name,
        "boundaries": one.boundaries,
        "area": one.area,
        "updated_at": one.updated_at,
        "page": reverse("public-ward", args=[one.code]),
        "figures": reverse("open-data-figures", args=[one.code]),
    }


def part(found: Sequence[One], page: shape.Page) -> Sequence[One]:
    return found[page.offset : page.offset + page.limit]


def turn(request: HttpRequest, found: Sequence[Any], page: shape.Page) -> dict[str, Any]:
    """How many there are in all, and where the next part is."""
    after = page.offset + page.limit
    question = {**page.dict(exclude_none=True), "offset": after}
    more = f"{request.path}?{urlencode(question)}" if after < len(found) else None
    return {"total": len(found), "next": more}


@api.exception_handler(ValidationError)
def refuse(request: HttpRequest, wrong: ValidationError) -> HttpResponse:
    """Name what cannot be asked. What is wrong in the address itself is not there."""
    places = [one["loc"] for one in wrong.errors]
    if all(place[0] == "path" for place in places):
        return absent()
    names = sorted({str(place[-1]) for place in places})
    errors = [{"name": str(one["loc"][-1]), "detail": one["msg"]} for one in wrong.errors]
    return problem(
        422,
        "This cannot be asked",
        f"Mend {', '.join(names)}: /open-data/openapi.json says what may be asked.",
        errors=errors,
    )


@api.exception_handler(Http404)
def not_there(request: HttpRequest, wrong: Http404) -> HttpResponse:
    """No such ward."""
    return absent()


@api.exception_handler(Moved)
def has_moved(request: HttpRequest, ward: Moved) -> HttpResponse:
    """A ward of earlier boundaries."""
    return moved(ward.gone)


def description() -> dict[str, Any]:
    """OpenAPI 3.1, with the problems that any question may meet."""
    said = dict(api.get_openapi_schema(path_prefix="open-data/v1/"))
    model = shape.Problem.model_json_schema()
    said["components"]["schemas"]["Problem"] = model
    met = {"$ref": "#/components/schemas/Problem"}
    content = {PROBLEM: {"schema": met}}
    said["servers"] = [{"url": "/"}]
    for path, methods in said["paths"].items():
        answers = methods["get"]["responses"]
        if "{" in path:
            if "wards/" in path:
                answers["410"] = {
                    "description": "A ward of earlier boundaries",
                    "content": content,
                }
            answers["404"] = {"description": "There is no such place", "content": content}
        answers["422"] = {"description": "This cannot be asked", "content": content}
        answers["429"] = {"description": "Too many within a minute", "content": content}
    return said
