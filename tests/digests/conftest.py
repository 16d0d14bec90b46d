"""Three councillors of two wards, and what is released about them."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from wardmote.digests.post import Post
from wardmote.digests.usecases import choose, send_digests
from wardmote.digests.writing import Site
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.places.models import Edition, Place
from wardmote.releases.rules import Audience, ReleaseKind
from wardmote.releases.usecases import Draft, release

LONDON = ZoneInfo("Europe/London")
SITE = Site(
    sender="us@wendle.example",
    partnership="Wendle Vale Partnership",
    my_ward="https://wendle.example/my-ward/",
    choose="https://wendle.example/my-ward/mail/",
    meetings="https://wendle.example/minutes/",
    published="https://wendle.example/published/",
    stop="https://wendle.example/my-ward/mail/link/{}/".format,
)


def at(day, hour=9, minute=0, month=11, year=2026):
    """Local time; 2 November 2026 is a Monday."""
    return datetime(year, month, day, hour, minute, tzinfo=LONDON)


def out(slot="issue 1", wards=("E1",), *, on, title="Lamps at the station", **more):
    """Release one thing; other words each time."""
    given = {"kind": ReleaseKind.ISSUE, "audience": Audience.PUBLIC, "material": True} | more
    content = {"number": slot, "text": f"said at {on}"}
    draft = Draft(slot=slot, title=title, content=content, source=slot, wards=wards, **given)
    (made,) = release([draft], by=COMMAND_LINE, now=on)
    return made


def send(now, post=None):
    """Run the job once; how many mails were taken, refused ..."""
    return send_digests(SITE, post or Post(), now=now)


@pytest.fixture
def wards(db):
    edition = Edition.objects.create(kind="ward", name="2025-05", imported_at=at(1))
    for code, name in ("E1", "Longmere"), ("E2", "Newbridge"):
        Place.objects.create(edition=edition, code=code, name=name)


@pytest.fixture
def amos(wards, make_person, represent):
    """Councillor of Longmere, who hears at once."""
    person = make_person("Amos")
    represent(person, "E1")
    choose("at once", by=person, now=at(1, month=10))
    return person


@pytest.fixture
def nia(wards, make_person, represent):
    """Councillor of Newbridge, who has not chosen: each week."""
    person = make_person("Nia")
    represent(person, "E2")
    return person
