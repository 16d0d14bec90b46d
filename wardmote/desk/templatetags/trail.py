"""An entry of the audit trail in words."""

from django import template

from wardmote.audit.rules import READ

register = template.Library()
LONGEST = 160


@register.filter
def deed(verb: str) -> str:
    """`area.led_elsewhere` is "Area led elsewhere"."""
    if verb == READ:
        return "Restricted text read"
    return verb.replace(".", " ").replace("_", " ").capitalize()


@register.filter
def said(value: object) -> str:
    """One detail, short enough for a table."""
    if isinstance(value, list):
        value = ", ".join(map(str, value))
    words = {None: "none", True: "yes", False: "no"}.get(value, str(value))  # type: ignore[call-overload]
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
