"""The link in the mail: bound to one member and one question, signed, until it closes.

Opening it changes nothing (mail scanners open links). It needs no sign-in, so its page asks
and never shows what was answered before.
"""

from datetime import date, timedelta

from django.core import signing

from wardmote.kernel.errors import RuleBroken
from wardmote.pulse.access import is_member
from wardmote.pulse.models import PulseQuestion
from wardmote.pulse.rules import OPEN_DAYS, check_open

SALT = "wardmote.pulse.links"
LINK_LIVES = timedelta(days=OPEN_DAYS + 1)
GONE = "It has run out or is not whole. Sign in and open “Pulse”, or ask the officer"


def token_for(question: PulseQuestion) -> str:
    """What stands in the address of their link."""
    return signing.dumps([question.pk, question.to_id], salt=SALT)


def opened(token: str, on: date) -> PulseQuestion:
    """Which question it is. RuleBroken where it cannot be answered (any more)."""
    try:
        question_id, person_id = signing.loads(token, salt=SALT, max_age=LINK_LIVES)
    except signing.BadSignature as wrong:
        raise RuleBroken(GONE) from wrong
    asked = PulseQuestion.objects.filter(pk=question_id, to=person_id)
    question = asked.select_related("pulse", "to", "answer").first()
    if question is None or not is_member(question.to, on):
        raise RuleBroken(GONE)
    check_open(question.pulse.closes_on, on)
    return question
