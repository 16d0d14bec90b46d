"""Mailing the question: once to each member, on a day of no other mail to them, never to
whoever chose never."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from wardmote.digests.links import token_for as stop_token
from wardmote.digests.models import Digest
from wardmote.digests.post import Answer, Post
from wardmote.digests.queries import never_mailed
from wardmote.digests.usecases import keep_answer, take_day
from wardmote.kernel.periods import day_words
from wardmote.pulse.links import token_for
from wardmote.pulse.models import PulseQuestion
from wardmote.pulse.rules import QUESTION


@dataclass(frozen=True, slots=True)
class Addresses:
    """Whole addresses: a mail has no page to be relative to. Each is made from a token."""

    sender: str
    answer: Callable[[str], str]
    stop: Callable[[str], str]


def mail_questions(addresses: Addresses, *, now: datetime) -> int:
    """Mail what has not gone out, each exactly once however many run at a time; how many went.

    Who has answered by page is not mailed. Who has had a mail today is mailed on a later day;
    so is everybody while the mail server is not there.
    """
    rows = list(_waiting(now).select_related("to", "pulse"))
    if not rows:
        return 0
    post, sent = Post(), 0
    try:
        for one in rows:
            post.open()
            held = _claim(one, now)
            if held is not None:
                told = post.hand_over(_mail(one, held.address, addresses))
                sent += keep_answer(held, told, now=now) is Answer.TAKEN
    finally:
        post.close()
    return sent


def _waiting(now: datetime) -> QuerySet[PulseQuestion]:
    return PulseQuestion.objects.filter(
        mail=None,
        mailed_at=None,
        pulse__closes_on__gte=localdate(now),
        answer=None,
        to__is_active=True,
    ).exclude(to__in=never_mailed(localdate(now)))


def _claim(one: PulseQuestion, now: datetime) -> Digest | None:
    """Write down that this mail is ours to send; None where another has, or none may go."""
    with transaction.atomic():
        held = take_day(one.to, now=now)
        if held is None:
            return None
        this = PulseQuestion.objects.filter(pk=one.pk, mail=None, mailed_at=None)
        if this.update(mail=held):
            return held
        held.delete()
        return None


def _mail(one: PulseQuestion, to: str, addresses: Addresses) -> EmailMultiAlternatives:
    stop = addresses.stop(stop_token(one.to))
    return EmailMultiAlternatives(
        QUESTION,
        _body(one, addresses.answer(token_for(one)), stop),
        addresses.sender,
        [to],
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )


def _body(question: PulseQuestion, link: str, stop: str) -> str:
    quarter = question.pulse.period.words
    return (
        f"{QUESTION}\n\n"
        f"It is the one question of {quarter}, and takes ten seconds. Answer here, without "
        f"signing in:\n{link}\n\n"
        f"You can answer, and change your answer, until "
        f"{day_words(question.pulse.closes_on)}. The link is for you alone; opening it "
        "changes nothing.\n\n"
        "The partnership officer sees your answer with your name. The Board sees the "
        "district’s score and which wards would like to hear more, and never what you said.\n\n"
        f"Stop these mails, this question and news alike: {stop}\n"
    )
