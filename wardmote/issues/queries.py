"""Reads of issues that span models."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from wardmote.issues.models import Clearance, Hop, Issue, PartnerText, Update
from wardmote.issues.rules import DEED_TITLES, Deed
from wardmote.places.queries import wards
from wardmote.releases.models import Release
from wardmote.releases.queries import editions, standing
from wardmote.releases.rules import Audience, ReleaseKind


def partner_text(issue: Issue) -> PartnerText | None:
    """What stands for partners now."""
    return issue.partner_texts.select_related("by").first()


def wards_of(issue: Issue) -> list[tuple[str, str]]:
    """(code, name) of the wards that it is about."""
    names = dict(wards().values_list("code", "name"))
    return [(one.code, names.get(one.code, one.code)) for one in issue.wards.all()]


def released(issue: Issue, audience: Audience) -> QuerySet[Release]:
    """What stands for these readers."""
    return standing().filter(
        kind=ReleaseKind.ISSUE, slot=f"issue {issue.number}", audience=audience
    )


def earlier_texts(issue: Issue) -> list[PartnerText]:
    """What stood for partners before, the newest first; they may read what all may now."""
    return list(issue.partner_texts.select_related("by")[1:])


def earlier_released(issue: Issue) -> list[tuple[Release, Clearance | None]]:
    """What later words replaced and nobody took back, with who wrote and cleared it."""
    slot = f"issue {issue.number}"
    found = [one for to in Audience for one in editions(slot, to)[1:]]
    by = {
        one.release: one
        for one in issue.clearances.filter(
            release__in=[each.pk for each in found]
        ).select_related("by", "ruled_by")
    }
    return [(one, by.get(one.pk)) for one in found]


def withdrawn(issue: Issue) -> QuerySet[Release]:
    """What was let out and taken back, newest first."""
    found = Release.objects.filter(kind=ReleaseKind.ISSUE, slot=f"issue {issue.number}")
    return found.exclude(withdrawn_at=None).order_by("-withdrawn_at")


def open_issues_in(code: str) -> QuerySet[Issue]:
    """What is being worked on in a ward, for readers of partners' pages."""
    found = Issue.objects.filter(wards__code=code, closed_at=None)
    return found.select_related("holder").order_by("pk")


def sent_by(issues: QuerySet[Issue], groups: Iterable[int], person: int) -> QuerySet[Issue]:
    """Those that these groups passed on or this person raised, and others have now."""
    mine = list(groups)
    sent = Q(hops__giver__in=mine) | Q(raised_by=person)
    return issues.filter(sent).exclude(holder__in=mine).distinct()


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an issue's journey as a reader may see it.

    `words` is what was said; where that is restricted and not theirs to read, a step that
    moved the issue is shown without it (`is_withheld`) and an update not at all.
    """

    at: datetime
    by: str
    organisation: str
    deed: Deed
    words: str
    giver: str = ""
    taker: str = ""
    is_restricted: bool = False
    is_withheld: bool = False

    @property
    def title(self) -> str:
        if self.deed is Deed.PASS:
            return f"Passed from {self.giver} to {self.taker}"
        return DEED_TITLES[self.deed]


def journey(issue: Issue, opened: dict[int, str]) -> list[Step]:
    """Every step in the order in which it was taken, whatever the clock said.

    `opened`: the restricted texts that this reader may see, by number.
    """
    hops = iter(issue.hops.select_related("giver", "taker"))
    return [
        _step(one, next(hops) if one.deed == Deed.PASS else None, opened)
        for one in issue.updates.select_related("by", "organisation")
        if _may_tell(one, opened)
    ]


def _may_tell(update: Update, opened: dict[int, str]) -> bool:
    is_open = update.restricted is None or update.restricted in opened
    return is_open or update.deed != Deed.UPDATE


def _step(update: Update, hop: Hop | None, opened: dict[int, str]) -> Step:
    words = hop.reason if hop else update.text
    secret = opened.get(update.restricted) if update.restricted is not None else None
    return Step(
        update.at,
        str(update.by),
        str(update.organisation or ""),
        Deed(update.deed),
        words if secret is None else secret,
        giver=str(hop.giver) if hop else "",
        taker=str(hop.taker) if hop else "",
        is_restricted=secret is not None,
        is_withheld=_is_withheld(update, secret),
    )


def _is_withheld(update: Update, secret: str | None) -> bool:
    """Words there must be, and are not shown. Whoever raises an issue need say none."""
    return update.restricted is not None and secret is None and update.deed != Deed.RAISE
