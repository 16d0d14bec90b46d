"""Three wards, their released figures, and who reads them."""

from dataclasses import replace
from datetime import date

import pytest

from tests.conftest import NOW
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.kernel.periods import Month
from wardmote.people.models import Organisation
from wardmote.places.models import Edition, Election, Place, Shape
from wardmote.releases.queries import NO_LONGER_OURS
from wardmote.releases.rules import Audience, ReleaseKind
from wardmote.releases.usecases import Draft, release, withdraw

MONTHS = [str(Month(2023, 10) + at) for at in range(24)]
WARDS = {"E1": "Longmere", "E2": "Newbridge", "E3": "Harrow Fen"}


@pytest.fixture
def wards(db):
    """Three squares in a row."""
    edition = Edition.objects.create(kind="ward", name="2025-05", imported_at=NOW)
    for at, (code, name) in enumerate(WARDS.items()):
        place = Place.objects.create(edition=edition, code=code, name=name)
        Shape.objects.create(place=place, geometry=square(at, 0, 1))
    return edition


@pytest.fixture
def parish(wards):
    """Longmere Parva lies in Longmere, and a little in Newbridge."""
    edition = Edition.objects.create(kind="parish", name="2025-05", imported_at=NOW)
    place = Place.objects.create(edition=edition, code="P1", name="Longmere Parva")
    Shape.objects.create(place=place, geometry=square(0.5, 0, 0.6))
    return place


def square(x: float, y: float, side: float) -> dict:
    across = [(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)]
    points = [[lon / 10, 52 + lat / 10] for lon, lat in across]
    return {"type": "Polygon", "coordinates": [points]}


def figures(code: str, *, burglary: list[int | None] | None = None, **more) -> Draft:
    content = {
        "ward": {"code": code, "name": WARDS[code]},
        "edition": "2025-05",
        "months": MONTHS,
        "missing_months": [],
        "types": {
            "Burglary": burglary or [2] * 24,
            "Drugs": [1] * 24,
            "Anti-social behaviour": [5] * 24,
        },
        "district": {"Burglary": [9] * 24, "Drugs": [4] * 24},
        "residents": 5000,
        "households": 2100,
        "makeup": {"age 0 to 15": 812, "Gypsy or Irish Traveller": 31},
        "updated_on": "2025-11-02",
        **more,
    }
    return Draft(
        ReleaseKind.FIGURES,
        f"figures {code}",
        f"{WARDS[code]}: police figures to September 2025",
        content,
        "street import",
        wards=(code,),
    )


def parish_figures(*parts: tuple[str, float], outside: float = 0, **more) -> Draft:
    """Longmere Parva, in these wards by these shares of its area."""
    about = {
        "code": "P1",
        "name": "Longmere Parva",
        "boundaries": "2025-05",
        "lies_in": [
            {"code": code, "name": WARDS[code], "share": share} for code, share in parts
        ],
        "outside": outside,
    }
    content = figures("E1").content | {"parish": about, "residents": 600, **more}
    del content["ward"], content["edition"]
    title = "Longmere Parva (parish): police figures to September 2025"
    return Draft(
        *(ReleaseKind.PARISH_FIGURES, "parish_figures P1", title, content, "data.police.uk")
    )


def area(code: str, public_name: str, audience: Audience = Audience.PUBLIC, **more) -> Draft:
    content = {
        "ward": {"code": code, "name": WARDS[code]},
        "quarter": "2025Q2",
        "category": "emerging",
        "public_name": public_name,
        "because": f"Burglary has risen for five months in {WARDS[code]}.",
        "since": "2025Q2",
        **more,
    }
    title = f"{WARDS[code]}: {public_name}"
    return Draft(
        *(ReleaseKind.AREA, f"area {code}", title, content, "report 2025Q2"),
        wards=(code,),
        audience=audience,
    )


def partner(code: str, shown: str, quarter: str = "2025Q2") -> Draft:
    content = {
        "ward": {"code": code, "name": WARDS[code]},
        "dataset": "deliberate-fires",
        "quarter": quarter,
        "shown": shown,
    }
    return Draft(
        ReleaseKind.PARTNER_FIGURES,
        f"partner deliberate-fires {code} {quarter}",
        "Deliberate fires, April to June 2025",
        content,
        "report 2025Q2",
        wards=(code,),
    )


def bulletin(number: int, code: str) -> Draft:
    wards = [{"code": code, "name": WARDS[code]}]
    content = {"bulletin": number, "introduction": [], "wards": wards}
    title = f"Bulletin {number}"
    return Draft(
        *(ReleaseKind.BULLETIN, f"bulletin {number}", title, content, "us"), wards=(code,)
    )


def let_out(*drafts: Draft):
    return release(drafts, by=COMMAND_LINE, now=NOW)


@pytest.fixture
def released(wards):
    """All three wards' police figures: burglary has trebled in Longmere."""
    return let_out(figures("E1", burglary=[4] * 12 + [12] * 12), figures("E2"), figures("E3"))


@pytest.fixture
def redrawn(released):
    """New boundaries: Astry has all of Longmere and half of Newbridge, Hallowby the rest.

    Harrow Fen stays as it was. An election by them was held on 7 May 2026.
    """
    edition = Edition.objects.create(kind="ward", name="2026-05", imported_at=NOW)
    drawn = {"N1": ("Astry", 0, 1.5), "N2": ("Hallowby", 1.5, 0.5), "E3": ("Harrow Fen", 2, 1)}
    for code, (name, west, wide) in drawn.items():
        place = Place.objects.create(edition=edition, code=code, name=name)
        Shape.objects.create(place=place, geometry=oblong(west, wide))
    council = Organisation.objects.create(name="Wendle Vale District Council")
    held = {"kind": "ordinary", "on": date(2026, 5, 7), "edition": edition}
    Election.objects.create(body=council, **held)
    for old in released[:2]:
        withdraw(old.pk, NO_LONGER_OURS, by=COMMAND_LINE, now=NOW)
    for code in "N1", "N2":
        ward = {"code": code, "name": drawn[code][0]}
        draft = figures("E1", ward=ward, edition="2026-05")
        let_out(replace(draft, slot=f"figures {code}", title=ward["name"], wards=(code,)))
    return edition


def oblong(west: float, wide: float) -> dict:
    across = [(west, 0), (west + wide, 0), (west + wide, 1), (west, 1), (west, 0)]
    points = [[lon / 10, 52 + lat / 10] for lon, lat in across]
    return {"type": "Polygon", "coordinates": [points]}


@pytest.fixture
def amos(make_person, represent):
    """Councillor of Longmere."""
    person = make_person("Amos")
    represent(person, "E1")
    return person
