"""Reminders 30, 14 and 0 days before a signature or a review is due: written once, mailed
once."""

from datetime import date, datetime, timedelta

from django.core.mail import send_mail
from django.db import transaction

from wardmote.agreements.models import Chase, ReviewChase
from wardmote.agreements.queries import PartyLine, chases_due, reviews_due
from wardmote.agreements.rules import chase_day
from wardmote.audit.usecases import record
from wardmote.kernel.actors import Actor
from wardmote.kernel.periods import day_words
from wardmote.people.models import User
from wardmote.people.reminding import mail_each
from wardmote.people.rules import Role

#: a reminder that could not be mailed for so long is old news
MAILED_WITHIN = timedelta(days=3)


@transaction.atomic
def write_chases(*, on: date, by: Actor, now: datetime) -> list[Chase | ReviewChase]:
    """Write today's reminders to signatories and officers; a second run writes none."""
    officers = list(User.objects.filter(role=Role.OFFICER, is_active=True))
    made: list[Chase | ReviewChase] = _write_reviews(officers, on=on, now=now)
    for line, due_on, days in chases_due(on):
        for person in _people(line, officers):
            chase, is_new = Chase.objects.get_or_create(
                party=line.party,
                to=person,
                due_on=due_on,
                days=days,
                defaults={"written_at": now},
            )
            made += [chase] * is_new
    if made:
        record("agreements.chased", "reminders", by=by, at=now, written=len(made))
    return made


def _write_reviews(
    officers: list[User], *, on: date, now: datetime
) -> list[Chase | ReviewChase]:
    """The same of versions that are to be reviewed, to the officers."""
    made: list[Chase | ReviewChase] = []
    for version in reviews_due(on):
        assert version.review_on is not None
        days = chase_day(version.review_on, on)
        assert days is not None
        for person in officers:
            chase, is_new = ReviewChase.objects.get_or_create(
                version=version,
                to=person,
                due_on=version.review_on,
                days=days,
                defaults={"written_at": now},
            )
            made += [chase] * is_new
    return made


def _people(line: PartyLine, officers: list[User]) -> list[User]:
    signatory = line.party.signatory
    named = [signatory] if signatory is not None and signatory.is_active else []
    return list(dict.fromkeys([*named, *officers]))


def mail_chases(*, sender: str, now: datetime) -> int:
    """Mail the reminders that have not gone out, each exactly once however many run.

    The mail names no place and no person.
    """
    lately = Chase.objects.filter(written_at__gte=now - MAILED_WITHIN)
    waiting = lately.select_related("to", "party__organisation", "party__agreement")

    def send(one: Chase) -> None:
        send_mail(_subject(one), _body(one), sender, [one.to.email])

    def send_review(one: ReviewChase) -> None:
        words = f"“{one.version.agreement}” is to be reviewed by {day_words(one.due_on)}"
        told = (
            f"{words}.\n\nSign in to Wardmote and open “Agreements”: enter a new version, or "
            "say that it was reviewed and when it is to be reviewed again."
        )
        send_mail(words, told, sender, [one.to.email])

    reviews = ReviewChase.objects.filter(written_at__gte=now - MAILED_WITHIN)
    reviews = reviews.select_related("to", "version__agreement")
    return mail_each(waiting, send, now=now) + mail_each(reviews, send_review, now=now)


def _subject(chase: Chase) -> str:
    day = f"{day_words(chase.due_on)}"
    return " ".join(f"Please sign by {day}: {chase.party.agreement}".split())


def _body(chase: Chase) -> str:
    party = chase.party
    return (
        f"{party.organisation} is asked to sign “{party.agreement}” by "
        f"{day_words(chase.due_on)}.\n\n"
        "Sign in to Wardmote and open “Your sharing agreements”, or ask the partnership "
        "officer for the form on paper.\n\n"
        "Until it is signed your people may lose sight of what partners share. In an "
        "emergency, share by phone."
    )
