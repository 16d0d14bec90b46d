"""Coming in, being refused, and going out: what is kept of each."""

from datetime import datetime

from django.db import transaction

from wardmote.audit.usecases import record
from wardmote.kernel.actors import Machine
from wardmote.people.models import User
from wardmote.signin.models import Session

STRANGER = Machine("somebody at the sign-in page")


def note_sign_in(user: User, *, how: str, second: str, now: datetime) -> None:
    """Somebody is in: by what, and with which second factor."""
    Session.objects.filter(expire_date__lt=now).delete()
    record("sign_in.done", user.pk, by=user, at=now, how=how, second=second)


def note_refusal(email: str, *, how: str, closed: bool, now: datetime) -> None:
    """A password or code was wrong; `closed`: it was one too many.

    An address nobody has is not written down (it may be a mistyped password), but the
    same is done for it, so that the time taken tells nothing.
    """
    user = User.objects.filter(email__iexact=email.strip()).first()
    subject = user.pk if user else "unknown"
    record("sign_in.refused", subject, by=STRANGER, at=now, how=how)
    if closed:
        record("sign_in.locked", subject, by=STRANGER, at=now, how=how)


@transaction.atomic
def sign_out_everywhere(user: User, *, now: datetime) -> int:
    """End every session of this person. Returns how many there were."""
    ended, _ = Session.objects.filter(person=user).delete()
    record("sign_in.ended", user.pk, by=user, at=now, sessions=ended)
    return ended
