"""When a period runs, what it holds, by when a notice must be published."""

from datetime import date

import pytest

from wardmote.kernel.errors import RuleBroken
from wardmote.law.elections import TIMETABLES, Poll, counts, notice_by
from wardmote.preelection.rules import (
    POLLS,
    PUBLICITY_NAMES,
    TREATMENTS,
    Piece,
    Publicity,
    Span,
    check_dates,
    is_held,
    needs_tick,
)

NOTICE, POLL, TODAY = date(2027, 3, 30), date(2027, 5, 6), date(2027, 3, 1)
RUNS, ENDED = Span(NOTICE, POLL), Span(NOTICE, POLL, date(2027, 4, 12))


@pytest.mark.parametrize(
    ("poll", "on", "by"),
    [
        # as the Electoral Commission's timetables for these polls had it
        (Poll.ORDINARY, date(2022, 5, 5), date(2022, 3, 28)),
        (Poll.ORDINARY, date(2024, 5, 2), date(2024, 3, 26)),
        (Poll.COMMISSIONER, date(2024, 5, 2), date(2024, 3, 26)),
        (Poll.PARLIAMENT, date(2024, 7, 4), date(2024, 5, 30)),
        # three bank holidays on the way: Good Friday, Easter Monday, early May
        (Poll.ORDINARY, date(2026, 5, 7), date(2026, 3, 30)),
        (Poll.PARISH, date(2027, 5, 6), date(2027, 3, 31)),
        # over Christmas: Christmas Eve, two days of Christmas, New Year's Day
        (Poll.BY_ELECTION, date(2026, 1, 22), date(2025, 12, 12)),
        (Poll.MAYOR, date(2016, 5, 5), None),
    ],
)
def test_by_when_the_notice_is_published(poll, on, by):
    assert notice_by(poll, on) == by


@pytest.mark.parametrize(
    ("day", "is_counted"),
    [
        (date(2026, 12, 24), False),
        (date(2026, 12, 23), True),
        (date(2026, 4, 3), False),
        (date(2026, 4, 2), True),
        (date(2026, 4, 5), False),
    ],
)
def test_what_a_timetable_counts(day, is_counted):
    assert counts(day) == is_counted


def test_every_poll_has_a_timetable_and_words():
    assert {poll for one in TIMETABLES for poll in one.polls} == set(Poll) == set(POLLS)


@pytest.mark.parametrize(
    ("span", "day", "runs", "is_coming", "is_over"),
    [
        (RUNS, date(2027, 3, 15), False, False, False),
        (RUNS, date(2027, 3, 16), False, True, False),
        (RUNS, date(2027, 3, 29), False, True, False),
        (RUNS, NOTICE, True, False, False),
        (RUNS, POLL, True, False, False),
        (RUNS, date(2027, 5, 7), False, False, True),
        (ENDED, date(2027, 4, 11), True, False, False),
        (ENDED, date(2027, 4, 12), False, False, True),
        (Span(NOTICE, POLL, date(2027, 3, 20)), date(2027, 3, 25), False, False, True),
    ],
)
def test_from_the_notice_to_the_end_of_polling_day(span, day, runs, is_coming, is_over):
    assert (span.runs(day), span.is_coming(day), span.is_over(day)) == (
        runs, is_coming, is_over,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("publicity", "by_all", "by_some", "ticked"),
    [
        (Publicity.BULLETIN, True, True, False),
        (Publicity.SURVEY, True, True, False),
        (Publicity.OTHER, True, True, False),
        (Publicity.PULSE, True, False, False),
        (Publicity.REPORT, False, False, True),
        (Publicity.MINUTES, False, False, True),
        (Publicity.PAPERS, False, False, False),
        (Publicity.NOTICE, False, False, False),
        (Publicity.BRIEFING, False, False, False),
        (Publicity.DIGEST, False, False, False),
        (Publicity.OPEN_FIGURES, False, False, False),
    ],
)
def test_what_is_held_what_is_ticked_and_what_goes_on(publicity, by_all, by_some, ticked):
    assert is_held(publicity, whole_district=True) == by_all
    assert is_held(publicity, whole_district=False) == by_some
    assert needs_tick(publicity) == ticked


def test_every_kind_of_publicity_has_its_treatment_and_words():
    assert set(TREATMENTS) == set(PUBLICITY_NAMES) == set(Publicity)


@pytest.mark.parametrize(
    ("poll", "poll_on", "notice_on", "about"),
    [
        (Poll.ORDINARY, POLL, NOTICE, None),
        (Poll.ORDINARY, POLL, date(2027, 3, 22), None),
        (Poll.ORDINARY, POLL, date(2027, 3, 31), None),
        (Poll.ORDINARY, POLL, date(2027, 4, 1), "notice_on"),
        (Poll.ORDINARY, POLL, POLL, "notice_on"),
        (Poll.ORDINARY, POLL, date(2027, 1, 26), None),
        (Poll.ORDINARY, POLL, date(2027, 1, 25), "notice_on"),
        (Poll.PARLIAMENT, POLL, date(2027, 4, 2), None),
        (Poll.ORDINARY, date(2027, 2, 28), date(2027, 1, 10), "poll_on"),
        (Poll.ORDINARY, TODAY, date(2027, 1, 18), None),
    ],
)
def test_which_dates_will_do(poll, poll_on, notice_on, about):
    if about is None:
        check_dates(poll, poll_on, notice_on, TODAY)
        return
    with pytest.raises(RuleBroken) as refused:
        check_dates(poll, poll_on, notice_on, TODAY)
    assert refused.value.about == about


def test_a_changed_character_or_place_is_another_text():
    def digest(words="Fewer.", codes=None, title="Spring"):
        return Piece(Publicity.BULLETIN, "bulletin 12", title, words, codes).digest

    assert digest() == digest()
    others = {
        digest(),
        digest("Fewer!"),
        digest(codes=frozenset({"E1"})),
        digest(title="Summer"),
    }
    assert len(others) == 4
    assert digest(codes=frozenset({"E1", "E2"})) == digest(codes=frozenset({"E2", "E1"}))
