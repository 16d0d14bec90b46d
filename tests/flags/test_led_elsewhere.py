"""A flag that is not the partnership's to act on is shown and does not count."""

from datetime import date

import pytest

from tests.conftest import NOW
from wardmote.audit.models import Entry
from wardmote.flags.models import LedElsewhere
from wardmote.flags.queries import flags_for
from wardmote.flags.usecases import lead_elsewhere
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Quarter

SPRING = Quarter(2025, 2)
WORDS = {"reason": "One superstore", "lead": "Retail crime lead", "contact": "01223 000000"}


def mark(district, priya, until=date(2027, 3, 31), **other):
    answers = {"since": SPRING, "until": until, "by": priya, "now": NOW} | WORDS | other
    return lead_elsewhere(district.LONGMERE, "burglary", **answers)


def counted(district, quarter=SPRING):
    found = flags_for(quarter)
    flags = found.of_ward(district.LONGMERE)
    return {flag.dataset for flag in flags if found.is_counted(flag)}


def test_it_is_still_flagged_and_no_longer_counted(district, priya):
    assert counted(district) == {"all-crime", "burglary", "vehicle-crime"}
    mark(district, priya)
    assert counted(district) == {"all-crime", "vehicle-crime"}
    assert "burglary" in {
        f.dataset for f in flags_for(SPRING).of_ward(district.LONGMERE) if f.flagged
    }
    led = flags_for(SPRING).led[district.LONGMERE, "burglary"]
    assert (led.lead, led.contact) == ("Retail crime lead", "01223 000000")
    assert Entry.objects.filter(verb="flag.led_elsewhere").count() == 1


def test_it_holds_from_its_quarter_until_its_day(district, priya):
    mark(district, priya)
    LedElsewhere.objects.update(until=date(2025, 6, 30))
    assert "burglary" not in counted(district)
    assert "burglary" in counted(district, SPRING - 1)
    LedElsewhere.objects.update(until=date(2025, 6, 29))
    assert "burglary" in counted(district)


@pytest.mark.parametrize(
    ("missing", "says"),
    [
        ({"lead": " "}, "Enter who leads on it"),
        ({"contact": ""}, "Enter how to reach the lead"),
        ({"reason": ""}, "Enter why it is led elsewhere"),
        ({"until": date(2026, 11, 2)}, "a day in the future"),
    ],
)
def test_it_is_refused_without_a_named_lead_a_reason_and_a_day(district, priya, missing, says):
    with pytest.raises(RuleBroken, match=says) as refusal:
        mark(district, priya, **missing)
    assert refusal.value.about in missing
    assert not LedElsewhere.objects.exists()


def test_a_whole_data_set_can_be_led_elsewhere(district):
    from wardmote.datasets.models import Dataset

    Dataset.objects.filter(slug="all-crime").update(led_elsewhere=True)
    assert counted(district) == {"burglary", "vehicle-crime"}
    assert flags_for(SPRING).led[district.LONGMERE, "all-crime"] is None
