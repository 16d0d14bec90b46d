"""The rules of areas replayed on real wards: what changes is little, and says why."""

import pytest

from bench.categories import LEAST, USUAL, three_ways
from bench.south_cambridgeshire import COUNTY, DISTRICT, SHARED, load
from wardmote.areas.rules import Category, Rule
from wardmote.kernel.periods import Quarter

pytestmark = pytest.mark.skipif(not SHARED.exists(), reason="../shared is absent")
FIRST, LAST = Quarter(2024, 1), Quarter(2025, 3)
#: of 120 wards, in any one quarter; and the quarters in which some did, as measured
MOST_AT_ONCE = 4
MEASURED = {"2024Q2": 0, "2024Q3": 3, "2024Q4": 3, "2025Q1": 1, "2025Q2": 0, "2025Q3": 4}
#: rules that keep a ward as it was, so that none of them can be why one changed
STEADYING = {Rule.WAITING, Rule.CAP, Rule.PROTECTED, Rule.JUDGMENT}


@pytest.fixture(scope="module")
def district():
    """A quarter's rules alone, the flags of rank steadied, and ours."""
    return three_ways(load((DISTRICT,)))


def test_areas_change_seldom(district):
    alone, _, ours = district
    assert alone.changes == 52
    assert ours.changes == len(ours.changed) == 4
    assert ours.changes * LEAST <= alone.changes
    assert ours.most_live <= USUAL.area_cap


def test_each_change_has_its_rule_and_its_counts(district):
    told = [
        (str(one.quarter), one.category, one.rule, one.why.split(":")[0].split(".")[0])
        for one in district[2].changed
    ]
    assert told == [
        ("2024Q3", Category.EMERGING, Rule.SEVERAL, "3 flags in 2 themes"),
        ("2024Q4", Category.SUSTAINING, Rule.FALLEN, "1 flag"),
        ("2025Q3", Category.EMERGING, Rule.SEVERAL, "4 flags in 3 themes"),
        ("2025Q3", Category.OFF, Rule.CLEAR, "No flag"),
    ]


@pytest.mark.deep
def test_in_a_whole_county_few_change_in_any_quarter():
    found = [three_ways(load((code,))) for code in COUNTY]
    changed = [change for one in found for change in one[2].changed]
    quarters = [FIRST + at for at in range(1, LAST.index - FIRST.index + 1)]
    counted = {str(at): sum(one.quarter == at for one in changed) for at in quarters}
    assert counted == MEASURED
    assert max(counted.values()) <= MOST_AT_ONCE
    assert sum(one[0].changes for one in found) >= LEAST * len(changed)
    assert not STEADYING & {one.rule for one in changed}
    assert all(any(map(str.isdigit, one.why)) or one.rule is Rule.CLEAR for one in changed)
