"""Arranging a meeting, its items and papers, sending its agenda out."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from wardmote.groups.models import Group
from wardmote.groups.queries import open_groups
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.markings import OFFICE
from wardmote.kernel.numbers import plural
from wardmote.meetings.access import kept_for, reader_of, require_keeper
from wardmote.meetings.exempt import Level, Paragraph
from wardmote.meetings.filed import LARGEST
from wardmote.meetings.forms.planning import (
    ArrangementForm,
    ItemForm,
    PaperForm,
    ReasonForm,
    SendForm,
    hour,
)
from wardmote.meetings.jobs import mail_all
from wardmote.meetings.models import Item, Meeting, Paper
from wardmote.meetings.notice import clear_days, days_needed
from wardmote.meetings.numbering import unsent_items
from wardmote.meetings.terms import rules_on
from wardmote.meetings.usecases import agenda, arranging, filing
from wardmote.meetings.usecases.agenda import Entry
from wardmote.meetings.usecases.arranging import Arrangement
from wardmote.meetings.views.common import question
from wardmote.people.access import SignedInRequest
from wardmote.people.pages import FormPage, carry_out, get_or_post, posted


def _mail() -> None:
    """What a deed has written to people goes out in the background."""
    if settings.MAIL_IS_ON:
        mail_all.enqueue()


def _group(request: SignedInRequest, pk: int) -> Group:
    """An open group whose meetings this person keeps."""
    group = get_object_or_404(open_groups(localdate()), pk=pk)
    require_keeper(reader_of(request.user), group)
    return group


def _arrangement(form: Form) -> Arrangement:
    given = dict(form.cleaned_data)
    wards = tuple(one.code for one in given.pop("wards"))
    return Arrangement(**given, wards=wards)


@get_or_post
def arrange(request: SignedInRequest, pk: int) -> HttpResponse:
    """Plan a meeting of this group; about wards that the address names, if it does."""
    group = _group(request, pk)
    form = ArrangementForm(posted(request), initial={"wards": request.GET.getlist("ward")})
    page = FormPage(
        "Arrange a meeting",
        "Arrange it",
        reverse("meetings"),
        "All meetings",
        str(group),
        "Its agenda fills itself with what waits for the group.",
        OFFICE,
    )

    made: list[Meeting] = []

    def deed() -> None:
        made.append(arranging.arrange(group, _arrangement(form), by=request.user, now=now()))

    answer = page.ask(request, form, deed, "Arranged. Its agenda has been begun")
    return redirect("meeting", made[0].pk) if made else answer


@get_or_post
def rearrange(request: SignedInRequest, pk: int) -> HttpResponse:
    """Another day, time or place."""
    found = kept_for(request.user, pk)
    held = found.meeting
    start = {
        "on": held.on,
        "starts_at": hour(held.starts_at),
        "ends_at": hour(held.ends_at),
        "mode": held.mode,
        "place": held.place,
        "link": held.link,
        "wards": held.wards,
    }
    form = ArrangementForm(posted(request), initial=start)
    page = question(found, "Change the day, time or place", "Change it")

    def deed() -> None:
        arranging.rearrange(pk, _arrangement(form), held.version, by=request.user, now=now())
        _mail()

    return page.ask(request, form, deed, "Changed. Whoever was invited is told")


@get_or_post
def call_off(request: SignedInRequest, pk: int) -> HttpResponse:
    """The meeting does not take place."""
    found = kept_for(request.user, pk)
    form = ReasonForm(posted(request))
    intro = "Everybody on the group reads the reason."
    page = question(found, "Call the meeting off", "Call it off", intro)

    def deed() -> None:
        arranging.call_off(pk, form.cleaned_data["reason"], by=request.user, now=now())
        _mail()

    return page.ask(request, form, deed, "Called off")


@require_POST
def fill(request: SignedInRequest, pk: int) -> HttpResponse:
    """Look again for what waits for the group, and say what was found."""
    held = kept_for(request.user, pk).meeting
    try:
        found = agenda.fill_agenda(pk, by=request.user, now=now())
    except RuleBroken as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _found_words(found, unsent_items(held)))
    return redirect("meeting", pk)


def _found_words(found: list[Item], unsent: int) -> str:
    """`unsent`: items that stand and that no edition sent out has. No title, which may be
    exempt: what is said here waits in the browser until a page shows it."""
    said = "Nothing more waits for the group"
    if found:
        said = f"Added {plural(len(found), 'item')}, in the agenda below"
    if not unsent:
        return said
    lacks = plural(unsent, "item is", "items are")
    return f"{said}. {lacks} not in the agenda that was sent out: send a new edition"


@get_or_post
def send(request: SignedInRequest, pk: int) -> HttpResponse:
    """Freeze the agenda and send it out."""
    found = kept_for(request.user, pk)
    held = found.meeting
    is_first = not held.editions.exists()
    today, rules = localdate(), rules_on(held.group, held.on)
    needed = days_needed(rules.regime, rules.notice_days)
    given = clear_days(today, held.on, rules.regime)
    short = (
        f"Sent today it gives {plural(given, 'clear day')} of notice, and the group’s rules "
    )
    short += f"ask for {needed}. It goes out all the same, and keeps how many it gave. "
    form = SendForm(posted(request), initial={"version": held.version}, is_first=is_first)
    page = question(
        found,
        "Send the agenda out",
        "Send it out",
        f"{short if given < needed else ''}"
        "It is kept as it is now, and its numbers stay. Everybody on the group reads it here "
        "and is mailed an invitation for their calendar, without a word of the agenda.",
    )

    def deed() -> None:
        agenda.send_agenda(pk, **form.cleaned_data, by=request.user, now=now())
        _mail()

    return page.ask(request, form, deed, "Sent out")


def _item(meeting: Meeting, item: int) -> Item:
    found = meeting.items.filter(pk=item, struck_at=None).first()
    if found is None:
        raise Http404
    return found


def _entry(given: dict[str, Any], source: str = "") -> Entry:
    fields = {name: value for name, value in given.items() if name != "version"}
    return Entry(**fields, source=source)


@get_or_post
def item_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """A further item. One on a death or a case review begins as exempt."""
    found = kept_for(request.user, pk)
    form = ItemForm(posted(request), initial={"minutes": 5})
    page = question(found, "Add an item", "Add it")

    def deed() -> None:
        agenda.add_item(pk, _entry(form.cleaned_data), by=request.user, now=now())

    return page.ask(request, form, deed, "Added")


@get_or_post
def item_change(request: SignedInRequest, pk: int, item: int) -> HttpResponse:
    """What an item says, and who may read it."""
    found = kept_for(request.user, pk)
    held = _item(found.meeting, item)
    start = {
        "title": held.title,
        "purpose": held.purpose,
        "lead": held.lead,
        "minutes": held.minutes,
        "text": held.text,
        "level": Level(held.level),
        "paragraph": Paragraph(held.paragraph).value if held.paragraph else "",
        "exempt_reason": held.exempt_reason,
        "version": found.meeting.version,
    }
    form = ItemForm(posted(request), initial=start)
    page = question(found, "Change an item", "Save")

    def deed() -> None:
        entry = _entry(form.cleaned_data, held.source)
        version = form.cleaned_data["version"] or 0
        agenda.change_item(pk, item, entry, version, by=request.user, now=now())

    return page.ask(request, form, deed, "Saved")


@require_POST
def item_move(request: SignedInRequest, pk: int, item: int) -> HttpResponse:
    """One place up or down."""
    held = _item(kept_for(request.user, pk).meeting, item)
    is_up = request.POST.get("to") == "up"
    carry_out(
        request,
        lambda: agenda.move_item(pk, held.pk, up=is_up, by=request.user, now=now()),
        f"“{held.title}” is one place {'up' if is_up else 'down'}",
    )
    return redirect(f"{reverse('meeting', args=[pk])}#order-{held.pk}")


@get_or_post
def item_strike(request: SignedInRequest, pk: int, item: int) -> HttpResponse:
    """Take an item off, saying why."""
    found = kept_for(request.user, pk)
    held = _item(found.meeting, item)
    form = ReasonForm(posted(request))
    page = question(found, f"Take “{held.title}” off the agenda", "Take it off")

    def deed() -> None:
        reason = form.cleaned_data["reason"]
        agenda.strike_item(pk, item, reason, by=request.user, now=now())

    return page.ask(request, form, deed, "Taken off")


@get_or_post
def paper_new(request: SignedInRequest, pk: int, item: int) -> HttpResponse:
    """Put a paper with an item."""
    found = kept_for(request.user, pk)
    held = _item(found.meeting, item)
    form = PaperForm(posted(request), request.FILES or None)
    page = question(found, f"Add a paper to “{held.title}”", "Add it")

    def deed() -> None:
        upload = form.cleaned_data["file"]
        content = upload.read(LARGEST + 1)
        title = form.cleaned_data["title"]
        filing.add_paper(pk, item, title, upload.name, content, by=request.user, now=now())

    return page.ask(request, form, deed, "Added")


@get_or_post
def paper_withdraw(request: SignedInRequest, pk: int, paper: int) -> HttpResponse:
    """Take a paper back."""
    found = kept_for(request.user, pk)
    held = get_object_or_404(Paper, item__meeting=pk, pk=paper, withdrawn_why="")
    form = ReasonForm(posted(request))
    page = question(found, f"Withdraw “{held.title}”", "Withdraw it")

    def deed() -> None:
        reason = form.cleaned_data["reason"]
        filing.withdraw_paper(pk, paper, reason, by=request.user, now=now())

    return page.ask(request, form, deed, "Withdrawn: nobody opens it any more")
