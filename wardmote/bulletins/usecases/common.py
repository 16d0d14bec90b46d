"""What every change of a draft begins with."""

from datetime import datetime

from django.utils.timezone import localdate

from wardmote.bulletins.access import check_editor
from wardmote.bulletins.models import Bulletin
from wardmote.bulletins.rules import State
from wardmote.kernel.errors import RuleBroken, Stale
from wardmote.kernel.personal import check_points_to_nobody
from wardmote.partnership.queries import this_partnership
from wardmote.people.models import Organisation, User
from wardmote.places.models import Place


def held(pk: int, *, by: User, now: datetime) -> Bulletin:
    """The bulletin, locked, for an officer."""
    check_editor(by, localdate(now))
    return Bulletin.objects.select_for_update(of=("self",)).get(pk=pk)


def draft(pk: int, version: int, *, by: User, now: datetime) -> Bulletin:
    """The draft, locked. RuleBroken once it is published; Stale if it is not the `version`
    that the page showed."""
    found = held(pk, by=by, now=now)
    if found.state != State.DRAFT:
        raise RuleBroken("This bulletin is published. Begin a correction to change it")
    if found.version != version:
        raise Stale("The bulletin has changed since you opened this page. Read it again")
    return found


def changed(bulletin: Bulletin, *fields: str) -> None:
    """Keep the change; pages that show what was before are stale from now on."""
    bulletin.version += 1
    bulletin.save(update_fields=["version", *fields])


def check_names_nobody(text: str, checked: bool, about: str) -> None:
    """Refuse words that may point to a person until somebody says that they have checked."""
    if checked:
        return
    ours = this_partnership()
    known = [
        ours.name,
        ours.district_name,
        *Place.objects.values_list("name", flat=True).distinct(),
        *Organisation.objects.values_list("name", flat=True),
    ]
    check_points_to_nobody(text, known, about=about)
