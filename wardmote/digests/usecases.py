"""Everything that is written about mails: chosen, stopped, sent, come back, looked after."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate, localtime

from wardmote.audit.usecases import record
from wardmote.digests.access import require_member
from wardmote.digests.links import opened, token_for
from wardmote.digests.models import Digest, DigestItem, MailChoice, WardUsual
from wardmote.digests.post import LONGEST, Answer, Post, Told
from wardmote.digests.queries import (
    Member,
    as_it_is_now,
    choice_of,
    mailed_on,
    mailed_to,
    members,
    news_since,
    ward_names,
)
from wardmote.digests.rules import (
    USUAL,
    Became,
    News,
    Often,
    check_choice,
    is_night,
    letter,
    news_for,
    tells_before,
    tells_since,
)
from wardmote.digests.writing import Site, mail_of
from wardmote.kernel.errors import RuleBroken, Stale
from wardmote.people.access import is_officer
from wardmote.people.models import User


@transaction.atomic
def choose(often: str, *, by: User, now: datetime) -> None:
    """A member says how often they want to hear by mail."""
    require_member(by, localdate(now))
    _keep_choice(check_choice(often), by, now)


@transaction.atomic
def set_usual(ward: str, often: Often, *, by: User, now: datetime) -> None:
    """How often the members of a ward hear from now on who have not chosen themselves.

    Each week, as everywhere, ends what was set.
    """
    if not is_officer(by):
        raise PermissionDenied("Only a partnership officer can do this")
    if often is Often.NEVER:
        raise RuleBroken("Only a member can choose never to be mailed", about="often")
    if often is USUAL:
        WardUsual.objects.filter(ward=ward).delete()
    else:
        kept = {"often": often, "since": now}
        WardUsual.objects.update_or_create(ward=ward, defaults=kept)
    record("mail.usual_set", ward, by=by, at=now, often=often)


@transaction.atomic
def stop_by_link(token: str, *, now: datetime) -> None:
    """The same from a mail: never again. RuleBroken where the link is nobody's."""
    _keep_choice(Often.NEVER, opened(token), now)


def _keep_choice(often: Often, person: User, now: datetime) -> None:
    held = MailChoice.objects.select_for_update().filter(person=person).first()
    if held is not None and held.often == often:
        return
    kept = {"often": often, "chosen_at": now}
    if held is not None and held.often == Often.NEVER:
        kept["hears_from"] = now
    MailChoice.objects.update_or_create(person=person, defaults=kept)
    record("mail.chosen", person, by=person, at=now, often=often)


def come_back(message_id: str, address: str, said: str, *, now: datetime) -> None:
    """A mail that had been taken did not reach its address. What is no mail of ours, or has
    come back already, changes nothing."""
    if message_id:
        found = Digest.objects.filter(message_id=message_id, address__iexact=address)
        words = f"{said}"[:LONGEST] or "It came back"
        found.filter(bounced_at=None).update(bounced_at=now, bounce=words)


@transaction.atomic
def settle(digest_id: int, *, went: bool, by: User, now: datetime) -> None:
    """An officer says whether a mail in doubt went. What did not go is in the next mail."""
    if not is_officer(by):
        raise PermissionDenied("Only a partnership officer can do this")
    held = Digest.objects.select_for_update().filter(pk=digest_id).first()
    if held is None or held.mailed.became(now) is not Became.IN_DOUBT:
        raise Stale("This mail is not in doubt any more")
    if went:
        held.sent_at = now
        held.save(update_fields=["sent_at"])
    else:
        held.delete()
    record("mail.settled", held.to, by=by, at=now, on=held.on.isoformat(), went=went)


def send_digests(site: Site, post: Post, *, now: datetime) -> Counter[Answer]:
    """Send every mail that is due, each exactly once however many run at a time.

    A mail and what is in it are written down before it is handed over; whoever wrote it down
    sends it, nobody else. Where it is not known whether it went, it is not sent again. A run
    can last: what is withdrawn meanwhile, and whoever chooses otherwise, is left out.
    """
    at = localtime(now)
    told: Counter[Answer] = Counter()
    for member, since, before, news in _due(at):
        theirs = news_for(member.reader, news, since=since, before=before)
        if not theirs:
            continue
        post.open()
        theirs = news_for(member.reader, as_it_is_now(theirs), since=since, before=before)
        if not theirs or choice_of(member.person, at.date()) is not member.often:
            continue
        held = _claim(member, theirs, now)
        if held is not None:
            told[_send(held, member, theirs, site, post, now)] += 1
    return told


def _due(at: datetime) -> Iterator[tuple[Member, date, date, list[News]]]:
    """Whose mail is due at this local time: of news from a day on and before another."""
    today = at.date()
    have_had = mailed_on(today)
    due = [
        (member, tells_since(today, member.last_on), before)
        for member in members(today)
        if member.person.pk not in have_had
        and (before := tells_before(member.often, at, member.last_on)) is not None
    ]
    if not due:
        return
    earliest = min(since for _, since, _ in due)
    news = news_since(earliest)
    mailed = mailed_to([member.person for member, _, _ in due], earliest)
    for member, since, before in due:
        reader = replace(member.reader, mailed=mailed[member.person.pk])
        yield replace(member, reader=reader), since, before, news


def _claim(member: Member, news: list[News], now: datetime) -> Digest | None:
    """Write down that this mail is ours to send; None where another has done so."""
    try:
        with transaction.atomic():
            held = Digest.objects.create(
                to=member.person,
                on=localdate(now),
                often=member.often,
                address=member.person.email,
                begun_at=now,
            )
            DigestItem.objects.bulk_create(
                DigestItem(digest=held, to=member.person, release_id=one.pk) for one in news
            )
    except IntegrityError:
        return None
    return held


def _send(
    held: Digest, member: Member, news: list[News], site: Site, post: Post, now: datetime
) -> Answer:
    names = ward_names(member.reader.wards)
    words = letter(news, names)
    mail = mail_of(words, member.often, held.address, token_for(member.person), site)
    return keep_answer(held, post.hand_over(mail), now=now)


def take_day(person: User, *, now: datetime) -> Digest | None:
    """Write down that the one mail of today to this member is another than news.

    None where they are not to be mailed: they chose never to be, have had their mail today,
    or it is night.
    """
    often = choice_of(person, localdate(now))
    if often is Often.NEVER or is_night(localtime(now)):
        return None
    try:
        with transaction.atomic():
            return Digest.objects.create(
                to=person,
                on=localdate(now),
                often=often,
                address=person.email,
                begun_at=now,
                is_question=True,
            )
    except IntegrityError:
        return None


def keep_answer(held: Digest, told: Told, *, now: datetime) -> Answer:
    """What the mail server said to a mail; what it did not take is as if never begun."""
    this = Digest.objects.filter(pk=held.pk)
    if told.answer is Answer.TAKEN:
        this.update(sent_at=now, message_id=told.message_id)
    elif told.answer is Answer.REFUSED:
        this.update(bounced_at=now, bounce=told.said)
    elif told.answer is Answer.NOT_NOW:
        this.delete()
    return told.answer
