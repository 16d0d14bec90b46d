"""The officers' list of bulletins, one of them with all that is to be done, its previews."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from wardmote.bulletins.access import require_editor
from wardmote.bulletins.letters import body_of, text_of
from wardmote.bulletins.models import Bulletin
from wardmote.bulletins.noticing import item_of, notice_page
from wardmote.bulletins.queries import (
    asked,
    desk_lines,
    drafted,
    linked,
    proposed,
    recipients,
    since,
    stands,
)
from wardmote.bulletins.reading import content_of, notices_of, outside_links
from wardmote.bulletins.rules import STATES, State, is_public_data, open_links
from wardmote.bulletins.usecases.publishing import what_is_lacking
from wardmote.bulletins.views.common import bulletin_or_404
from wardmote.kernel.markings import OFFICE
from wardmote.people.access import SignedInRequest
from wardmote.releases.queries import notices_of as notices_standing
from wardmote.releases.queries import short_notice
from wardmote.releases.rules import AUDIENCE_WORDS, Audience

PREVIEWS = {
    "page": "The public page",
    "mail": "The mail",
    "text": "The mail as plain text",
    "councillor": "A councillor’s notice",
}


@require_safe
def bulletins(request: SignedInRequest) -> HttpResponse:
    """Drafts, what is published, what was withdrawn."""
    require_editor(request.user)
    lines = [(STATES[State(state)], held) for state, held in desk_lines().items() if held]
    context = {"marking": OFFICE, "lines": lines}
    return render(request, "bulletins/desk.html", context)


@require_safe
def bulletin(request: SignedInRequest, pk: int) -> HttpResponse:
    """One bulletin: what it says, what could be added, what is left to do."""
    found = bulletin_or_404(request, pk)
    context: dict[str, object] = {
        "marking": OFFICE,
        "bulletin": found,
        "reading": drafted(found),
        "page": notice_page(found, localdate()),
        "stands": stands(found),
        "mail_is_on": settings.MAIL_IS_ON,
    }
    if found.state == State.DRAFT:
        context |= _to_do(found)
    if found.editions:
        context["letters"] = found.letters.select_related("to", "release")
        context["short"] = short_notice(f"bulletin {found.pk} edition {found.editions}")
    return render(request, "bulletins/draft.html", context)


def _to_do(found: Bulletin) -> dict[str, object]:
    content = content_of(found)
    links = list(found.links.all())
    return {
        "parts": list(zip(found.parts.all(), drafted(found).parts, strict=True)),
        "proposed": proposed(found),
        "since": since(found),
        "links": links,
        "has_data": any(is_public_data(one.address) for one in links),
        "linked": linked(found, content),
        "lacking": what_is_lacking(found, content),
        "unsure": open_links(outside_links(content), asked(found), now()),
        "is_given": notices_standing(item_of(found)).exists(),
        "recipients": len(recipients(found, localdate())),
        "previews": PREVIEWS.items(),
    }


@require_safe
def preview(request: SignedInRequest, pk: int, what: str) -> HttpResponse:
    """The bulletin as one kind of reader will have it."""
    found = bulletin_or_404(request, pk)
    if what not in PREVIEWS:
        raise Http404
    reading = drafted(found)
    page = reverse("public-bulletin", args=[pk])
    context: dict[str, object] = {
        "marking": OFFICE,
        "bulletin": found,
        "what": what,
        "previews": PREVIEWS.items(),
        "title": PREVIEWS[what],
        "reading": reading,
    }
    if what == "mail":
        context["body"] = body_of(reading, page)
    elif what == "text":
        leave = f"{settings.ADDRESS}/bulletins/unsubscribe/…/"
        context["text"] = text_of(reading, page, "clerk of a parish", leave)
    elif what == "councillor":
        notices = notices_of(found)
        context["notice"] = notices[0] if notices else None
        context["bears"] = AUDIENCE_WORDS[Audience.MEMBERS]
    return render(request, "bulletins/preview.html", context)
