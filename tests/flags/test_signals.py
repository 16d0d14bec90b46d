"""Which series changed, and what is said of it: small countries with a known truth."""

from dataclasses import replace

import numpy as np
import pytest

from wardmote.flags.signals import Kind, Settings, bands, find, look, panel, reason

MONTHS = 48
NAMES = [f"month {month}" for month in range(MONTHS)]
PLACES, DISTRICTS, TYPES = 60, 6, 3
N = PLACES * TYPES
WATCHED = 30  # a series of type 0, in district 1: about 6 events a month


class Country:
    """Sixty places of 3,000 people in six districts, three types of crime."""

    def __init__(self, seed=1):
        rng = np.random.default_rng(seed)
        self.rng = rng
        self.place = np.repeat(np.arange(PLACES), TYPES)
        self.type = np.tile(np.arange(TYPES), PLACES)
        self.district = self.place * DISTRICTS // PLACES
        self.population = np.full(N, 3000.0)
        usual = np.array([6.0, 2.0, 12.0])[self.type]
        season = 1 + 0.15 * np.cos(2 * np.pi * np.arange(MONTHS) / 12)
        self.mean = usual[:, None] * np.exp(rng.normal(0, 0.15, N))[:, None] * season
        self.counts = rng.poisson(rng.gamma(20, self.mean / 20))

    def multiply(self, row, start, times, end=MONTHS):
        """The months from start to end have so many times as many."""
        self.counts[row, start:end] = np.rint(self.mean[row, start:end] * times)

    def panel(self, order=None):
        order = np.arange(N) if order is None else order
        return panel(
            self.counts[order],
            district=self.district[order],
            type=self.type[order],
            place=self.place[order],
            population=self.population[order],
        )


@pytest.fixture
def country():
    return Country()


def test_where_nothing_happens_nothing_rises(country):
    found = find(country.panel())
    assert (found.kind == Kind.RISING).sum() == 0
    assert (found.kind == Kind.COMING_DOWN).sum() <= 2


def test_a_rise_is_said_with_its_reason(country):
    country.multiply(WATCHED, 24, 1)
    country.multiply(WATCHED, MONTHS - 4, 3)
    found = find(country.panel())
    assert found.kind[WATCHED] == Kind.RISING
    assert (found.kind == Kind.RISING).sum() == 1
    why = reason(found, WATCHED, NAMES)
    assert why.since == f"month {MONTHS - 4}"
    assert why.observed == country.counts[WATCHED, -4:].sum()
    assert 2 < why.ratio < 5
    assert why.probability > 0.95
    assert "in the 4 months since month 44, where about" in why.sentence


def test_a_rise_of_one_month_is_called_a_spike(country):
    country.counts[WATCHED, -1] = 40
    why = reason(find(country.panel()), WATCHED, NAMES)
    assert why.spike
    assert "it may be a single event" in why.sentence


def test_a_burst_that_is_over_is_neither_rising_nor_coming_down(country):
    country.multiply(WATCHED, 24, 1)
    country.counts[WATCHED, -4] = 60
    assert find(country.panel()).kind[WATCHED] == Kind.NONE


def test_a_fall_is_coming_down_and_later_kept_down(country):
    country.multiply(WATCHED, MONTHS - 30, 3, MONTHS - 6)
    country.multiply(WATCHED + 3, 0, 3, MONTHS - 20)
    found = find(country.panel())
    assert found.kind[WATCHED] == Kind.COMING_DOWN
    assert found.kind[WATCHED + 3] == Kind.HELD
    assert reason(found, WATCHED, NAMES).sentence.startswith("Coming down since month 4")
    assert reason(found, WATCHED + 3, NAMES).sentence.startswith("Kept down since month 2")


def test_far_above_peers_for_a_while_is_held(country):
    country.multiply(WATCHED, 0, 4)
    why = reason(find(country.panel()), WATCHED, NAMES)
    assert why.kind is Kind.HELD
    assert why.sentence.startswith("High and staying so")


