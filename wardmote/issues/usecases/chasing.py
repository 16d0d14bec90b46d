"""Words that wait for a second person: whoever may clear them is mailed, once each.

At once whoever sits on the group that has the issue or works for the organisation that leads
on it; after two days the officers too.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime

from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from wardmote.audit.usecases import record
from wardmote.groups.queries import sittings
from wardmote.issues.access import reader_of
from wardmote.issues.clearing import is_escalated, may_rule
from wardmote.issues.models import Clearance, ClearanceLetter
from wardmote.issues.usecases.releasing import second_of
from wardmote.kernel.actors import Actor
from wardmote.people.models import User
from wardmote.people.reminding import mail_each
from wardmote.people.rules import Role


@transaction.atomic
def write_clearance_letters(*, by: Actor, now: datetime) -> list[ClearanceLetter]:
    """Write what is to be mailed now; a second run writes none."""
    made = []
    for held in Clearance.objects.filter(ruling="").select_related("issue"):
        for person in _told(held, now):
            letter, is_new = ClearanceLetter.objects.get_or_create(
                clearance=held, to=person, defaults={"written_at": now}
            )
            made += [letter] * is_new
    if made:
        record("clearances.chased", "letters", by=by, at=now, written=len(made))
    return made


def _told(held: Clearance, now: datetime) -> Iterator[User]:
    """Who may clear these words, is to hear of it by now, and has not."""
    today, is_late = localdate(now), is_escalated(held.at, now)
    for person in _near(held, today).exclude(pk__in=held.letters.values("to")):
        reader = reader_of(person, today)
        second = second_of(reader, held.issue)
        is_near = second.holds_seat or second.leads or is_late
        if reader.reads_partner_text and is_near and may_rule(second, held.by_id):
            yield person


def _near(held: Clearance, today: date) -> QuerySet[User]:
    """Of the group, of the organisation that leads, of the office."""
    seated = {one.person for one in sittings(today, groups=[held.issue.holder_id])}
    near = Q(pk__in=seated) | Q(organisation=held.issue.lead_id) | Q(role=Role.OFFICER)
    return User.objects.filter(near, is_active=True).order_by("pk")


def mail_clearance_letters(
    *, sender: str, now: datetime, address_of: Callable[[Clearance], str]
) -> int:
    """Mail the letters whose words still wait, each exactly once however many run.

    `address_of` makes the link. The mail has the number, and not a word of the text.
    """
    waiting = ClearanceLetter.objects.filter(clearance__ruling="", to__is_active=True)

    def send(one: ClearanceLetter) -> None:
        number = one.clearance.issue.number
        link = address_of(one.clearance)
        send_mail(_subject(number), _body(number, link), sender, [one.to.email])

    return mail_each(waiting.select_related("to", "clearance__issue"), send, now=now)


def _subject(number: str) -> str:
    return f"{number}: words wait for a second person"


def _body(number: str, link: str) -> str:
    return (
        f"Words about issue {number} are to be released, and wait for a second person. You "
        f"are one of those who may read and clear them, after signing in:\n{link}\n\n"
        "Whoever of you comes first decides. This is said once."
    )
