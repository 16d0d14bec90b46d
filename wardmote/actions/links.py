"""The link in a reminder: bound to one person and one action, signed, good for four weeks.

Opening it changes nothing (mail scanners open links); its page has one button. It needs no
sign-in, so the page tells the number and the day and not a word of the action.
"""

from datetime import date, timedelta
from enum import StrEnum

from django.core import signing

from wardmote.actions.models import Action
from wardmote.actions.queries import answers, bodies_of, parts_of, shown
from wardmote.actions.rules import State
from wardmote.kernel.errors import RuleBroken
from wardmote.people.models import User

SALT = "wardmote.actions.links"
LINK_LIVES = timedelta(days=28)
GONE = "It has run out or is not whole. Sign in and open your actions, or ask the officer"


def token_for(action: Action, person: User) -> str:
    """What stands in the address of their link."""
    return signing.dumps([action.pk, person.pk], salt=SALT)


def opened(token: str, on: date) -> tuple[Action, User]:
    """Whose link it is and for which action. RuleBroken where it cannot be used (any more)."""
    try:
        action_id, person_id = signing.loads(token, salt=SALT, max_age=LINK_LIVES)
    except signing.BadSignature as wrong:
        raise RuleBroken(GONE) from wrong
    action = shown(Action.objects.filter(pk=action_id)).first()
    person = User.objects.filter(pk=person_id, is_active=True).first()
    if action is None or person is None:
        raise RuleBroken(GONE)
    if action.state == State.OPEN and not _answers(action, person, on):
        raise RuleBroken("Somebody else has this action now. You need do nothing")
    return action, person


class Asks(StrEnum):
    """What the page behind a link has to say."""

    IS_IT_DONE = "done"  # to its owner
    IS_YOUR_PART = "part"  # to an organisation that has a part of it
    NOTHING_YET = "parts"  # to its owner, while organisations have parts to do
    NOTHING_MORE = "told"
    PART_IS_TICKED = "ticked"  # nothing more to an organisation that had a part


def asks(action: Action, person: User, on: date) -> Asks:
    """What stands behind a link that holds, on this day."""
    parts = parts_of(action, person, on)
    if parts:
        waits = action.state == State.OPEN and not all(one.ticked_at for one in parts)
        return Asks.IS_YOUR_PART if waits else Asks.PART_IS_TICKED
    if action.state != State.OPEN:
        return Asks.NOTHING_MORE
    waits = any(one.ticked_at is None for one in action.shares.all())
    return Asks.NOTHING_YET if waits else Asks.IS_IT_DONE


def _answers(action: Action, person: User, on: date) -> bool:
    bodies = bodies_of(person, on)
    return answers(action, person, bodies) or any(
        one.organisation_id in bodies for one in action.shares.all()
    )
