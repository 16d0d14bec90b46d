"""Searching the issues that one may read."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from wardmote.agreements.access import require_partner_text
from wardmote.issues.access import reader_of
from wardmote.issues.searching import find, lines
from wardmote.issues.usecases.reading import read_by_search
from wardmote.kernel.markings import PARTNERS, RESTRICTED
from wardmote.people.access import SignedInRequest, gave_second_factor
from wardmote.restricted.queries import is_sealed
from wardmote.search.rules import LONGEST

SHOWN = 20


@require_safe
def search(request: SignedInRequest) -> HttpResponse:
    """The issues in which these words stand, as far as this reader may read them.

    Of restricted text the page says that it has the words, never shows any: it is opened on
    the issue's own page. To be told is a read all the same, and is logged.
    """
    require_partner_text(request.user, localdate())
    reader = reader_of(request.user)
    typed = request.GET.get("q", "").replace("\0", "")
    has_factor, sealed = gave_second_factor(request), is_sealed()
    finding = find(reader, typed, opens_restricted=has_factor and not sealed)
    page = Paginator(finding.issues, SHOWN).get_page(request.GET.get("page"))
    shown = lines(finding, list(page.object_list), reader)
    secret = {
        one.issue: finding.restricted[one.issue.pk] for one in shown if one.is_in_restricted
    }
    read_by_search(secret, by=request.user, now=now())
    context = {
        "marking": RESTRICTED if secret else PARTNERS,
        "typed": typed[:LONGEST],
        "asked": bool(typed.strip()),
        "is_cut": finding.question.is_cut,
        "has_words": bool(finding.question.terms or finding.issues),
        "page": page,
        "lines": shown,
        "query": f"{urlencode({'q': typed[:LONGEST]})}&",
        "restricted": _about_restricted(bool(reader.reach), sealed, has_factor),
    }
    return render(request, "issues/search.html", context)


def _about_restricted(may_read_any: bool, sealed: bool, has_factor: bool) -> str:
    """What this reader should know of how restricted text was searched; blank: nothing."""
    if not may_read_any:
        return ""
    if sealed:
        return "Restricted text is sealed and cannot be searched."
    if not has_factor:
        return "Restricted text was not searched: sign in with your second step for that."
    return "Restricted text that you may open was searched, too. That it was found is logged."
