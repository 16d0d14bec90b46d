"""The start page: what waits for this person, and the quarter in one line."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from wardmote.agreements.access import may_read_partner
from wardmote.desk.queries.decisions import quarter_line
from wardmote.desk.queries.waiting import waiting_for
from wardmote.people.access import SignedInRequest
from wardmote.places.queries import acts_for


@require_safe
def start(request: SignedInRequest) -> HttpResponse:
    """Partners: what waits. Councillors and clerks: their ward. Others: the public pages."""
    user = request.user
    today = localdate()
    if not may_read_partner(user, today):
        return redirect("my-ward" if acts_for(user, today) else "home")
    todo = waiting_for(user, now=now())
    context = {"todo": todo, "today": today, "quarter": quarter_line()}
    return render(request, "desk/start.html", context)
