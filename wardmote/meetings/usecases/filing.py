"""Papers of an item: put with it, withdrawn. Its number is never given again."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from wardmote.kernel.errors import RuleBroken
from wardmote.meetings.filed import PDF, check_room, keep, kind_of, pages_of, read, size
from wardmote.meetings.models import Meeting, Paper
from wardmote.meetings.usecases.common import check_unlocked, held_meeting, item_of, kept
from wardmote.meetings.usecases.releasing import renew_agenda
from wardmote.people.models import User


@transaction.atomic
def add_paper(
    meeting_id: int,
    item_id: int,
    title: str,
    name: str,
    content: bytes,
    *,
    by: User,
    now: datetime,
) -> Paper:
    """Put a file with an item; read by whoever reads the item.

    RuleBroken for one that cannot be part of the agenda pack: encrypted, damaged, too long.
    """
    meeting = held_meeting(meeting_id, None, by=by, now=now)
    check_unlocked(meeting)
    item = item_of(meeting, item_id)
    if not title.strip():
        raise RuleBroken("Enter what the paper is called", about="title")
    kind = kind_of(content)
    pages = pages_of(content, kind)
    _check_room(meeting, len(content), pages)
    last = item.papers.aggregate(last=Max("order"))["last"] or 0
    made = Paper.objects.create(
        item=item,
        order=last + 1,
        title=title.strip()[:160],
        name=name[:160],
        kept=keep(content, kind),
        pages=pages,
        at=now,
        by=by,
    )
    kept(meeting, "paper-added", by=by, now=now, item=item.pk, paper=made.pk)
    return made


def _check_room(meeting: Meeting, content: int, pages: int) -> None:
    there = Paper.objects.filter(item__meeting=meeting, withdrawn_why="")
    sizes = sum(size(one.kept) for one in there)
    check_room(sizes + content, sum(one.pages for one in there) + pages)


def count_unknown(meeting: Meeting) -> None:
    """Count the pages of PDFs that were put here before pages were counted.

    RuleBroken, naming the paper, for one that cannot be part of the pack.
    """
    unknown = Paper.objects.filter(
        item__meeting=meeting, pages=0, withdrawn_why="", kept__endswith=".pdf"
    )
    for one in unknown:
        try:
            one.pages = pages_of(read(one.kept), PDF)
        except RuleBroken as refusal:
            raise RuleBroken(f"Withdraw the paper “{one.title}” first. {refusal}") from refusal
        one.save(update_fields=["pages"])


@transaction.atomic
def withdraw_paper(
    meeting_id: int, paper_id: int, reason: str, *, by: User, now: datetime
) -> Paper:
    """Take a paper back, saying why; nobody opens it from the next request."""
    meeting = held_meeting(meeting_id, None, by=by, now=now)
    check_unlocked(meeting)
    if not reason.strip():
        raise RuleBroken("Enter why the paper is withdrawn", about="reason")
    found = Paper.objects.filter(item__meeting=meeting, pk=paper_id, withdrawn_why="").first()
    if found is None:
        raise RuleBroken("That paper is not there any more")
    found.withdrawn_why = reason.strip()[:300]
    found.save(update_fields=["withdrawn_why"])
    kept(meeting, "paper-withdrawn", by=by, now=now, paper=found.pk)
    renew_agenda(meeting, by=by, now=now)
    return found
