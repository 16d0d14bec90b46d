"""The demo district looks like what a partnership would really be given."""

import csv
import hashlib
import json
from collections import Counter

import pytest
import shapely

from wardmote.briefings.rules import in_words
from wardmote.demo.district import published_by, write_district
from wardmote.demo.street import HEADER
from wardmote.kernel.periods import Month

LAST = "2026-09"
CODES = ("WD25CD", "PAR25CD", "CED25CD")


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def shapes(path):
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return {
        next(feature["properties"][key] for key in CODES if key in feature["properties"]):
        shapely.geometry.shape(feature["geometry"])
        for feature in features
    }  # fmt: skip


def force_rows(files, month=LAST):
    return rows(files.street / month / f"{month}-wendle-constabulary-street.csv")


@pytest.fixture(scope="module")
def files(wendle):
    return wendle(LAST)


def fingerprint(folder):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*.*")
    }


def test_the_same_seed_and_month_give_the_same_bytes(files, tmp_path):
    write_district(tmp_path, last_month=Month(2026, 9))
    assert fingerprint(tmp_path) == fingerprint(files.folder)


def test_another_seed_gives_another_district(files, tmp_path):
    write_district(tmp_path, last_month=Month(2026, 9), seed=7)
    assert fingerprint(tmp_path) != fingerprint(files.folder)


def test_the_police_publish_about_two_months_late():
    assert published_by(Month(2026, 11)) == Month(2026, 9)


def test_there_are_26_wards_with_the_fields_of_the_statistics_office(files):
    content = json.loads(files.wards.read_text(encoding="utf-8"))
    assert len(content["features"]) == 26
    for feature in content["features"]:
        assert set(feature["properties"]) == {
            "WD25CD", "WD25NM", "WD25NMW", "LAD25CD", "LAD25NM",
            "BNG_E", "BNG_N", "LONG", "LAT",
        }  # fmt: skip
        assert feature["properties"]["LAD25NM"] == "Wendle Vale"


def test_wards_fill_the_district_without_gap_or_overlap(files):
    wards = list(shapes(files.wards).values())
    district = json.loads(files.district.read_text(encoding="utf-8"))["features"][0]
    assert all(ward.geom_type == "Polygon" and ward.is_valid for ward in wards)
    assert shapely.coverage_is_valid(wards)
    whole = shapely.coverage_union_all(wards)
    assert whole.equals(shapely.geometry.shape(district["geometry"]))


def test_parishes_fill_it_too_and_a_few_cross_ward_borders(files):
    parishes = list(shapes(files.parishes).values())
    wards = list(shapes(files.wards).values())
    assert len(parishes) == 50
    assert shapely.coverage_is_valid(parishes)
    assert shapely.coverage_union_all(parishes).equals(shapely.coverage_union_all(wards))
    nested = sum(any(ward.buffer(1e-9).covers(parish) for ward in wards) for parish in parishes)
    assert 40 <= nested <= 47


def test_county_divisions_fill_it_too_and_one_takes_a_part_of_a_ward(files):
    divisions, wards = shapes(files.divisions), shapes(files.wards)
    assert shapely.coverage_is_valid(list(divisions.values()))
    assert all(one.geom_type == "Polygon" for one in divisions.values())
    whole = shapely.coverage_union_all(list(wards.values()))
    assert shapely.coverage_union_all(list(divisions.values())).equals(whole)
    whole_wards = sum(
        division.buffer(1e-9).covers(ward)
        for division in divisions.values()
        for ward in wards.values()
    )
    assert whole_wards == 25


def test_the_district_is_at_sea(files):
    west, south, east, north = shapely.coverage_union_all(
        list(shapes(files.wards).values())
    ).bounds
    assert west > 1.95
    assert east < 3
    assert 52.4 < south < north < 53.2


def test_the_profile_adds_up(files):
    for row in rows(files.profile):
        number = {name: int(row[name]) for name in list(row)[2:]}
        ages = [name for name in number if name.startswith("residents_aged")]
        tenures = [name for name in number if name.startswith("households_")]
        deprived = [name for name in number if name.startswith("household_is")]
        assert sum(map(number.get, ages)) == number["usual_residents"]
        assert sum(map(number.get, tenures)) == number["households"]
        assert sum(map(number.get, deprived)) == number["households"]
        assert min(number.values()) > 0


def test_the_headings_of_the_profile_read_as_words(files):
    words = in_words(rows(files.profile)[0])
    assert "deprivation decile (1 is the most deprived)" in words


def test_the_parishes_have_the_residents_of_the_wards(files):
    wards = sum(int(row["usual_residents"]) for row in rows(files.profile))
    parishes = sum(int(row["usual_residents"]) for row in rows(files.parish_profile))
    assert wards == parishes
    assert 150_000 < wards < 170_000


