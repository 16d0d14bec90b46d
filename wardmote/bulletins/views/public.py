"""The archive and each bulletin, for everybody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from wardmote.briefings.views.public import public_page
from wardmote.bulletins.queries import archive, archived_wards, public_bulletin


@public_page
def archived(request: HttpRequest) -> HttpResponse:
    """Every bulletin that stands; with `?ward=` those that name one ward."""
    wards = archived_wards()
    wanted = request.GET.get("ward", "")
    name = dict(wards).get(wanted, "")
    context = {"lines": archive(wanted if name else ""), "wards": wards, "name": name}
    return render(request, "bulletins/archive.html", context)


@public_page
def bulletin(request: HttpRequest, pk: int, number: int | None = None) -> HttpResponse:
    """One bulletin as it stands, or an earlier edition of it."""
    found = public_bulletin(pk, number)
    if found is None:
        raise Http404
    context = {"found": found, "reading": found.reading, "pk": pk}
    return render(request, "bulletins/public.html", context)
