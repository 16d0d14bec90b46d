"""The survey itself: one page, open to anybody who has its link.

No sign-in, no script, and no cookie but the one that keeps forms of other sites out.
"""

from datetime import date, timedelta
from time import monotonic

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, now
from django.views.decorators.cache import never_cache

from wardmote.groups.naming import known_names
from wardmote.kernel.errors import RuleBroken, Stale
from wardmote.kernel.periods import day_words
from wardmote.kernel.personal import PointsToPerson
from wardmote.people.access import client_address
from wardmote.people.pages import add_refusal, get_or_post, posted
from wardmote.people.views import problem
from wardmote.surveys.clearance import paused_until, pauses_of
from wardmote.surveys.forms import AnswerForm
from wardmote.surveys.limits import may_answer
from wardmote.surveys.models import Survey
from wardmote.surveys.queries import open_survey_by, place_names, questions_of
from wardmote.surveys.rules import State
from wardmote.surveys.sending import form_digest, form_token
from wardmote.surveys.usecases import answer_survey

MANY = (
    "Many answers have come from your network today, so this one was not kept. If you share "
    "it with many people, try again tomorrow or from another place."
)
CLOSED = (
    "It takes no answers any more. What people said is published on the pages of its wards "
    "once their councillors have seen it."
)


def _paused(found: Survey, until: date) -> str:
    """Why nobody can answer now, and when they can."""
    again, last = day_words(until + timedelta(days=1)), day_words(found.closes_on)
    if found.closes_on <= until:
        then = f"It closes on {last}, so it takes no more answers."
    else:
        then = f"You can answer from {again} to {last}. What was sent before is kept."
    return (
        f"People here vote on {day_words(until)}, and until then the partnership asks the "
        f"public nothing. {then}"
    )


class TooMany(Exception):  # noqa: N818 - named for what happened
    """This address has sent as many answers as are taken from one in a day."""


@login_not_required
@never_cache
@get_or_post
def answer(request: HttpRequest, key: str) -> HttpResponse:
    """Who asks, why, until when; the questions; and thank you."""
    found = open_survey_by(key, localdate())
    if found is None:
        raise Http404
    if found.state(localdate()) is not State.OPEN:
        return problem(request, 410, "This survey has closed", CLOSED)
    if until := paused_until(found, localdate()):
        title = "This survey takes no answers before the election"
        return problem(request, 409, title, _paused(found, until))
    places = place_names(found)
    form = AnswerForm(posted(request), questions=questions_of(found), places=places)
    token = request.POST.get("form", "")[:300]
    if form.is_valid():
        try:
            _send(request, found, form, token)
        except TooMany:
            return problem(request, 429, "Too many answers from one place", MANY)
        except RuleBroken as refusal:
            if isinstance(refusal, PointsToPerson):
                form.ask_whether_checked()
            if isinstance(refusal, Stale):
                token = ""
            add_refusal(form, refusal)
        else:
            return render(request, "surveys/thanks.html", {"survey": found})
    context = {
        "survey": found,
        "form": form,
        "token": token or form_token(found.pk, now()),
        "is_preview": False,
        "pauses": [one for one in pauses_of(found, localdate()) if one.is_ahead],
    }
    status = 422 if form.is_bound else 200
    return render(request, "surveys/answer.html", context, status=status)


def _send(request: HttpRequest, found: Survey, form: AnswerForm, token: str) -> None:
    """Keep what was answered; of what no person can have filled in nothing, without a word."""
    if form.cleaned_data["website"]:
        return
    digest = form_digest(token, found.pk, now())
    if not may_answer(found.pk, client_address(request), localdate(), at=monotonic()):
        raise TooMany
    checked = form.cleaned_data["checked"]
    known = () if checked else tuple(known_names())
    answer_survey(found.pk, form.said(), digest, known=known, checked=checked, now=now())
