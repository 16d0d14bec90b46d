"""Who may not see partners' counts cannot work them out: five whole numbers stay possible.

Half a year of reports with a correction; two years in `make test-deep` and `make attack`.
"""

import os
import time
from datetime import date
from importlib import import_module
from inspect import signature
from pathlib import Path

import pytest
from django.test import Client

from tests.attack.attacker import Reading, areas_used, left_of, left_of_year, readings
from tests.attack.broken import CODE
from tests.attack.crawling import everything
from tests.attack.district import BY_YEAR, FEW, PEOPLE, SENSITIVE, YEAR, AttackedDistrict
from tests.attack.reading import said
from tests.attack.words import SLUGS, Emerging, Flag, Open, Slip, Told
from tests.small_district import LONGMERE
from wardmote.flags.rules import top_count
from wardmote.groups.models import Seat
from wardmote.groups.rules import GroupKind
from wardmote.kernel.disclosure import FEWEST_LEFT
from wardmote.kernel.numbers import Guarded
from wardmote.people.models import Organisation, User

pytestmark = [pytest.mark.django_db, pytest.mark.sized]
IS_WHOLE = bool(os.environ.get("WARDMOTE_DEEP") or os.environ.get("WARDMOTE_ATTACK"))
QUARTERS = 8 if IS_WHOLE else 2


#: who reads what partners share and sees none of its counts
PARTNERS = {
    "Board": GroupKind.BOARD,
    "Tasking": GroupKind.TASKING,
    "Problem solving": GroupKind.PROBLEM_SOLVING,
}
SOME = ("public", "Amos", "Cleo", "Board", "Former", "Unsigned")
K = top_count(0.2, len(PEOPLE))
NOTICES = {"start": ["/my-ward/"], "worth": ("/my-ward/notices/",)}
LOOKERS = (*SOME, "Tasking", "Problem solving")


@pytest.fixture
def roles(make_person, represent, seat):
    """Who signs in, and is neither officer nor analyst nor of the Data Group."""
    people = {name: make_person(name) for name in ("Amos", "Cleo", "Former", "Unsigned")}
    represent(people["Amos"], LONGMERE)
    represent(people["Cleo"], "E04990001", office="clerk", kind="parish")
    for name, kind in PARTNERS.items():
        people[name] = make_person(name)
        seat(people[name], kind)
    seat(people["Former"], GroupKind.BOARD)
    Seat.objects.filter(person=people["Former"]).update(until=date(2024, 12, 31))
    elsewhere = Organisation.objects.create(name="Never signed")
    User.objects.filter(pk=people["Unsigned"].pk).update(organisation=elsewhere)
    people["Unsigned"].refresh_from_db()
    seat(people["Unsigned"], GroupKind.BOARD, signed=False)
    found = {"public": Client()}
    for name, person in people.items():
        found[name] = Client()
        found[name].force_login(person)
    return found


def look(*clients, **where):
    """What they see now, who tell each other all of it."""
    statements = [
        statement
        for client in clients
        for address, answer in everything(client, **where)
        for statement in said(address, answer)
    ]
    assert not [one for one in statements if isinstance(one, Slip)]
    return statements


def around_a_draft(quarter):
    """The draft with its files, and the wards' counts of that quarter."""
    lists = [f"/wards/?dataset={slug}&quarter={quarter}" for slug in SLUGS]
    return {"start": ["/reports/", *lists], "worth": ("/reports/",)}


@pytest.fixture
def seen(roles, tmp_path, priya, ana):
    """The district, and what was seen of each data set and quarter, oldest first.

    The public looks after every report, the Board at its draft; everybody looks after the
    last correction, and where two years are told after one each year.
    """
    district = AttackedDistrict(tmp_path / "attacked", QUARTERS)
    office = {"office": priya, "analyst": ana}
    found: dict[tuple[str, str], list[Reading]] = {}
    areas, years = set(), Years()
    for quarter in district.quarters:
        district.draft(quarter, **office)
        at_draft = look(roles["Board"], **around_a_draft(quarter))
        remember(found, district, at_draft)
        district.redraft(quarter)
        is_last = quarter == district.quarters[-1]
        if is_last:
            district.give_notice(quarter, **office)
            noticed = look(roles["Amos"], **NOTICES)
            assert any(isinstance(one, Told) and one.place == LONGMERE for one in noticed)
            remember(found, district, noticed)
            district.publish_noticed(quarter, office=priya)
            district.tell_in_a_bulletin(LONGMERE, office=priya)
        else:
            district.publish(quarter, **office)
        after = look(roles["public"])
        remember(found, district, after)
        years.note(at_draft, after)
        if is_last or (IS_WHOLE and quarter.number == 1):
            district.correct(quarter, **office)
            looking = LOOKERS if IS_WHOLE and is_last else SOME
            everybody = look(*(roles[name] for name in looking))
            areas |= {one for one in everybody if isinstance(one, Emerging | Open)}
            remember(found, district, everybody)
            years.note(everybody)
    assert any(isinstance(one, Emerging) for one in areas)
    return district, areas_used(found, areas, PEOPLE, K), years


