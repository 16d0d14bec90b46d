"""The officer's page of the audit trail: who did what, and who saw what, when."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime, now
from django.views.decorators.http import require_POST, require_safe

from wardmote.audit.models import Entry
from wardmote.audit.queries import entries, last_of
from wardmote.audit.usecases import record
from wardmote.desk.forms.audit import AskForm
from wardmote.desk.queries.trail import known_as
from wardmote.groups.access import require_officer
from wardmote.papers.files import CSV_TYPE, attachment
from wardmote.papers.sheets import Cell, csv_bytes
from wardmote.people.access import SignedInRequest

SHOWN = 50
MARKING = "OFFICIAL-SENSITIVE: partnership office"
HEADINGS = ("number", "when", "who", "what", "about", "details", "seal")


@require_safe
def audit(request: SignedInRequest) -> HttpResponse:
    """The entries that were asked for, the latest first."""
    require_officer(request.user)
    form = AskForm(request.GET)
    page = Paginator(entries(form.asked()), SHOWN).get_page(request.GET.get("page"))
    names = known_as(entry.subject for entry in page)
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {
        "form": form,
        "page": page,
        "lines": [(entry, names.get(entry.subject, entry.subject)) for entry in page],
        "marking": MARKING,
        "query": f"{kept.urlencode()}&" if kept else "",
        "checked": last_of("audit.checked"),
        "is_narrowed": any(kept.values()),
    }
    status = 422 if form.errors else 200
    return render(request, "desk/audit.html", context, status=status)


@require_POST
def export(request: SignedInRequest) -> HttpResponse:
    """The same entries as CSV. That they were taken is an entry itself."""
    require_officer(request.user)
    asked = AskForm(request.GET).asked()
    sheet = csv_bytes(HEADINGS, map(_row, entries(asked).iterator(2000)), marking=MARKING)
    record("audit.exported", asked.about or "all", by=request.user, at=now(), asked=asked)
    name = f"official-sensitive-audit-trail-{localtime():%Y-%m-%d}.csv"
    return attachment(sheet, CSV_TYPE, name)


def _row(entry: Entry) -> list[Cell]:
    seal = getattr(entry, "seal", None)  # on PostgreSQL it is set at commit
    said = "; ".join(f"{key}: {value}" for key, value in entry.told)
    number, hashed = (seal.number, seal.hash) if seal else (None, "")
    at = entry.at.isoformat()
    return [number, at, entry.actor, entry.verb, entry.subject, said, hashed]
