"""Profiles are read by the endings of their columns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardmote.kernel.errors import RuleBroken
from wardmote.places.profile import read_profile


@pytest.fixture
def write(tmp_path):
    def to_file(text):
        path = tmp_path / "profile.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return to_file


@pytest.mark.parametrize(
    "header",
    [
        "ward24_code,usual_residents,households",
        "code,usual_residents_census2021_est,households_census2021_est",
        "lsoa21_code,census_usual_residents,census_households",
    ],
)
def test_columns_are_recognised(write, header):
    (line,) = read_profile(write(f'{header}\nE05000001,3510.0,"1,420"\n')).lines
    assert (line.code, line.residents, line.households) == ("E05000001", 3510, 1420)


def test_columns_may_be_named_and_others_become_the_makeup(write):
    text = "place,people,homes,age 0 to 15,note\nE1,10,4,3,quiet\n"
    (line,) = read_profile(
        write(text), code="place", residents="people", households="homes"
    ).lines
    assert line.makeup == {"age 0 to 15": 3.0}


def test_bad_lines_are_named_and_the_rest_kept(write):
    text = "x_code,usual_residents,households\nE1,10,4\nE1,10,4\n"
    text += "E2,many,4\nE3,-1,2\nE4,1\n\nE5,,\n"
    read = read_profile(write(text))
    assert [line.code for line in read.lines] == ["E1", "E5"]
    assert read.lines[1].residents is None
    assert [one.row for one in read.rejected] == [3, 4, 5, 6]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no column for code"),
        ("a,b\n1,2\n", "--code COLUMN"),
        ("x_code,usual_residents\nE1,2\n", "--households COLUMN"),
        ("x_code,usual_residents,households\n", "No line"),
        (b"PK\x03\x04\0\0\0", "not a CSV"),
    ],
)
def test_a_wrong_file_is_refused_with_what_to_do(write, text, says):
    with pytest.raises(RuleBroken, match=says):
        read_profile(write(text))


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(tmp_path_factory, body):
    path = tmp_path_factory.mktemp("profile") / "x.csv"
    path.write_bytes(b"x_code,usual_residents,households\nE1,1,1\n" + body)
    try:
        read = read_profile(path)
    except RuleBroken:
        return
    assert read.lines[0].code == "E1"
