"""Putting right what an issue is said to be: its title, theme, places and who leads."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from wardmote.actions.usecases.recording import name_source_anew
from wardmote.groups.naming import check_names_no_person
from wardmote.issues.access import Reader, reader_of
from wardmote.issues.models import Issue, IssueWard
from wardmote.issues.rules import Deed, Reach, check_about
from wardmote.issues.usecases.common import held_issue, kept
from wardmote.issues.usecases.raising import check_ours
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.themes import Theme
from wardmote.people.models import Organisation, User
from wardmote.places.models import Place
from wardmote.places.rules import Kind


@dataclass(frozen=True, slots=True)
class Correction:
    """What an issue is about, as it should have been said."""

    title: str
    theme: Theme
    reach: Reach
    lead: Organisation
    wards: tuple[str, ...] = ()
    checked: bool = False


@transaction.atomic
def correct_issue(
    issue_id: int, said: Correction, version: int, *, by: User, now: datetime
) -> Issue:
    """Put right what the issue is about; what was said before stays in its journey.

    A closed issue, too. What was released is not touched. Raises PermissionDenied, Stale
    or RuleBroken, having changed nothing.
    """
    issue = held_issue(issue_id, version, by=by, now=now)
    held = {one.code for one in issue.wards.all()}
    _check(said, held, issue)
    _check_lead(reader_of(by, localdate(now)), issue, said.lead)
    before = dict(_differing(issue, said, held))
    if not before:
        raise RuleBroken("Nothing is different. Change what is wrong, or go back")
    issue.title, issue.theme = said.title.strip(), said.theme
    issue.reach, issue.lead = said.reach, said.lead
    IssueWard.objects.filter(issue=issue).exclude(code__in=said.wards).delete()
    added = sorted(set(said.wards) - held)
    IssueWard.objects.bulk_create(IssueWard(issue=issue, code=code) for code in added)
    name_source_anew(issue.subject, f"{issue.number} {issue.title}")
    words = "\n".join(f"{what} before: {was}" for what, was in before.items())
    kept(issue, Deed.CORRECT, words, by=by, now=now, details={"changed": sorted(before)})
    return issue


def _check(said: Correction, held: set[str], issue: Issue) -> None:
    if not said.title.strip():
        raise RuleBroken("Enter a title", about="title")
    check_about(said.reach, said.wards)
    check_ours(set(said.wards) - held)
    if said.title.strip() != issue.title:
        check_names_no_person(said.title, said.checked, "title")


def _check_lead(reader: Reader, issue: Issue, lead: Organisation) -> None:
    """Whose agreement has lapsed opens no texts to themselves by taking the lead."""
    is_shut = any(one.until is not None for one in reader.reach.values())
    if lead.pk != issue.lead_id and is_shut:
        raise RuleBroken(
            "Your organisation’s agreement has lapsed. Ask the officer to say who leads",
            about="lead",
        )


def _differing(issue: Issue, said: Correction, held: set[str]) -> Iterator[tuple[str, str]]:
    """(what is corrected, what it was)."""
    if said.title.strip() != issue.title:
        yield "Title", f"“{issue.title}”"
    if said.theme != issue.theme:
        yield "About", issue.get_theme_display()
    if said.reach != issue.reach or set(said.wards) != held:
        yield "Where", ", ".join(_names(held)) or issue.get_reach_display()
    if said.lead.pk != issue.lead_id:
        yield "Led by", str(issue.lead)


def _names(codes: set[str]) -> list[str]:
    """As wards were called last, whatever edition they stand in."""
    found = Place.objects.filter(code__in=codes, edition__kind=Kind.WARD)
    names = dict(found.order_by("edition__name").values_list("code", "name"))
    return sorted(names.get(code, code) for code in codes)
