"""Signals from figures in store: what is said, of whom, and when nothing can be."""

import csv
import json
import shutil
from datetime import UTC, datetime

import pytest

from tests import small_district
from wardmote.cli import main
from wardmote.datasets.models import Dataset, DatasetFigure
from wardmote.flags.queries import evidence_settings, flags_for, signals_for
from wardmote.flags.rules import Kind, Why
from wardmote.flags.settings import EvidenceSettings
from wardmote.kernel.periods import Month, Quarter, months_between
from wardmote.partnership.models import Partnership

SPRING = Quarter(2025, 2)
NOW = datetime(2025, 8, 1, 9, tzinfo=UTC)
FIRST, LAST = Month(2022, 7), Month(2025, 6)


def burglaries(month):
    """Longmere's climb for the last three months, from two a month to nine."""
    return 2 if month < Month(2025, 4) else 9


@pytest.fixture(scope="module")
def made_years(django_db_setup, django_db_blocker, tmp_path_factory):
    """The small district with three years of figures, in which burglary climbs in Longmere."""
    from django.conf import settings
    from django.db import transaction

    folder = tmp_path_factory.mktemp("years")
    plain = small_district.rows

    def rows(month):
        other = [row for row in plain(month) if row[9] != "Burglary"]
        for place, code in enumerate(small_district.WARDS):
            n = burglaries(month) if code == small_district.LONGMERE else 2
            other += [one_row(place, "Burglary", month)] * n
        return other

    patch = pytest.MonkeyPatch()
    patch.setattr(small_district, "rows", rows)
    patch.setattr(small_district, "FIRST", FIRST)
    patch.setattr(settings, "WAREHOUSE", folder / "warehouse")
    with django_db_blocker.unblock(), transaction.atomic():
        small_district.load(folder / "files")
        patch.undo()
        yield folder / "warehouse"
        transaction.set_rollback(True)


@pytest.fixture
def years(made_years, db, tmp_path):
    """Those years, to be changed by this test alone."""
    shutil.copytree(made_years, tmp_path / "warehouse")
    return small_district


def one_row(place, label, month):
    force = small_district.FORCE
    return ["", month, force, force, 0.11 + place * 0.02, 52.11, "", "", "", label, "", ""]


def test_a_rise_is_said_with_counts_first(years):
    said = signals_for(SPRING).of_ward(years.LONGMERE)
    rising = [one for one in said if one.kind is Kind.RISING]
    assert [one.dataset for one in rising if one.dataset != "all-crime"] == ["burglary"]
    burglary = next(one for one in rising if one.dataset == "burglary")
    assert burglary.sentence == "27 in April to June, 7 expected. Third month above."
    assert burglary.why.since == Month(2025, 4)
    assert burglary.why.probability > 0.9
    assert any("A rise is said from 75 % on" in line for line in burglary.because)


def test_a_quarter_before_the_climb_knows_nothing_of_it(years):
    assert not signals_for(SPRING - 1).of_ward(years.LONGMERE)


def test_the_band_has_what_was_seen_and_what_was_expected(years):
    band = signals_for(SPRING).band(years.LONGMERE, "burglary")
    assert (band.months[0], band.months[-1]) == (FIRST, LAST)
    assert band.observed[-3:] == (9, 9, 9)
    assert band.expected[-1] == pytest.approx(2, abs=0.5)
    assert all(
        low <= due <= high
        for low, due, high in zip(band.low, band.expected, band.high, strict=True)
    )
    assert band.high[-1] < 9


def test_other_settings_show_what_they_would_change(years):
    strict = EvidenceSettings(rising_least_events=100)
    assert Kind.RISING not in {one.kind for one in signals_for(SPRING, settings=strict).signals}
    assert Kind.RISING in {one.kind for one in signals_for(SPRING).signals}


def test_the_partnerships_own_settings_are_read(years):
    assert evidence_settings() == EvidenceSettings()
    Partnership.objects.update_or_create(pk=1, defaults={"rising_least_events": 100})
    assert evidence_settings().rising_least_events == 100
    assert Kind.RISING not in {one.kind for one in signals_for(SPRING).signals}


