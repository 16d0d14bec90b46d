"""Entering organisations, naming them anew, and saying which one is the host."""

from datetime import datetime

from django.db import transaction

from wardmote.audit.usecases import record
from wardmote.kernel.actors import Actor
from wardmote.kernel.errors import RuleBroken
from wardmote.people.models import Organisation


@transaction.atomic
def add_organisation(name: str, *, by: Actor, now: datetime) -> Organisation:
    """A body that works in the partnership. RuleBroken for no name, or one that is there."""
    made = Organisation.objects.create(name=_free_name(name))
    record("organisation.added", made.pk, by=by, at=now, name=made.name)
    return made


@transaction.atomic
def change_organisation(
    organisation_id: int, *, name: str, is_host: bool, by: Actor, now: datetime
) -> Organisation:
    """Another name; or it is (or is no longer) the host, which one organisation is."""
    found = Organisation.objects.select_for_update().get(pk=organisation_id)
    before = (found.name, found.is_host)
    if is_host:
        Organisation.objects.filter(is_host=True).exclude(pk=found.pk).update(is_host=False)
    found.name, found.is_host = _free_name(name, but=found), is_host
    found.save(update_fields=["name", "is_host"])
    record(
        "organisation.changed",
        found.pk,
        by=by,
        at=now,
        before=before,
        name=found.name,
        host=is_host,
    )
    return found


def named_organisation(name: str) -> Organisation | None:
    """The organisation of this name, however it is written in capitals and spaces."""
    return Organisation.objects.filter(name__iexact=" ".join(name.split())).first()


def _free_name(name: str, but: Organisation | None = None) -> str:
    name = " ".join(name.split())[:120]
    if not name:
        raise RuleBroken("Enter the organisation’s name", about="name")
    there = named_organisation(name)
    if there is not None and there != but:
        raise RuleBroken(f"{there} is there already", about="name")
    return name
