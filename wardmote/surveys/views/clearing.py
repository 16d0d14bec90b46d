"""Before an election: asking the monitoring officer whether exactly this may go out."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate, now

from wardmote.people.access import SignedInRequest
from wardmote.people.pages import FormPage, get_or_post, posted
from wardmote.preelection.forms import AskForm
from wardmote.preelection.queries import Standing, standing_of
from wardmote.preelection.rules import Piece
from wardmote.surveys.access import run_survey
from wardmote.surveys.clearance import piece_asked, piece_told
from wardmote.surveys.models import Survey
from wardmote.surveys.queries import content_of
from wardmote.surveys.rules import ASKING, OPENED, State
from wardmote.surveys.usecases import ask_survey_go_ahead


def _piece(found: Survey) -> Piece | None:
    """What of it goes out, or would go out next; None where nothing would."""
    state = found.state(localdate())
    if state in ASKING:
        return piece_asked(found)
    if state is State.CLOSED and localdate() < found.erased_from:
        return piece_told(found, content_of(found))
    return None


def held_now(found: Survey) -> Standing | None:
    """How what would go out next stands; None where nothing would."""
    if found.state(localdate()) in OPENED:
        return None
    piece = _piece(found)
    on = max(localdate(), found.opens_on)
    return standing_of(piece, on) if piece else None


@get_or_post
def go_ahead(request: SignedInRequest, pk: int) -> HttpResponse:
    """Why it should go out before the poll."""
    found = run_survey(request.user, pk)
    if _piece(found) is None:
        raise Http404
    form = AskForm(posted(request))
    page = FormPage(
        "Ask the monitoring officer for the go-ahead",
        "Ask",
        reverse("survey", args=[pk]),
        "Back to the survey",
        found.title,
        "They read all its words, and answer for exactly these.",
    )

    def deed() -> None:
        ask_survey_go_ahead(pk, form.cleaned_data["why"], by=request.user, now=now())

    return page.ask(request, form, deed, "Asked")
