"""A day asked for in three boxes: the browser's own date box follows its own customs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField

PARTS = (("Day", 2), ("Month", 2), ("Year", 4))


class DayWidget(forms.MultiWidget):
    """Three number boxes; see components/day.html."""

    def __init__(self) -> None:
        super().__init__([forms.TextInput() for _ in PARTS])

    def decompress(self, value: date | None) -> list[int | None]:
        return [value.day, value.month, value.year] if value else [None, None, None]


class DayField(forms.MultiValueField):
    """A real day, or None where the form may go without."""

    widget = DayWidget

    def __init__(self, *, missing: str = "Enter a date", **options: Any) -> None:
        boxes = [forms.CharField(max_length=4, required=False) for _ in PARTS]
        options.setdefault("error_messages", {"required": missing})
        super().__init__(fields=boxes, require_all_fields=False, **options)

    def compress(self, parts: Sequence[str]) -> date | None:
        if not any(parts):
            return None
        try:
            day, month, year = (int(part) for part in parts)
            if not 1900 <= year <= 2999:
                raise ValueError
            return date(year, month, day)
        except ValueError:
            raise forms.ValidationError(
                "Enter a real date, such as 27 3 2026", code="invalid"
            ) from None


@dataclass(frozen=True, slots=True)
class Box:
    """One of the three boxes, as typed."""

    id: str
    name: str
    label: str
    value: str
    width: int


def boxes_of(field: BoundField) -> list[Box]:
    """The boxes to draw for a day field, holding what was typed."""
    typed = field.value()
    widget = field.field.widget
    values = typed if isinstance(typed, list) else widget.decompress(typed)
    return [
        Box(
            f"{field.auto_id}_{number}",
            f"{field.html_name}_{number}",
            label,
            "" if value is None else str(value),
            width,
        )
        for number, ((label, width), value) in enumerate(zip(PARTS, values, strict=True))
    ]
