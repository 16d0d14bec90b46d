"""Reading actions: the log of all, of one group, as a file, and one whole."""

from datetime import date

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from wardmote.actions.access import (
    Reader,
    action_for,
    answers_for,
    may_record,
    may_settle,
    may_tell,
    may_tick,
    readable,
    reader_of,
    reads_actions,
)
from wardmote.actions.models import Action
from wardmote.actions.rules import LIVE, State
from wardmote.actions.shown import HEADERS, lines, origin
from wardmote.groups.models import Group
from wardmote.kernel.markings import PARTNERS
from wardmote.kernel.numbers import key_of, plural
from wardmote.papers.files import CSV_TYPE, XLSX_TYPE, attachment
from wardmote.papers.names import file_name
from wardmote.papers.sheets import csv_bytes, xlsx_bytes
from wardmote.people.access import SignedInRequest

#: what the log can be narrowed to
VIEWS = {
    "": "Open",
    "mine": "Mine",
    "overdue": "Overdue",
    "no-owner": "Without an owner",
    "reported": "Reported done",
    "ended": "Done and dropped",
}


def _reader(request: SignedInRequest) -> Reader:
    """404 for whoever could read no action at all."""
    reader = reader_of(request.user)
    if not reads_actions(reader):
        raise Http404
    return reader


def _narrowed(found: QuerySet[Action], view: str, reader: Reader, on: date) -> list[Action]:
    """The actions of one view of the log; Http404 for a view that there is none of."""
    if view not in VIEWS:
        raise Http404
    if view == "ended":
        return list(found.exclude(state__in=LIVE).order_by("-ended_at", "-pk"))
    found = found.filter(state__in=LIVE)
    if view == "mine":
        return [
            one
            for one in found
            if answers_for(reader, one)
            or any(part.organisation_id in reader.bodies for part in one.shares.all())
        ]
    if view == "overdue":
        found = found.filter(state=State.OPEN, due_on__lt=on)
    if view == "no-owner":
        found = found.filter(owner=None, owner_body=None, shares=None)
    if view == "reported":
        found = found.filter(state=State.REPORTED)
    return list(found)


@require_safe
def actions(request: SignedInRequest) -> HttpResponse:
    """Every action that this reader may see, the first due first."""
    return _log(request, _reader(request), None)


@require_safe
def group_actions(request: SignedInRequest, pk: int) -> HttpResponse:
    """One group's action log."""
    reader = _reader(request)
    group = get_object_or_404(Group, pk=pk)
    if not reader.reads_partner_text and pk not in reader.groups:
        raise Http404
    return _log(request, reader, group)


def _log(request: SignedInRequest, reader: Reader, group: Group | None) -> HttpResponse:
    today = localdate()
    view = request.GET.get("show", "")
    found = readable(reader) if group is None else readable(reader).filter(group=group)
    shown = lines(reader, _narrowed(found, view, reader, today), today)
    context = {
        "marking": PARTNERS,
        "group": group,
        "lines": shown,
        "title": _title(len(shown), view, group),
        "views": [(key, words, key == view) for key, words in VIEWS.items()],
        "view": view,
        "groups": Group.objects.filter(actions__in=readable(reader)).distinct(),
        "may_record": group is not None and may_record(reader, group.pk),
    }
    return render(request, "actions/log.html", context)


def _title(count: int, view: str, group: Group | None) -> str:
    """The finding first: "4 actions of the Board are overdue"."""
    of = f" of the {group}" if group else ""
    is_one = count == 1
    said = {
        "": "is open" if is_one else "are open",
        "mine": "is yours" if is_one else "are yours",
        "overdue": "is overdue" if is_one else "are overdue",
        "no-owner": "has no owner" if is_one else "have no owner",
        "reported": "waits for its meeting" if is_one else "wait for their meeting",
        "ended": "has ended" if is_one else "have ended",
    }[view]
    return f"{plural(count, 'action')}{of} {said}" if count else f"No action{of} {_none(said)}"


def _none(said: str) -> str:
    verb, _, rest = said.partition(" ")
    one = {"are": "is", "have": "has", "wait": "waits"}.get(verb, verb)
    return f"{one} {rest}"


@require_safe
def log_file(request: SignedInRequest, ending: str) -> HttpResponse:
    """The same as CSV or XLSX, narrowed as the page is."""
    reader, today = _reader(request), localdate()
    found = readable(reader)
    group = None
    if request.GET.get("group"):
        group = get_object_or_404(Group, pk=key_of(request.GET["group"]))
        found = found.filter(group=group)
    view = request.GET.get("show", "")
    rows = [one.row for one in lines(reader, _narrowed(found, view, reader, today), today)]
    called = f"Actions {group or ''} {VIEWS[view]}"
    name = file_name(called, made_on=today, ending=ending, marking=PARTNERS)
    if ending == "csv":
        return attachment(csv_bytes(HEADERS, rows, marking=PARTNERS), CSV_TYPE, name)
    if ending == "xlsx":
        body = xlsx_bytes(HEADERS, rows, marking=PARTNERS, made_at=now())
        return attachment(body, XLSX_TYPE, name)
    raise Http404


@require_safe
def action(request: SignedInRequest, number: str) -> HttpResponse:
    """One action: what, who, when, and for partners what was said of it."""
    held, reader = action_for(request.user, number)
    tells = reader.reads_partner_text
    shares = [(one, may_tick(reader, one)) for one in held.shares.all()]
    context = {
        "marking": PARTNERS,
        "action": held,
        "line": lines(reader, [held], localdate())[0],
        "origin": origin(reader, held),
        "shares": shares,
        "steps": held.progress.select_related("by__organisation") if tells else (),
        "tells": tells,
        "may_tell": held.state == State.OPEN and may_tell(reader, held),
        "may_settle": held.is_live and may_settle(reader, held),
    }
    return render(request, "actions/action.html", context)
