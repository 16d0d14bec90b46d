"""Links by mail for Members and clerks: asked for, sent, used once.

The page that asks never looks for the account: it writes down the address and leaves the
rest to a background job. So nobody can tell from the answer, or from how long it took,
whether there is an account.
"""

import secrets
from datetime import datetime

from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate

from wardmote.audit.usecases import record
from wardmote.kernel.errors import RuleBroken
from wardmote.partnership.queries import this_partnership
from wardmote.people.models import User
from wardmote.people.usecases import digest_of
from wardmote.signin.access import may_come_by_mail
from wardmote.signin.models import MailLink
from wardmote.signin.queries import providers
from wardmote.signin.rules import (
    MAIL_LINK_LIVES,
    MAIL_LINKS_EACH,
    MAIL_LINKS_FROM_ONE_PLACE,
    MAIL_LINKS_IN_ALL,
    provider_for,
)

MAIL = """Use this link to sign in to {name}:

{link}

It works once, for {minutes} minutes. The page asks you to press a button.

If you did not ask for it, delete this mail: nobody can sign in without the link.
"""


class AskedTooOften(RuleBroken):
    """Too many links from one place, whosever they are: it may be said aloud."""


@transaction.atomic
def ask_for_link(email: str, *, now: datetime, asked_from: str = "") -> MailLink | None:
    """Write down that somebody asked; None if this address has asked often enough.

    `asked_from`: the network address of whoever asks, where it is known. AskedTooOften if
    too many came from there.
    """
    MailLink.objects.filter(asked_at__lt=now - 4 * 24 * MAIL_LINK_LIVES).delete()
    recent = MailLink.objects.filter(asked_at__gt=now - MAIL_LINK_LIVES)
    here = recent.filter(asked_from=asked_from)
    if asked_from and here.count() >= MAIL_LINKS_FROM_ONE_PLACE:
        raise AskedTooOften(
            "Too many links have been asked for from your network. Wait 15 minutes, then ask "
            "again, or ask your partnership officer for a one-time link"
        )
    if recent.count() >= MAIL_LINKS_IN_ALL:
        return None
    address = email.strip().lower()
    if recent.filter(email=address).count() >= MAIL_LINKS_EACH:
        return None
    return MailLink.objects.create(email=address, asked_from=asked_from, asked_at=now)


def send_link(asked: int, *, site: str, now: datetime) -> bool:
    """Mail the link, if the address belongs to somebody who may come in by it."""
    with transaction.atomic():
        link = MailLink.objects.select_for_update().filter(pk=asked, digest=None).first()
        if link is None or link.asked_at + MAIL_LINK_LIVES <= now:
            return False
        person = User.objects.filter(email__iexact=link.email, is_active=True).first()
        if person is None or provider_for(link.email, providers()):
            return False
        if not may_come_by_mail(person, localdate(now)):
            return False
        token = secrets.token_urlsafe(32)
        link.person, link.digest = person, digest_of(token)
        link.save(update_fields=["person", "digest"])
        record("sign_in.link_sent", person.pk, by=person, at=now)
    _mail(person, site.rstrip("/") + reverse("mail-link", args=[token]))
    return True


def _mail(person: User, address: str) -> None:
    name = this_partnership().name
    minutes = int(MAIL_LINK_LIVES.total_seconds() // 60)
    text = MAIL.format(name=name, link=address, minutes=minutes)
    send_mail(f"Sign in to {name}", text, None, [person.email])


def open_mail_link(token: str, *, now: datetime) -> MailLink:
    """The link with this token, still good. RuleBroken otherwise."""
    found = MailLink.objects.select_related("person").filter(digest=digest_of(token)).first()
    is_good = (
        found is not None
        and found.used_at is None
        and found.asked_at + MAIL_LINK_LIVES > now
        and found.person is not None
        and may_come_by_mail(found.person, localdate(now))
    )
    if found is None or not is_good:
        raise RuleBroken("This link has been used or is out of date. Ask for a new one")
    return found


@transaction.atomic
def take_mail_link(token: str, *, now: datetime) -> User:
    """Use the link up; whoever it was sent to. RuleBroken if it was used meanwhile."""
    link = MailLink.objects.select_for_update().get(pk=open_mail_link(token, now=now).pk)
    if link.used_at is not None or link.person is None:
        raise RuleBroken("This link has been used. Ask for a new one")
    link.used_at = now
    link.save(update_fields=["used_at"])
    return link.person
