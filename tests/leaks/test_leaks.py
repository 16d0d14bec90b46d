"""Every output, as every role, searched for what that role may not have.

Three roles in the usual run, and comparisons of one address in four; all of them in
`make leaks`; in the deep one eight have their papers opened, and those three are answered
as htmx asks.
"""

import re
from dataclasses import replace

import pytest
import time_machine
from django.core import mail
from django.utils.timezone import now

from tests.leaks.fields import plant
from tests.leaks.issues import dark, hidden_from, restricted_on
from tests.leaks.outputs import opened, outputs, places, without_chance
from tests.leaks.planting import NOBODY, Field, canary
from tests.leaks.size import EVERY_ROLE, IS_WHOLE
from tests.papers.samples import PAPER
from tests.test_permissions import ANYONE, PARTNERS, PEOPLE, PUBLIC, none
from tests.walk import undone
from wardmote.papers.document import Paragraph
from wardmote.papers.pdf import pdf
from wardmote.papers.word import word

SOME = ("board", "own councillor", PUBLIC)
#: whose papers are opened, too; the others are offered the same files, or none
OPENERS = {*SOME, "board councillor", "never signed", "lapsed", "analyst", "problem solving"}
PAPERS = OPENERS if IS_WHOLE else SOME if EVERY_ROLE else {PUBLIC}
READERS = PEOPLE if EVERY_ROLE else SOME
#: of the addresses that are compared, one in so many
EACH = 1 if EVERY_ROLE else 4
ISSUES = "" if IS_WHOLE else "/issues/"
BLIND = ("board councillor",)  # of all roles the one that is told most
#: one of each reason for which somebody reads no issues
NO_ISSUES = (*BLIND, "own councillor", "data protection lead", "never signed", "former seat",
             "nobody")  # fmt: skip

pytestmark = [pytest.mark.django_db, pytest.mark.sized, pytest.mark.long]


@pytest.fixture
def planted(district):
    return plant(district)


def leaks(told: str, who: str, fields: list[Field]) -> list[str]:
    """The fields whose canary stands in the text though this person may not read them."""
    return [
        field.name for field in fields if who not in field.readers and field.stands_in(told)
    ]


@pytest.mark.parametrize("who", READERS)
def test_nobody_gets_what_is_not_theirs(district, planted, who, caplog):
    wrong = []
    each = {
        "papers": who in PAPERS,
        "partial": IS_WHOLE and who in SOME,
    }
    for where, told in outputs(district, who, **each):
        wrong += [f"{where} as {who}: {name}" for name in leaks(told, who, planted)]
    for letter in mail.outbox:
        wrong += [f"mail: {name}" for name in leaks(str(letter.message()), PUBLIC, planted)]
    wrong += [f"log: {name}" for name in leaks(caplog.text, PUBLIC, planted)]
    none(wrong)


def test_what_is_shown_is_found_by_those_who_may_read_it(district, planted):
    """The negative control: the search would find every canary that a page shows."""
    waiting = {field.name: field for field in planted if field.is_shown}
    for who in ("officer", "own councillor"):
        for _, told in outputs(district, who, papers=False):
            for field in list(waiting.values()):
                if who in field.readers and field.stands_in(told):
                    del waiting[field.name]
            if not waiting:
                return
    none(sorted(waiting))


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


def test_a_planted_leak_is_noticed():
    field = Field("text", NOBODY, (canary("text"),))
    assert leaks(f"<p>{canary('text')}", "officer", [field]) == ["text"]
    assert leaks("<p>nothing", "officer", [field]) == []
    count = Field("count", NOBODY, ("8611", "8,611"))
    for told, found in (("of 8,611.", True), (">8611<", True), ("a8611f", False)):
        assert leaks(told, "officer", [count]) == ["count"] * found


def test_pdf_and_word_files_are_opened():
    paper = replace(PAPER, blocks=(Paragraph(canary("text")),))
    for written in (pdf(paper), word(paper)):
        assert canary("text").encode() not in written
        assert canary("text") in opened(written)
