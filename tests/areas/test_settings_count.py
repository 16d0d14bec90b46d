"""The partnership's own numbers are the ones the rules use."""

from dataclasses import replace

import pytest

from tests.conftest import NOW
from tests.small_district import LONGMERE
from wardmote.areas.evidence import proposals_if
from wardmote.areas.models import Proposal
from wardmote.areas.queries import thresholds
from wardmote.areas.rules import Category, Rule
from wardmote.flags.queries import evidence_settings
from wardmote.kernel.periods import Quarter
from wardmote.partnership.usecases import change_settings

pytestmark = pytest.mark.django_db
SPRING = Quarter(2025, 2)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("emerging_flags", 4),
        ("change_after_reports", 3),
        ("area_cap", 9),
        ("growth_homes", 350),
        ("sustaining_after_reports", 6),
        ("fall_share", 0.25),
        ("remembered_reports", 8),
        ("sure_probability", 0.8),
        ("sure_flags", 3),
        ("deep_dive_after_reports", 6),
    ],
)
def test_a_changed_number_reaches_the_rules(priya, name, value):
    assert getattr(thresholds(), name) != value
    change_settings(by=priya, now=NOW, **{name: value})
    assert getattr(thresholds(), name) == value


def test_other_numbers_are_tried_without_being_saved(district):
    """Three flags make Longmere Emerging; if it took four, it would not be."""
    stricter = replace(thresholds(), emerging_flags=4)
    (found,) = [one for one in proposals_if(SPRING, stricter) if one.code == LONGMERE]
    assert found.words == "Not a priority area instead of Emerging"
    assert found.rule is Rule.TOO_FEW
    assert not proposals_if(SPRING, thresholds())
    none_on = replace(evidence_settings(), flag_share=0.01)
    gone = {one.code: one.then for one in proposals_if(SPRING, thresholds(), none_on)}
    assert gone[LONGMERE] is Category.OFF
    assert not Proposal.objects.exists()
