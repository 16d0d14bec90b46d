"""One form field in GOV.UK markup: label, hint, error and the right input; times."""

from datetime import datetime

from django import forms, template
from django.forms import BoundField
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from wardmote.people.days import DayWidget, boxes_of

register = template.Library()

INPUT_CLASS = {
    forms.Textarea: "govuk-textarea",
    forms.Select: "govuk-select",
    forms.FileInput: "govuk-file-upload",
    forms.CheckboxInput: "govuk-checkboxes__input",
}


@register.filter
def clock(at: datetime) -> str:
    """2pm, 2:05pm."""
    here = localtime(at)
    minutes = f":{here.minute:02}" if here.minute else ""
    return f"{here.hour % 12 or 12}{minutes}{'am' if here.hour < 12 else 'pm'}"


@register.simple_tag
def govuk_field(field: BoundField) -> SafeString:
    """The field with everything a reader and a screen reader need."""
    widget = field.field.widget
    described = _described_by(field)
    context = {"field": field, "described": described}
    if isinstance(widget, forms.RadioSelect):  # which ticks for several answers are too
        is_many = isinstance(widget, forms.CheckboxSelectMultiple)
        kind = "checkboxes" if is_many else "radios"
        context |= {"kind": kind, "body": "components/choices.html"}
    elif isinstance(widget, DayWidget):
        context |= {"boxes": boxes_of(field), "body": "components/day.html"}
    else:
        is_tick = isinstance(widget, forms.CheckboxInput)
        body = "components/one_checkbox.html" if is_tick else "components/one_field.html"
        context |= {"widget": _drawn(field, described), "body": body}
    return render_to_string("components/field_group.html", context)


def _described_by(field: BoundField) -> str:
    hint = f"{field.auto_id}-hint" if field.help_text else ""
    error = f"{field.auto_id}-error" if field.errors else ""
    return f"{hint} {error}".strip()


def _drawn(field: BoundField, described: str) -> SafeString:
    widget = field.field.widget
    css = next(
        (css for kind, css in INPUT_CLASS.items() if isinstance(widget, kind)),
        "govuk-input",
    )
    error = f" {css}--error" if field.errors and "checkbox" not in css else ""
    own = widget.attrs.get("class", "")
    attrs: dict[str, str | bool] = {"class": f"{css}{error} {own}".strip()}
    if described:
        attrs["aria-describedby"] = described
    return field.as_widget(attrs=attrs)
