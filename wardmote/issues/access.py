"""Who may read and act on issues. The narrowest post wins; what one may not see is a 404.

councillors          released text only, on other pages: here every issue is a 404
signed agencies      partner text of every issue
... on a group       restricted text of what their groups hold or held
the officer          all of it; the analyst partner text only
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Concat
from django.http import Http404
from django.utils.timezone import localdate

from wardmote.agreements.access import Reach, may_read_partner, restricted_reach
from wardmote.groups.access import acts_as_officer
from wardmote.groups.queries import groups_of
from wardmote.issues.models import Issue
from wardmote.people.models import User
from wardmote.restricted.models import Text
from wardmote.restricted.queries import texts_of


@dataclass(frozen=True, slots=True)
class Reader:
    """What one person may read of issues on one day, and where they may act.

    `reach`: group -> how far they read its restricted text; a missing group, never.
    """

    user: User
    reads_partner_text: bool
    groups: frozenset[int]
    reach: Mapping[int, Reach]
    is_officer: bool


def reader_of(user: User, on: date | None = None) -> Reader:
    """This person as a reader today (or on another day)."""
    day = on or localdate()
    return Reader(
        user,
        may_read_partner(user, day),
        frozenset(groups_of(user, day)),
        restricted_reach(user, day),
        acts_as_officer(user, day),
    )


def readable(reader: Reader) -> QuerySet[Issue]:
    """The issues that this person may know of: all for signatories, none for others."""
    return Issue.objects.all() if reader.reads_partner_text else Issue.objects.none()


@dataclass(frozen=True, slots=True)
class Readable:
    """An issue that somebody may read, and how far."""

    issue: Issue
    reader: Reader
    restricted: bool

    @property
    def may_act(self) -> bool:
        """Holds the issue with their group, or runs the office."""
        return may_act(self.reader, self.issue)


def issue_for(user: User, number: str, on: date | None = None) -> Readable:
    """The issue, for those who may read it; for others a 404, as if there were none."""
    reader = reader_of(user, on)
    issue = (
        readable(reader)
        .select_related("holder", "lead", "raised_by")
        .filter(number=number)
        .first()
    )
    if issue is None:
        raise Http404
    return Readable(issue, reader, reads_restricted(reader, issue))


def reads_restricted(reader: Reader, issue: Issue) -> bool:
    """Reaches the restricted text of a group that holds or held the issue."""
    return reader.reads_partner_text and not circle_of(issue).isdisjoint(reader.reach)


def circle_of(issue: Issue) -> frozenset[int]:
    """The groups that hold or held the issue: who took it has it, or gave it away since."""
    return frozenset({issue.holder_id, *(hop.giver_id for hop in issue.hops.all())})


def restricted_texts(readable: Readable) -> list[Text]:
    """The restricted texts that this reader may open, oldest first.

    Once their organisation's agreement has lapsed for good, what others wrote after that
    day is shut; its own entries and the issues that it leads stay open.
    """
    if not readable.restricted:
        return []
    return _open(texts_of(readable.issue.subject), readable.issue, readable.reader)


def _open(texts: Iterable[Text], issue: Issue, reader: Reader) -> list[Text]:
    reach = [reader.reach[group] for group in circle_of(issue) if group in reader.reach]
    return [text for text in texts if any(_opens(one, text, issue, reader) for one in reach)]


def _opens(reach: Reach, text: Text, issue: Issue, reader: Reader) -> bool:
    own = {reach.organisation, reader.user.organisation_id} - {None}
    is_theirs = text.organisation_id in own or issue.lead_id in own
    return reach.opens(localdate(text.at), is_theirs=is_theirs)


def restricted_found(reader: Reader, among: RawSQL) -> dict[int, list[int]]:
    """issue -> those of these restricted texts that this reader may open.

    The database itself leaves out texts of issues that their groups never had, so that an
    answer takes no longer for them.
    """
    if not (reader.reads_partner_text and reader.reach):
        return {}
    groups = list(reader.reach)
    had = Q(holder__in=groups) | Q(hops__giver__in=groups)
    filed = Concat(Value("issue "), Cast("pk", CharField()))
    subjects = readable(reader).filter(had).order_by().values(filed=filed)
    texts: dict[str, list[Text]] = {}
    for text in Text.objects.filter(subject__in=subjects, pk__in=among):
        texts.setdefault(text.subject, []).append(text)
    numbers = [int(subject.removeprefix("issue ")) for subject in texts]
    issues = Issue.objects.filter(pk__in=numbers).prefetch_related("hops")
    opened = {one.pk: _open(texts[one.subject], one, reader) for one in issues}
    return {issue: [text.pk for text in found] for issue, found in opened.items() if found}


def acts_for(reader: Reader, group_id: int) -> bool:
    """Sits on the group and reads partner text, or runs the office."""
    return reader.reads_partner_text and (reader.is_officer or group_id in reader.groups)


def may_act(reader: Reader, issue: Issue) -> bool:
    return acts_for(reader, issue.holder_id)


def require_act(reader: Reader, issue: Issue) -> None:
    """PermissionDenied unless this person's group holds the issue."""
    if not may_act(reader, issue):
        raise PermissionDenied("Only the group that has the issue can do this")


def has_had(reader: Reader, issue: Issue) -> bool:
    """Sits on a group that holds or held it, or runs the office."""
    had_it = not circle_of(issue).isdisjoint(reader.groups)
    return reader.reads_partner_text and (had_it or reader.is_officer)


def require_had(reader: Reader, issue: Issue) -> None:
    """PermissionDenied unless a group of theirs has or had the issue."""
    if not has_had(reader, issue):
        raise PermissionDenied("Only a group that has had the issue can do this")
