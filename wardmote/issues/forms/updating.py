"""Writing a quarterly update."""

from typing import Any

from django import forms

from wardmote.issues.forms.common import Versioned
from wardmote.issues.sections import LONGEST, SECTION_NAMES, Section
from wardmote.people.forms import Guarded


class UpdateForm(Guarded, Versioned):
    """A box for each section."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for section in Section:
            self.fields[section.value] = forms.CharField(
                label=SECTION_NAMES[section],
                required=False,
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": 8}),
            )
        self.order_fields([*Section, "checked", "version"])
