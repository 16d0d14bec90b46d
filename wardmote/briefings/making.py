"""A ward's briefing, gathered from what has been released to its members."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from wardmote.briefings.coming import Coming, notices_to
from wardmote.briefings.models import ReadBriefing
from wardmote.briefings.paper import (
    Briefing,
    Dated,
    Imprint,
    Said,
    briefing_document,
    whole_document,
)
from wardmote.briefings.publications import public_meetings
from wardmote.briefings.queries import ward_news
from wardmote.briefings.rules import start_of_last_quarter
from wardmote.papers.document import Bullets, Document, Paragraph, Table, from_json, plain
from wardmote.partnership.queries import this_partnership
from wardmote.people.models import User
from wardmote.places.following import predecessors
from wardmote.releases.models import Release
from wardmote.releases.naming import Names, names_in_use
from wardmote.releases.rules import ReleaseKind

MEETINGS = 4  # the latest published minutes that are gone through


def read_up_to(member: User, ward: str) -> date | None:
    """The day that this member chose; of a new ward, the earliest that they chose for the
    wards that it was before."""
    marks = ReadBriefing.objects.filter(person=member).order_by("on")
    found = marks.filter(ward=ward).first()
    if found is None and (earlier := predecessors(ward)):
        found = marks.filter(ward__in=earlier).first()
    return found.on if found else None


def has_read_of(member: User, ward: str, since: date) -> bool:
    """They have said that they read about this very ward, up to this day or a later one."""
    marks = ReadBriefing.objects.filter(person=member, ward=ward, on__gte=since)
    return marks.exists()


def briefing_of(member: User, code: str, name: str, today: date) -> Document:
    """All that a member of this ward may know of it, as a document."""
    return briefing_document(_gathered(member, code, name, today), _imprint(today))


def whole_briefing_of(member: User, wards: Mapping[str, str], today: date) -> Document:
    """The same of all their wards (code -> name) in one document, each ward a section."""
    found = [_gathered(member, code, name, today) for code, name in wards.items()]
    return whole_document(found, _imprint(today))


def _imprint(today: date) -> Imprint:
    ours = this_partnership()
    return Imprint(ours.name, ours.contact, bytes(ours.logo) if ours.logo else None, today)


def _gathered(member: User, code: str, name: str, today: date) -> Briefing:
    chosen, coming = read_up_to(member, code), notices_to([code])
    meetings = public_meetings()
    return Briefing(
        code=code,
        ward=name,
        news=ward_news(code, for_members=True),
        coming=coming,
        said=list(_said(meetings, code, _known(code, name))),
        dates=[*_meetings_to_come(meetings, today), *_publications(coming, today)],
        since=chosen or start_of_last_quarter(today),
        is_theirs=chosen is not None,
    )


def _known(code: str, name: str) -> Names:
    """All names in use, and this ward's, which may be a former one's."""
    known = names_in_use()
    return replace(known, wards={**known.wards, code: name})


def _said(meetings: list[Release], code: str, known: Names) -> Iterator[Said]:
    """What the latest published minutes say in lines that name the ward or a parish in it."""
    held = [one for one in meetings if one.kind == ReleaseKind.MINUTES][:MEETINGS]
    for one in held:
        document = from_json(json.dumps(one.content["document"]))
        lines = tuple(line for line in _lines(document) if code in known.wards_in(line))
        if lines:
            yield Said(one.title, lines, f"/minutes/{one.content['meeting']}/")


def _lines(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield plain(block.text)
        elif isinstance(block, Bullets):
            yield from map(plain, block.items)
        elif isinstance(block, Table):
            yield from (", ".join(filter(None, row)) for row in block.rows)


def _meetings_to_come(meetings: list[Release], today: date) -> Iterator[Dated]:
    for one in meetings:
        on = date.fromisoformat(one.content["on"])
        if one.kind == ReleaseKind.AGENDA and on >= today:
            yield Dated(on, f"{one.content['group']} meets; its agenda is published")


def _publications(coming: list[Coming], today: date) -> Iterator[Dated]:
    for one in coming:
        if one.publish_from >= today:
            yield Dated(one.publish_from, f"{one.title} may be published from this day")
