"""Small numbers are hidden and others rounded before they leave the agencies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardmote.kernel.numbers import and_list, guard, key_of, ordinal, plural, rate_per_1000


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (0, "fewer than 10"),
        (9, "fewer than 10"),
        (10, "about 10"),
        (12, "about 10"),
        (13, "about 15"),
        (1237, "about 1,235"),
    ],
)
def test_the_guard_says(count, shown):
    assert str(guard(count)) == shown


@given(st.integers(0, 10**9))
def test_the_guard_never_gives_the_count_away(count):
    value = guard(count).value
    assert (value is None) == (count < 10)
    assert value is None or (value % 5 == 0 and abs(value - count) <= 2.5)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (22, "22nd"),
        (113, "113th"),
    ],
)
def test_places_in_words(number, words):
    assert ordinal(number) == words


def test_rates_and_lists():
    assert rate_per_1000(14, 7000) == 2
    assert rate_per_1000(14, None) is None
    assert rate_per_1000(14, 0) is None
    assert plural(1, "ward") == "1 ward"
    assert plural(2400, "crime") == "2,400 crimes"
    assert and_list(["a", "b", "c"]) == "a, b and c"


@pytest.mark.parametrize(
    ("sent", "key"),
    [
        ("7", 7),
        ("999999999", 999_999_999),
        ("9999999999", 0),
        ("", 0),
        ("-7", 0),
        ("7 ", 0),
        ("\u0667", 0),
        ("\u00b2", 0),
    ],
)
def test_only_plain_digits_name_a_row(sent, key):
    assert key_of(sent) == key
