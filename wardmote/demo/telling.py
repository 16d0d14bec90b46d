"""The demo's bulletins: one about Longmere is published, one for the district is a draft."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from wardmote.bulletins.models import Bulletin
from wardmote.bulletins.queries import Proposed, proposed
from wardmote.bulletins.rules import AreaKind
from wardmote.bulletins.usecases.composing import Words, add_link, begin, pick, write
from wardmote.bulletins.usecases.composing import write_paragraph as paragraph
from wardmote.bulletins.usecases.publishing import give_bulletin_notice, publish_bulletin
from wardmote.bulletins.wording import KINDS
from wardmote.demo.district import DemoFiles
from wardmote.demo.stage import Stage
from wardmote.people.models import User
from wardmote.releases.rules import ReleaseKind

NOTICE = timedelta(days=14)  # three clear working days fit in, even at Christmas
INTRODUCTION = (
    "Burglary has been rising in Longmere since the spring. These are the police’s published "
    "figures, and what you can do yourself."
)
ADVICE = (
    "Lock sheds and garages even while you are at home, and mark tools and bicycles. If you "
    "see somebody trying doors, ring 999; tell 101 what can wait."
)
TOLD = (ReleaseKind.AREA, ReleaseKind.FIGURES, ReleaseKind.ISSUE, ReleaseKind.FLAGS)


def write_bulletins(files: DemoFiles, now: datetime) -> None:
    """The first is published after its councillors had it; nothing is mailed."""
    if Bulletin.objects.exists():
        return
    stage = Stage(now)
    priya, ward = stage.who("priya"), stage.ward("Longmere")
    first = now - timedelta(hours=2)
    made = _compose(priya, first, AreaKind.WARDS, [ward], "Burglary in Longmere")
    give_bulletin_notice(made.pk, _version(made), by=priya, now=first - NOTICE)
    publish_bulletin(made.pk, _version(made), by=priya, now=first, seen=True)
    draft = begin(AreaKind.DISTRICT, [], by=priya, now=now - timedelta(hours=1))
    said = Words("Winter news from Wendle Vale", "What changes this winter, ward by ward.")
    write(draft.pk, said, _version(draft), by=priya, now=now)


def _compose(
    priya: User, at: datetime, kind: AreaKind, codes: list[str], title: str
) -> Bulletin:
    made = begin(kind, codes, by=priya, now=at)
    write(made.pk, Words(title, INTRODUCTION), _version(made), by=priya, now=at, checked=True)
    items = [one.release for one in _wanted(proposed(made))]
    pick(made.pk, items, _version(made), by=priya, now=at)
    paragraph(made.pk, ADVICE, _version(made), by=priya, now=at, checked=True)
    words, address = "Street by street, on police.uk", "https://www.police.uk/"
    add_link(made.pk, words, address, _version(made), by=priya, now=at)
    return made


def _wanted(found: list[Proposed]) -> Iterator[Proposed]:
    """The newest of each kind that the story tells."""
    for kind in TOLD:
        yield from [one for one in found if one.kind == KINDS[kind]][:1]


def _version(bulletin: Bulletin) -> int:
    """What a page opened now would show."""
    bulletin.refresh_from_db()
    return bulletin.version
