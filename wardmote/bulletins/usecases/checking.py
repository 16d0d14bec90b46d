"""Asking the outside links of a bulletin, because an officer pressed the button."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from wardmote.audit.usecases import record
from wardmote.bulletins.access import check_editor
from wardmote.bulletins.asking import Answer, ask
from wardmote.bulletins.models import Bulletin, LinkCheck
from wardmote.bulletins.reading import content_of, outside_links
from wardmote.people.models import User


@transaction.atomic
def order_check(pk: int, *, by: User, now: datetime) -> list[str]:
    """Which addresses will be asked; who had them asked is kept."""
    check_editor(by, localdate(now))
    found = Bulletin.objects.get(pk=pk)
    addresses = outside_links(content_of(found))
    record("bulletin.links_asked", found.pk, by=by, at=now, addresses=addresses)
    return addresses


def check_links_of(
    pk: int, *, clock: Callable[[], datetime], asks: Callable[[str], Answer] = ask
) -> int:
    """Ask each outside address of the bulletin once, and keep what it answered and when."""
    found = Bulletin.objects.filter(pk=pk).first()
    if found is None:  # thrown away meanwhile
        return 0
    addresses = outside_links(content_of(found))
    found.checks.exclude(address__in=addresses).delete()
    for address in addresses:
        answer = asks(address)
        LinkCheck.objects.update_or_create(
            bulletin=found,
            address=address,
            defaults={"at": clock(), "is_fine": answer.is_fine, "said": answer.said[:200]},
        )
    return len(addresses)
