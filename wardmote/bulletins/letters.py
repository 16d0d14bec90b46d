"""A published bulletin as mail: plain text and the same as HTML, plain links, no pictures.

One click takes whoever gets it off the list, by the header that mail programs show as a
button (RFC 8058) and by a link at its foot.
"""

from collections.abc import Iterable
from textwrap import fill

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from wardmote.bulletins.reading import Reading
from wardmote.bulletins.rules import Span
from wardmote.kernel.errors import RuleBroken
from wardmote.partnership.queries import this_partnership
from wardmote.people.models import User

SALT = "wardmote.bulletins.letters"
WIDTH = 72  # of a line of plain text; an address stays whole
GONE = "It is not whole. Open the link in the mail again, or tell the partnership’s officer"


def token_for(person: User) -> str:
    """What stands in the address that takes this person off the list. It never runs out."""
    return signing.dumps(person.pk, salt=SALT)


def person_of(token: str) -> User:
    """Whose it is. RuleBroken where it is nobody's."""
    try:
        pk = signing.loads(token, salt=SALT)
    except signing.BadSignature as wrong:
        raise RuleBroken(GONE) from wrong
    found = User.objects.filter(pk=pk).first()
    if found is None:
        raise RuleBroken(GONE)
    return found


def whole(address: str) -> str:
    """A mail has no page to be relative to."""
    return f"{settings.ADDRESS}{address}" if address.startswith("/") else address


def letter(
    reading: Reading, page: str, person: User, why: str, sender: str
) -> EmailMultiAlternatives:
    """The mail to one person; `page`: where it stands for everybody."""
    leave = whole(reverse("bulletin-unsubscribe", args=[token_for(person)]))
    headers = {
        "List-Unsubscribe": f"<{leave}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    mail = EmailMultiAlternatives(
        reading.title,
        text_of(reading, page, why, leave),
        sender,
        [person.email],
        headers=headers,
    )
    mail.attach_alternative(html_of(reading, page, why, leave), "text/html")
    return mail


def html_of(reading: Reading, page: str, why: str, leave: str) -> str:
    """A whole small page without a style, so that each program shows it as its reader likes."""
    context = {
        "body": body_of(reading, page),
        "title": reading.title,
        "why": why,
        "leave": leave,
        "partnership": this_partnership(),
    }
    return render_to_string("bulletins/letter.html", context)


def body_of(reading: Reading, page: str) -> str:
    """What stands between its beginning and its foot, as the preview shows it, too."""
    parts = [(one, whole(one.page) if one.page else "") for one in reading.parts]
    links = [(words, whole(address)) for words, address in reading.links]
    context = {"reading": reading, "parts": parts, "links": links, "page": whole(page)}
    return render_to_string("bulletins/_letter_body.html", context)


def text_of(reading: Reading, page: str, why: str, leave: str) -> str:
    """The same in plain text: each address on a line of its own."""
    ours = this_partnership()
    lines = [reading.title, ""]
    if reading.what_changed:
        lines += [f"Corrected: {reading.what_changed}", ""]
    lines += [*_paragraphs(reading.introduction)]
    for part in reading.parts:
        if part.is_gone:
            continue
        if part.is_apart:
            lines += ["* * *", ""]
        if part.heading:
            lines += [part.heading, "-" * min(len(part.heading), 60)]
        lines += [*_paragraphs(part.paragraphs)]
        if part.page:
            lines += ["More:" if part.paragraphs else "Read it:", whole(part.page), ""]
    for words, address in reading.links:
        lines += [f"{words}:", whole(address), ""]
    lines += ["Read it on the web:", whole(page), "", "-- ", _sent_to(ours.name, why)]
    if ours.contact:
        lines += [f"Contact: {ours.contact}"]
    return "\n".join([*lines, "No more bulletins by mail:", leave, ""])


def _sent_to(name: str, why: str) -> str:
    return f"Sent by {name}. You get it as {why}." if why else f"Sent by {name}."


def _paragraphs(paragraphs: Iterable[tuple[Span, ...]]) -> Iterable[str]:
    for spans in paragraphs:
        words = "".join(span.text for span in spans)
        yield fill(words, WIDTH, break_long_words=False, break_on_hyphens=False)
        yield ""
