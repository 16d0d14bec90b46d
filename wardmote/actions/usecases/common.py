"""What every deed on an action begins and ends with."""

from datetime import datetime

from wardmote.actions.due import Due, DueKind, latest_day, settled_on
from wardmote.actions.models import Action, MeetingDay
from wardmote.actions.queries import WITH
from wardmote.actions.rules import Deed, State, after, check_words
from wardmote.audit.usecases import record
from wardmote.groups.naming import check_names_no_person
from wardmote.kernel.errors import Stale
from wardmote.people.models import User


def held_action(action_id: int, version: int | None = None) -> Action:
    """The action, locked. Stale if a page showed an older `version`."""
    found = Action.objects.select_for_update(of=("self",)).select_related(*WITH)
    action = found.get(pk=action_id)
    if version is not None and version != action.version:
        raise Stale(
            "Somebody has changed this action since you opened the page. See what they did, "
            "then do yours again if it still makes sense"
        )
    return action


def done_to(
    action: Action,
    deed: Deed,
    words: str = "",
    *,
    by: User,
    now: datetime,
    about: str = "",
    checked: bool = True,
) -> Action:
    """Keep a deed: the state it leads to, what was said, and the audit entry.

    RuleBroken where it cannot be done now, lacks its reason, or may name a person.
    """
    state = after(State(action.state), deed)
    check_words(deed, words)
    check_names_no_person(words, checked, "words")
    action.state = state
    action.reported_at = (action.reported_at or now) if state is State.REPORTED else None
    if state in (State.ACCEPTED, State.DROPPED):
        action.ended_at = now
    action.version += 1
    action.save()
    noted(action, deed, words, by=by, now=now, about=about)
    return action


def noted(
    action: Action, deed: Deed, words: str = "", *, by: User, now: datetime, about: str = ""
) -> None:
    """Keep what was said in the action's history, and that it was in the audit trail."""
    action.progress.create(deed=deed, words=words.strip(), about=about[:300], at=now, by=by)
    record(f"action.{deed.value}", action.subject, by=by, at=now, number=action.number)


def set_due(action: Action, due: Due) -> None:
    """Write down when it is due, and the day that this means as far as is known today."""
    action.due_kind, action.due_day = due.kind, due.day
    action.due_month = str(due.month) if due.month else ""
    action.due_group_id, action.due_body = due.group, due.body
    action.due_meeting = None
    settle_due(action)


def settle_due(action: Action) -> None:
    """Work out the day anew from the days on which the group meets."""
    due = action.due
    if due.kind in (DueKind.NEXT, DueKind.MEETING):
        days = list(MeetingDay.objects.filter(group=due.group))
        settled = settled_on(due, [one.on for one in days], action.recorded_on)
        action.due_meeting = next((one for one in days if one.on == settled), None)
        action.due_on = latest_day(due, settled)
    else:
        action.due_on = latest_day(due)
