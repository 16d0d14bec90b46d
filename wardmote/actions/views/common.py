"""How every page about an action asks."""

from django.urls import reverse

from wardmote.actions.access import Reader, action_for, require
from wardmote.actions.models import Action
from wardmote.kernel.markings import PARTNERS
from wardmote.people.access import SignedInRequest
from wardmote.people.pages import FormPage

SETTLES = "Only the officer and the group’s chair can do this"


def question(action: Action, title: str, does: str, intro: str = "") -> FormPage:
    """A page that asks one thing about an action."""
    back = reverse("action", args=[action.number])
    caption = f"{action.number} {action.text[:120]}"
    return FormPage(title, does, back, action.number, caption, intro, PARTNERS)


def found(request: SignedInRequest, number: str) -> tuple[Action, Reader]:
    """The action, for those who may read it; 404 for others."""
    return action_for(request.user, number)


def allowed(is_allowed: bool, said: str = SETTLES) -> None:
    require(is_allowed, said)
