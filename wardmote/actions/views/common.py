"""How every page about an action asks."""

from django.urls import reverse

from wardmote.actions.models import Action
from wardmote.kernel.markings import PARTNERS
from wardmote.people.pages import FormPage

SETTLES = "Only the officer and the group’s chair can do this"


def question(action: Action, title: str, does: str, intro: str = "") -> FormPage:
    """A page that asks one thing about an action."""
    back = reverse("action", args=[action.number])
    caption = f"{action.number} {action.text[:120]}"
    return FormPage(title, does, back, action.number, caption, intro, PARTNERS)
