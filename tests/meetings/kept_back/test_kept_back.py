"""Minutes that nobody tuned for are read well enough to be worth reviewing."""

import json

import pytest

from tests.meetings.kept_back.documents import minutes
from tests.meetings.kept_back.scoring import score
from wardmote import cli

LEAST = {
    "present": 0.85,
    "apologies": 0.85,
    "decisions": 0.80,
    "actions": 0.75,
    "owner and due": 0.60,
}


def test_the_kept_back_minutes_are_read(tmp_path, capfd):
    documents = []
    for path, true in minutes(tmp_path):
        assert cli.main(["minutes", "read", str(path), "--json"]) == 0
        documents.append((json.loads(capfd.readouterr().out), true))
    assert len(documents) == 12
    found = score(documents)
    assert {kind: share for kind, share in found.items() if share < LEAST[kind]} == {}


def test_the_scorer_knows_right_from_wrong():
    true = {
        "present": [
            {"name": "Cllr Ann Lee", "role": "Clerk"},
            {"name": "Bo Ek", "initials": "BE"},
        ],
        "apologies": [],
        "decisions": [{"text": "The report was noted by all members."}],
        "actions": [{"text": "Write to the county", "owners": ["Clerk"], "due": None}],
    }
    perfect = score([(true, true)])
    assert set(perfect.values()) == {1.0}
    other = {
        "present": [{"name": "A. Lee"}],
        "apologies": [{"name": "Bo Ek"}],
        "decisions": [
            {"text": "The report was noted by all"},
            {"text": "Something else entirely"},
        ],
        "actions": [{"text": "Lee to write to the county", "owners": ["AL"], "due": "asap"}],
    }
    found = score([(other, true)])
    assert found["present"] == pytest.approx(2 / 3)
    assert found["apologies"] == 0
    assert found["decisions"] == pytest.approx(2 / 3)
    assert found["actions"] == 1
    assert found["owner and due"] == 0
    other["actions"][0]["due"] = None
    assert score([(other, true)])["owner and due"] == 1
