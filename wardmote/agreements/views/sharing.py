"""For everybody: how my organisation stands, why something is shut, and whom to ask."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from wardmote.agreements.access import is_hosts, may_read_partner
from wardmote.agreements.queries import PartyLine, standing_lines, waits_for_lead
from wardmote.agreements.rules import State
from wardmote.groups.access import works_in_office
from wardmote.groups.queries import sittings
from wardmote.people.access import SignedInRequest
from wardmote.people.models import User
from wardmote.people.rules import Role
from wardmote.places.queries import is_councillor


@require_safe
def sharing(request: SignedInRequest) -> HttpResponse:
    """The one page that stays open to an organisation that never signed."""
    on, user = localdate(), request.user
    seats = sittings(on, person=user)
    bodies = {user.organisation_id, *(one.organisation for one in seats)} - {None}
    lines = standing_lines(user, on, [body for body in bodies if body is not None])
    context = {
        "lines": lines,
        "title": _title(lines),
        "is_councillor": is_councillor(user, on),
        "is_seated": bool(seats),
        "may_read": may_read_partner(user, on),
        "is_host": works_in_office(user, on) and is_hosts(user),
        "waits": waits_for_lead(user),
        "officers": User.objects.filter(role=Role.OFFICER, is_active=True),
    }
    return render(request, "agreements/sharing.html", context)


def _title(lines: list[PartyLine]) -> str:
    if not lines:
        return "No sharing agreement waits for your organisation"
    worst = min(lines, key=lambda line: list(State).index(line.standing.state))
    body = worst.party.organisation
    words = {
        State.NEVER: f"{body} has not signed “{worst.party.agreement}”",
        State.SHUT: f"The signature of {body} ran out: nothing new is shared with it",
        State.EXTENDED: f"The signature of {body} ran out: it has been given more time",
        State.AMBER: f"The signature of {body} has run out",
        State.LAPSING: f"The signature of {body} runs out soon",
        State.SIGNED: f"{body} has signed",
    }
    return words[worst.standing.state]
