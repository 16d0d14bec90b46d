"""Invitations: written with the deed that calls for them, and each mailed once.

One mail for each person, so that nobody reads another's address. It says which group meets,
when and where, and has the calendar entry; not a word of the agenda.
"""

from collections.abc import Callable
from datetime import datetime

from django.core.mail import EmailMultiAlternatives
from django.utils.timezone import localdate

from wardmote.groups.queries import sittings
from wardmote.kernel.periods import day_words
from wardmote.meetings.drawn import Letter, invitation
from wardmote.meetings.models import Invitation, Meeting
from wardmote.meetings.rules import Asking, State
from wardmote.people.models import User
from wardmote.people.reminding import mail_each

CALENDAR = "text/calendar; method={}; charset=utf-8"


def write_invitations(meeting: Meeting, *, now: datetime) -> None:
    """Ask everybody who sits on the group that day; who was asked and no longer sits there,
    or everybody when the meeting is called off, is told that it is off for them.

    What waited for these people and has not been mailed says less than this, and goes.
    """
    edition = meeting.editions.count()
    if not edition:
        return
    seated = {one.person for one in sittings(meeting.on, groups=[meeting.group_id])}
    told = _last_told(meeting)
    is_off = meeting.state == State.CALLED_OFF
    wanted = {} if is_off else dict.fromkeys(seated, Asking.REQUEST)
    for person, asking in told.items():
        if person not in wanted and asking is Asking.REQUEST:
            wanted[person] = Asking.CANCEL
    meeting.invitations.filter(mailed_at=None).delete()
    active = User.objects.filter(pk__in=wanted, is_active=True)
    Invitation.objects.bulk_create(
        Invitation(
            meeting=meeting,
            to=person,
            asking=wanted[person.pk],
            edition=edition,
            sequence=meeting.version,
            written_at=now,
        )
        for person in active
    )


def _last_told(meeting: Meeting) -> dict[int, Asking]:
    """What each person was mailed last."""
    mailed = meeting.invitations.exclude(mailed_at=None).order_by("sequence")
    return {one.to_id: Asking(one.asking) for one in mailed}


def mail_invitations(
    *, sender: str, now: datetime, address_of: Callable[[Meeting], str]
) -> int:
    """Mail what waits, each exactly once however many run at a time; how many.

    One that could not be sent is tried again by the next run, until the day of the meeting.
    """
    waiting = Invitation.objects.filter(to__is_active=True, meeting__on__gte=localdate(now))
    waiting = waiting.select_related("to", "meeting__group")
    return mail_each(
        waiting, lambda one: _letter(one, address_of(one.meeting), sender).send(), now=now
    )


def _letter(one: Invitation, url: str, sender: str) -> EmailMultiAlternatives:
    meeting, asking = one.meeting, Asking(one.asking)
    entry = invitation(
        meeting,
        url,
        Letter(one.to.email, str(one.to), sender, asking, one.sequence, one.written_at),
    ).decode()
    mail = EmailMultiAlternatives(_subject(one), _body(one, url), sender, [one.to.email])
    mail.attach_alternative(entry, CALENDAR.format(asking.upper()))
    return mail


def _subject(one: Invitation) -> str:
    what = "Invitation" if one.asking == Asking.REQUEST else "Called off"
    return f"{what}: {one.meeting.group}, {day_words(one.meeting.on)}"


def _body(one: Invitation, url: str) -> str:
    meeting = one.meeting
    if one.asking == Asking.CANCEL:
        return (
            f"The meeting of the {meeting.group} on {day_words(meeting.on)} does not take "
            "place, or you no longer sit on the group. Take it out of your calendar.\n"
        )
    where = meeting.place or "Remotely: its page says how"
    return (
        f"The {meeting.group} meets on {day_words(meeting.on)} at {meeting.starts_at:%H:%M}.\n"
        f"{meeting.get_mode_display()}. {where}\n\n"
        f"The agenda and the papers that are for you, after signing in:\n{url}\n\n"
        "If you cannot come, tell the partnership office.\n"
    )
