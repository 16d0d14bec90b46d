"""What a member is asked on their briefing."""

from django import forms


class ReadForm(forms.Form):
    """Up to which day they have read."""

    on = forms.DateField(
        label="I have read everything up to and including",
        help_text="For example, 4 8 2026. The briefing then begins with what came after it. "
        "Only you choose this day.",
        input_formats=["%d %m %Y", "%d/%m/%Y", "%d %B %Y", "%Y-%m-%d"],
        widget=forms.DateInput(format="%d %m %Y", attrs={"class": "govuk-input--width-10"}),
        error_messages={
            "required": "Enter the day",
            "invalid": "Enter a real date, like 4 8 2026",
        },
    )
