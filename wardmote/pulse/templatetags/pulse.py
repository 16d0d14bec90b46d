"""The card on a member's page."""

from typing import Any

from django import template
from django.utils.timezone import localdate

from wardmote.people.models import User
from wardmote.pulse.access import is_member
from wardmote.pulse.queries import answer_of, question_for
from wardmote.pulse.rules import QUESTION, is_open

register = template.Library()


@register.inclusion_tag("pulse/_card.html", takes_context=True)
def pulse_card(context: dict[str, Any]) -> dict[str, object]:
    """The quarter's question while it is open; nothing for whoever is not asked."""
    user, today = context["request"].user, localdate()
    if not isinstance(user, User) or not is_member(user, today):
        return {}
    question = question_for(user)
    if question is None:
        return {}
    return {
        "words": QUESTION,
        "question": question,
        "is_open": is_open(question.pulse.closes_on, today),
        "answer": answer_of(question),
    }
