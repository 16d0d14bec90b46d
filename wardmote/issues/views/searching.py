"""Searching the issues that one may read."""

from time import monotonic

from django.conf import settings
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
from wardmote.kernel.limits import Limit
from wardmote.kernel.markings import PARTNERS, RESTRICTED
from wardmote.kernel.numbers import plural
from wardmote.people.access import SignedInRequest, gave_second_factor
from wardmote.people.views import problem
from wardmote.restricted.queries import is_sealed
from wardmote.search.rules import LONGEST

SHOWN = 20
MINUTE = 60
searches = Limit(MINUTE)


def may_search(request: SignedInRequest) -> bool:
    """Whether this person may ask again; opening the page with no question does not count."""
    if not request.GET.get("q", "").strip():
        return True
    return searches.allows(request.user.pk, settings.SEARCHES_A_MINUTE, at=monotonic())


def too_many(request: SignedInRequest) -> HttpResponse:
    """Say to wait."""
    answer = problem(
        request,
        429,
        "Too many searches",
        f"You can search {plural(settings.SEARCHES_A_MINUTE, 'time')} within a minute. Wait "
        "a minute, then search again. If you need more, ask your partnership officer.",
    )
    answer["Retry-After"] = str(MINUTE)
    return answer


@require_safe
def search(request: SignedInRequest) -> HttpResponse:
    """The issues in which these words stand, as far as this reader may read them.

    Of restricted text the page says that it has the words, never shows any: it is opened on
    the issue's own page. To be told is a read all the same, and is logged.
    """
    require_partner_text(request.user, localdate())
    if not may_search(request):
        return too_many(request)
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
