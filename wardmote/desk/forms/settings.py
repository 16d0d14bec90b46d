"""What only the officer may set: names, the road of a report, logo, Word template."""

from django import forms

from wardmote.people.pages import text
from wardmote.releases.notice import LONGEST


def _days(label: str, help_text: str) -> forms.IntegerField:
    """A number of days between 1 and 366."""
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        min_value=1,
        max_value=366,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            "Enter a number of days between 1 and 366",
        ),
    )


class NameForm(forms.Form):
    """The partnership's name, district and contact."""

    name = text("Partnership’s name", "Enter the partnership’s name")
    district_name = text("District’s name (optional)", "", required=False)
    district_code = forms.RegexField(
        r"^[EWSN]\d{8}$",
        label="District’s code (optional)",
        help_text="From the Office for National Statistics, such as E07000012. Without one, "
        "all wards that are loaded are yours.",
        required=False,
        error_messages={"invalid": "Enter a code such as E07000012: a letter and 8 numbers"},
    )
    contact = text(
        "How the public and partners reach you (optional)",
        "",
        required=False,
        max_length=200,
        help_text="An e-mail address or telephone number, shown at the foot of each page.",
    )

    def clean_district_code(self) -> str:
        return str(self.cleaned_data["district_code"]).upper()


class SafeguardingForm(forms.Form):
    """Whom councillors and clerks ring when somebody may come to harm."""

    adult_safeguarding = text(
        "Adult safeguarding",
        "Enter whom to ring about an adult",
        max_length=200,
        help_text="Reads after “ring”: the team with its telephone number, and the number at "
        "night if there is another.",
    )
    child_safeguarding = text(
        "Child safeguarding",
        "Enter whom to ring about a child",
        max_length=200,
        help_text="In the same way.",
    )


class NamesForm(forms.Form):
    """What the three categories are called in public."""

    emerging_name = text("Emerging", "Enter what Emerging is called in public", max_length=60)
    preventing_name = text(
        "Preventing", "Enter what Preventing is called in public", max_length=60
    )
    sustaining_name = text(
        "Sustaining", "Enter what Sustaining is called in public", max_length=60
    )


class IssuesForm(forms.Form):
    """How issues are numbered, and when one counts as stuck."""

    issue_prefix = forms.RegexField(
        r"^[A-Za-z]{1,4}$",
        label="Letters before an issue’s number (optional)",
        help_text="Such as WV in WV-2026-0031. Without any, the initials of the district. "
        "Issues that have a number keep it.",
        required=False,
        error_messages={"invalid": "Enter 1 to 4 letters without accents"},
    )
    issue_stuck_days = _days(
        "Days after which an issue that nobody took on is stuck",
        "Usually 28. What is on hold, or waits for a late answer, is stuck anyway.",
    )

    def clean_issue_prefix(self) -> str:
        return str(self.cleaned_data["issue_prefix"]).upper()


class ActionsForm(forms.Form):
    """When the owners of actions are reminded."""

    action_remind_before = forms.CharField(
        label="Days before the day, with commas (optional)",
        help_text="Such as 7, 1. On the day itself they are always reminded.",
        required=False,
        max_length=40,
    )
    action_remind_after = _days("Days after the day", "Usually 7.")
    action_remind_every = _days("And from then on every so many days", "Usually 14.")

    def clean_action_remind_before(self) -> list[int]:
        parts = [one.strip() for one in self.cleaned_data["action_remind_before"].split(",")]
        said = [one for one in parts if one]
        if any(not one.isascii() or not one.isdecimal() or len(one) > 3 for one in said):
            raise forms.ValidationError("Enter days with commas between them, such as 7, 1")
        days = sorted({int(one) for one in said}, reverse=True)
        if any(not 1 <= one <= 366 for one in days) or len(days) > 5:
            raise forms.ValidationError("Enter up to 5 numbers of days between 1 and 366")
        return days


MOST_STEPS = 10


class RoadForm(forms.Form):
    """The steps of a report before it is published."""

    report_road = forms.CharField(
        label="Steps, one on each line",
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="In order, for example “Figures confirmed by their owners”. A report is "
        "published after the last one. Reports already under way keep their steps.",
        error_messages={"required": "Enter at least one step"},
    )

    notice_days = forms.IntegerField(
        label="Working days that councillors have before anything naming their ward is "
        "published",
        help_text="Usually 3, neither the day they get it nor the day of publication counted.",
        min_value=0,
        max_value=LONGEST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            f"Enter a number of days between 0 and {LONGEST}",
        ),
    )

    def clean_report_road(self) -> list[str]:
        lines = str(self.cleaned_data["report_road"]).splitlines()
        steps = [" ".join(line.split()) for line in lines if line.strip()]
        if len(steps) > MOST_STEPS:
            raise forms.ValidationError(f"Enter {MOST_STEPS} steps or fewer")
        if any(len(step) > 80 for step in steps):
            raise forms.ValidationError("Each step must be 80 characters or fewer")
        if len({step.casefold() for step in steps}) < len(steps):
            raise forms.ValidationError("Two steps have the same name. Name them apart")
        return steps


class LogoForm(forms.Form):
    """A picture for the top of each page and report."""

    logo = forms.FileField(
        label="Logo",
        help_text="A PNG or JPEG picture of up to 200 KB.",
        error_messages={
            "required": "Select a picture",
            "empty": "That file is empty. Select a picture",
        },
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )


class TemplateForm(forms.Form):
    """The Word document that reports are poured into."""

    report_template = forms.FileField(
        label="Word template",
        help_text="A .docx made from the present one. It is tried out before it is kept.",
        error_messages={
            "required": "Select a Word document",
            "empty": "That file is empty. Select a Word document",
        },
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )
