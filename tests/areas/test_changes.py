"""What a ward's page opens with: what is changing, and who may know with what numbers."""

import pytest

from wardmote.areas.changes import (
    ended,
    finding,
    may_be_told,
    signal_lines,
)
from wardmote.areas.readers import Reader
from wardmote.flags.rules import Kind
from wardmote.flags.sentences import Grounds, because, sentence
from wardmote.flags.watch import Signal
from wardmote.kernel.periods import Month, Quarter

SPRING = Quarter(2025, 2)
OFFICE, PARTNER = Reader(True, 10), Reader(False, 10)
GROUNDS = Grounds(
    observed=14,
    expected=5.9,
    window=3,
    since=Month(2025, 4),
    in_quarter=14,
    due_in_quarter=5.9,
    district=1.0,
    probability=0.97,
    threshold=0.75,
    false_share=0.05,
)


def signal(dataset="burglary", kind=Kind.RISING, name="", **more):
    given = {
        "code": "W1",
        "dataset": dataset,
        "name": name or dataset.replace("-", " ").capitalize(),
        "kind": kind,
        "sentence": sentence(kind, GROUNDS, SPRING),
        "why": GROUNDS,
        "is_police": True,
        "is_sensitive": False,
    }
    return Signal(**{**given, **more})


@pytest.mark.parametrize(
    ("signals", "heading"),
    [
        ([signal()], "Burglary is rising in Longmere"),
        (
            [signal(), signal("vehicle-crime"), signal("all-crime")],
            "Burglary and vehicle crime are rising in Longmere",
        ),
        ([signal("all-crime")], "All crime is rising in Longmere"),
        ([signal("drugs")], "Drugs are rising in Longmere"),
        ([signal("deliberate-fires")], "Deliberate fires are rising in Longmere"),
    ],
)
def test_a_rise_is_the_heading(signals, heading):
    assert finding("Longmere", None, [], signals) == heading


def test_a_signal_says_its_counts_and_why():
    (line,) = signal_lines([signal("fires", is_police=False)], None)
    assert line.sentence == "14 in April to June, 6 expected. Third month above."
    assert any("97 %" in reason for reason in line.why)


@pytest.mark.parametrize("is_sensitive", [False, True])
def test_of_a_signal_of_partners_data_others_are_told_nothing(is_sensitive):
    hidden = signal("fires", is_police=False, is_sensitive=is_sensitive)
    assert may_be_told(hidden, OFFICE)
    assert not may_be_told(hidden, PARTNER)
    assert may_be_told(signal(), PARTNER)


def test_new_and_ended_are_told_beside_the_quarter_before():
    now = [signal(), signal("drugs", Kind.HELD)]
    before = [signal("drugs", Kind.HELD), signal("robbery")]
    assert [line.is_new for line in signal_lines(now, before)] == [True, False]
    assert [one.dataset for one in ended(now, before)] == ["robbery"]
    assert not any(line.is_new for line in signal_lines(now, None))


@pytest.mark.parametrize(
    ("kind", "change", "says"),
    [
        (Kind.RISING, {"window": 1}, "First month above: it may be a single event."),
        (Kind.RISING, {"window": 6}, "Sixth month above, or longer."),
        (Kind.RISING, {"missing": (Month(2025, 5),)}, "May 2025 is missing and left out."),
        (
            Kind.COMING_DOWN,
            {"observed": 9, "expected": 31.2},
            "9 since April 2025, about 31 at the level before. It is coming down.",
        ),
        (Kind.HELD, {"observed": 9, "expected": 31.2}, "It stays down."),
        (
            Kind.HELD,
            {"observed": 90, "expected": 31.2, "window": 12},
            "90 in the last 12 months, about 31 in a ward of its size here. It stays high.",
        ),
        (
            Kind.SEASON_AHEAD,
            {"observed": 9, "expected": 12.4},
            "About 12 expected in July to September, 9 in a usual quarter.",
        ),
    ],
)
def test_each_kind_says_counts_first(kind, change, says):
    from dataclasses import replace

    grounds = replace(GROUNDS, **change)
    assert says in sentence(kind, grounds, SPRING)
    assert all(line.endswith(".") for line in because(kind, grounds))


def test_what_others_may_not_count_is_not_drawn_for_them(district):
    from wardmote.areas.wardpage import chosen_trend
    from wardmote.flags.figures import monthly_series
    from wardmote.flags.queries import flags_for

    found = flags_for(SPRING)
    fires = [signal("fires", is_police=False)]
    theirs = {"fires": {Month(2025, month): 7 for month in (4, 5, 6)}}
    flags = found.of_ward(district.LONGMERE)
    known = monthly_series(district.LONGMERE, found.police)
    told = {"wanted": "", "reader": PARTNER, "signals": fires}
    drawn = chosen_trend(found, flags, known, theirs, **told)
    assert drawn.slug == "burglary"