def test_the_profile_says_nothing_of_ethnicity(files):
    header = files.profile.read_text(encoding="utf-8").splitlines()[0]
    assert not any(word in header for word in ("ethnic", "traveller", "white", "race"))


def test_there_are_36_months_of_the_police_and_the_railway_police(files):
    assert len(list(files.street.glob("*/*-wendle-constabulary-street.csv"))) == 36
    assert len(list(files.street.glob("*/*-btp-street.csv"))) == 36
    assert len(list(files.street.glob("*/*-outcomes.csv"))) == 2


def test_every_street_file_has_the_police_header_and_twelve_cells(files):
    for path in files.street.glob("*/*-street.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            lines = list(csv.reader(file))
        assert ",".join(lines[0]) == HEADER
        assert {len(line) for line in lines} == {12}
        assert {line[1] for line in lines[1:]} == {path.parent.name}


def test_old_files_have_windows_line_ends_and_new_ones_have_not(files):
    old, new = (
        (files.street / month / f"{month}-wendle-constabulary-street.csv").read_bytes()
        for month in ("2023-10", LAST)
    )
    assert old.count(b"\r\n") == old.count(b"\n")
    assert b"\r" not in new


def test_anti_social_behaviour_has_no_id_or_outcome_and_repeats(files):
    plain = [
        tuple(row.values())
        for row in force_rows(files)
        if row["Crime type"] == "Anti-social behaviour"
    ]
    assert all(not row[0] and not row[10] for row in plain)
    assert len(set(plain)) < len(plain)


def test_a_crime_id_is_not_a_key(files):
    ids = [row["Crime ID"] for row in force_rows(files) if row["Crime ID"]]
    assert all(len(one) == 64 for one in ids)
    assert 0 < len(ids) - len(set(ids)) < 30


def test_three_in_a_hundred_rows_have_no_location(files):
    found = force_rows(files)
    lost = [row for row in found if row["Location"] == "No Location"]
    assert 0.015 < len(lost) / len(found) < 0.045
    assert not any(row["Longitude"] or row["LSOA code"] for row in lost)


def test_points_are_shared_and_some_lie_outside(files):
    wards = shapely.STRtree(list(shapes(files.wards).values()))
    spots = Counter(
        (float(row["Longitude"]), float(row["Latitude"]))
        for row in force_rows(files)
        if row["Longitude"]
    )
    assert max(spots.values()) > 20
    points = shapely.points(list(spots))
    placed = set(wards.query(points, predicate="intersects")[0].tolist())
    outside = [n for at, n in enumerate(spots.values()) if at not in placed]
    assert 100 < sum(outside) < 350


def test_older_outcomes_are_more_complete(files):
    def open_share(month):
        words = [row["Last outcome category"] for row in force_rows(files, month)]
        return words.count("Under investigation") / len(words)

    assert open_share("2026-09") > open_share("2026-06") > open_share("2025-09")


def test_one_month_collapsed_in_the_second_year(files):
    sizes = {path.name: len(force_rows(files, path.name)) for path in files.street.iterdir()}
    small = [month for month, size in sizes.items() if size < 500]
    assert small == ["2025-01"]
    assert 20 < sizes["2025-01"] < 60
    del sizes["2025-01"]
    assert all(1_100 < size < 1_500 for size in sizes.values())


def test_partners_count_each_ward_in_each_whole_quarter(files):
    for path in (files.deliberate_fires, files.financial_need, files.domestic_abuse):
        found = rows(path)
        assert list(found[0]) == ["ward_code", "quarter", "count"]
        assert (found[0]["quarter"], found[-1]["quarter"]) == ("2023Q4", "2026Q3")
        assert len(found) == 12 * 26


def test_everybody_has_a_name_and_each_ward_a_councillor(files):
    cast = json.loads(files.cast.read_text(encoding="utf-8"))
    emails = [person["email"] for person in cast["people"]]
    assert len(set(emails)) == len(emails)
    assert all(email.endswith("@wendle.example") for email in emails)
    held = Counter(ward["name"] for person in cast["people"] for ward in person["wards"])
    assert len(held) == 26
    divisions = [name for person in cast["people"] for name in person["divisions"]]
    features = json.loads(files.divisions.read_text(encoding="utf-8"))["features"]
    assert sorted(divisions) == [one["properties"]["CED25NM"] for one in features]
    assert "Cllr Joan Amos" in {person["name"] for person in cast["people"]}
    known = {one["key"] for one in cast["organisations"]}
    assert {person["organisation"] for person in cast["people"]} <= known
    groups = {group["key"] for group in cast["groups"]}
    seats = {seat["group"] for person in cast["people"] for seat in person["seats"]}
    assert seats == groups
