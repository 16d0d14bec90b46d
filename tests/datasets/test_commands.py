"""The commands answer as documented: exit codes, one JSON document, and the rest aside."""

import json

import pytest

from tests.datasets.builders import row, street_file
from wardmote.cli import main

pytestmark = pytest.mark.django_db


@pytest.fixture
def april(tmp_path):
    rows = [row()] * 3 + [row(type="Drugs", lon="9")]
    return str(street_file(tmp_path / "2025-04-x-street.csv", rows))


def test_street_files_load_and_count_as_json(load_wards, april, capsys):
    load_wards("E1")
    assert main(["import", "street", april, "--json"]) == 0
    receipt = json.loads(capsys.readouterr().out)
    assert (receipt["rows"], receipt["placed"], receipt["outside"]) == (4, 3, 1)
    assert main(["counts", "--quarter", "2025Q2", "--json"]) == 0
    counts = json.loads(capsys.readouterr().out)
    assert list(counts) == [
        "quarter",
        "edition",
        "months",
        "missing_months",
        "rows",
        "no_location",
        "outside",
        "wards",
    ]
    assert counts["months"] == ["2025-04", "2025-05", "2025-06"]
    assert counts["missing_months"] == ["2025-05", "2025-06"]
    (ward,) = counts["wards"]
    assert (ward["code"], ward["name"], ward["counts"]["Burglary"]) == ("E1", "Ward E1", 3)


def test_rejected_rows_exit_3_and_are_named_aside(tmp_path, capsys):
    path = street_file(tmp_path / "a-street.csv", [row(), row(), row(month="2025-99")])
    assert main(["import", "street", str(path), "--json"]) == 3
    said = capsys.readouterr()
    assert json.loads(said.out)["rejects"][0]["line"] == 4
    assert "a-street.csv:4: “2025-99” is not a month" in said.err


def test_a_refusal_exits_1_and_prints_nothing_on_standard_output(tmp_path, capsys):
    path = tmp_path / "a-street.csv"
    path.write_text("<html>")
    assert main(["import", "street", str(path), "--json"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "is a web page" in said.err


@pytest.mark.parametrize(
    "words",
    [
        ["import", "street"],
        ["import", "street", "a.csv", "--published", "May"],
        ["import", "dataset", "a.csv"],
        ["counts"],
    ],
)
def test_wrong_usage_exits_2(words, capsys):
    assert main(words) == 2
    assert "usage:" in capsys.readouterr().err


def test_a_person_reads_a_receipt_and_a_table(load_wards, april, capsys):
    load_wards("E1", "E2")
    assert main(["import", "street", april]) == 0
    assert "3 placed in our wards" in capsys.readouterr().out
    assert main(["counts", "--quarter", "2025Q2", "--ward", "E1"]) == 0
    table = capsys.readouterr().out
    assert "Missing, and not to be read as zero: May 2025 and June 2025" in table
    assert "Ward E1" in table
    assert "Ward E2" not in table


def test_a_partners_file_loads(load_wards, tmp_path, capsys):
    load_wards("E1")
    path = tmp_path / "fires.csv"
    path.write_text("ward_code,quarter,count\nE1,2025Q2,4\nE1,2025Q3,=1\n")
    command = ["import", "dataset", str(path), "--dataset", "deliberate-fires", "--json"]
    assert main(command) == 3
    said = capsys.readouterr()
    assert json.loads(said.out)["changes"]["new"] == 1
    assert "fires.csv:3: the count looks like a formula" in said.err
