"""A spreadsheet of people and seats."""

from django import forms


class PeopleFileForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label="Spreadsheet",
        help_text="An Excel workbook (.xlsx) or CSV of up to 5 MB.",
        error_messages={
            "required": "Select a spreadsheet",
            "empty": "That file is empty. Select a spreadsheet",
        },
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
