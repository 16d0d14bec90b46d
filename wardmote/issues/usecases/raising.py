"""Raising an issue: it gets its one number."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from wardmote.groups.models import Group
from wardmote.groups.naming import check_names_no_person
from wardmote.issues.access import reader_of
from wardmote.issues.models import Issue, IssueWard, IssueYear, PartnerText
from wardmote.issues.rules import (
    Deed,
    Level,
    Origin,
    Reach,
    State,
    check_about,
)
from wardmote.issues.usecases.common import kept_at
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.themes import Theme
from wardmote.partnership.numbering import next_number, prefix_of
from wardmote.partnership.queries import this_partnership
from wardmote.people.models import Organisation, User
from wardmote.places.queries import wards


@dataclass(frozen=True, slots=True)
class Raised:
    """What somebody says when they raise an issue.

    `text` is for all signatories, `secret` (if any) for those on the group that is to take
    the issue on. `checked`: they say that neither title nor text names a
    person, although the guard warned.
    """

    title: str
    theme: Theme
    origin: Origin
    reach: Reach
    lead: Organisation
    holder: Group
    text: str
    wards: tuple[str, ...] = ()
    origin_of: dict[str, str] = field(default_factory=dict)
    checked: bool = False
    secret: str = ""


@transaction.atomic
def raise_issue(raised: Raised, *, by: User, now: datetime) -> Issue:
    """Give the issue its number and put it before the group that is to take it on.

    Raises PermissionDenied or RuleBroken, having changed nothing.
    """
    reader = reader_of(by, localdate(now))
    if not reader.reads_partner_text:
        raise PermissionDenied("Only agencies that signed the sharing agreement raise issues")
    _check(raised)
    if raised.secret.strip() and raised.holder.pk not in reader.reach:
        raise RuleBroken(
            "You write restricted text for groups that you sit on and your agency has signed "
            "for. Select one of them as the first group, or take the restricted text out",
            about="secret",
        )
    issue = Issue.objects.create(
        number=_next_number(now),
        title=raised.title.strip(),
        theme=raised.theme,
        origin=raised.origin,
        origin_of=raised.origin_of,
        reach=raised.reach,
        lead=raised.lead,
        holder=raised.holder,
        state=State.WAITING,
        held_since=now,
        raised_at=now,
        raised_by=by,
        version=0,
    )
    IssueWard.objects.bulk_create(
        IssueWard(issue=issue, code=code) for code in sorted(set(raised.wards))
    )
    PartnerText.objects.create(issue=issue, text=raised.text.strip(), at=now, by=by)
    level = Level.RESTRICTED if raised.secret.strip() else Level.PARTNER
    about = {"wards": sorted(set(raised.wards))}
    kept_at(level, issue, Deed.RAISE, raised.secret, by=by, now=now, details=about)
    return issue


def _check(raised: Raised) -> None:
    if not raised.title.strip():
        raise RuleBroken("Enter a title", about="title")
    if not raised.text.strip():
        raise RuleBroken("Enter what the problem is", about="text")
    check_about(raised.reach, raised.wards)
    check_ours(raised.wards)
    check_names_no_person(raised.title, raised.checked, "title")
    check_names_no_person(raised.text, raised.checked, "text")


def check_ours(codes: Collection[str]) -> None:
    """RuleBroken where one of these is no ward of this partnership."""
    if not codes:
        return
    ours = set(wards().values_list("code", flat=True))
    if set(codes) - ours:
        raise RuleBroken("Select wards of this partnership", about="wards")


def _next_number(now: datetime) -> str:
    return next_number(IssueYear, prefix_of(this_partnership()), localdate(now).year)
