"""Months that are missing, and histories too short to tell a change from a season."""

from tests import small_district
from wardmote.flags.queries import signals_for
from wardmote.flags.rules import Kind
from wardmote.kernel.periods import Month, Quarter

SPRING = Quarter(2025, 2)


def test_a_missing_month_makes_no_signal_and_is_named(db, tmp_path, monkeypatch):
    monkeypatch.setattr(small_district, "FIRST", Month(2023, 7))
    small_district.load(tmp_path / "files", without=(Month(2025, 5),))
    found = signals_for(SPRING)
    assert Kind.COMING_DOWN not in {one.kind for one in found.signals}
    band = found.band(small_district.LONGMERE, "burglary")
    assert band.observed[-3:] == (5, None, 5)


def test_short_history_is_refused_in_words(db, tmp_path):
    small_district.load(tmp_path / "files")
    found = signals_for(SPRING)
    assert found.signals == ()
    assert "Signals need 18 months" in found.refusal
    assert "there are 9 months" in found.refusal
    assert found.band(small_district.LONGMERE, "burglary") is None
