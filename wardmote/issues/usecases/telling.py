"""What is said of an issue: updates, its texts, and where the people are worked on."""

from datetime import datetime

from django.db import transaction

from wardmote.groups.naming import check_names_no_person
from wardmote.issues.clearing import check_reference
from wardmote.issues.models import PartnerText, Reference, Update
from wardmote.issues.queries import partner_text
from wardmote.issues.rules import Deed, Level, State, moved
from wardmote.issues.usecases.common import held_issue, kept_at, noted
from wardmote.kernel.errors import RuleBroken, Stale
from wardmote.people.models import User


@transaction.atomic
def tell(
    issue_id: int,
    text: str,
    level: Level,
    *,
    by: User,
    now: datetime,
    checked: bool = False,
) -> Update:
    """Say what was done. Restricted words go to the restricted store and nowhere else.

    Two people may tell at once: nothing is overwritten.
    """
    issue = held_issue(issue_id, None, by=by, now=now)
    moved(State(issue.state), Deed.UPDATE)
    if not text.strip():
        raise RuleBroken("Enter what was done", about="text")
    if level is Level.PARTNER:
        check_names_no_person(text, checked, "text")
    return kept_at(level, issue, Deed.UPDATE, text, by=by, now=now)


@transaction.atomic
def write_partner_text(
    issue_id: int,
    text: str,
    replaces: int,
    *,
    by: User,
    now: datetime,
    checked: bool = False,
) -> PartnerText:
    """Say anew what all signatories may know; the earlier words are kept.

    `replaces` is the text that the page showed: Stale if another stands by now.
    """
    issue = held_issue(issue_id, None, by=by, now=now)
    standing = partner_text(issue)
    if standing is not None and standing.pk != replaces:
        raise Stale(
            "Somebody has rewritten this text since you opened the page. Theirs stands above "
            "yours: put the two together and save again",
            about="text",
        )
    if not text.strip():
        raise RuleBroken("Enter what the problem is", about="text")
    check_names_no_person(text, checked, "text")
    made = PartnerText.objects.create(issue=issue, text=text.strip(), at=now, by=by)
    noted("issue.rewritten", issue, by=by, now=now, text=made.pk)
    return made


@transaction.atomic
def add_reference(
    issue_id: int,
    system: str,
    number: str,
    *,
    by: User,
    now: datetime,
    checked: bool = False,
) -> Reference:
    """Say under which number an agency's own system works on the people concerned."""
    issue = held_issue(issue_id, None, by=by, now=now)
    check_reference(system, number)
    check_names_no_person(system, checked, "system")
    check_names_no_person(number, checked, "number")
    made = Reference.objects.create(
        issue=issue, system=system.strip(), number=number.strip(), by=by, at=now
    )
    noted("issue.referred-to", issue, by=by, now=now)
    return made
