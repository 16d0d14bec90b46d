"""The list of meetings, one meeting, its papers, its agenda as a file and for a calendar."""

from dataclasses import replace
from datetime import time

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from wardmote.agreements.access import may_read_partner
from wardmote.areas.local import local_agenda
from wardmote.groups.queries import open_groups
from wardmote.issues.access import reader_of as issue_reader
from wardmote.kernel.errors import RuleBroken
from wardmote.meetings.access import (
    Readable,
    levels_in,
    may_keep,
    meeting_for,
    readable,
    reader_of,
)
from wardmote.meetings.building import not_yet_on
from wardmote.meetings.clearing import SECONDS, authors_of_agenda
from wardmote.meetings.document import MARKINGS, agenda_document
from wardmote.meetings.drawn import agenda_paper, imprint, invitation
from wardmote.meetings.exempt import Level
from wardmote.meetings.filed import KEPT
from wardmote.meetings.models import Meeting, Paper
from wardmote.meetings.notice import clear_days, send_by
from wardmote.meetings.numbering import agenda_items, unsent_items
from wardmote.meetings.pack import pack_marking, pack_of, runs_of
from wardmote.meetings.paging import as_kept
from wardmote.meetings.queries import agenda_facts, council_of, council_page, invited
from wardmote.meetings.rules import OPEN, TOLD, State
from wardmote.meetings.terms import rules_on
from wardmote.papers.document import Document
from wardmote.papers.files import Format, as_attachment, attachment, format_or_404
from wardmote.papers.html import render_document
from wardmote.papers.names import file_name
from wardmote.partnership.queries import word_template
from wardmote.people.access import SignedInRequest
from wardmote.people.models import User


@require_safe
def meetings(request: SignedInRequest) -> HttpResponse:
    """What is ahead and what was, of the groups that this reader may know of."""
    reader = reader_of(request.user)
    if reader.groups is not None and not reader.groups:
        raise Http404
    today = localdate()
    found = list(readable(reader))
    context = {
        "marking": MARKINGS[Level.GROUP],
        "ahead": sorted(
            (one for one in found if one.on >= today),
            key=lambda one: (one.on, one.starts_at or time.min),
        ),
        "past": [one for one in found if one.on < today],
        "groups": [
            {
                "group": group,
                "keeps": may_keep(reader, group),
                "reads_ways": Level.GROUP in mine,
            }
            for group in open_groups(today)
            if (mine := levels_in(reader, group.pk, today))
        ],
    }
    return render(request, "meetings/meetings.html", context)


@require_safe
def meeting(request: SignedInRequest, pk: int) -> HttpResponse:
    """The agenda; for those who keep it, what can be done next."""
    found = meeting_for(request.user, pk)
    held = found.meeting
    document = _shown(found)
    context = {
        "marking": document.marking,
        "meeting": held,
        "found": found,
        "paper": render_document(replace(document, marking="")),
        "papers": _papers(found),
        "is_open": held.state in OPEN,
        "has_minutes": _has_minutes(found),
        "editions": held.editions.all(),
        "has_pack": bool(runs_of(held.editions.first())),
        "local": _needed(request, held),
    }
    if found.may_keep:
        context |= (
            _for_keepers(held, request.user)
            | _to_put_on(held)
            | {
                "invited": invited(held),
                "mail_is_on": settings.MAIL_IS_ON,
                "at_council": council_page(held),
            }
        )
    return render(request, "meetings/meeting.html", context)


def _shown(found: Readable) -> Document:
    """As it was sent out; to those who make it, as it now is."""
    held = found.meeting
    if found.may_keep and held.state in OPEN:
        edition = held.editions.first()
        stage = f"Edition {edition.number}, as it stands now" if edition else "Being prepared"
        facts = {**agenda_facts(held), "pack": as_kept(runs_of(edition))}
        around = imprint(stage, now())
        return agenda_document(facts, found.levels, around, council=council_of(held))
    return agenda_paper(held, found.levels)


