"""Mailing what is published, each letter once; leaving the list and coming back."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from wardmote.audit.usecases import record
from wardmote.bulletins.letters import letter
from wardmote.bulletins.models import Letter, Unsubscribed
from wardmote.bulletins.queries import reading_of_release
from wardmote.bulletins.rules import BEGUN, BROKE_OFF
from wardmote.digests.post import Answer, Post
from wardmote.people.models import User
from wardmote.releases.queries import standing

SAID = 200


def mail_letters(*, sender: str, now: datetime) -> int:
    """Mail what waits, each exactly once however many run at a time; how many went.

    Nothing goes of what has been withdrawn or corrected since, nor to whoever has left the
    list. What a server refuses for good, or may have taken, is kept with what it said; what
    it certainly did not take waits for the next run, and so does the rest while no server is
    there.
    """
    rows = list(_waiting().select_related("to", "release"))
    if not rows:
        return 0
    post, sent = Post(), 0
    try:
        for one in rows:
            post.open()
            sent += _hand_over(one, post, sender, now)
    finally:
        post.close()
    return sent


def _hand_over(one: Letter, post: Post, sender: str, now: datetime) -> bool:
    """Whether this run mailed it."""
    if not claim(one.pk, now):
        return False
    reading = reading_of_release(one.release)
    page = reverse("public-bulletin", args=[one.bulletin_id])
    told = post.hand_over(letter(reading, page, one.to, one.why, sender))
    this = Letter.objects.filter(pk=one.pk)
    match told.answer:
        case Answer.TAKEN:
            this.update(refused="")
        case Answer.REFUSED:
            this.update(refused=told.said[:SAID] or "refused")
        case Answer.IN_DOUBT:
            this.update(refused=BROKE_OFF)
        case Answer.NOT_NOW:
            this.update(mailed_at=None, refused="")
    return told.answer is Answer.TAKEN


def _waiting() -> QuerySet[Letter]:
    """What may go: no join, so that a claim is one UPDATE that looks at the letter itself."""
    return Letter.objects.filter(
        mailed_at=None,
        to__in=User.objects.filter(is_active=True).values("pk"),
        release__in=standing().values("pk"),
    ).exclude(to__in=Unsubscribed.objects.values("person"))


def claim(letter_id: int, now: datetime) -> bool:
    """Whether it is for this run to mail it: of any two that ask, one is told so.

    Should this run end before the mail is handed over, `BEGUN` stays.
    """
    return bool(_waiting().filter(pk=letter_id).update(mailed_at=now, refused=BEGUN))


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
