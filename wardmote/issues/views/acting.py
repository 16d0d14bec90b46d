"""Recording an action that an issue needs."""

from django.http import HttpResponse
from django.urls import reverse

from wardmote.actions.rules import Source
from wardmote.actions.views.settling import ask_to_record
from wardmote.issues.access import issue_for, require_act
from wardmote.people.access import SignedInRequest
from wardmote.people.pages import get_or_post


@get_or_post
def record(request: SignedInRequest, number: str) -> HttpResponse:
    """Before the group that has the issue: what is to be done, by whom, when."""
    found = issue_for(request.user, number)
    require_act(found.reader, found.issue)
    issue, back = found.issue, reverse("issue", args=[number])
    source = Source(issue.subject, f"{issue.number} {issue.title}", back)
    return ask_to_record(request, issue.holder, back, issue.number, source)