def test_a_partners_months_have_signals_of_their_own(years):
    fires = Dataset.objects.create(
        slug="fires",
        name="Deliberate fires",
        owner="Fire and rescue",
        lawful_basis="s 115",
        cadence="monthly",
        exposure="residents",
        source="partner",
        period_kind="month",
    )
    before = [one for one in signals_for(SPRING).signals if one.is_police]
    DatasetFigure.objects.bulk_create(
        DatasetFigure(
            dataset=fires,
            period=str(month),
            code=code,
            count=11 if code == years.ASHBY and month > Month(2025, 3) else 2,
        )
        for month in months_between(Month(2023, 1), LAST)
        for code in years.WARDS
    )
    found = signals_for(SPRING)
    assert [one for one in found.signals if one.is_police] == before
    theirs = [(one.code, one.kind) for one in found.signals if not one.is_police]
    assert theirs == [(years.ASHBY, Kind.RISING)]


def test_the_second_look_is_looked_up(years):
    first = signals_for(SPRING)
    again = signals_for(SPRING)
    assert again.watched[0].found(again.settings) is first.watched[0].found(first.settings)


def test_flags_have_a_probability_and_what_the_literal_rule_says(years):
    flags = {flag.code: flag for flag in flags_for(SPRING).of_dataset("burglary")}
    longmere, ashby = flags[years.LONGMERE], flags[years.ASHBY]
    assert longmere.flagged
    assert longmere.literal
    assert longmere.rule == "probability"
    assert longmere.probability > 0.9 > 0.5 > ashby.probability
    assert longmere.expected_rate > ashby.expected_rate
    assert sum(one.probability for one in flags.values()) == pytest.approx(2)


def test_the_literal_rule_stays_to_be_had_for_each_data_set(years):
    Dataset.objects.filter(slug="burglary").update(rule="top_share")
    flags = {flag.code: flag for flag in flags_for(SPRING).of_dataset("burglary")}
    assert [flag.flagged for flag in flags.values()] == [
        flag.literal for flag in flags.values()
    ]
    assert flags[years.LONGMERE].probability > 0.9


def test_later_quarters_change_nothing_before_them(years, tmp_path):
    before = flags_for(SPRING - 1)
    later = tmp_path / "later" / "2025-07-wendle-street.csv"
    later.parent.mkdir()
    with later.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(small_district.HEADINGS)
        writer.writerows([one_row(7, "Burglary", Month(2025, 7))] * 90)
        writer.writerows(small_district.rows(Month(2025, 7)))
    from wardmote.datasets.usecases import import_street
    from wardmote.kernel.actors import COMMAND_LINE

    signals = signals_for(SPRING).signals
    import_street([later], by=COMMAND_LINE, now=NOW)
    assert flags_for(SPRING - 1).flags == before.flags
    assert signals_for(SPRING).signals == signals


def test_a_ward_that_a_partner_leaves_out_keeps_its_flag(years, tmp_path):
    for quarter in ("2024Q3", "2024Q4", "2025Q1"):
        small_district.load_financial_need(tmp_path, quarter)
    DatasetFigure.objects.filter(period="2025Q1", code=years.HARROW_FEN).delete()
    flags = {
        flag.code: flag for flag in flags_for(Quarter(2025, 1)).of_dataset("financial-need")
    }
    assert flags[years.HARROW_FEN].count is None
    assert flags[years.HARROW_FEN].flagged
    assert not flags[years.BRAMLEY].flagged


def test_the_command_tells_the_same_to_scripts_and_people(years, capsys):
    assert main(["signals", "--quarter", "2025Q2", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found) == ["quarter", "edition", "refusal", "signals", "district"]
    said = next(one for one in found["signals"] if one["dataset"] == "burglary")
    assert (said["name"], said["kind"], said["observed"]) == ("Longmere", "RISING", 27)
    assert (said["since"], said["window"], said["threshold"]) == ("2025-04", 3, 0.75)
    assert main(["signals"]) == 0
    people = capsys.readouterr().out
    assert "Signals at the end of April to June 2025" in people
    assert "Rising        Burglary: 27 in April to June, 7 expected." in people


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["--quarter", "nonsense"], 1, "is not a quarter. Write one such as 2025Q2"),
        (["--quarter", "2031Q1"], 1, "There are no figures for 2031Q1"),
        (["--edition", "1999-05"], 1, "1999-05"),
        (["--nonsense"], 2, "nonsense"),
    ],
)
def test_the_command_refuses_in_words(years, capsys, words, code, says):
    assert main(["signals", *words]) == code
    said = capsys.readouterr()
    assert says in said.err
    assert said.out == ""


def test_where_nothing_ever_happened_nobody_is_likely_to_be_high(years):
    flags = flags_for(SPRING).of_dataset("robbery")
    assert {(one.flagged, one.probability) for one in flags} == {(False, None)}
    assert {one.why for one in flags} == {Why.NO_EVENTS}
