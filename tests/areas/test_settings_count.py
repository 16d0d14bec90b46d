"""The partnership's own numbers are the ones the rules use."""

import pytest

from tests.conftest import NOW
from wardmote.areas.queries import thresholds
from wardmote.partnership.usecases import change_settings

pytestmark = pytest.mark.django_db


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
    ],
)
def test_a_changed_number_reaches_the_rules(priya, name, value):
    assert getattr(thresholds(), name) != value
    change_settings(by=priya, now=NOW, **{name: value})
    assert getattr(thresholds(), name) == value
