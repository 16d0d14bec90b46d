"""Reminders before an action is due, on the day, and after it: written once, mailed once."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.core.mail import send_mail
from django.db import transaction
from django.utils.timezone import localdate

from wardmote.actions.links import opened, token_for
from wardmote.actions.models import Action, Reminder
from wardmote.actions.queries import answering, chasing, live, parts_of
from wardmote.actions.rules import Chasing, State, reminder_due, tells_office
from wardmote.actions.usecases.doing import report_done, tick
from wardmote.audit.usecases import record
from wardmote.kernel.actors import Actor
from wardmote.kernel.periods import day_words
from wardmote.people.models import User
from wardmote.people.reminding import mail_each
from wardmote.people.rules import Role

#: a reminder that could not be mailed for so long is old news
MAILED_WITHIN = timedelta(days=3)


@transaction.atomic
def write_reminders(*, on: date, by: Actor, now: datetime) -> list[Reminder]:
    """Write today's reminders to whoever answers; a second run writes none.

    The office is told of what nobody answers for, and of what stays undone.
    """
    when, made = chasing(), []
    officers = list(User.objects.filter(role=Role.OFFICER, is_active=True))
    for action in live().filter(state=State.OPEN, due_on__isnull=False):
        assert action.due_on is not None
        point = reminder_due(action.due_on, on, when)
        if point is None:
            continue
        for person in _told(action, point, officers, when, on):
            reminder, is_new = Reminder.objects.get_or_create(
                action=action,
                to=person,
                due_on=action.due_on,
                point=point,
                defaults={"written_at": now},
            )
            made += [reminder] * is_new
    if made:
        record("actions.reminded", "reminders", by=by, at=now, written=len(made))
    return made


def _told(
    action: Action, point: int, officers: list[User], when: Chasing, on: date
) -> list[User]:
    people = answering(action, on).people
    office = officers if not people or tells_office(point, when) else []
    return list(dict.fromkeys([*people, *office]))


def mail_reminders(
    *, sender: str, now: datetime, address_of: Callable[[Reminder, str], str]
) -> int:
    """Mail what has not gone out, each exactly once however many run at a time.

    `address_of` makes the link from a token. The mail has the number and the day, and not
    a word of the action. One that could not be sent is tried again by the next run.
    """
    waiting = Reminder.objects.filter(
        action__state=State.OPEN, written_at__gte=now - MAILED_WITHIN
    ).select_related("to", "action")

    def send(one: Reminder) -> None:
        link = address_of(one, token_for(one.action, one.to))
        send_mail(_subject(one), _body(one, link), sender, [one.to.email])

    return mail_each(waiting, send, now=now)


def _subject(reminder: Reminder) -> str:
    said = "was due" if reminder.point > 0 else "is due"
    return f"Action {reminder.action.number} {said} on {day_words(reminder.due_on)}"


def _body(reminder: Reminder, link: str) -> str:
    return (
        f"{_subject(reminder)}.\n\n"
        f"If it is done, say so here, without signing in:\n{link}\n\n"
        "If it is not, sign in to Wardmote and say how far it is: it stands under “What "
        "needs you today” and under “Actions”.\n\n"
        "The link is for you alone and works for four weeks. Nothing happens until you press "
        "the button on its page."
    )


@transaction.atomic
def done_by_link(token: str, *, now: datetime) -> Action:
    """The button of a reminder's link: the owner says done, an organisation ticks its part.

    Pressed a second time it changes nothing. RuleBroken where the link cannot be used.
    """
    action, person = opened(token, localdate(now))
    if action.state != State.OPEN:
        return action
    parts = parts_of(action, person, localdate(now))
    if not parts:
        return report_done(action.pk, by=person, now=now)
    for share in parts:
        if share.ticked_at is None:
            tick(share.pk, by=person, now=now)
    action.refresh_from_db()
    return action
