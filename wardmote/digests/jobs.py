"""Sending the mails that are due: by the command, or by the worker every few minutes."""

from collections import Counter

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import now

from wardmote.digests.post import Answer, Post
from wardmote.digests.usecases import send_digests
from wardmote.digests.writing import Site
from wardmote.partnership.queries import this_partnership


def site() -> Site:
    """Our addresses, whole: a mail has no page to be relative to."""

    def address(name: str, *parts: str) -> str:
        return f"{settings.ADDRESS}{reverse(name, args=parts)}"

    return Site(
        sender=settings.DEFAULT_FROM_EMAIL,
        partnership=this_partnership().name,
        my_ward=address("my-ward"),
        choose=address("mail-choice"),
        meetings=address("public-meetings"),
        published=address("public-reports"),
        stop=lambda token: address("mail-stop", token),
    )


def send_waiting() -> Counter[Answer]:
    """Send what is due now."""
    post = Post()
    try:
        return send_digests(site(), post, now=now())
    finally:
        post.close()
