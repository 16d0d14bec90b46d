"""The link by which a member stops the mails, without signing in (RFC 8058).

Signed, for one member. It can do one thing, which they can undo, so it does not run out: an
old mail can still be answered. Opening it changes nothing (mail scanners open links).
"""

from django.core import signing

from wardmote.kernel.errors import RuleBroken
from wardmote.people.models import User

SALT = "wardmote.digests.links"
GONE = "It is not whole. Sign in and open “My ward”, or ask the officer"


def token_for(person: User) -> str:
    """What stands in the address of their link."""
    return signing.dumps(person.pk, salt=SALT)


def opened(token: str) -> User:
    """Whose link it is. RuleBroken where it is nobody's."""
    try:
        person_id = signing.loads(token, salt=SALT)
    except signing.BadSignature as wrong:
        raise RuleBroken(GONE) from wrong
    person = User.objects.filter(pk=person_id, is_active=True).first()
    if person is None:
        raise RuleBroken(GONE)
    return person
