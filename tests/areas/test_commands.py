"""`wardmote areas propose|confirm|override`: documents, exit codes, refusals that help."""

import json

import pytest

from tests.small_district import LONGMERE, WILLOW_END
from wardmote.areas.models import Decision
from wardmote.cli import main

QUARTER = ["--quarter", "2025Q2"]


@pytest.fixture
def proposed(district, priya, capsys):
    assert main(["areas", "propose", *QUARTER]) == 0
    capsys.readouterr()


def test_proposing_lists_what_is_to_decide_first(district, priya, capsys):
    assert main(["areas", "propose", *QUARTER]) == 0
    said = capsys.readouterr().out
    assert "To decide: 3" in said
    assert said.index("Longmere: Emerging. 3 flags") < said.index("Not proposed: 5")


def test_the_document_has_every_ward(district, capsys):
    assert main(["areas", "propose", *QUARTER, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found) == ["quarter", "areas"]
    longmere = found["areas"][0]
    assert longmere == {
        "code": LONGMERE,
        "name": "Longmere",
        "before": "off",
        "proposed": "emerging",
        "rule": "several-flags",
        "because": longmere["because"],
        "counted_flags": 3,
        "decided": None,
        "by": None,
        "reason": None,
    }


def test_confirming_and_overriding(proposed, priya, capsys):
    by = ["--by", priya.email]
    assert main(["areas", "confirm", LONGMERE, *QUARTER, *by]) == 0
    assert "Longmere, 2025Q2: Emerging, confirmed by Priya" in capsys.readouterr().out
    words = ["--category", "emerging", "--reason", "Known to the PSG"]
    assert main(["areas", "override", WILLOW_END, *QUARTER, *words, *by]) == 0
    assert Decision.objects.get(ward=WILLOW_END).reason == "Known to the PSG"


def test_a_ward_can_be_proposed_on_judgment(proposed, priya, capsys):
    words = ["--category", "preventing", "--reason", "A new school", "--by", priya.email]
    assert main(["areas", "propose", WILLOW_END, *QUARTER, *words, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["rule"] for one in found["areas"]] == ["judgment"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["confirm", "E05000000", "--by", "priya@wendle.example"], "There is no ward"),
        (["confirm", LONGMERE, "--by", "x@y.example"], "Nobody has an account as"),
        (
            ["override", LONGMERE, "--category", "emerging", "--by", "priya@wendle.example"],
            "Enter why you decide otherwise",
        ),
        (
            ["override", LONGMERE, "--category", "worst", "--by", "priya@wendle.example"],
            "is not a category. Choose one of emerging, preventing, sustaining, off",
        ),
        (
            ["confirm", LONGMERE, "--category", "off", "--by", "priya@wendle.example"],
            "To decide otherwise, override",
        ),
        (["propose", "--category", "emerging"], "Name the ward to propose on judgment"),
        (["confirm", LONGMERE, "--by", "sam@wendle.example"], "the Data Group decide"),
    ],
)
def test_refusals_change_nothing_and_say_what_to_do(proposed, sam, words, says, capsys):
    assert main(["areas", *words, *QUARTER]) == 1
    assert says in capsys.readouterr().err
    assert not Decision.objects.exists()
