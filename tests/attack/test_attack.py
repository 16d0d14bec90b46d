"""Who may not see partners' counts cannot work them out: five whole numbers stay possible.

Half a year of reports with a correction; two years in `make test-deep` and `make attack`.
"""

import os
import time
from importlib import import_module
from inspect import signature
from pathlib import Path

import pytest
from django.test import Client

from tests.attack.attacker import Reading, left_of, readings
from tests.attack.broken import CODE
from tests.attack.district import PEOPLE, SENSITIVE, AttackedDistrict
from tests.attack.reading import everything, said
from tests.small_district import LONGMERE
from wardmote.flags.rules import top_count
from wardmote.kernel.disclosure import FEWEST_LEFT
from wardmote.kernel.numbers import Guarded

pytestmark = [pytest.mark.django_db, pytest.mark.sized]
IS_WHOLE = bool(os.environ.get("WARDMOTE_DEEP") or os.environ.get("WARDMOTE_ATTACK"))
QUARTERS = 8 if IS_WHOLE else 2


@pytest.fixture
def roles(make_person, represent):
    """Who signs in, and is neither officer nor analyst."""
    amos, cleo = make_person("Amos"), make_person("Cleo")
    represent(amos, LONGMERE)
    represent(cleo, "E04990001", office="clerk", kind="parish")
    found = {"public": Client()}
    for name, person in (("councillor", amos), ("clerk", cleo)):
        found[name] = Client()
        found[name].force_login(person)
    return found


def look(*clients):
    """What they see now, who tell each other all of it."""
    return readings(
        statement
        for client in clients
        for address, answer in everything(client)
        for statement in said(address, answer)
    )


@pytest.fixture
def seen(roles, tmp_path, priya, ana):
    """The district, and what was seen of each data set and quarter, oldest first.

    The public looks after every report; everybody does after the first and the last one.
    """
    district = AttackedDistrict(tmp_path / "attacked", QUARTERS)
    office = {"office": priya, "analyst": ana}
    found: dict[tuple[str, str], list[Reading]] = {}
    for quarter in district.quarters:
        district.publish(quarter, **office)
        remember(found, look(roles["public"]))
        if quarter == district.quarters[-1] or (IS_WHOLE and quarter.number == 1):
            district.correct(quarter, **office)
            remember(found, look(*roles.values()))
    return district, found


def remember(found, now):
    """What a page no longer shows is still known."""
    for key, reading in now.items():
        before = found.setdefault(key, [])
        if before:
            reading.cells = {**before[-1].cells, **reading.cells}
            reading.wards = {**before[-1].wards, **reading.wards}
        if reading not in before and reading.cells:
            before.append(reading)


def test_five_whole_numbers_stay_possible_of_every_hidden_count(seen):
    district, found = seen
    began, k = time.monotonic(), top_count(0.2, len(PEOPLE))
    left = {
        (key, item): values
        for key, readings in found.items()
        for item, values in left_of(readings, PEOPLE, k).items()
    }
    narrowest = min(map(len, left.values()))
    tell(
        f"{len(left)} hidden cells over {QUARTERS} quarters, {time.monotonic() - began:.1f} s; "
        f"narrowest range: {narrowest} whole numbers"
    )
    assert len(left) >= 10 * QUARTERS
    for ((name, quarter), (ward, _)), values in left.items():
        real = district.real[name, quarter].get(ward)
        assert len(values) >= FEWEST_LEFT, (name, quarter, ward, real, sorted(values))
        assert real is None or real in values, (name, quarter, ward, real, sorted(values))
    assert not any(name == SENSITIVE for name, _ in found)
    assert all(len(one[-1].wards) == len(PEOPLE) for one in found.values())


def tell(words):
    if path := os.environ.get("WARDMOTE_ATTACK_SAID"):
        Path(path).write_text(f"{words}\n")


def test_the_attacker_does_break_in_where_a_total_gives_it_away():
    """12 and none: about 10, and about 10 in all."""
    shown = {"E1": Guarded(10), "E2": Guarded(None), "E3": Guarded(None)}
    people = dict.fromkeys(shown, 1000)
    left = left_of([Reading(shown, Guarded(10))], people, 1)
    assert set(map(frozenset, left.values())) == {frozenset({0, 1, 2})}


@pytest.mark.parametrize("which", CODE)
def test_what_make_attack_takes_out_is_there(which):
    for module, name, instead in CODE[which]:
        held = getattr(import_module(module), name)
        assert signature(held).parameters.keys() == signature(instead).parameters.keys()
