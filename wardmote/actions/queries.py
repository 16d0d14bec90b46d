"""Reads of actions that span models."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from wardmote.actions.models import Action, MeetingDay, Share
from wardmote.actions.rules import LIVE, Chasing, State
from wardmote.groups.models import Group
from wardmote.groups.queries import sittings
from wardmote.partnership.queries import this_partnership
from wardmote.people.models import User

#: what every line that shows an action needs
WITH = ("group", "owner", "owner_body", "due_group", "due_meeting")


def shown(found: QuerySet[Action]) -> QuerySet[Action]:
    """With everything that a line about an action shows, in few questions."""
    return found.select_related(*WITH).prefetch_related("shares__organisation")


def live() -> QuerySet[Action]:
    """Every action that its meeting has not accepted or dropped, the first due first."""
    return shown(Action.objects.filter(state__in=LIVE))


def open_actions(group: Group) -> QuerySet[Action]:
    """What a group's next meeting lists: open and reported done, the first due first."""
    return live().filter(group=group)


def reported_done(group: Group) -> QuerySet[Action]:
    """What waits for a group's meeting to accept it or send it back."""
    return live().filter(group=group, state=State.REPORTED)


def overdue(today: date) -> QuerySet[Action]:
    """Open actions whose day has gone by."""
    return live().filter(state=State.OPEN, due_on__lt=today)


def without_owner() -> QuerySet[Action]:
    """Open actions that nobody answers for: no owner, and no organisation has a part."""
    return live().filter(state=State.OPEN, owner=None, owner_body=None, shares=None)


def from_source(reference: str) -> QuerySet[Action]:
    """What came of a meeting or an issue ("issue 12"), in the order it was recorded."""
    return shown(Action.objects.filter(source=reference)).order_by("pk")


def bodies_of(person: User, on: date) -> set[int]:
    """The organisations that somebody acts for: their own, and those they sit for."""
    sits_for = {one.organisation for one in sittings(on, person=person)}
    return {one for one in (person.organisation_id, *sits_for) if one is not None}


def answers(action: Action, person: User, bodies: Container[int | None]) -> bool:
    """Whether the person, or an organisation they act for, is its owner."""
    return action.owner_id == person.pk or action.owner_body_id in bodies


def actions_of(person: User, on: date) -> QuerySet[Action]:
    """Live actions that this person, or an organisation they act for, answers for."""
    theirs = Q(owner=person) | Q(owner_body__in=bodies_of(person, on))
    return live().filter(theirs)


def shares_of(person: User, on: date) -> QuerySet[Share]:
    """Parts not ticked yet of the organisations they act for."""
    found = Share.objects.filter(
        organisation__in=bodies_of(person, on), ticked_at=None, action__state=State.OPEN
    )
    return found.select_related(
        "organisation", "action__group", "action__due_group", "action__due_meeting"
    ).order_by("action__due_on", "pk")


def meeting_days(group: int) -> list[date]:
    """The days on which a group meets or met, as far as it was told."""
    return list(MeetingDay.objects.filter(group=group).values_list("on", flat=True))


def chasing() -> Chasing:
    """When owners are reminded, by the partnership's settings."""
    ours = this_partnership()
    return Chasing(
        tuple(ours.action_remind_before), ours.action_remind_after, ours.action_remind_every
    )


@dataclass(frozen=True, slots=True)
class Answering:
    """Who answers for an action today, as people that can be told."""

    action: Action
    people: tuple[User, ...]
    for_share: bool = False


def answering(action: Action, on: date) -> Answering:
    """The owner; or of the owning organisation, or of those whose part is not ticked yet,
    whoever sits on the group for them, else all their people."""
    if action.owner is not None:
        return Answering(action, (action.owner,) if action.owner.is_active else ())
    if action.owner_body_id is not None:
        return Answering(action, _people_of({action.owner_body_id}, action.group_id, on))
    missing = {one.organisation_id for one in action.shares.all() if one.ticked_at is None}
    people = [
        one for body in sorted(missing) for one in _people_of({body}, action.group_id, on)
    ]
    return Answering(action, tuple(dict.fromkeys(people)), for_share=bool(missing))


def _people_of(bodies: Iterable[int], group: int, on: date) -> tuple[User, ...]:
    wanted = set(bodies)
    seated = {one.person for one in sittings(on, groups=[group]) if one.organisation in wanted}
    found = User.objects.filter(is_active=True)
    return tuple(
        found.filter(pk__in=seated) if seated else found.filter(organisation__in=wanted)
    )


def parts_of(action: Action, person: User, on: date) -> list[Share]:
    """The parts of organisations that they act for; none for its owner, who reports it done."""
    bodies = bodies_of(person, on)
    if answers(action, person, bodies):
        return []
    return [one for one in action.shares.all() if one.organisation_id in bodies]
