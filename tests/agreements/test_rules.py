"""What a signature opens on which day: read aloud, line by line."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wardmote.agreements.rules import (
    NEVER,
    Extension,
    Standing,
    State,
    Term,
    add_months,
    best,
    chase_day,
    check_extension,
    check_signature,
    last_day,
    standing,
)
from wardmote.kernel.errors import RuleBroken

END = date(2026, 8, 1)
TERM = Term(date(2024, 8, 2), END)
LONGER = Extension(END, date(2026, 9, 12))


def on(days):
    return END + timedelta(days=days)


@pytest.mark.parametrize(
    ("terms", "longer", "day", "state", "open_until"),
    [
        ([], [], on(0), State.NEVER, None),
        ([TERM], [], TERM.signed_on - timedelta(days=1), State.NEVER, None),
        ([TERM], [], TERM.signed_on, State.SIGNED, on(14)),
        ([TERM], [], on(-31), State.SIGNED, on(14)),
        ([TERM], [], on(-30), State.LAPSING, on(14)),
        ([TERM], [], on(0), State.LAPSING, on(14)),
        ([TERM], [], on(1), State.AMBER, on(14)),
        ([TERM], [], on(14), State.AMBER, on(14)),
        ([TERM], [], on(15), State.SHUT, on(14)),
        ([TERM], [LONGER], on(5), State.EXTENDED, LONGER.until),
        ([TERM], [LONGER], LONGER.until, State.EXTENDED, LONGER.until),
        ([TERM], [LONGER], LONGER.until + timedelta(days=1), State.SHUT, LONGER.until),
        ([TERM], [Extension(on(-400), on(90))], on(20), State.SHUT, on(14)),
        ([TERM, Term(on(20), on(700))], [], on(20), State.SIGNED, on(714)),
        ([TERM, Term(on(20), on(700))], [], on(19), State.SHUT, on(14)),
        ([Term(on(3), on(1))], [], on(5), State.NEVER, None),
    ],
)
def test_a_day_a_state(terms, longer, day, state, open_until):
    found = standing(terms, longer, day, amber_days=14)
    assert (found.state, found.open_until) == (state, open_until)


@pytest.mark.parametrize(
    ("state", "old", "new", "own"),
    [
        (State.NEVER, False, False, False),
        (State.SHUT, True, False, True),
        (State.AMBER, True, True, True),
        (State.EXTENDED, True, True, True),
        (State.LAPSING, True, True, True),
        (State.SIGNED, True, True, True),
    ],
)
def test_which_restricted_text_each_state_opens(state, old, new, own):
    stands = Standing(state, END, None if state is State.NEVER else on(14))
    assert stands.opens(on(14)) is old
    assert stands.opens(on(15)) is new
    assert stands.opens(on(15), is_theirs=True) is own


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.integers(-2000, 200), st.integers(-2000, 2000)), max_size=5),
    st.integers(-1500, 1500),
)
def test_more_signatures_never_open_less(pairs, day):
    terms = [Term(on(start), on(end)) for start, end in pairs]
    found = standing(terms, [], on(day), amber_days=14)
    fewer = standing(terms[:-1], [], on(day), amber_days=14)
    assert best([found, fewer]).state == found.state
    for days in (day - 3, day):
        assert found.opens(on(days)) or not fewer.opens(on(days))


def test_the_best_of_several_counts():
    shut = standing([TERM], [], on(40), amber_days=14)
    assert best([NEVER, shut]).state is State.SHUT
    assert best([]) is NEVER


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 5, 1), 24, date(2028, 5, 1)),
    ],
)
def test_months_on_the_calendar(day, months, then):
    assert add_months(day, months) == then
    assert last_day(day, months) == then - timedelta(days=1)


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 120))
def test_a_term_is_as_long_as_it_says(day, months):
    then = add_months(day, months)
    assert (then.year - day.year) * 12 + then.month - day.month == months
    assert then.day <= day.day


@pytest.mark.parametrize(
    ("days_left", "notice"),
    [(31, None), (30, 30), (15, 30), (14, 14), (1, 14), (0, 0), (-90, 0)],
)
def test_reminders_stand_at_30_14_and_0_days(days_left, notice):
    assert chase_day(END, on(-days_left)) == notice


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"name": " "}, "name of who signed"),
        ({"capacity": ""}, "in what capacity"),
        ({"signed_on": on(1)}, "in the future"),
        ({"signed_on": date(2020, 1, 1)}, "more than a year before"),
    ],
)
def test_a_signature_that_cannot_be(changed, says):
    signed = {"signed_on": END, "name": "Jo", "capacity": "Chief", **changed}
    with pytest.raises(RuleBroken, match=says):
        check_signature(**signed, today=END, in_force_on=date(2024, 1, 1))


@pytest.mark.parametrize(
    ("stands", "reason", "before", "says"),
    [
        (NEVER, "Why", [], "never signed"),
        (Standing(State.SIGNED, END, on(14)), "Why", [], "still holds"),
        (Standing(State.SHUT, END, on(14)), "Why", [LONGER], "cannot be extended twice"),
        (Standing(State.AMBER, END, on(14)), "  ", [], "Enter why"),
    ],
)
def test_an_extension_that_is_refused(stands, reason, before, says):
    with pytest.raises(RuleBroken, match=says):
        check_extension(stands, reason, before)


def test_a_lapse_may_be_extended_once():
    check_extension(Standing(State.SHUT, END, on(14)), "New chief officer", [])
