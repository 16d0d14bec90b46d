"""The time of a meeting is typed as people write it."""

from datetime import time

import pytest
from django import forms

from wardmote.meetings.forms.planning import clock


class Asked(forms.Form):
    at = clock("Starts at", "Enter when the meeting starts")


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("14:00", time(14)),
        ("14.30", time(14, 30)),
        ("2pm", time(14)),
        (" 2 PM ", time(14)),
        ("2:30pm", time(14, 30)),
        ("2.30 pm", time(14, 30)),
        ("2.30 p.m.", time(14, 30)),
        ("9.15am", time(9, 15)),
        ("12pm", time(12)),
        ("12 am", time(0)),
    ],
)
def test_a_time_is_taken_with_am_or_pm_or_by_24_hours(typed, means):
    form = Asked({"at": typed})
    assert form.is_valid()
    assert form.cleaned_data["at"] == means


@pytest.mark.parametrize("typed", ["2", "14pm", "25:00", "0pm", "2:60pm", "after lunch"])
def test_what_is_no_time_is_refused_with_an_example(typed):
    form = Asked({"at": typed})
    assert form.errors["at"] == ["Enter a time such as 2pm or 14:00"]
    assert "2pm or 14:00" in form["at"].help_text
    assert typed in str(form["at"])
