"""Other words about an issue are no news; that it is new, closed, open again is."""

import pytest

from wardmote.issues.rules import STATE_NAMES, State
from wardmote.issues.usecases.releasing import is_news

WORKED_ON, HOLD, CLOSED = (
    STATE_NAMES[one] for one in (State.WORKED_ON, State.ON_HOLD, State.CLOSED)
)


@pytest.mark.parametrize(
    ("said", "state", "codes", "news"),
    [
        (WORKED_ON, WORKED_ON, ["E1"], False),
        (WORKED_ON, HOLD, ["E1"], False),
        (WORKED_ON, CLOSED, ["E1"], True),
        (CLOSED, CLOSED, ["E1"], False),
        (CLOSED, WORKED_ON, ["E1"], True),
        (WORKED_ON, WORKED_ON, ["E1", "E2"], True),
        (WORKED_ON, WORKED_ON, [], False),
    ],
)
def test_what_is_news(said, state, codes, news):
    before = {"state": said, "text": "Two lamps", "wards": [{"code": "E1", "name": "Longmere"}]}
    assert is_news(before, state, codes) is news
