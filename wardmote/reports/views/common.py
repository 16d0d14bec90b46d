"""What the pages of reports share: who may read one, and how a form is answered."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from wardmote.agreements.access import require_partner_text
from wardmote.kernel.periods import Quarter
from wardmote.people.access import SignedInRequest
from wardmote.people.pages import carry_out
from wardmote.reports.models import Report


def report_or_404(request: SignedInRequest, quarter: Quarter) -> Report:
    """The report, for partners; for others 403, so that no page can forget."""
    require_partner_text(request.user, localdate())
    return get_object_or_404(Report, quarter=str(quarter))


def asked(
    request: HttpRequest, template: str, form: Form, context: dict[str, Any]
) -> HttpResponse:
    """The page with its form: 422 where an answer has to be mended."""
    status = 422 if form.errors else 200
    return render(request, f"reports/{template}", {"form": form, **context}, status=status)


def do(
    request: SignedInRequest,
    quarter: Quarter,
    done: str,
    deed: Callable[[], object],
    back: str = "report",
) -> HttpResponse:
    """Do a deed without a form, say how it went and go back."""
    carry_out(request, deed, done)
    return redirect(back, quarter)
