"""Who may read and act on actions. The narrowest post wins; what one may not see is a 404.

signed agencies      every action: its text is partner text
councillors          the actions of the groups they sit on that were recorded at a meeting or
                     in the group's log: text, owner, day and ticks. Nothing that comes from an
                     issue: of that they read what a meeting minutes, in its own words
the group, officer   record actions
its owner, officer   say how far it is; an organisation's people tick its part
officer, chair       another day or owner, accept, send back, drop
"""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.timezone import localdate

from wardmote.actions.models import Action, Share
from wardmote.actions.queries import answers, bodies_of, shown
from wardmote.agreements.access import may_read_partner
from wardmote.groups.access import acts_as_officer
from wardmote.groups.queries import sittings
from wardmote.groups.rules import CHAIRS
from wardmote.people.models import User
from wardmote.places.queries import is_councillor

#: recorded before the group itself; whatever comes from elsewhere is partner text alone
OF_THE_GROUP = Q(source="") | Q(source__startswith="meeting ")


@dataclass(frozen=True, slots=True)
class Reader:
    """What one person may read of actions on one day, and where they may act."""

    user: User
    reads_partner_text: bool
    is_officer: bool
    is_councillor: bool
    groups: frozenset[int]
    chairs: frozenset[int]
    bodies: frozenset[int]


def reader_of(user: User, on: date | None = None) -> Reader:
    """This person as a reader today (or on another day)."""
    day = on or localdate()
    seats = sittings(day, person=user) if user.is_active else []
    return Reader(
        user,
        may_read_partner(user, day),
        acts_as_officer(user, day),
        is_councillor(user, day),
        frozenset(one.group for one in seats),
        frozenset(one.group for one in seats if one.role in CHAIRS),
        frozenset(bodies_of(user, day)),
    )


def readable(reader: Reader) -> QuerySet[Action]:
    """The actions that this person may read."""
    found = shown(Action.objects.all())
    if reader.reads_partner_text:
        return found
    if reader.user.is_active and reader.is_councillor:
        return found.filter(OF_THE_GROUP, group__in=reader.groups)
    return found.none()


def action_for(user: User, number: str, on: date | None = None) -> tuple[Action, Reader]:
    """The action, for those who may read it; for others a 404, as if there were none."""
    reader = reader_of(user, on)
    action = readable(reader).filter(number=number).first()
    if action is None:
        raise Http404
    return action, reader


def reads_actions(reader: Reader) -> bool:
    """Whether there is any action that they could ever read."""
    councillor = reader.user.is_active and reader.is_councillor
    return reader.reads_partner_text or (councillor and bool(reader.groups))


def may_record(reader: Reader, group: int) -> bool:
    """Sits on the group and reads partner text, or runs the office."""
    return reader.reads_partner_text and (reader.is_officer or group in reader.groups)


def answers_for(reader: Reader, action: Action) -> bool:
    """Is its owner, or acts for the organisation that is, today."""
    return reader.user.is_active and answers(action, reader.user, reader.bodies)


def may_tell(reader: Reader, action: Action) -> bool:
    """Says how far it is: who answers for it, and the officer."""
    return answers_for(reader, action) or (reader.is_officer and reader.reads_partner_text)


def may_tick(reader: Reader, share: Share) -> bool:
    """Acts for the organisation whose part it is, or runs the office."""
    ours = reader.user.is_active and share.organisation_id in reader.bodies
    return ours or (reader.is_officer and reader.reads_partner_text)


def may_settle(reader: Reader, action: Action) -> bool:
    """Speaks for the action's meeting: the officer, and the group's chair and vice-chair."""
    return reader.reads_partner_text and (reader.is_officer or action.group_id in reader.chairs)


def require(is_allowed: bool, else_said: str) -> None:
    if not is_allowed:
        raise PermissionDenied(else_said)
