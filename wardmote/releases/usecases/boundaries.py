"""Telling everyone that wards have changed: a note on each, to its members and the public."""

from datetime import datetime

from django.db import transaction

from wardmote.kernel.actors import Actor
from wardmote.kernel.periods import day_words
from wardmote.places.following import Before, changed_wards, is_elected_by
from wardmote.places.queries import wards
from wardmote.releases.rules import ReleaseKind
from wardmote.releases.usecases.releasing import Draft, release


@transaction.atomic
def tell_of_boundaries(*, by: Actor, now: datetime) -> int:
    """Release what each changed ward was before, once an election by the new boundaries is
    entered; until then they may still change. Returns how many notes are new.

    A note names the old wards too: whoever follows them hears of it.
    """
    if not is_elected_by():
        return 0
    changed = changed_wards()
    names = dict(wards().values_list("code", "name")) if changed else {}
    notes = [_note(code, names[code], was) for code, was in changed.items()]
    return len(release(notes, by=by, now=now))


def _note(code: str, name: str, was: Before) -> Draft:
    before = [
        {"code": one.code, "name": one.name, "share": round(one.share, 3)} for one in was.parts
    ]
    return Draft(
        kind=ReleaseKind.BOUNDARIES,
        slot=f"{ReleaseKind.BOUNDARIES} {code}",
        title=f"{name} has new boundaries since {day_words(was.since)}",
        content={
            "ward": {"code": code, "name": name},
            "since": was.since.isoformat(),
            "wards": before,  # that it was
            "by_residents": was.by_residents,
        },
        source="election",
        wards=tuple(sorted({code, *(one.code for one in was.parts)})),
        material=True,
    )
