"""Mailing what is published, each letter once; leaving the list and coming back."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from wardmote.audit.usecases import record
from wardmote.bulletins.letters import letter
from wardmote.bulletins.models import Letter, Unsubscribed
from wardmote.bulletins.queries import reading_of_release
from wardmote.bulletins.reading import Reading
from wardmote.digests.post import Answer, Post
from wardmote.people.models import User

SAID = 200


def mail_letters(*, sender: str, now: datetime) -> int:
    """Mail what waits, each exactly once however many run at a time; how many went.

    Nothing goes of what has been withdrawn or corrected since, nor to whoever has left the
    list. What a server refuses for good, or may have taken, is kept with what it said; what
    it certainly did not take waits for the next run, and so does the rest while no server is
    there.
    """
    left = Unsubscribed.objects.values("person")
    waiting = Letter.objects.filter(
        mailed_at=None,
        to__is_active=True,
        release__withdrawn_at=None,
        release__superseded_by=None,
    )
    rows = list(waiting.exclude(to__in=left).select_related("to", "release"))
    if not rows:
        return 0
    readings = {one.release_id: reading_of_release(one.release) for one in rows}
    post, sent = Post(), 0
    try:
        for one in rows:
            post.open()
            sent += _hand_over(one, readings[one.release_id], post, sender, now)
    finally:
        post.close()
    return sent


def _hand_over(one: Letter, reading: Reading, post: Post, sender: str, now: datetime) -> bool:
    """Whether this run mailed it."""
    if not claim(one.pk, now):
        return False
    page = reverse("public-bulletin", args=[one.bulletin_id])
    told = post.hand_over(letter(reading, page, one.to, one.why, sender))
    this = Letter.objects.filter(pk=one.pk)
    match told.answer:
        case Answer.REFUSED:
            this.update(refused=told.said[:SAID] or "refused")
        case Answer.IN_DOUBT:
            this.update(refused="The mail server broke off: it may have gone, or not")
        case Answer.NOT_NOW:
            this.update(mailed_at=None)
    return told.answer is Answer.TAKEN


def claim(letter_id: int, now: datetime) -> bool:
    """Whether it is for this run to mail it: of any two that ask, one is told so."""
    return bool(Letter.objects.filter(pk=letter_id, mailed_at=None).update(mailed_at=now))


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
