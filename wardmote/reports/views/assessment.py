"""Strategic assessments: read, written, put before the Board, published."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from wardmote.agreements.access import require_partner_text, sees_counts
from wardmote.kernel.markings import PARTNERS
from wardmote.kernel.numbers import key_of
from wardmote.kernel.periods import Quarter
from wardmote.papers.document import Document
from wardmote.papers.files import as_attachment, format_or_404
from wardmote.papers.html import render_document
from wardmote.partnership.queries import word_template
from wardmote.people.access import SignedInRequest
from wardmote.people.pages import FormPage, carry_out, get_or_post, posted
from wardmote.preelection.queries import factual_until
from wardmote.preelection.rules import Publicity
from wardmote.releases.papers import paper_notice_page
from wardmote.reports.access import may_publish, require_publisher, require_writer
from wardmote.reports.assessment import reading
from wardmote.reports.assessment.rules import (
    OPTIONAL,
    PROMPTS,
    SECTION_NAMES,
    Section,
    year_words,
)
from wardmote.reports.forms import SectionForm, SubmitForm, WithdrawForm
from wardmote.reports.models import Assessment
from wardmote.reports.usecases import assessing
from wardmote.reports.views.common import do

BACK = "Back to the assessment"


@dataclass(frozen=True, slots=True)
class Written:
    """One section in the list of the office: what it is called and whether it is there."""

    key: str
    name: str
    text: str
    is_optional: bool


def _assessment(request: SignedInRequest, quarter: Quarter) -> Assessment:
    """The assessment, for partners; for others 403, so that no page can forget."""
    require_partner_text(request.user, localdate())
    return get_object_or_404(Assessment, quarter=str(quarter))


def _guarded(request: SignedInRequest) -> bool:
    """Whether partners' counts are hidden: to the office only when it asks for it."""
    return not sees_counts(request.user, localdate()) or "guarded" in request.GET


@require_safe
def assessment(request: SignedInRequest, quarter: Quarter) -> HttpResponse:
    """What stands: the draft with what is to be done, or what the Board agreed."""
    found, today = _assessment(request, quarter), localdate()
    document = reading.current_document(found, guarded=_guarded(request))
    newest = found.editions.first()
    context = {
        "assessment": found,
        "quarter": quarter,
        "newest": newest,
        "is_out": reading.is_out(newest),
        "out": reading.published(quarter),
        "writes": sees_counts(request.user, today),
        "publishes": may_publish(request.user, today),
        "guarded": _guarded(request),
        "sections": _sections(found),
        **_paper(document),
    }
    return render(request, "reports/assessment.html", context)


def _sections(found: Assessment) -> list[Written]:
    return [
        Written(one.value, SECTION_NAMES[one], found.texts.get(one, ""), one in OPTIONAL)
        for one in Section
    ]


def _paper(document: Document) -> dict[str, Any]:
    return {
        "document": document,
        "marking": document.marking or PARTNERS,
        "paper": render_document(replace(document, marking="")),
    }


@require_safe
def file(request: SignedInRequest, quarter: Quarter, ending: str) -> HttpResponse:
    """What stands, as a file."""
    found, wanted = _assessment(request, quarter), format_or_404(ending)
    document = reading.current_document(found, guarded=_guarded(request))
    return as_attachment(document, wanted, word_template())


@require_safe
def edition(request: SignedInRequest, quarter: Quarter, number: int) -> HttpResponse:
    """One edition as it was agreed."""
    found = _assessment(request, quarter)
    held = get_object_or_404(found.editions, number=number)
    context = {"assessment": found, "quarter": quarter, "edition": held}
    context |= _paper(reading.kept_document(held))
    return render(request, "reports/assessment_edition.html", context)


@require_safe
def edition_file(
    request: SignedInRequest, quarter: Quarter, number: int, ending: str
) -> HttpResponse:
    """One edition as a file: made from the text that was frozen."""
    held = get_object_or_404(_assessment(request, quarter).editions, number=number)
    wanted, document = format_or_404(ending), reading.kept_document(held)
    called = f"{document.title}, edition {number}"
    return as_attachment(document, wanted, word_template(), called)


@require_POST
def draft(request: SignedInRequest, quarter: Quarter) -> HttpResponse:
    """Draft it, or take in what has been loaded since."""
    require_writer(request.user, localdate())
    carry_out(
        request,
        lambda: assessing.draft_assessment(quarter, by=request.user, now=now()),
        f"Drafted from what is loaded now: {year_words(quarter)}",
    )
    is_there = reading.assessment_on(quarter) is not None
    return redirect("assessment", quarter) if is_there else redirect("reports")


