"""Answers are the same whether or not there is something that one may not see.

Of one address in four in the usual run; of each in `make leaks`; in the deep one for more
roles, and with papers.
"""

import re

import pytest
import time_machine
from django.utils.timezone import now

from tests.leaks.concerns import concerns_on
from tests.leaks.fields import plant
from tests.leaks.issues import dark, hidden_from, restricted_on
from tests.leaks.outputs import outputs, places, without_chance
from tests.leaks.planting import NOBODY
from tests.leaks.size import EVERY_ROLE, IS_WHOLE
from tests.test_permissions import ANYONE, PARTNERS, PUBLIC, none
from tests.walk import undone

#: of the addresses that are compared, one in so many
EACH = 1 if EVERY_ROLE else 4
ISSUES = "" if IS_WHOLE else "/issues/"
BLIND = ("board councillor",)  # of all roles the one that is told most
#: one of each reason for which somebody reads no issues
NO_ISSUES = (*BLIND, "own councillor", "data protection lead", "never signed", "former seat",
             "nobody")  # fmt: skip

pytestmark = [pytest.mark.django_db, pytest.mark.sized, pytest.mark.long]


def compared(district, who, begin, only="", papers=False):
    """The addresses that answer differently once `begin` has put something there.

    `only`: those that begin so. `papers`: PDF and Word, too: each takes a second.
    """
    with time_machine.travel(now(), tick=False):
        with undone():
            begin()
            at = [one for one in places(district) if one.startswith(only)]
            at = at if only else at[::EACH]
            if not papers:
                at = [one for one in at if not re.search(r"\.(pdf|docx)\b", one)]
            after = answers(district, who, at)
        before = answers(district, who, at)
    assert before.keys() == after.keys()
    return [where for where in before if before[where] != after[where]]


def answers(district, who, at):
    return {where: without_chance(told) for where, told in outputs(district, who, at=at)}


@pytest.mark.parametrize("who", [PUBLIC, "other councillor"] if IS_WHOLE else [PUBLIC])
def test_answers_are_the_same_whether_or_not_there_is_something_hidden(district, who):
    """Not only no canary: not a count, a length, a tag of the cache that differs."""
    concerns_on(district)  # whether they are taken is told to all; what was told is not
    papers = IS_WHOLE and who == PUBLIC
    none(compared(district, who, lambda: plant(district), papers=papers))


@pytest.mark.parametrize("who", NO_ISSUES if IS_WHOLE else BLIND)
def test_an_issue_that_one_may_not_see_leaves_no_trace(district, who):
    """Whole answers, of those who read no issues, with eight issues and without."""
    assert who in ANYONE - PARTNERS
    restricted_on(district)
    papers = IS_WHOLE and who in BLIND
    none(compared(district, who, lambda: hidden_from(district, who), papers=papers))


@pytest.mark.parametrize("who", ["board", "analyst", "lapsed"] if EVERY_ROLE else ["board"])
def test_restricted_words_leave_no_trace_for_those_who_read_the_rest(district, who):
    restricted_on(district)
    told = dark(district)
    none(compared(district, who, lambda: told.tell("more", "problem solving", NOBODY), ISSUES))


def test_a_difference_of_one_row_is_noticed(district):
    """The negative control: those who read issues do see one more."""
    restricted_on(district)
    assert "/issues/" in compared(district, "board", lambda: dark(district), ISSUES)
