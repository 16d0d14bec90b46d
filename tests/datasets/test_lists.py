"""Another agency's list of flagged wards: it has no counts, and none are made of it."""

import pytest

from tests import small_district
from wardmote.cli import main
from wardmote.datasets.models import Dataset, DatasetFigure
from wardmote.datasets.queries import figures_of
from wardmote.datasets.rules import FlagRule
from wardmote.datasets.usecases import change_dataset, register_dataset
from wardmote.flags.queries import flags_for
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Quarter

SPRING = Quarter(2025, 2)
NOW = small_district.NOW


@pytest.fixture
def need(db, tmp_path):
    """The small district, and a data set whose owner sends lists."""
    small_district.load(tmp_path / "files")
    return register_dataset(
        "need-list",
        "Need",
        owner="Fenshire Fire and Rescue",
        lawful_basis="s 115",
        rule=FlagRule.LIST,
        by=COMMAND_LINE,
        now=NOW,
    )


def send(folder, *lines):
    path = folder / "list.csv"
    path.write_text("\n".join(["ward_code,quarter,flagged", *lines]))
    return main(["import", "dataset", str(path), "--dataset", "need-list"])


def flagged():
    return [flag.code for flag in flags_for(SPRING).of_dataset("need-list") if flag.flagged]


def test_wards_on_the_list_are_flagged_and_no_others(need, tmp_path):
    lines = [f"{small_district.ASHBY},2025Q2,yes", f"{small_district.BRAMLEY},2025Q2,no"]
    assert send(tmp_path, *lines) == 0
    assert flagged() == [small_district.ASHBY]
    found = flags_for(SPRING)
    said = {flag.code: found.sentence(flag) for flag in found.of_dataset("need-list")}
    assert said[small_district.ASHBY] == "Need: on the list sent for April to June 2025."
    assert said[small_district.LONGMERE].startswith("Need: not on the list")
    assert "need-list" not in found.refusals


def test_no_count_rate_or_probability_is_made_of_it(need, tmp_path):
    send(tmp_path, f"{small_district.ASHBY},2025Q2,yes")
    flags = flags_for(SPRING).of_dataset("need-list")
    assert {(one.count, one.rank, one.probability) for one in flags} == {(None, None, None)}
    assert set(figures_of("need-list", SPRING).counts.values()) == {None}


def test_a_new_list_takes_the_place_of_the_old_however_short(need, tmp_path):
    send(tmp_path, *(f"{code},2025Q2,yes" for code in small_district.WARDS))
    assert send(tmp_path, f"{small_district.ASHBY},2025Q2,Y") == 0
    assert flagged() == [small_district.ASHBY]


def test_what_is_neither_yes_nor_no_is_named(need, tmp_path, capsys):
    lines = [f"{code},2025Q2,1" for code in list(small_district.WARDS)[:3]]
    assert send(tmp_path, *lines, f"{small_district.BRAMLEY},2025Q2,perhaps") == 3
    assert "“perhaps” is neither yes nor no" in capsys.readouterr().err
    assert len(flagged()) == 3


def test_a_file_of_counts_is_no_list(need, tmp_path, capsys):
    path = tmp_path / "counts.csv"
    path.write_text(f"ward_code,quarter,count\n{small_district.ASHBY},2025Q2,4")
    assert main(["import", "dataset", str(path), "--dataset", "need-list"]) == 1
    assert "no column saying who is flagged (yes or no)" in capsys.readouterr().err
    assert not DatasetFigure.objects.exists()


def test_counts_do_not_turn_into_a_list_nor_police_data(need, tmp_path):
    small_district.load_financial_need(tmp_path)
    for slug, says in ("financial-need", "already holds counts"), ("burglary", "as counts"):
        with pytest.raises(RuleBroken, match=says):
            change_dataset(slug, rule="list", by=COMMAND_LINE, now=NOW)
    change_dataset("burglary", rule="top_share", by=COMMAND_LINE, now=NOW)
    assert Dataset.objects.get(slug="burglary").rule == "top_share"
