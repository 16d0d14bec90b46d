"""Where a councillor or clerk tells the Problem Solving Group something, on their page."""

from typing import Any

from django import template
from django.utils.timezone import localdate

from wardmote.agreements.queries import concerns_are_on
from wardmote.issues.hearing import own_concerns
from wardmote.partnership.queries import this_partnership

register = template.Library()


@register.inclusion_tag("issues/_concerns_link.html", takes_context=True)
def concerns_link(context: dict[str, Any]) -> dict[str, object]:
    """The link while concerns are heard here, or this person has told one; else whom to ring
    or write to."""
    is_on = concerns_are_on(localdate()) or bool(own_concerns(context["request"].user))
    return {"is_on": is_on, "partnership": this_partnership()}
