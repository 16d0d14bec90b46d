"""Composing: begin, write, pick, order, link, check."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from wardmote.bulletins.access import require_editor
from wardmote.bulletins.areas import names_of
from wardmote.bulletins.forms import AreaForm, LinkForm, ParagraphForm, WordsForm
from wardmote.bulletins.jobs import check_links_in_background
from wardmote.bulletins.models import Bulletin, Part
from wardmote.bulletins.usecases.checking import order_check
from wardmote.bulletins.usecases.composing import (
    Words,
    add_link,
    begin,
    move_part,
    pick,
    remove_link,
    remove_part,
    write,
    write_paragraph,
)
from wardmote.bulletins.views.common import bulletin_or_404, do, version_of
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.numbers import key_of
from wardmote.people.access import SignedInRequest
from wardmote.people.models import Organisation
from wardmote.people.pages import FormPage, add_refusal, get_or_post, posted
from wardmote.places.rules import Kind

Given = dict[str, Any]


@get_or_post
def begin_one(request: SignedInRequest) -> HttpResponse:
    """Ask what it is about; then open the draft."""
    require_editor(request.user)
    form = AreaForm(posted(request), wards=names_of(Kind.WARD), parishes=names_of(Kind.PARISH))
    page = FormPage(
        "Start a bulletin",
        "Start it",
        reverse("bulletin-desk"),
        "Bulletins",
        intro="Wardmote then proposes what has been released of that area since the last "
        "bulletin about it.",
    )
    if form.is_valid():
        try:
            made = begin(*form.chosen(), by=request.user, now=now())
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            return redirect("bulletin-draft", made.pk)
    return page.answer(request, form)


def _page(found: Bulletin, title: str, does: str, intro: str = "") -> FormPage:
    back = reverse("bulletin-draft", args=[found.pk])
    return FormPage(title, does, back, "Back to the bulletin", found.title, intro)


@get_or_post
def words(request: SignedInRequest, pk: int) -> HttpResponse:
    """Title, introduction, and who gets it by mail."""
    found = bulletin_or_404(request, pk)
    names = ("title", "introduction", "what_changed", "to_clerks", "version")
    bodies = found.organisations.values_list("pk", flat=True)
    form = WordsForm(
        posted(request),
        initial={name: getattr(found, name) for name in names}
        | {"organisations": list(bodies)},
        bodies=dict(Organisation.objects.values_list("pk", "name")),
        is_correction=bool(found.editions),
    )
    page = _page(found, "Words and mail", "Save")

    def deed() -> None:
        given = form.cleaned_data
        said = Words(
            given["title"],
            given["introduction"],
            given["to_clerks"],
            tuple(map(int, given["organisations"])),
            given.get("what_changed", ""),
        )
        more: Given = {"by": request.user, "now": now(), "checked": given["checked"]}
        write(pk, said, given["version"], **more)

    return page.ask(request, form, deed, "Saved")


@require_POST
def pick_items(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put the ticked items in."""
    bulletin_or_404(request, pk)
    ticked = [key_of(one) for one in request.POST.getlist("release")]
    given: Given = {"by": request.user, "now": now()}
    return do(request, pk, "Added", lambda: pick(pk, ticked, version_of(request), **given))


@get_or_post
def paragraph(request: SignedInRequest, pk: int, item: int | None = None) -> HttpResponse:
    """Write a paragraph, or change one."""
    found = bulletin_or_404(request, pk)
    held = None if item is None else get_object_or_404(found.parts, pk=item, release=None)
    start = {"version": found.version, "text": held.text if held else ""}
    form = ParagraphForm(posted(request), initial=start)
    page = _page(found, "Change a paragraph" if held else "Write a paragraph", "Save")

    def deed() -> None:
        given = form.cleaned_data
        more: Given = {"by": request.user, "now": now(), "checked": given["checked"]}
        write_paragraph(pk, given["text"], given["version"], part=item, **more)

    return page.ask(request, form, deed, "Saved")


def _part(request: SignedInRequest, pk: int, item: int) -> Part:
    return get_object_or_404(bulletin_or_404(request, pk).parts, pk=item)


@require_POST
def move(request: SignedInRequest, pk: int, item: int) -> HttpResponse:
    """One place up or down."""
    part = _part(request, pk, item)
    given: Given = {"up": request.POST.get("to") == "up", "by": request.user, "now": now()}
    return do(
        request, pk, "Moved", lambda: move_part(pk, part.pk, version_of(request), **given)
    )


@require_POST
def remove(request: SignedInRequest, pk: int, item: int) -> HttpResponse:
    """Take an item or a paragraph out."""
    part = _part(request, pk, item)
    given: Given = {"by": request.user, "now": now()}
    return do(
        request, pk, "Removed", lambda: remove_part(pk, part.pk, version_of(request), **given)
    )


@get_or_post
def link(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add a link to its foot."""
    found = bulletin_or_404(request, pk)
    form = LinkForm(posted(request), initial={"version": found.version})
    page = _page(
        found,
        "Add a link",
        "Add it",
        "For its neighbourhood, open www.police.uk, search for the place, and copy the "
        "address of its page.",
    )

    def deed() -> None:
        given = form.cleaned_data
        more: Given = {"by": request.user, "now": now()}
        add_link(pk, given["words"], given["address"], given["version"], **more)

    return page.ask(request, form, deed, "Added")


@require_POST
def link_remove(request: SignedInRequest, pk: int, item: int) -> HttpResponse:
    """Take a link out."""
    found = get_object_or_404(bulletin_or_404(request, pk).links, pk=item)
    given: Given = {"by": request.user, "now": now()}
    return do(
        request, pk, "Removed", lambda: remove_link(pk, found.pk, version_of(request), **given)
    )


@require_POST
def check(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask the outside links, now and because of this press alone."""
    found = bulletin_or_404(request, pk)

    def deed() -> None:
        with transaction.atomic():
            if not order_check(found.pk, by=request.user, now=now()):
                raise RuleBroken("It has no link to another site")
            check_links_in_background.enqueue(found.pk)

    return do(request, pk, "The links are being asked. Load this page again in a moment", deed)
