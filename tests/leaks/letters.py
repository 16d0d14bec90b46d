"""Every mail that the product can send, sent once with the canaries in place.

A module that sends mail adds a line to SENDERS; `test_letters.py` fails on one without.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from types import SimpleNamespace
from unittest.mock import patch

from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import override_settings
from django.utils.timezone import localdate
from django.utils.timezone import now as clock

from tests.conftest import NOW
from tests.digests.conftest import SITE
from tests.district import District
from tests.leaks.digests import LATER
from wardmote.actions.models import Action
from wardmote.actions.rules import State
from wardmote.actions.usecases import mail_reminders, write_reminders
from wardmote.agreements.models import Chase, Party
from wardmote.agreements.usecases import mail_chases
from wardmote.bulletins.models import Bulletin, Letter
from wardmote.bulletins.usecases.sending import mail_letters
from wardmote.digests.models import Digest
from wardmote.digests.post import Post
from wardmote.digests.usecases import send_digests
from wardmote.issues.usecases.chasing import mail_clearance_letters, write_clearance_letters
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.meetings.models import Invitation, Meeting
from wardmote.meetings.rules import Asking
from wardmote.meetings.usecases.inviting import mail_invitations
from wardmote.pulse.mailing import Addresses, mail_questions
from wardmote.pulse.models import PulseQuestion
from wardmote.releases.models import Release
from wardmote.releases.rules import ReleaseKind
from wardmote.signin import notices as notices_of_signin
from wardmote.signin.mails import mail_text
from wardmote.signin.models import MailLink
from wardmote.signin.usecases.links import send_link

SENDER = "office@wendle.example"
HERE = "https://wardmote.example"
LONG_AGO = NOW - timedelta(days=9999)


def reminders(district: District) -> None:
    """Of every open action, to whoever answers for it and to the office."""
    for due in set(live_days()):
        write_reminders(on=due, by=COMMAND_LINE, now=NOW)
    mail_reminders(sender=SENDER, now=NOW, address_of=lambda one, token: f"{HERE}/{token}/")


def live_days() -> Iterator:
    held = Action.objects.filter(state=State.OPEN).exclude(due_on=None)
    yield from held.values_list("due_on", flat=True)


def chases(district: District) -> None:
    """For each party's signature."""
    for party in Party.objects.all():
        on = localdate() + timedelta(days=30)
        told = {"party": party, "to": district["officer"], "due_on": on, "days": 30}
        Chase.objects.get_or_create(**told, defaults={"written_at": NOW})
    mail_chases(sender=SENDER, now=NOW)


def invitations(district: District) -> None:
    """To every meeting, and that it is called off; as if all were still to come."""
    for meeting in Meeting.objects.exclude(starts_at=None):
        for sequence, asking in enumerate(Asking, start=900):
            Invitation.objects.create(
                meeting=meeting,
                to=district["board"],
                asking=asking,
                edition=1,
                sequence=sequence,
                written_at=NOW,
            )
    mail_invitations(sender=SENDER, now=LONG_AGO, address_of=lambda one: f"{HERE}/{one.pk}/")


def questions(district: District) -> None:
    """The pulse, to every member."""
    Digest.objects.all().delete()
    PulseQuestion.objects.update(mailed_at=None, mail=None)
    address = f"{HERE}/{{}}/".format
    mail_questions(Addresses(SENDER, address, address), now=NOW)


def links(district: District) -> None:
    """To sign in by."""
    asked = MailLink.objects.create(email=district["own councillor"].email, asked_at=clock())
    assert send_link(asked.pk, site=HERE, now=clock())


def notices(district: District) -> None:
    """That a second step was reset: with the officer's reason, for one person alone."""
    at_once = SimpleNamespace(enqueue=mail_text.call)
    with (
        patch.object(notices_of_signin, "mail_text", at_once),
        override_settings(MAIL_IS_ON=True),
    ):
        notices_of_signin.factor_was_reset(
            district["board"], officer="Priya", reason="A lost phone"
        )


def bulletins(district: District) -> None:
    """Every bulletin that is published."""
    officer = district["officer"]
    for bulletin in Bulletin.objects.all():
        for one in Release.objects.filter(kind=ReleaseKind.BULLETIN, superseded_by=None):
            if one.slot == bulletin.slot:
                told = {"bulletin": bulletin, "why": "a reader", "written_at": NOW}
                Letter.objects.get_or_create(release=one, to=officer, defaults=told)
    Letter.objects.update(mailed_at=None)
    mail_letters(sender=SENDER, now=NOW)


def clearances(district: District) -> None:
    """That words wait, to everybody who may clear them."""
    write_clearance_letters(by=COMMAND_LINE, now=clock() + timedelta(days=3))
    mail_clearance_letters(sender=SENDER, now=NOW, address_of=lambda one: f"{HERE}/{one.pk}/")


def members_mails(district: District) -> None:
    """What members hear, once more."""
    Digest.objects.all().delete()
    send_digests(SITE, Post(), now=LATER)


#: the module that sends -> what makes it
SENDERS: dict[str, Callable[[District], None]] = {
    "wardmote.actions.usecases.chasing": reminders,
    "wardmote.agreements.usecases.chasing": chases,
    "wardmote.bulletins.letters": bulletins,
    "wardmote.digests.writing": members_mails,
    "wardmote.issues.usecases.chasing": clearances,
    "wardmote.meetings.usecases.inviting": invitations,
    "wardmote.pulse.mailing": questions,
    "wardmote.signin.usecases.links": links,
    "wardmote.signin.mails": notices,
}


def sent_by(make: Callable[[District], None], district: District) -> list[str]:
    """What went out: subject and every part, without to whom."""
    mail.outbox.clear()
    make(district)
    return [words_of(one) for one in mail.outbox]


def words_of(letter: EmailMultiAlternatives) -> str:
    """A mail as its reader has it, with its calendar entry and its attachments."""
    more = [str(part) for part in [*getattr(letter, "alternatives", ()), *letter.attachments]]
    told = "\n".join([letter.subject, letter.body, *more])
    for address in letter.recipients():
        told = told.replace(address, "")
    return told