def test_a_season_is_announced_before_it_comes(country):
    wave = 1 + 0.9 * np.cos(2 * np.pi * (np.arange(MONTHS) - 1) / 12)
    country.counts[WATCHED] = country.rng.poisson(country.mean[WATCHED] * wave)
    found = find(country.panel())
    assert found.kind[WATCHED] == Kind.SEASON_AHEAD
    assert reason(found, WATCHED, NAMES).sentence.startswith("Its season is ahead")
    assert found.since[WATCHED] == MONTHS


def test_last_years_peak_come_again_is_no_rise(country):
    for year in range(4):
        country.counts[WATCHED, 11 + 12 * year] += 25
    assert find(country.panel()).kind[WATCHED] != Kind.RISING


def test_a_rise_of_the_whole_district_is_said_once(country):
    rows = np.flatnonzero((country.district == 2) & (country.type == 0))
    for row in rows:
        country.multiply(row, MONTHS - 4, 2)
    found = look(country.panel())
    assert (found.places.kind[rows] == Kind.RISING).sum() == 0
    said = found.districts.signals.kind == Kind.RISING
    assert found.districts.district[said].tolist() == [2]
    assert found.districts.type[said].tolist() == [0]


def test_one_places_rise_is_not_its_districts(country):
    country.multiply(WATCHED, MONTHS - 4, 8)
    found = look(country.panel())
    assert found.places.kind[WATCHED] == Kind.RISING
    assert not (found.districts.signals.kind == Kind.RISING).any()
    assert 0.7 < found.places.district[WATCHED] < 1.4
    assert "The district as a whole" in reason(found.places, WATCHED, NAMES).sentence


def test_a_single_district_is_judged_by_its_own_history(country):
    rows = np.flatnonzero(country.district == 1)
    for row in np.flatnonzero((country.district == 1) & (country.type == 2)):
        country.multiply(row, MONTHS - 4, 2)
    one = panel(country.counts[rows], district=country.district[rows], type=country.type[rows])
    said = look(one).districts
    assert said.type[said.signals.kind == Kind.RISING].tolist() == [2]


def test_permuting_the_series_permutes_the_signals_to_the_last_bit(country):
    country.multiply(WATCHED, MONTHS - 4, 3)
    order = np.random.default_rng(2).permutation(N)
    one, other = find(country.panel()), find(country.panel(order))
    for name in ("kind", "p", "probability", "expected", "since"):
        assert getattr(one, name)[order].tobytes() == getattr(other, name).tobytes()


def test_threads_change_nothing(country):
    few = Settings(batch=64, threads=1)
    one, other = find(country.panel(), few), find(country.panel(), replace(few, threads=3))
    assert one.p.tobytes() == other.p.tobytes()
    assert one.probability.tobytes() == other.probability.tobytes()


def test_a_missing_month_is_not_a_fall(country):
    gone = country.district == 3
    country.counts[gone, -5:-1] = -1
    found = find(country.panel())
    assert not np.isin(found.kind[gone], (Kind.COMING_DOWN, Kind.RISING)).any()
    country.counts[gone, -5:-1] = 0
    assert (find(country.panel()).kind[gone] == Kind.COMING_DOWN).any()


@pytest.mark.parametrize("month", [5, 30, MONTHS - 3])
def test_a_missing_month_hides_no_rise_and_makes_none(country, month):
    country.multiply(WATCHED, MONTHS - 5, 3)
    country.counts[country.district == 1, month] = -1
    found = find(country.panel())
    assert np.flatnonzero(found.kind == Kind.RISING).tolist() == [WATCHED]


def test_missing_latest_months_leave_the_rise_before_them(country):
    country.multiply(WATCHED, MONTHS - 5, 4)
    country.counts[country.district == 1, -1] = -1
    found = find(country.panel())
    assert np.flatnonzero(found.kind == Kind.RISING).tolist() == [WATCHED]


def test_a_type_missing_everywhere_in_a_month_does_no_harm(country):
    country.counts[country.type == 0, 20] = -1
    found = look(country.panel())
    assert np.isfinite(found.places.p).all()
    assert not (found.places.kind == Kind.RISING).any()


