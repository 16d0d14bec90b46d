"""What the officers' pages share."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from wardmote.bulletins.access import require_editor
from wardmote.bulletins.models import Bulletin
from wardmote.kernel.numbers import key_of
from wardmote.people.access import SignedInRequest
from wardmote.people.pages import carry_out


def bulletin_or_404(request: SignedInRequest, pk: int) -> Bulletin:
    """The bulletin, for officers; for others 403, so that no page can forget."""
    require_editor(request.user)
    return get_object_or_404(Bulletin, pk=pk)


def version_of(request: SignedInRequest) -> int:
    """Which version the page showed."""
    return key_of(request.POST.get("version", ""))


def do(
    request: SignedInRequest, pk: int, done: str, deed: Callable[[], object]
) -> HttpResponse:
    """Do what one button asks for, say how it went, and go back to the bulletin."""
    carry_out(request, deed, done)
    return redirect("bulletin-draft", pk)
