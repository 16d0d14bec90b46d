"""What an agenda says of an ask stays true however long the item stands there."""

from datetime import time, timedelta

from tests.conftest import NOW, TODAY
from tests.issues.conftest import cast, groups, issue, places, raised  # noqa: F401
from wardmote.groups.rules import GroupKind
from wardmote.issues.rules import Asking
from wardmote.issues.usecases.unblocking import ask_to_unblock
from wardmote.kernel.periods import day_words
from wardmote.meetings.usecases.arranging import Arrangement, arrange


def test_it_says_since_when_the_ask_has_waited(issue, cast, groups):  # noqa: F811
    board = groups[GroupKind.BOARD]
    asking = Asking(board.pk, "Money.", "the county", TODAY + timedelta(days=5))
    ask = ask_to_unblock(issue.pk, asking, by=cast["Dev"], now=NOW)
    when = Arrangement(TODAY + timedelta(days=20), time(14), place="Hall")
    meeting = arrange(board, when, by=cast["Priya"], now=NOW + timedelta(days=9))
    item = meeting.items.get(source=f"ask {ask.pk}")
    assert item.text == (
        f"Problem Solving Group asks: Money. Needed from the county. It has waited since "
        f"{day_words(TODAY)}."
    )
