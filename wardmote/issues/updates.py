"""Quarterly updates to the Board: who reads which, and the paper that they make."""

from collections.abc import Iterator

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.timezone import localdate

from wardmote.groups.models import Group
from wardmote.issues.access import Reader, acts_for
from wardmote.issues.models import QuarterlyUpdate
from wardmote.issues.sections import SECTION_NAMES, Section
from wardmote.kernel.markings import PARTNERS
from wardmote.kernel.periods import Quarter
from wardmote.papers.document import Block, Document, Heading
from wardmote.papers.typed import typed
from wardmote.partnership.queries import this_partnership


def updates_for(reader: Reader) -> QuerySet[QuarterlyUpdate]:
    """Drafts of their own groups, and all that was sent; the officer's, every one.

    An update is partner text: whoever reads none (a councillor on the Board, an agency that
    never signed) reads no update either.
    """
    found = QuarterlyUpdate.objects.select_related("group", "sent_to", "by", "sent_by")
    if not reader.reads_partner_text:
        return found.none()
    if reader.is_officer:
        return found
    return found.filter(Q(group__in=reader.groups) | Q(sent_at__isnull=False))


def update_for(reader: Reader, pk: int) -> QuarterlyUpdate:
    """One that this person may read; a 404, as if there were none."""
    found = updates_for(reader).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def require_write(reader: Reader, group: Group) -> None:
    """PermissionDenied unless this person acts for the group."""
    if not acts_for(reader, group.pk):
        raise PermissionDenied("Only those who sit on the group write its update")


def paper(update: QuarterlyUpdate) -> Document:
    """The update as a document: page, PDF and Word are made from it."""
    ours, quarter = this_partnership(), Quarter.parse(update.quarter)
    at = update.sent_at or update.at
    return Document(
        title=f"Update to the Board, {quarter.words}",
        subtitle=update.group.name,
        partnership=ours.name,
        edition_line=f"Sent to the {update.sent_to}" if update.sent_to else "Draft",
        made_on=localdate(at),
        blocks=tuple(_blocks(update)),
        marking=PARTNERS if update.sent_at else f"{PARTNERS}. Draft",
        logo=bytes(ours.logo) if ours.logo else None,
    )


def _blocks(update: QuarterlyUpdate) -> Iterator[Block]:
    for section in Section:
        text = update.texts.get(section, "").strip()
        if text:
            yield Heading(SECTION_NAMES[section], 1, section)
            yield from typed(text)
