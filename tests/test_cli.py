"""`wardmote` answers with exit codes that scripts can rely on."""

import json

import pytest

from wardmote.cli import main

SQUARE = {"type": "Polygon", "coordinates": [[[0, 52], [1, 52], [1, 53], [0, 53], [0, 52]]]}


@pytest.fixture
def wards_file(tmp_path):
    def write(*codes):
        features = [
            {"properties": {"WD25CD": code, "WD25NM": f"Ward {code}"}, "geometry": SQUARE}
            for code in codes
        ]
        path = tmp_path / "wards.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
        return str(path)

    return write


def test_alone_it_lists_its_commands(capsys):
    assert main([]) == 0
    assert "wardmote import street" in capsys.readouterr().out


def test_an_unknown_command_is_wrong_usage(capsys):
    assert main(["fly"]) == 2
    assert "no command" in capsys.readouterr().err


@pytest.mark.django_db
def test_a_missing_argument_is_wrong_usage(capsys):
    assert main(["import", "places"]) == 2
    assert "required" in capsys.readouterr().err


@pytest.mark.django_db
def test_a_refusal_says_what_to_do_and_exits_1(capsys, tmp_path):
    missing = str(tmp_path / "none.geojson")
    assert main(["import", "places", missing, "--kind", "ward"]) == 1
    assert "There is no file" in capsys.readouterr().err


@pytest.mark.django_db
def test_places_load_and_list_as_json(capsys, wards_file):
    assert main(["import", "places", wards_file("E1", "E2"), "--kind", "ward"]) == 0
    capsys.readouterr()
    assert main(["wards", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert listed["edition"] == "2025"
    assert [ward["code"] for ward in listed["wards"]] == ["E1", "E2"]


@pytest.mark.django_db
def test_done_with_rejected_rows_exits_3_and_names_them(capsys, wards_file):
    assert main(["import", "places", wards_file("E1", "E1"), "--kind", "ward"]) == 3
    assert "wards.geojson:2" in capsys.readouterr().err
