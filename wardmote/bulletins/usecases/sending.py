"""Mailing what is published, each letter once; leaving the list and coming back."""

from datetime import datetime
from smtplib import SMTPRecipientsRefused

from django.db import transaction
from django.urls import reverse

from wardmote.audit.usecases import record
from wardmote.bulletins.letters import letter
from wardmote.bulletins.models import Letter, Unsubscribed
from wardmote.bulletins.queries import reading_of_release
from wardmote.bulletins.reading import Reading
from wardmote.people.models import User
from wardmote.people.reminding import mail_each

SAID = 200


def mail_letters(*, sender: str, now: datetime) -> int:
    """Mail what waits, each exactly once however many run at a time; how many went.

    Nothing goes of what has been withdrawn or corrected since, nor to whoever has left the
    list. What a server will not take for one address is kept with what it said.
    """
    left = Unsubscribed.objects.values("person")
    waiting = Letter.objects.filter(
        to__is_active=True, release__withdrawn_at=None, release__superseded_by=None
    )
    waiting = waiting.exclude(to__in=left).select_related("to", "release")
    readings: dict[int, Reading] = {}

    def send(one: Letter) -> None:
        if one.release_id not in readings:
            readings[one.release_id] = reading_of_release(one.release)
        page = reverse("public-bulletin", args=[one.bulletin_id])
        try:
            letter(readings[one.release_id], page, one.to, one.why, sender).send()
        except SMTPRecipientsRefused as refusal:
            said = "; ".join(str(answer) for answer in refusal.recipients.values())
            Letter.objects.filter(pk=one.pk).update(refused=said[:SAID] or "refused")

    return mail_each(waiting, send, now=now)


@transaction.atomic
def unsubscribe(person: User, *, now: datetime) -> None:
    """No more bulletins by mail to this person; said again, it stays so."""
    _, is_new = Unsubscribed.objects.get_or_create(person=person, defaults={"at": now})
    if is_new:
        record("bulletins.left", person.pk, by=person, at=now)


@transaction.atomic
def subscribe_again(person: User, *, now: datetime) -> None:
    """They want bulletins after all."""
    gone, _ = Unsubscribed.objects.filter(person=person).delete()
    if gone:
        record("bulletins.joined_again", person.pk, by=person, at=now)
