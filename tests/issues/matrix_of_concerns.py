"""Who tells the PSG something and who hears it: the matrix's questions on concerns."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from unittest.mock import patch

from tests.conftest import NOW
from tests.issues.stage import BOARD, DATA, PSG, TASKING, WARD, World
from wardmote.agreements.models import Safeguards
from wardmote.groups.models import Group, Seat
from wardmote.groups.rules import GroupKind, SeatRole
from wardmote.issues import hearing
from wardmote.issues.access import reader_of
from wardmote.issues.concerns import Onward
from wardmote.issues.models import Concern
from wardmote.issues.usecases.concerns import tell_psg
from wardmote.kernel.periods import Month
from wardmote.people.models import User

Question = Callable[[World, Any], Any]
LATE = NOW + timedelta(days=28)


def _told(world: World) -> Concern:
    """Amos has told the PSG something; Tomas chairs it, Both the T&CG."""
    Safeguards.objects.update(concerns_on=True)
    chairs = (("Tomas", PSG), ("Both", TASKING))
    for name, kind in chairs:
        held = Seat.objects.filter(person=world.people[name], group=world.groups[kind])
        held.update(role=SeatRole.CHAIR)
    return tell_psg("Words", [f"ward:{WARD}"], by=world.people["Amos"], now=NOW)


def _sent(world: World) -> Concern:
    held = _told(world)
    held.sent_to, held.sent_at = Onward.CHAIR, NOW
    held.save()
    return held


def _asked(
    question: Callable[[World, Any, Concern], Any], begin: Callable[[World], Concern] = _told
) -> Question:
    def ask(world: World, who: Any) -> Any:
        return question(world, who, begin(world)) if isinstance(who, User) else "-"

    return ask


def _heard(world: World, who: Any, held: Concern) -> str:
    found = hearing.heard_concern(who, held.receipt, NOW)
    return f"{'opens' if found.opens else 'shut'}{' as chair' if found.is_chair else ''}"


def _heard_late(world: World, who: Any, held: Concern) -> str:
    return f"{hearing.heard_concern(who, held.receipt, LATE).opens}"


def _without_reach(world: World, who: Any, held: Concern) -> str:
    """A seat is worth nothing without a reach, as while restricted text is off."""
    reader = replace(reader_of(who, NOW.date()), reach={})
    return f"{hearing.opens_words(reader, held, NOW)}"


def _erased(world: World, who: Any, held: Concern) -> str:
    held.restricted, held.erased_at = None, NOW
    held.save()
    return _heard(world, who, held)


def _unread(world: World, who: Any, held: Concern) -> str:
    """What a seat and a reach are worth without partner text."""
    reader = replace(reader_of(who, Month.of(NOW.date()).first_day), reads_partner_text=False)
    opens = hearing.opens_words(reader, held, NOW)
    return f"{opens} {hearing.hears(reader).count()}"


def _places(world: World, who: Any) -> str:
    found = hearing.places_to_tell_of(who, NOW) if isinstance(who, User) else []
    return " ".join(one.key for one in found)


def _division(world: World, who: Any) -> str:
    """A councillor of a division tells of its wards, a clerk of the parish itself."""
    if not isinstance(who, User):
        return "-"
    who.represents.all().delete()
    said = []
    for office, kind in (("councillor", "division"), ("clerk", "parish"), ("clerk", "ward")):
        who.represents.create(office=office, kind=kind, code=WARD, since=NOW.date())
        wards = (("E05990007", "Seven"), ("E05990008", "Eight"))
        with _touching(wards):
            said.append(_places(world, who))
        who.represents.all().delete()
    return "; ".join(said)


def _touching(wards: tuple[tuple[str, str], ...]) -> Any:
    return patch.object(hearing, "wards_of", lambda kind, code: wards)


def _group(world: World, who: Any) -> str:
    """The oldest open PSG; the next once it is closed; none without any."""
    said = []
    Group.objects.create(name="A second PSG", kind=PSG)
    for _ in range(3):
        found = hearing.hearing_group(NOW)
        said.append(f"{found} {_any(who)}")
        if found:
            Group.objects.filter(pk=found.pk).update(closed_on=NOW.date())
    return ", ".join(said)


def _any(who: Any) -> bool:
    return isinstance(who, User) and hearing.hears_any(reader_of(who, NOW.date()), NOW)


def _chairs(world: World, who: Any, held: Concern) -> str:
    keys = [world.groups[kind].pk for kind in (PSG, TASKING, DATA)]
    return "".join("y" if hearing.chairs(who, key, NOW) else "-" for key in keys)


def _have_chairs(world: World, who: Any, held: Concern) -> str:
    keys = [world.groups[kind].pk for kind in (PSG, DATA, BOARD, GroupKind.TOOLKIT)]
    return "".join("y" if hearing.has_chair(key, NOW) else "-" for key in keys)


def _own_words(world: World, who: Any, held: Concern) -> str:
    said = [
        hearing.shows_own_words(held, at) for at in (NOW, LATE - timedelta(seconds=1), LATE)
    ]
    held.restricted = None
    return f"{[*said, hearing.shows_own_words(held, NOW)]}"


HEARING: dict[str, Question] = {
    "tells of": _places,
    "let tell": lambda world, who: (
        len(hearing.require_teller(who, NOW)) if isinstance(who, User) else "-"
    ),
    "of a division, a parish, a ward's clerk": _division,
    "own": _asked(lambda world, who, held: hearing.own_concern(who, held.receipt) == held),
    "own, of another name": _asked(lambda world, who, held: hearing.own_concern(who, "X")),
    "own ones": _asked(lambda world, who, held: hearing.own_concerns(who).count()),
    "the group": _group,
    "knows of": _asked(
        lambda world, who, held: hearing.hears(reader_of(who, NOW.date())).count()
    ),
    "hears": _asked(_heard),
    "without reach": _asked(_without_reach),
    "hears none": _asked(lambda world, who, held: hearing.heard_concern(who, "X", NOW)),
    "hears what went to the chair": _asked(_heard, _sent),
    "hears too late": _asked(_heard_late),
    "hears what is erased": _asked(_erased),
    "without partner text": _asked(_unread),
    "chairs": _asked(_chairs),
    "there are chairs": _asked(_have_chairs),
    "own words": _asked(_own_words),
}