class Years:
    """What was said of sensitive data sets: their years, and who was flagged first."""

    def __init__(self):
        self.shown = {}
        self.flags = {}

    def note(self, *said):
        for one in (one for statements in said for one in statements):
            if isinstance(one, Told) and one.name in BY_YEAR:
                assert (one.place, one.quarter) == ("", str(YEAR))
                self.shown.setdefault(one.name, set()).add(one.shown)
            elif isinstance(one, Flag) and one.name in BY_YEAR:
                quarters = self.flags.setdefault(one.name, {})
                quarters.setdefault(one.quarter, {}).setdefault(one.place, one.is_on)

    def left(self, name):
        """What a year may be."""
        known = self.flags[name]
        there = [str(one) for one in YEAR.quarters if str(one) in known]
        flags = {one: known[one] for one in there}
        return left_of_year(self.shown[name], flags, PEOPLE, K)


def remember(found, district, said):
    """What a page no longer shows is still known."""
    for key, reading in readings(said).items():
        before = found.setdefault(key, [])
        reading.is_early = key[1] not in district.published
        if before and before[-1].is_early == reading.is_early:
            reading.cells = {**before[-1].cells, **reading.cells}
            reading.wards = {**before[-1].wards, **reading.wards}
        if reading not in before and reading.cells:
            before.append(reading)


def test_five_whole_numbers_stay_possible_of_every_hidden_count(seen):
    district, found, years = seen
    began = time.monotonic()
    left = {
        (key, item): values
        for key, readings in found.items()
        for item, values in left_of(readings, PEOPLE, K).items()
    }
    left[(FEW, str(YEAR)), ("", None)] = years.left(FEW)
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
    assert not any(name in BY_YEAR for name, _ in found)
    whole = {name: set(map(str, shown)) for name, shown in years.shown.items()}
    assert whole == {SENSITIVE: {district.told_of_year}, FEW: {"fewer than 40"}}
    assert len(years.flags[FEW]) >= min(QUARTERS, len(YEAR.quarters))
    drafts = [one for readings in found.values() for one in readings if one.is_early]
    assert len(drafts) > QUARTERS
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


@pytest.mark.parametrize(("smallest", "left"), [(10, 2), (40, 32)])
def test_flags_of_four_quarters_tell_of_a_small_year(smallest, left):
    """Two wards in each: eight at the least."""
    people = {"E1": 1000, "E2": 2000, "E3": 3000}
    on = {"E1": True, "E2": True, "E3": False}
    flags = {str(quarter): on for quarter in YEAR.quarters}
    assert len(left_of_year([Guarded(None, smallest)], flags, people, 2)) == left


def test_a_category_tells_of_a_flag_that_alone_can_explain_it():
    """Nobody else is told to be flagged: 6 in 1,000 at the least, over 46 in 8,000."""
    shown = {"E1": Guarded(None), "E2": Guarded(55), "E3": Guarded(45)}
    people, key = {"E1": 1000, "E2": 8000, "E3": 8000}, ("Calls", "2025Q1")
    found = {key: [Reading(shown, is_early=True)]}
    for areas, left in (([], 10), ([Emerging("2025Q1", "E1")], 4)):
        (values,) = left_of(areas_used(found, areas, people, 2)[key], people, 2).values()
        assert len(values) == left
    open_flag = [Emerging("2025Q1", "E1"), Open("2025Q1", "E1")]
    assert areas_used(found, open_flag, people, 2) == found


@pytest.mark.parametrize("which", CODE)
def test_what_make_attack_takes_out_is_there(which):
    for module, name, instead in CODE[which]:
        held = getattr(import_module(module), name)
        assert signature(held).parameters.keys() == signature(instead).parameters.keys()