def test_a_new_town_is_not_a_rise(country):
    town = country.place == 10
    country.counts[town, : MONTHS - 20] = -1
    assert not np.isin(find(country.panel()).kind[town], (Kind.RISING, Kind.COMING_DOWN)).any()
    country.counts[town, : MONTHS - 20] = 0
    assert not (find(country.panel()).kind[town] == Kind.RISING).any()


def test_a_new_town_can_rise_once_it_has_a_history(country):
    country.counts[country.place == 10, : MONTHS - 20] = -1
    country.multiply(WATCHED, MONTHS - 3, 4)
    assert find(country.panel()).kind[WATCHED] == Kind.RISING


def test_a_town_of_a_few_months_is_too_new_to_say(country):
    country.counts[country.place == 10, : MONTHS - 8] = -1
    country.multiply(WATCHED, MONTHS - 3, 4)
    assert find(country.panel()).kind[WATCHED] == Kind.NONE


def test_places_without_events_or_people_are_quiet(country):
    country.counts[:9] = 0
    country.counts[9:12] = -1
    country.population[12:15] = 0
    found = look(country.panel()).places
    assert (found.kind[:12] == Kind.NONE).all()
    assert not np.isin(found.kind[12:15], (Kind.RISING, Kind.COMING_DOWN)).any()
    assert np.isfinite(found.p).all()
    assert np.isfinite(found.probability).all()


def test_thresholds_can_be_lowered_and_raised(country):
    country.multiply(WATCHED, MONTHS - 4, 3)
    base = Settings()
    strict = replace(base, rising=replace(base.rising, least_events=1000))
    assert find(country.panel(), strict).kind[WATCHED] != Kind.RISING


def test_nine_in_ten_months_of_a_quiet_series_lie_in_its_band(country):
    rows = np.arange(0, N, 2)
    band = bands(country.panel(), rows)
    inside = (country.counts[rows] >= band.low) & (country.counts[rows] <= band.high)
    assert 0.88 < inside.mean() < 0.97
    assert band.expected.mean() == pytest.approx(country.counts[rows].mean(), rel=0.05)


def test_the_band_does_not_follow_a_rise(country):
    country.multiply(WATCHED, 24, 1)
    country.multiply(WATCHED, MONTHS - 4, 3)
    band = bands(country.panel(), np.array([WATCHED]))
    assert (country.counts[WATCHED, -4:] > band.high[0, -4:]).all()


def test_no_series_give_no_signals():
    none = np.zeros(0)
    found = look(panel(np.zeros((0, 24)), district=none, type=none))
    assert len(found.places.kind) == len(found.districts.type) == 0


def test_a_place_that_never_reported_takes_nothing_from_its_peers(country):
    rows = np.flatnonzero(country.district == 1)
    country.counts[rows[: 5 * TYPES]] = -1
    found = find(country.panel())
    assert (found.kind[rows] == Kind.NONE).all()


def test_too_short_a_history_is_refused():
    with pytest.raises(ValueError, match="18 months"):
        find(panel(np.ones((3, 12))))


def test_labels_must_fit_the_series():
    with pytest.raises(ValueError, match="need 3 labels"):
        panel(np.ones((3, 24)), district=[1, 2], type=[0, 0, 0])


def test_p_of_lone_series_is_what_it_says():
    """Of 4,000 series where nothing happens about 1 % have p below .01, few below .001."""
    rng = np.random.default_rng(8)
    mean = np.repeat([0.3, 1, 4, 20, 100], 800)[:, None] * np.ones(60)
    p = find(panel(rng.poisson(rng.gamma(mean / 0.5, 0.5)))).p
    assert 0.004 < np.mean(p < 0.01) < 0.016
    assert np.mean(p < 0.001) < 0.003
    assert 0.03 < np.mean(p < 0.05) < 0.07


def test_a_lone_series_that_jumps_is_seen():
    counts = np.random.default_rng(4).poisson(3, (50, 60))
    counts[7, -1] = 16
    assert find(panel(counts)).p.argmin() == 7
