"""`wardmote flags`: a document for scripts, a table for people, refusals that help."""

import json

import pytest

from tests import small_district
from wardmote.cli import main
from wardmote.datasets.models import Dataset
from wardmote.kernel.periods import Month
from wardmote.places.models import Profile

GUESSED = {"probability", "expected_rate"}


def document(capsys, *words):
    assert main(["flags", "--quarter", "2025Q2", "--json", *words]) == 0
    said = capsys.readouterr()
    return json.loads(said.out)


def test_the_document_is_exactly_as_documented(district, capsys):
    found = document(capsys)
    assert list(found) == ["quarter", "edition", "k", "flags"]
    assert (found["quarter"], found["edition"], found["k"]) == ("2025Q2", "2025-05", 2)
    keys = [(one["dataset"], one["code"]) for one in found["flags"]]
    assert keys == sorted(keys)
    assert len(keys) == 8 * Dataset.objects.count()
    assert {
        "code": district.LONGMERE,
        "name": "Longmere",
        "dataset": "burglary",
        "count": 15,
        "exposure": 2000,
        "rate_per_1000": 7.5,
        "rank": 1,
        "flagged": True,
        "literal": True,
        "rule": "probability",
        "led_elsewhere": False,
    } in [
        {key: value for key, value in one.items() if key not in GUESSED}
        for one in found["flags"]
    ]
    longmere = next(one for one in found["flags"] if one["rank"] == 1)
    assert list(longmere)[8:] == [
        *("probability", "literal", "rule", "expected_rate", "led_elsewhere")
    ]
    assert 0.64 <= longmere["probability"] <= 1
    assert longmere["expected_rate"] > 1


def test_one_data_set_can_be_asked_for(district, capsys):
    found = document(capsys, "--dataset", "drugs")
    assert [one["rank"] for one in found["flags"]] == [3, 2, 3, 3, 1, 3, 3, 3]
    assert sum(one["flagged"] for one in found["flags"]) == 2
    assert main(["flags", "--quarter", "2025Q2", "--dataset", "hexes"]) == 1
    assert "There is no data set “hexes”. There are all-crime" in capsys.readouterr().err


def test_people_get_a_table_with_counts_rates_and_ranks(district, capsys):
    assert main(["flags", "--quarter", "2025-Q2"]) == 0
    said = capsys.readouterr().out
    assert "the two highest of 8 by rate" in said
    assert f"1st  {district.LONGMERE}  Longmere                            15      7.5" in said
    assert "Robbery (per 1,000 residents)\n  no ward: none has any" in said


def test_a_partners_gaps_stand_without_count_or_rank(district, tmp_path, capsys):
    small_district.load_financial_need(tmp_path)
    found = document(capsys, "--dataset", "financial-need")
    by_code = {one["code"]: one for one in found["flags"]}
    bramley = by_code[district.BRAMLEY]
    assert {key: value for key, value in bramley.items() if key not in GUESSED} == {
        "code": district.BRAMLEY,
        "name": "Bramley",
        "dataset": "financial-need",
        "count": None,
        "exposure": by_code[district.LONGMERE]["exposure"],
        "rate_per_1000": None,
        "rank": None,
        "flagged": False,
        "literal": False,
        "rule": "probability",
        "led_elsewhere": False,
    }
    assert [code for code, one in by_code.items() if one["flagged"]] == [
        district.HARROW_FEN,
        district.WILLOW_END,
    ]


def test_a_missing_month_is_left_out_and_named(db, tmp_path, capsys):
    small_district.load(tmp_path / "files", without=(Month(2025, 5),))
    found = document(capsys, "--dataset", "burglary")
    assert found["flags"][0]["count"] == 10
    assert main(["flags", "--quarter", "2025Q2", "--dataset", "burglary"]) == 0
    assert "without May 2025: no figures" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("quarter", "says"),
    [
        ("2031Q1", "There are no figures for 2031Q1. There are figures for 2024Q4, 2025Q1"),
        ("spring", "is not a quarter. Write one such as 2025Q2"),
    ],
)
def test_a_quarter_without_figures_is_refused(district, capsys, quarter, says):
    assert main(["flags", "--quarter", quarter, "--json"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert says in said.err


def test_without_a_profile_the_refusal_says_how_to_load_one(db, tmp_path, capsys):
    small_district.load(tmp_path / "files", profile=False)
    assert main(["flags", "--quarter", "2025Q2", "--json"]) == 1
    assert "wardmote import profile" in capsys.readouterr().err


def test_a_ward_without_profile_is_shown_and_not_ranked(district, capsys):
    Dataset.objects.update(rule="top_share")
    Profile.objects.filter(code=district.LONGMERE).delete()
    found = document(capsys, "--dataset", "burglary")
    assert found["flags"][0]["rank"] is None
    assert found["flags"][0]["exposure"] is None
    assert [one["flagged"] for one in found["flags"]].count(True) == 8 - 1


def test_before_anything_is_loaded_the_first_step_is_named(db, capsys):
    assert main(["flags", "--quarter", "2025Q2"]) == 1
    assert "wardmote import places" in capsys.readouterr().err


def test_usage_errors_are_told_apart(db):
    assert main(["flags"]) == 2
