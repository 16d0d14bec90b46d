"""Papers of ours that an item is about: minutes, a report, an assessment, an update.

Nobody adds them: they are bound in the pack because the item is about them. What a reader
gets of one is decided here, beside the item's own level: a draft and an update are partner
text even where somebody opened the item wider, and the public reads reports on their pages.
"""

from collections.abc import Callable
from dataclasses import dataclass

from wardmote.issues.models import QuarterlyUpdate
from wardmote.issues.updates import paper as update_paper
from wardmote.kernel.periods import Quarter
from wardmote.meetings.drawn import minutes_paper
from wardmote.meetings.exempt import Level
from wardmote.meetings.models import Item, Meeting
from wardmote.meetings.rules import TOLD, State
from wardmote.papers.document import Document
from wardmote.reports.assessment import reading as assessments
from wardmote.reports.assessment.rules import State as AssessmentState
from wardmote.reports.queries import (
    draft_document,
    edition_document,
    is_withdrawn,
    report_on,
)
from wardmote.reports.rules import State as ReportState

EVERY = frozenset(Level)
Drawn = Callable[[frozenset[Level], bool], Document | None]


@dataclass(frozen=True, slots=True)
class OwnPaper:
    """One of them: its key among the pages of a pack, and what a reader gets of it."""

    key: str
    drawn: Drawn

    @property
    def whole(self) -> Document | None:
        """As it is numbered: everything."""
        return self.drawn(EVERY, False)


def own_paper(item: Item) -> OwnPaper | None:
    """What the item is about, if that is a paper of ours which can be bound."""
    subject, _, key = item.source.partition(" ")
    make = _MAKERS.get(subject)
    return make(item, key) if make is not None else None


def _minutes(item: Item, key: str) -> OwnPaper | None:
    """Those that the item puts before the group; in public only once they are approved."""
    held = Meeting.objects.filter(pk=key, group=item.meeting.group_id, state__in=TOLD).first()
    if held is None:
        return None

    def drawn(levels: frozenset[Level], is_public: bool) -> Document | None:
        if is_public and held.state != State.APPROVED:
            return None
        return minutes_paper(held, levels, is_public=is_public)

    return OwnPaper(f"minutes {held.pk}", drawn)


def _report(item: Item, key: str) -> OwnPaper | None:
    """A data report: published, for all who read the item; a draft, guarded, for partners."""
    held = report_on(Quarter.parse(key))
    if held is None:
        return None
    newest = held.editions.first()
    if held.state == ReportState.PUBLISHED and newest is not None and not is_withdrawn(held):
        document = edition_document(newest)
        return OwnPaper(item.source, lambda levels, is_public: _unless(is_public, document))

    def drawn() -> Document:
        return draft_document(held, guarded=True, totals=False)

    return OwnPaper(item.source, _for_partners(drawn))


def _assessment(item: Item, key: str) -> OwnPaper | None:
    """A strategic assessment: the very text that the item is about; published, for all."""
    quarter, _, version = key.partition(" ")
    held = assessments.assessment_on(Quarter.parse(quarter))
    if held is None or held.state == AssessmentState.DRAFT or str(held.version) != version:
        return None
    newest = held.editions.first()
    if held.state == AssessmentState.AGREED and newest and assessments.is_out(newest):
        document = assessments.edition_document(newest)
        return OwnPaper(item.source, lambda levels, is_public: _unless(is_public, document))
    return OwnPaper(
        item.source, _for_partners(lambda: assessments.current_document(held, guarded=True))
    )


def _update(item: Item, key: str) -> OwnPaper | None:
    """A group's quarterly update, once it is sent."""
    held = QuarterlyUpdate.objects.filter(pk=key, sent_at__isnull=False).first()
    if held is None:
        return None
    return OwnPaper(item.source, _for_partners(lambda: update_paper(held)))


def _for_partners(document: Callable[[], Document]) -> Drawn:
    def drawn(levels: frozenset[Level], is_public: bool) -> Document | None:
        return None if is_public or Level.PARTNER not in levels else document()

    return drawn


def _unless(is_public: bool, document: Document) -> Document | None:
    return None if is_public else document


_MAKERS: dict[str, Callable[[Item, str], OwnPaper | None]] = {
    "minutes": _minutes,
    "report": _report,
    "assessment": _assessment,
    "update": _update,
}
