"""How members hear by mail, and which mails did not reach them."""

from collections import Counter

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from wardmote.digests.models import Digest
from wardmote.digests.queries import in_doubt, mail_lines
from wardmote.digests.rules import CHOICES, Often
from wardmote.digests.usecases import settle
from wardmote.groups.access import require_officer
from wardmote.kernel.markings import OFFICE
from wardmote.people.access import SignedInRequest
from wardmote.people.pages import carry_out


@require_safe
def mail_to_members(request: SignedInRequest) -> HttpResponse:
    """Every member's choice, last mail, and since when mails come back."""
    require_officer(request.user)
    lines = mail_lines(localdate())
    many = Counter(one.often for one in lines)
    context = {
        "marking": OFFICE,
        "lines": lines,
        "by_choice": [(CHOICES[one], many[one]) for one in Often],
        "back": sum(one.bounced_since is not None for one in lines),
        "in_doubt": in_doubt(now()),
        "is_on": settings.MAIL_IS_ON,
    }
    return render(request, "desk/mail_to_members.html", context)


@require_POST
def settle_mail(request: SignedInRequest, pk: int) -> HttpResponse:
    """Whether a mail in doubt went."""
    require_officer(request.user)
    held = get_object_or_404(Digest, pk=pk)
    went = request.POST.get("went") == "yes"
    done = "Kept: it went" if went else "Kept: what was in it is in their next mail"
    carry_out(request, lambda: settle(held.pk, went=went, by=request.user, now=now()), done)
    return redirect("mail-to-members")
