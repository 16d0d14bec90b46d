"""The form of a survey, signed: whether it is one of ours, when it was opened, sent once."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.core import signing

from wardmote.kernel.errors import RuleBroken, Stale
from wardmote.surveys.rules import FORM_LIVES, QUICKEST

SALT = "wardmote.surveys.form"
OLD = "This page was open for too long. Your answers are still here: please send them again"
QUICK = "That was very quick. Please look through your answers and send them again"


def form_token(survey: int, now: datetime) -> str:
    """What a form carries: its survey, a number of its own, and when it was opened."""
    said = [survey, secrets.token_urlsafe(12), int(now.timestamp())]
    return signing.dumps(said, salt=SALT)


def form_digest(token: str, survey: int, now: datetime) -> str:
    """What is kept of the form. Stale where it is too old or not ours; RuleBroken if
    nobody can have read it yet."""
    try:
        of, number, opened = signing.loads(token, salt=SALT)
    except signing.BadSignature as wrong:
        raise Stale(OLD) from wrong
    age = timedelta(seconds=int(now.timestamp()) - opened)
    if of != survey or age > FORM_LIVES:
        raise Stale(OLD)
    if age < QUICKEST:
        raise RuleBroken(QUICK)
    return sha256(number.encode()).hexdigest()
