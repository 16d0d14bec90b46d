"""The officer's settings: each in a small form of its own, each change said and recorded."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wardmote.desk.forms.settings import (
    ActionsForm,
    IssuesForm,
    LogoForm,
    NameForm,
    NamesForm,
    RoadForm,
    SafeguardingForm,
    TemplateForm,
)
from wardmote.desk.forms.thresholds import GuardForm, shown
from wardmote.desk.usecases import change_partnership
from wardmote.groups.access import require_officer
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.numbers import and_list
from wardmote.papers.files import Format, attachment
from wardmote.papers.pictures import check_logo
from wardmote.papers.word_check import check_template
from wardmote.papers.word_template import default_template
from wardmote.partnership.logos import LARGEST, logo_type
from wardmote.partnership.models import Partnership
from wardmote.partnership.queries import this_partnership, word_template
from wardmote.partnership.thresholds import GUARD
from wardmote.partnership.usecases import change_settings
from wardmote.people.access import SignedInRequest
from wardmote.people.pages import FormPage, add_refusal

LARGEST_TEMPLATE = 5 * 1024 * 1024


def _fields(form: type[Form]) -> Callable[[Partnership], dict[str, Any]]:
    names = list(form.base_fields)
    return lambda partnership: {name: getattr(partnership, name) for name in names}


@dataclass(frozen=True, slots=True)
class Section:
    """One small form of settings, and how it is filled in from what holds now."""

    title: str
    form: type[Form]
    initial: Callable[[Partnership], dict[str, Any]]
    intro: str = ""


SECTIONS = {
    "name": Section("Name, district and contact", NameForm, _fields(NameForm)),
    "names": Section(
        "What the three categories are called in public",
        NamesForm,
        _fields(NamesForm),
        "Councillors and the public read these words on released pages.",
    ),
    "safeguarding": Section(
        "Whom to ring about safeguarding",
        SafeguardingForm,
        _fields(SafeguardingForm),
        "Councillors and parish clerks read it before they tell the Problem Solving Group "
        "something, and the group before it sends a concern on.",
    ),
    "guard": Section(
        "Smallest counts shown",
        GuardForm,
        lambda partnership: shown(GUARD, partnership),
        "This protects people in small places. What has been published does not change.",
    ),
    "issues": Section("Issues", IssuesForm, _fields(IssuesForm)),
    "actions": Section(
        "Reminders of actions",
        ActionsForm,
        lambda ours: {
            "action_remind_before": ", ".join(map(str, ours.action_remind_before)),
            "action_remind_after": ours.action_remind_after,
            "action_remind_every": ours.action_remind_every,
        },
        "Sent each morning by the background jobs.",
    ),
    "road": Section(
        "A report’s road to publication",
        RoadForm,
        lambda ours: {
            "report_road": "\n".join(ours.report_road),
            "notice_days": ours.notice_days,
        },
    ),
}


@require_safe
def settings(request: SignedInRequest) -> HttpResponse:
    """Everything that may be set, as it is now."""
    require_officer(request.user)
    partnership = this_partnership()
    guard = [(one, one.of(partnership)) for one in GUARD]
    return render(request, "desk/settings.html", {"guard": guard})


@require_http_methods(["GET", "HEAD", "POST"])
def change_section(request: SignedInRequest, what: str) -> HttpResponse:
    """Change one section of the settings."""
    require_officer(request.user)
    section = SECTIONS.get(what)
    if section is None:
        raise Http404
    form = section.form(request.POST or None, initial=section.initial(this_partnership()))
    if form.is_valid():
        before = this_partnership()
        try:
            after = change_partnership(by=request.user, now=now(), **form.cleaned_data)
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, said_of(form, before, after))
            return redirect("settings")
    page = FormPage(section.title, "Save", "settings", "Settings", intro=section.intro)
    return page.answer(request, form)


def said_of(form: Form, before: Partnership, after: Partnership) -> str:
    """What changed, by the labels of the form."""
    changed = [
        str(field.label).removesuffix(" (optional)")
        for name, field in form.fields.items()
        if getattr(before, name) != getattr(after, name)
    ]
    return f"Changed: {and_list(changed)}" if changed else "Nothing was different"


@require_http_methods(["GET", "HEAD", "POST"])
def change_logo(request: SignedInRequest) -> HttpResponse:
    """Put another logo at the top of each page."""
    require_officer(request.user)
    form = LogoForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            content = _taken(form.cleaned_data["logo"], LARGEST)
            kind = logo_type(content)
            check_logo(content)
            change_settings(by=request.user, now=now(), logo=content, logo_type=kind)
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, "Changed: the logo")
            return redirect("settings")
    return FormPage("Logo", "Use this logo", "settings", "Settings").answer(request, form)


@require_POST
def remove_logo(request: SignedInRequest) -> HttpResponse:
    """Show the name alone."""
    require_officer(request.user)
    change_settings(by=request.user, now=now(), logo=None, logo_type="")
    messages.success(request, "The logo has been removed")
    return redirect("settings")


@require_http_methods(["GET", "HEAD", "POST"])
def change_template(request: SignedInRequest) -> HttpResponse:
    """Use the partnership's own Word template for reports, once it has been tried."""
    require_officer(request.user)
    form = TemplateForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            content = _taken(form.cleaned_data["report_template"], LARGEST_TEMPLATE)
            check_template(content)
            change_settings(by=request.user, now=now(), report_template=content)
        except RuleBroken as refusal:
            form.add_error("report_template", str(refusal))
        else:
            messages.success(request, "Changed: the Word template. It was tried and it works")
            return redirect("settings")
    page = FormPage(
        "Word template for reports",
        "Try it and use it",
        "settings",
        "Settings",
        intro="Download the present template, change its styles, head and foot in Word, "
        "and upload it here. Placeholders such as {{ title }} must stay.",
    )
    return page.answer(request, form)


@require_safe
def download_template(request: SignedInRequest) -> HttpResponse:
    """The Word template in use."""
    require_officer(request.user)
    own = word_template()
    name = "report-template.docx" if own else "report-template-default.docx"
    return attachment(own or default_template(), Format.DOCX.media_type, name)


@require_POST
def reset_template(request: SignedInRequest) -> HttpResponse:
    """Back to the template that comes with Wardmote."""
    require_officer(request.user)
    change_settings(by=request.user, now=now(), report_template=None)
    messages.success(request, "Reports use the template that comes with Wardmote again")
    return redirect("settings")


def _taken(upload: UploadedFile[Any], largest: int) -> bytes:
    """The upload's content, unless it is larger than it may be."""
    if (upload.size or 0) > largest:
        raise RuleBroken(f"Select a file smaller than {largest // 1024:,} KB", about="logo")
    return bytes(upload.read())
