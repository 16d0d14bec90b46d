"""The page of a meeting that is being held: everything is saved as it is entered."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from wardmote.actions.models import Action
from wardmote.actions.rules import State as Done
from wardmote.areas.access import may_decide
from wardmote.areas.queries import areas_for
from wardmote.groups.queries import seats_in_force, sittings
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Quarter, day_words
from wardmote.meetings.access import Readable, kept_for
from wardmote.meetings.carried import carried
from wardmote.meetings.document import EXEMPT
from wardmote.meetings.forms import live as forms
from wardmote.meetings.forms.acting import ActForm
from wardmote.meetings.models import Item, Meeting
from wardmote.meetings.numbering import agenda_items
from wardmote.meetings.queries import (
    actions_of,
    attendances,
    bodies_on,
    checks_of,
    item_reference,
)
from wardmote.meetings.remaining import remaining
from wardmote.meetings.rules import HERE, Called, State
from wardmote.meetings.usecases import attending, deciding, during
from wardmote.meetings.usecases.attending import Came, roll_of
from wardmote.people.access import SignedInRequest
from wardmote.people.models import User
from wardmote.people.pages import add_refusal, carry_out, get_or_post, posted

Forms = dict[str, Form]


@get_or_post
def live(request: SignedInRequest, pk: int) -> HttpResponse:
    """Attendance, interests, decisions, actions and elections, one entry after another."""
    found = kept_for(request.user, pk)
    items = [one for one in agenda_items(found.meeting) if one.struck_at is None]
    current = _current(items, request.GET.get("item", ""))
    shown = _forms(found, items, current, posted(request))
    status = 200
    if request.method == "POST":
        does = request.POST.get("does", "")
        form = shown.get(does)
        if form is None:
            return redirect("meeting-live", pk)
        if _done(request, found.meeting, current, does, form):
            return _back(pk, current, request.POST.get("keep", ""))
        status = 422
    context = _context(found, items, current, shown)
    return render(request, "meetings/live.html", context, status=status)


def _current(items: list[Item], wanted: str) -> Item | None:
    chosen = next((one for one in items if str(one.pk) == wanted), None)
    return chosen or next(iter(items), None)


def _back(pk: int, current: Item | None, keep: str) -> HttpResponse:
    """To the same item; what the browser kept of this entry may go."""
    query = QueryDict(mutable=True)
    if current is not None:
        query["item"] = str(current.pk)
    if keep.isascii() and len(keep) < 60:
        query["saved"] = keep
    return redirect(f"{reverse('meeting-live', args=[pk])}?{query.urlencode()}")


def _forms(
    found: Readable, items: list[Item], current: Item | None, sent: QueryDict | None
) -> Forms:
    """Every form of the page; the one that was sent holds what was typed."""
    meeting = found.meeting
    does = sent.get("does", "") if sent is not None else ""
    came = list(attendances(meeting))
    names = [one.name for one in came]
    here = {one.person_id for one in came if one.person_id and one.coming in HERE}
    listed = [(one.pk, f"{one.number} {one.title}".strip()) for one in items]
    made: dict[str, Callable[[Any], Form]] = {
        "roll": lambda data: forms.RollForm(data, prefix="roll", roll=roll_of(meeting)),
        "attend": lambda data: forms.AttendForm(data, prefix="attend"),
        "declare": lambda data: forms.DeclareForm(
            data, prefix="declare", names=names, items=listed
        ),
        "elect": lambda data: forms.ElectForm(
            data, prefix="elect", seats=_seats(meeting), items=listed
        ),
    }
    if current is not None:
        made |= {
            "decide": lambda data: forms.DecideForm(
                data, prefix="decide", proposals=_proposals(found, current)
            ),
            "act": lambda data: ActForm(data, prefix="act", meeting=meeting, here=here),
        }
        if current.source.startswith("ask "):
            made["answer"] = lambda data: forms.AnswerForm(data, prefix="answer")
    return {name: make(sent if name == does else None) for name, make in made.items()}


def _proposals(found: Readable, item: Item) -> list[tuple[str, str]]:
    """What an item on priority areas proposes, for who may confirm it: changes first, then
    areas that go on; not the wards that are and stay none."""
    subject, _, key = item.source.partition(" ")
    if subject != "areas" or not may_decide(found.reader.user, localdate()):
        return []
    lines = [
        one
        for one in areas_for(Quarter.parse(key))
        if one.is_change or (one.is_live and one.proposed is not None and not one.decided)
    ]
    return [
        (
            f"{one.code} {one.version}",
            f"{one.name}: {one.proposed_words}{'' if one.is_change else ', as before'}. "
            f"{one.because}",
        )
        for one in sorted(lines, key=lambda one: not one.is_change)
    ]


def _seats(meeting: Meeting) -> list[tuple[int, str]]:
    """Those who can be elected: everybody who sits on the group by name or by post."""
    seats = seats_in_force(localdate()).filter(group=meeting.group_id, until=None)
    return [(one.pk, str(one.person or one.post)) for one in seats if one.person or one.post]


def _done(
    request: SignedInRequest, meeting: Meeting, current: Item | None, does: str, form: Form
) -> bool:
    """Whether the entry was saved; else the form says why not."""
    if not form.is_valid():
        return False
    given = dict(form.cleaned_data)
    by: dict[str, Any] = {"by": request.user, "now": now()}
    item = current.pk if current is not None else 0
    try:
        match does:
            case "roll":
                rest = Called.HERE if "rest" in request.POST else None
                attending.call_roll(meeting.pk, _roll(form).answers(rest), **by)
            case "attend":
                attending.attend(meeting.pk, _came(meeting, given), **by)
            case "declare":
                about = given.pop("item")
                during.declare(meeting.pk, **given, item_id=about, **by)
            case "decide":
                deciding.decide(meeting.pk, item, **given, **by)
            case "answer":
                kind, text = given["kind"], given["text"]
                checked = given["checked"]
                deciding.answer_at_meeting(meeting.pk, item, kind, text, checked=checked, **by)
            case "act":
                _act(meeting, item, form, by)
            case _:
                during.elect(meeting.pk, given["item"], given["seat"], given["role"], **by)
    except RuleBroken as refusal:
        add_refusal(form, refusal)
        return False
    return True


def _roll(form: Form) -> forms.RollForm:
    assert isinstance(form, forms.RollForm)
    return form


def _came(meeting: Meeting, given: dict[str, Any]) -> Came:
    """A name of somebody who sits on the group is theirs; any other stands by itself."""
    seated = {one.person for one in sittings(meeting.on, groups=[meeting.group_id])}
    named = User.objects.filter(pk__in=seated, name__iexact=given["name"].strip()).first()
    return Came(**{**given, "person": named})


def _act(meeting: Meeting, item: int, form: Form, by: dict[str, Any]) -> None:
    assert isinstance(form, ActForm)
    given = form.cleaned_data
    during.act(
        meeting.pk,
        item,
        given["text"],
        given["owner"],
        bodies_on(meeting.group, meeting.on) if given["each"] else (),
        form.when(),
        is_done=form.is_done,
        checked=given["checked"],
        **by,
    )


def _context(
    found: Readable, items: list[Item], current: Item | None, shown: Forms
) -> dict[str, object]:
    meeting = found.meeting
    came = list(attendances(meeting))
    decisions = meeting.decisions.filter(item=current) if current else ()
    early = _early(meeting)
    return {
        "marking": EXEMPT,
        "meeting": meeting,
        "items": items,
        "current": current,
        "forms": shown,
        "form": next((one for one in shown.values() if one.errors), None),
        "here": sum(one.coming in HERE for one in came),
        "checks": checks_of(meeting),
        "declarations": meeting.declarations.select_related("item"),
        "decisions": [(one, remaining(one)) for one in decisions],
        "to_accept": _to_accept(meeting, current),
        "actions": [
            one
            for one in actions_of(meeting)
            if current and one.source == item_reference(current)
        ],
        "early": early,
        "may_end": meeting.state == State.AGENDA_OUT and not early,
        "raises_issues": current is not None and found.reader.is_partner,
    }


def _early(meeting: Meeting) -> str:
    """Before its day: when it is held; else nothing."""
    left = (meeting.on - localdate()).days
    if left < 1:
        return ""
    when = "tomorrow" if left == 1 else f"{left} days from now"
    return f"This meeting is on {day_words(meeting.on)}, {when}"


def _to_accept(meeting: Meeting, current: Item | None) -> list[Action]:
    """Under the item on actions: what was open before this meeting, reported done first."""
    if current is None or current.source != "actions":
        return []
    return sorted(carried(meeting), key=lambda one: one.state != Done.REPORTED)


@require_POST
def accept(request: SignedInRequest, pk: int, item: int, number: str) -> HttpResponse:
    """The meeting accepts that an action is done."""
    meeting = kept_for(request.user, pk).meeting
    if not (
        meeting.items.filter(pk=item, struck_at=None).exists()
        and carried(meeting).filter(number=number).exists()
    ):
        raise Http404
    carry_out(
        request,
        lambda: deciding.accept_at_meeting(pk, item, number, by=request.user, now=now()),
        f"{number} is accepted as done",
    )
    return redirect(f"{reverse('meeting-live', args=[pk])}?item={item}")


@require_POST
def take_decision_back(request: SignedInRequest, pk: int, decision: int) -> HttpResponse:
    """A decision that was typed wrong."""
    if not kept_for(request.user, pk).meeting.decisions.filter(pk=decision).exists():
        raise Http404
    carry_out(
        request,
        lambda: deciding.take_decision_back(pk, decision, by=request.user, now=now()),
        "Taken back",
    )
    return redirect("meeting-live", pk)


@require_POST
def end(request: SignedInRequest, pk: int) -> HttpResponse:
    """The meeting is over."""
    kept_for(request.user, pk)
    carry_out(
        request,
        lambda: during.end_meeting(pk, by=request.user, now=now()),
        "The meeting is over",
    )
    return redirect("meeting", pk)
