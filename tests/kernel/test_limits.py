"""So many within a minute, for each person by themselves."""

import pytest

from wardmote.kernel import limits
from wardmote.kernel.limits import Limit


@pytest.mark.parametrize(
    ("asked_at", "allowed"),
    [
        ([0, 0, 0], [True, True, False]),
        ([0, 30, 59.9, 60], [True, True, False, True]),
        ([0, 1, 2, 60, 61, 62], [True, True, False, True, True, False]),
    ],
)
def test_two_a_minute(asked_at, allowed):
    limit = Limit(60)
    assert [limit.allows("Amos", 2, at=at) for at in asked_at] == allowed


def test_one_persons_haste_is_not_anothers():
    limit = Limit(60)
    assert [limit.allows(who, 1, at=0) for who in ("Amos", "Ruth", "Amos")] == [
        True, True, False,
    ]  # fmt: skip


def test_who_rests_is_forgotten_and_who_does_not_is_not(monkeypatch):
    monkeypatch.setattr(limits, "MANY", 3)
    limit = Limit(60)
    for number in range(3):
        assert limit.allows(number, 1, at=0)
    assert limit.allows("busy", 1, at=50)
    for number in range(10, 16):
        assert limit.allows(number, 1, at=70)
    assert not limit.allows("busy", 1, at=80)
    assert len(limit._done) == 7
