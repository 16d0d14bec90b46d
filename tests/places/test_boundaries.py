"""Boundaries are read as ONS publishes them, and refused in words otherwise."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardmote.kernel.errors import RuleBroken
from wardmote.places.geojson import find_field, read_boundaries
from wardmote.places.rules import Kind

SQUARE = {"type": "Polygon", "coordinates": [[[0, 52], [1, 52], [1, 53], [0, 53], [0, 52]]]}
BOW = {"type": "Polygon", "coordinates": [[[0, 52], [1, 53], [1, 52], [0, 53], [0, 52]]]}
GRID = {"type": "Polygon", "coordinates": [[[5e5, 2e5], [6e5, 2e5], [6e5, 3e5], [5e5, 2e5]]]}


def feature(code="E05000001", name="Longmere", geometry=SQUARE, **more):
    properties = {"WD25CD": code, "WD25NM": name, "LAD25CD": "E07000001", **more}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


@pytest.fixture
def write(tmp_path):
    def to_file(*features, text=None):
        path = tmp_path / "wards.geojson"
        whole = {"type": "FeatureCollection", "features": list(features)}
        path.write_text(json.dumps(whole) if text is None else text)
        return path

    return to_file


@pytest.mark.parametrize(
    ("fields", "kind", "found"),
    [
        (["WD25CD", "WD25NM"], Kind.WARD, "WD25CD"),
        (["WD13CD", "WD13CDO"], Kind.WARD, "WD13CD"),
        (["PARNCP_SURROGATE_CD"], Kind.PARISH, "PARNCP_SURROGATE_CD"),
        (["LSOA21CD"], Kind.LSOA, "LSOA21CD"),
        (["code"], Kind.DIVISION, "code"),
        (["thing"], Kind.WARD, ""),
    ],
)
def test_the_code_column_is_recognised(fields, kind, found):
    from wardmote.places.geojson import PREFIXES

    assert find_field(fields, PREFIXES[kind], "CD", "code") == found


def test_a_ward_has_its_code_name_district_and_shape(write):
    read = read_boundaries(write(feature()), Kind.WARD)
    (ward,) = read.places
    assert (ward.code, ward.name, ward.district_code) == ("E05000001", "Longmere", "E07000001")
    assert ward.geometry == SQUARE
    assert not read.rejected


def test_bad_features_are_left_out_by_row_and_the_rest_kept(write):
    read = read_boundaries(
        write(
            feature(),
            feature(),
            feature("not a code"),
            feature("E05000002", geometry={"type": "Point", "coordinates": [0, 52]}),
            feature("E05000003", geometry=GRID),
        ),
        Kind.WARD,
    )
    assert [one.code for one in read.places] == ["E05000001"]
    assert [one.row for one in read.rejected] == [2, 3, 4, 5]
    assert "twice" in read.rejected[0].reason
    assert "EPSG:4326" in read.rejected[3].reason


def test_crossing_lines_are_mended_and_said(write):
    read = read_boundaries(write(feature(geometry=BOW)), Kind.WARD)
    assert read.mended == ("E05000001",)
    assert read.places[0].geometry["type"] == "MultiPolygon"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Crime ID,Month", "not GeoJSON"),
        ('{"type": "FeatureCollection", "features": [', "fetch it again"),
        ('{"type": "Topology"}', "TopoJSON"),
        ("[]", "not a GeoJSON FeatureCollection"),
        ('{"features": []}', "holds no places"),
        ('{"features": [{"properties": {"a": 1}}]}', "--code-field"),
        ("[" * 100_000, "not GeoJSON"),
    ],
)
def test_a_wrong_file_is_refused_with_what_to_do(write, text, says):
    with pytest.raises(RuleBroken, match=says):
        read_boundaries(write(text=text), Kind.WARD)


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=20,
)


@given(json_values, json_values, json_values)
def test_any_json_is_read_or_refused_never_a_crash(tmp_path_factory, a, b, c):
    path = tmp_path_factory.mktemp("geo") / "x.geojson"
    one = {"properties": {"WD25CD": b, "WD25NM": "x"}, "geometry": a}
    other = {"properties": {"WD25CD": "E1", "WD25NM": c}, "geometry": {**SQUARE, "extra": a}}
    path.write_text(json.dumps({"features": [one, other]}))
    try:
        read = read_boundaries(path, Kind.WARD)
    except RuleBroken:
        return
    assert read.places[-1].code == "E1"


def test_real_wards_of_six_districts(shared):
    for path in sorted((shared / "data/boundaries/wards_2025").glob("*.geojson")):
        read = read_boundaries(path, Kind.WARD)
        assert not read.rejected
        assert {ward.district_code for ward in read.places} == {path.stem}
