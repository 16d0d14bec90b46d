"""People and seats from a spreadsheet: upload, look, then do it."""

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_POST

from wardmote.desk.forms.importing import PeopleFileForm
from wardmote.desk.importing import Cells, carry_out, cells_of, plan
from wardmote.groups.access import require_officer
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.numbers import plural
from wardmote.papers.workbook import LARGEST_FILE
from wardmote.people.access import SignedInRequest
from wardmote.people.pages import FormPage, add_refusal

SALT = "people-import"
LIVES = 60 * 60  # seconds for which a preview may be carried out
INTRO = (
    "An Excel workbook (its first sheet) or CSV, with a heading and the columns name, "
    "e-mail, organisation, group, role and since; the last four may be left out. You see "
    "what it would do before anything is written."
)


@require_http_methods(["GET", "HEAD", "POST"])
def import_people(request: SignedInRequest) -> HttpResponse:
    """Take a file and show, row by row, what it would do."""
    require_officer(request.user)
    form = PeopleFileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            if upload.size > LARGEST_FILE:
                raise RuleBroken("Select a file smaller than 5 MB", about="file")
            rows = cells_of(upload.read(), upload.name)
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            return _preview(request, rows, upload.name)
    page = FormPage("Import people and seats", "Look at it", "people", "People", intro=INTRO)
    return page.answer(request, form)


def _preview(
    request: SignedInRequest, rows: list[tuple[int, Cells]], file: str
) -> HttpResponse:
    """What it would do, and every row that is wrong; the rows travel signed."""
    found = plan(rows, file, localdate())
    kept = {"file": file, "rows": rows, "by": request.user.pk}
    context = {
        "plan": found,
        "signed": "" if found.faults else signing.dumps(kept, salt=SALT, compress=True),
    }
    status = 422 if found.faults else 200
    return render(request, "desk/import_people.html", context, status=status)


@require_POST
def confirm_people(request: SignedInRequest) -> HttpResponse:
    """Carry out what was previewed, looked at once more."""
    require_officer(request.user)
    try:
        kept = signing.loads(request.POST.get("signed", ""), salt=SALT, max_age=LIVES)
        if kept["by"] != request.user.pk:
            raise signing.BadSignature
        rows = [(number, dict(cells)) for number, cells in kept["rows"]]
        made = carry_out(rows, kept["file"], by=request.user, now=now(), on=localdate())
    except signing.BadSignature:
        messages.error(request, "The preview is out of date. Send the file again")
        return redirect("import-people")
    except RuleBroken as refusal:
        messages.error(request, str(refusal))
        return redirect("import-people")
    invited = plural(len(made.people), "person", "people")
    seats = plural(len(made.seats), "seat")
    messages.success(
        request,
        f"{invited} invited, {seats} given. Make each a one-time link on their page",
    )
    return redirect("people")
