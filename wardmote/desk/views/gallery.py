"""Every component with sample text, for whoever works on the pages."""

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from wardmote.charts import Chart, Line, line_chart
from wardmote.desk.queries.items import Item
from wardmote.groups.access import require_office
from wardmote.kernel.periods import Month
from wardmote.people.access import SignedInRequest
from wardmote.people.days import DayField
from wardmote.people.pages import choice, text


class SampleForm(forms.Form):
    """One field of each kind."""

    name = text("Name", "Enter a name", help_text="As on their badge")
    reason = text("Reason", "Enter a reason", widget=forms.Textarea(attrs={"rows": 3}))
    kind = choice(
        "Kind",
        "Choose a kind",
        [("", "Choose"), ("a", "Ward"), ("b", "Parish")],
        widget=forms.Select,
    )
    category = choice(
        "Category",
        "Choose a category",
        [("e", "Emerging"), ("p", "Preventing"), ("s", "Sustaining")],
        widget=forms.RadioSelect,
    )
    sources = forms.MultipleChoiceField(
        label="Sources",
        choices=[("p", "Police"), ("f", "Fire")],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one source"},
    )
    on = DayField(label="From", missing="Enter the day it begins")
    agree = forms.BooleanField(
        label="I have checked it", error_messages={"required": "Tick it"}
    )
    file = forms.FileField(label="File", error_messages={"required": "Select a file"})


def sample_chart() -> Chart:
    """Twelve invented months, one of them missing."""
    counts = [4, 5, 3, 6, 4, None, 5, 7, 9, 8, 11, 14]
    return line_chart(
        key="sample",
        title="Burglary is rising",
        unit="burglaries a month",
        periods=[Month(2025, 1) + number for number in range(12)],
        lines=[Line("Longmere", counts)],
    )


@require_safe
def components(request: SignedInRequest) -> HttpResponse:
    """The gallery."""
    require_office(request.user)
    today = localdate()
    context = {
        "form": SampleForm({"name": "", "on_0": "31", "on_1": "2", "on_2": "2026"}),
        "empty_form": SampleForm(prefix="empty"),
        "todo": [
            Item("Deliberate fires is late", "#", "Chase it", today, is_urgent=True),
            Item("June crime data arrived", "#", "Look", today),
        ],
        "page": Paginator(range(100), 25).page(2),
        "chart": sample_chart(),
    }
    return render(request, "desk/components.html", context)
