"""How every page about a meeting asks and answers."""

from django.http import HttpRequest
from django.urls import reverse

from wardmote.kernel.numbers import key_of
from wardmote.meetings.access import Readable
from wardmote.meetings.document import EXEMPT
from wardmote.people.pages import FormPage


def question(
    found: Readable, title: str, does: str, intro: str = "", back: str = "meeting"
) -> FormPage:
    """A page that asks one thing about a meeting."""
    meeting = found.meeting
    return FormPage(
        title,
        does,
        reverse(back, args=[meeting.pk]),
        "The meeting" if back == "meeting" else "The minutes",
        str(meeting),
        intro,
        EXEMPT,
    )


def version_sent(request: HttpRequest) -> int:
    """What the page showed; 0, which no meeting has, where nothing of the kind was sent."""
    return key_of(request.POST.get("version", ""))
