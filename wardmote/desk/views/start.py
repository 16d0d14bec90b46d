"""The start page: what waits for this person, and the quarter in one line."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from wardmote.agreements.access import has_agreements, may_read_partner
from wardmote.areas.access import figures_reader
from wardmote.bulletins.access import is_editor
from wardmote.desk.queries.decisions import quarter_line
from wardmote.desk.queries.issues import sent_on, stuck_with
from wardmote.desk.queries.pulse import pulse_line
from wardmote.desk.queries.waiting import waiting_for
from wardmote.kernel.markings import PARTNERS
from wardmote.people.access import SignedInRequest
from wardmote.people.models import User
from wardmote.places.queries import offices_of
from wardmote.preelection.access import is_monitoring_officer
from wardmote.preelection.queries import waiting_go_aheads
from wardmote.surveys.access import runs_surveys


def _elsewhere(user: User, today: date) -> str:
    """Where somebody begins who does not read what partners share."""
    is_monitoring = is_monitoring_officer(user, today)
    if is_monitoring and waiting_go_aheads().exists():
        return "go-aheads"
    if offices_of(user, today):
        return "my-ward"
    if has_agreements(user, today):
        return "sharing"
    return "go-aheads" if is_monitoring else "home"


@require_safe
def start(request: SignedInRequest) -> HttpResponse:
    """Partners: what waits. Councillors and clerks: their ward. Others: the public pages."""
    user = request.user
    today = localdate()
    if not may_read_partner(user, today):
        return redirect(_elsewhere(user, today))
    todo = waiting_for(user, now=now())
    context = {
        "marking": PARTNERS,
        "todo": todo,
        "today": today,
        "quarter": quarter_line(figures_reader(user, today)),
        "pulse": pulse_line(user, today),
        "runs_surveys": runs_surveys(user, today),
        "sent": sent_on(user, today),
        "stuck": stuck_with(user, today),
        "writes_bulletins": is_editor(user, today),
    }
    return render(request, "desk/start.html", context)
