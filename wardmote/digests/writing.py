"""The words of a mail, as plain text and as HTML; nothing in it tells who opens it.

Two addresses in it are for everybody alike; one, to stop the mails, is for one member.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from wardmote.digests.rules import HEARS, Letter, Often
from wardmote.releases.rules import ReleaseKind

MARKING = "OFFICIAL"
MEETINGS = (ReleaseKind.AGENDA, ReleaseKind.MINUTES)


@dataclass(frozen=True, slots=True)
class Site:
    """Whole addresses of ours, as a mail has no page to be relative to; who sends it."""

    sender: str
    partnership: str
    my_ward: str
    choose: str
    meetings: str
    published: str
    stop: Callable[[str], str]  # of a token


def links_of(letter: Letter, site: Site) -> list[tuple[str, str]]:
    """(words, address) of where to read it."""
    found = [("Read it on My ward", site.my_ward)]
    if letter.kinds.intersection(MEETINGS):
        found.append(("Agendas and minutes", site.meetings))
    if ReleaseKind.ASSESSMENT in letter.kinds:
        found.append(("What has been published", site.published))
    return found


def mail_of(
    letter: Letter, often: Often, to: str, token: str, site: Site
) -> EmailMultiAlternatives:
    """The mail as it will be handed over."""
    stop = site.stop(token)
    given = {
        "letter": letter,
        "links": links_of(letter, site),
        "hears": HEARS[often],
        "site": site,
        "stop": stop,
        "marking": MARKING,
    }
    made = EmailMultiAlternatives(
        letter.subject,
        _text(letter, HEARS[often], stop, site),
        site.sender,
        [to],
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )
    made.attach_alternative(render_to_string("digests/mail.html", given), "text/html")
    return made


def _text(letter: Letter, hears: str, stop: str, site: Site) -> str:
    lines = "\n".join(f"- {line}" for line in letter.lines)
    links = "\n".join(f"{words}: {address}" for words, address in links_of(letter, site))
    return (
        f"{MARKING}\n\n"
        f"{letter.subject}\n\n"
        f"{lines}\n\n"
        f"{links}\n\n"
        f"{site.partnership} writes to you {hears}.\n"
        f"Choose how often: {site.choose}\n"
        f"Stop these mails: {stop}\n\n"
        "Nobody is told whether you open this mail or its links.\n"
    )
