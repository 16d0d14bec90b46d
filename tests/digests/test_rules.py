"""When a mail is due and what is in it: one a day, nothing twice, nothing lost."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardmote.digests.rules import (
    Became,
    Mailed,
    News,
    Often,
    Reader,
    begins_on,
    bounced_since,
    letter,
    news_for,
    tells_before,
    tells_since,
)

AT_ONCE, DAILY, WEEKLY, QUARTERLY, NEVER = Often


def day(text):
    return date.fromisoformat(text)


def clock(text):
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("often", "now", "last", "before"),
    [
        # at once: up to now, once a day, from seven
        (AT_ONCE, "2026-11-03T12:00", None, "2026-11-04"),
        (AT_ONCE, "2026-11-03T12:00", "2026-11-03", None),
        (AT_ONCE, "2026-11-04T06:59", "2026-11-03", None),
        (AT_ONCE, "2026-11-04T07:00", "2026-11-03", "2026-11-05"),
        # daily: what was new until midnight
        (DAILY, "2026-11-03T07:00", None, "2026-11-03"),
        (DAILY, "2026-11-03T06:59", None, None),
        (DAILY, "2026-11-03T23:00", "2026-11-02", "2026-11-03"),
        (DAILY, "2026-11-03T23:00", "2026-11-03", None),
        # weekly: what was new until Monday, on whichever day of the week it goes
        (WEEKLY, "2026-11-02T07:00", "2026-10-26", "2026-11-02"),
        (WEEKLY, "2026-11-08T23:00", "2026-11-01", "2026-11-02"),
        (WEEKLY, "2026-11-04T09:00", "2026-11-02", None),
        (WEEKLY, "2026-11-04T09:00", "2026-11-03", None),
        # a week over the end of a year, a leap day, a bank holiday: no matter
        (WEEKLY, "2027-01-01T09:00", "2026-12-28", None),
        (WEEKLY, "2027-01-01T09:00", "2026-12-21", "2026-12-28"),
        (WEEKLY, "2028-02-29T09:00", None, "2028-02-28"),
        (DAILY, "2026-12-25T09:00", None, "2026-12-25"),
        # quarterly
        (QUARTERLY, "2026-12-31T23:59", "2026-10-01", None),
        (QUARTERLY, "2027-01-01T07:00", "2026-10-01", "2027-01-01"),
        (QUARTERLY, "2027-03-31T09:00", "2026-10-01", "2027-01-01"),
        (QUARTERLY, "2027-03-31T09:00", "2027-01-01", None),
        (QUARTERLY, "2028-04-01T09:00", "2028-03-31", "2028-04-01"),
        (NEVER, "2026-11-03T12:00", None, None),
    ],
)
def test_what_is_due(often, now, last, before):
    found = tells_before(often, clock(now), last and day(last))
    assert found == (before and day(before))


@pytest.mark.parametrize(
    ("today", "since"),
    [
        ("2026-01-01", "2025-10-01"),
        ("2026-03-31", "2025-10-01"),
        ("2026-04-01", "2026-01-01"),
        ("2026-11-03", "2026-07-01"),
    ],
)
def test_what_is_no_news_any_more(today, since):
    assert tells_since(day(today), None) == day(since)


@pytest.mark.parametrize(
    ("last", "since"),
    [("2026-12-31", "2026-07-01"), ("2027-01-01", "2026-10-01"), ("2026-09-30", "2026-04-01")],
)
def test_what_was_news_at_the_last_mail_does_not_grow_old(last, since):
    assert tells_since(day("2027-01-03"), day(last)) == day(since)


@given(st.dates(date(2024, 1, 1), date(2032, 12, 31)), st.sampled_from([*Often]))
def test_what_a_choice_counts_by_holds_the_day(today, often):
    begins = begins_on(often, today)
    assert begins <= today
    assert begins_on(often, begins) == begins
    assert tells_since(today, None) < begins


def news(pk=1, slot="a", title="Lamps", wards=("E1",), on="2026-11-03", hour=9, **more):
    at = datetime.fromisoformat(on).replace(hour=hour, tzinfo=UTC)
    return News(pk, slot, title, frozenset(wards), at, day(on), **more)


SINCE = {"E1": date(2024, 5, 2)}
SPAN = {"since": date(2026, 7, 1), "before": date(2026, 11, 4)}


@pytest.mark.parametrize(
    ("reader", "one", "is_told"),
    [
        (Reader(SINCE), news(), True),
        (Reader(SINCE), news(wards=()), True),
        (Reader(SINCE), news(wards=("E2",)), False),
        (Reader(SINCE | {"E2": day("2026-11-04")}), news(wards=("E2",)), False),
        (Reader({"E1": day("2026-11-03")}), news(), True),
        (Reader({"E1": day("2026-11-04")}), news(wards=()), False),
        (Reader(SINCE, mailed={1}), news(), False),
        (Reader(SINCE, clock("2026-11-03T09:01+00:00")), news(), False),
        (Reader(SINCE, clock("2026-11-03T09:00+00:00")), news(), True),
        (Reader(SINCE), news(on="2026-11-04"), False),
        (Reader(SINCE), news(on="2026-06-30"), False),
        (Reader({}), news(wards=()), False),
    ],
)
def test_whose_news_it_is(reader, one, is_told):
    assert bool(news_for(reader, [one], **SPAN)) is is_told


NAMES = {"E1": "Longmere", "E2": "Newbridge", "E3": "Harrow Fen"}


def test_the_public_reads_titles_and_nobody_else_does():
    told = letter(
        [
            news(1, "a"),
            news(2, "b", title=""),
            news(3, "c", title="", is_notice=True),
            news(4, "d", "Longmere: extra attention now"),
            news(5, "e", "Board", wards=()),
        ],
        NAMES,
    )
    assert told.lines == [
        "Lamps (Longmere)",
        "Longmere: extra attention now",
        "Board",
        "1 item for you before it is published: it names your ward",
        "1 item for councillors alone",
    ]
    assert told.subject == "5 things are new for your wards"


def test_one_thing_is_told_once_as_it_is_now():
    told = letter([news(2, "a", on="2026-11-04"), news(1, "a")], {"E1": "Longmere"})
    assert told.lines == ["Lamps"]
    assert told.subject == "1 thing is new for Longmere"


BEGUN = clock("2026-11-03T09:00+00:00")
LATER = BEGUN + timedelta(days=1)


@pytest.mark.parametrize(
    ("mail", "minutes", "became"),
    [
        (Mailed(BEGUN), 1, Became.UNDER_WAY),
        (Mailed(BEGUN), 30, Became.IN_DOUBT),
        (Mailed(BEGUN, BEGUN), 1, Became.SENT),
        (Mailed(BEGUN, BEGUN, LATER), 1, Became.BOUNCED),
        (Mailed(BEGUN, None, BEGUN), 1, Became.BOUNCED),
    ],
)
def test_what_became_of_a_mail(mail, minutes, became):
    assert mail.became(BEGUN + timedelta(minutes=minutes)) is became


def test_bounced_since_the_first_of_those_that_came_back():
    back, went = Mailed(LATER, LATER, LATER), Mailed(BEGUN, BEGUN)
    first = Mailed(BEGUN, None, BEGUN)
    assert bounced_since([back, first, went]) == BEGUN
    assert bounced_since([went, back]) is None
    assert bounced_since([]) is None


HEARING = st.sampled_from([one for one in Often if one != NEVER])
HOURS = st.lists(st.integers(0, 23), max_size=3)
#: a day: the hours of news, the hours at which the job runs, what is chosen that evening
DAYS = st.lists(
    st.tuples(HOURS.filter(lambda hours: len(hours) < 3), HOURS, st.none() | HEARING),
    min_size=1,
    max_size=150,
)


@given(st.dates(date(2026, 1, 1), date(2028, 3, 1)), DAYS, HEARING)
def test_nothing_goes_twice_nothing_is_lost_and_one_mail_goes_a_day(start, days, often):
    """News and runs at any hour, other choices; the job runs on Sundays at the least."""
    last, made, mailed, sent_on = None, [], [], []
    later = [([], [], None)] * (92 + 7)  # the next quarter begins, and then a Sunday comes
    for on, (told, ran, chosen) in zip(count_from(start), [*days, *later], strict=False):
        runs = {*ran, 22} if on.weekday() == 6 else {*ran}
        for hour in range(24):
            for _ in range(told.count(hour)):
                pk = len(made)
                made.append(news(pk, f"slot {pk}", on=on.isoformat(), hour=hour))
            theirs = run(often, on, hour, last, made, mailed) if hour in runs else []
            if theirs:
                mailed += [one.pk for one in theirs]
                sent_on.append(on)
                last = on
        often = chosen or often
    assert len(sent_on) == len(set(sent_on))
    assert sorted(mailed) == [one.pk for one in made]


def test_what_waited_on_a_sunday_is_in_the_quarters_mail():
    """Weekly, with a worker that runs on Sundays alone; then each quarter is chosen."""
    made = [news(0, "a", on="2026-09-26"), news(1, "b", on="2026-09-30")]
    assert run(Often.WEEKLY, date(2026, 9, 27), 22, None, made, []) == []
    first = run(Often.WEEKLY, date(2026, 10, 4), 22, None, made, [])
    assert [one.pk for one in first] == [0]
    last = date(2026, 10, 4)
    assert [one.pk for one in run(QUARTERLY, date(2027, 1, 3), 22, last, made, [0])] == [1]


def count_from(start):
    return (start + timedelta(days=each) for each in range(1000))


def run(often, on, hour, last, made, mailed):
    before = tells_before(often, datetime(on.year, on.month, on.day, hour), last)
    if before is None:
        return []
    reader = Reader(SINCE, mailed=set(mailed))
    return news_for(reader, made, since=tells_since(on, last), before=before)