def _has_minutes(found: Readable) -> bool:
    state = State(found.meeting.state)
    if state in (State.HELD, State.DRAFT):
        return found.may_keep
    return state in TOLD


def _for_keepers(held: Meeting, user: User) -> dict[str, object]:
    rules, today = rules_on(held.group, held.on), localdate()
    latest = send_by(held.on, rules.regime, rules.notice_days)
    return {
        "items": [one for one in agenda_items(held) if one.struck_at is None],
        "send_by": latest,
        "clear_days": clear_days(today, held.on, rules.regime),
        "is_late": today > latest,
        "may_publish": user.pk not in authors_of_agenda(held),
        "seconds": SECONDS,
    }


def _to_put_on(held: Meeting) -> dict[str, object]:
    """While the agenda may still be changed: what waits and is not on it, or not sent out."""
    if held.state not in OPEN:
        return {}
    waits = [one for one in not_yet_on(held, localdate()) if one.source]
    return {"waits": waits, "unsent": unsent_items(held)}


def _needed(request: SignedInRequest, held: Meeting) -> object:
    """Who is needed for a meeting about an area; partners only."""
    today = localdate()
    if not held.wards or not may_read_partner(request.user, today):
        return None
    reader, meets_on = issue_reader(request.user, today), max(held.on, today)
    return local_agenda(reader, held.wards, None, today, meets_on=meets_on)


def _papers(found: Readable) -> list[tuple[Paper, str]]:
    """The papers that this reader may open, each with its number."""
    items = found.meeting.items.filter(level__in=found.levels, struck_at=None)
    if not (found.may_keep or found.meeting.editions.exists()):
        return []
    numbers = {one.pk: one.number for one in agenda_items(found.meeting)}
    papers = Paper.objects.filter(item__in=items, withdrawn_why="").select_related("item")
    return [(one, f"{numbers[one.item_id] or '–'}.{one.order}") for one in papers]


@require_safe
def paper(request: SignedInRequest, pk: int, paper: int) -> HttpResponse:
    """A paper as it was uploaded, for whoever reads its item."""
    found = meeting_for(request.user, pk)
    for one, _ in _papers(found):
        if one.pk == paper:
            ending = one.kept.rpartition(".")[2]
            name = file_name(
                one.title,
                made_on=localdate(one.at),
                ending=ending,
                marking=MARKINGS[Level(one.item.level)].partition(":")[0],
            )
            return attachment(KEPT.read(one.kept), Format(ending).media_type, name)
    raise Http404


@require_safe
def agenda_file(request: SignedInRequest, pk: int, ending: str) -> HttpResponse:
    """The agenda as PDF or Word, as far as this reader may read it."""
    document = _shown(meeting_for(request.user, pk))
    return as_attachment(document, format_or_404(ending), word_template())


@require_safe
def pack_file(request: SignedInRequest, pk: int) -> HttpResponse:
    """Agenda and papers as one PDF, as far as this reader may read them."""
    found = meeting_for(request.user, pk)
    edition = found.meeting.editions.first()
    if edition is None or not runs_of(edition):
        raise Http404
    try:
        made = pack_of(found.meeting, found.levels)
    except RuleBroken as refusal:
        messages.error(request, str(refusal))
        return redirect("meeting", pk)
    name = file_name(
        f"Agenda pack {found.meeting.group}",
        made_on=found.meeting.on,
        ending=Format.PDF,
        marking=pack_marking(found.meeting, found.levels).partition(":")[0],
    )
    return attachment(made, Format.PDF.media_type, name)


@require_safe
def invitation_file(request: SignedInRequest, pk: int) -> HttpResponse:
    """The meeting for a calendar."""
    held = meeting_for(request.user, pk).meeting
    url = request.build_absolute_uri(f"/meetings/{held.pk}/")
    name = f"meeting-{held.on.isoformat()}.ics"
    return attachment(invitation(held, url), "text/calendar; charset=utf-8", name)