@get_or_post
def section(request: SignedInRequest, quarter: Quarter, key: str) -> HttpResponse:
    """Write one section."""
    found = _assessment(request, quarter)
    require_writer(request.user, localdate())
    if key not in list(Section):
        raise Http404
    wanted = Section(key)
    initial = {"text": found.texts.get(wanted, ""), "version": found.version}
    form = SectionForm(posted(request), initial=initial)
    page = FormPage(
        SECTION_NAMES[wanted],
        "Save",
        reverse("assessment", args=[quarter]),
        BACK,
        caption=f"Strategic assessment, {found.words}",
        intro=f"{PROMPTS[wanted]} Lines that begin with a hyphen become a list. It is "
        "published once the Board has agreed it: give no partner’s count under the threshold, "
        "and nobody’s name.",
        marking=PARTNERS,
    )

    def deed() -> None:
        text, version = form.cleaned_data["text"], form.cleaned_data["version"]
        assessing.save_section(quarter, wanted, text, version, by=request.user, now=now())

    return page.ask(request, form, deed, "Saved")


@get_or_post
def submit(request: SignedInRequest, quarter: Quarter) -> HttpResponse:
    """Put it before the Board."""
    found = _assessment(request, quarter)
    require_writer(request.user, localdate())
    form = SubmitForm(
        posted(request),
        initial={"version": found.version},
        is_correction=found.editions.exists(),
    )
    page = FormPage(
        "Put the assessment before the Board",
        "Submit",
        reverse("assessment", args=[quarter]),
        BACK,
        caption=f"Strategic assessment, {found.words}",
        intro="It puts itself on the Board’s next agenda. Until the Board has decided nobody "
        "changes it; you can take it back.",
        marking=PARTNERS,
    )

    def deed() -> None:
        given = form.cleaned_data
        assessing.submit_assessment(quarter, **given, by=request.user, now=now())

    return page.ask(request, form, deed, "Submitted: the Board’s next agenda takes it up")


@require_POST
def take_back(request: SignedInRequest, quarter: Quarter) -> HttpResponse:
    """To be changed before the Board has decided."""
    _assessment(request, quarter)
    return do(
        request,
        quarter,
        "Taken back: it is a draft again",
        lambda: assessing.take_assessment_back(quarter, by=request.user, now=now()),
        "assessment",
    )


@require_POST
def correct(request: SignedInRequest, quarter: Quarter) -> HttpResponse:
    """Open what was agreed for a corrected edition."""
    _assessment(request, quarter)
    return do(
        request,
        quarter,
        "A correction has begun. What was agreed stands until the Board agrees the new edition",
        lambda: assessing.correct_assessment(quarter, by=request.user, now=now()),
        "assessment",
    )


@get_or_post
def publish(request: SignedInRequest, quarter: Quarter) -> HttpResponse:
    """Show what leaves, as it leaves; then publish it."""
    found = _assessment(request, quarter)
    require_publisher(request.user, localdate())
    held = found.editions.first()
    if held is None:
        raise Http404
    if request.method == "POST":
        number = key_of(request.POST.get("edition", ""))
        return do(
            request,
            quarter,
            "Published: everybody reads it",
            lambda: assessing.publish_assessment(
                quarter,
                number,
                cannot_wait=request.POST.get("cannot_wait", "")[:300],
                factual=bool(request.POST.get("factual")),
                by=request.user,
                now=now(),
            ),
            "assessment",
        )
    document = reading.edition_document(held)
    context = {"assessment": found, "quarter": quarter, "edition": held}
    context["page"] = paper_notice_page(document, reading.item_of(held), localdate())
    context["factual_until"] = factual_until(Publicity.REPORT, None, localdate())
    context |= _paper(document)
    return render(request, "reports/assessment_publish.html", context)


@require_POST
def give_notice(request: SignedInRequest, quarter: Quarter) -> HttpResponse:
    """Put it before the members of the wards that it names."""
    found = _assessment(request, quarter)
    number = getattr(found.editions.first(), "number", 0)
    return do(
        request,
        quarter,
        "The councillors of the wards have it on their pages now",
        lambda: assessing.give_assessment_notice(quarter, number, by=request.user, now=now()),
        "assessment-publish" if number else "assessment",
    )


@get_or_post
def withdraw(request: SignedInRequest, quarter: Quarter) -> HttpResponse:
    """Take it back from the public pages, with a reason."""
    found = _assessment(request, quarter)
    require_publisher(request.user, localdate())
    form = WithdrawForm(posted(request))
    page = FormPage(
        "Withdraw the assessment from the public pages",
        "Withdraw",
        reverse("assessment", args=[quarter]),
        BACK,
        caption=f"Strategic assessment, {found.words}",
        intro="The public page is gone at the next request. It stays agreed. What people have "
        "downloaded cannot be taken back.",
        marking=PARTNERS,
    )

    def deed() -> None:
        reason = form.cleaned_data["reason"]
        assessing.withdraw_assessment(quarter, reason, by=request.user, now=now())

    return page.ask(request, form, deed, "Withdrawn. The public pages no longer show it")
