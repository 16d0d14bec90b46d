"""Every output, as every role, searched for what that role may not have.

Three roles in the usual run, all of them in `make leaks`; in the deep one eight have their
papers opened, and those three are answered as htmx asks.
"""

from dataclasses import replace

import pytest
from django.core import mail

from tests.leaks.outputs import opened, outputs
from tests.leaks.planting import NOBODY, Field, canary
from tests.leaks.size import EVERY_ROLE, IS_WHOLE
from tests.papers.samples import PAPER
from tests.test_permissions import PEOPLE, PUBLIC, none
from wardmote.papers.document import Paragraph
from wardmote.papers.pdf import pdf
from wardmote.papers.word import word

SOME = ("board", "own councillor", PUBLIC)
#: whose papers are opened, too; the others are offered the same files, or none
OPENERS = {*SOME, "board councillor", "never signed", "lapsed", "analyst", "problem solving"}
PAPERS = OPENERS if IS_WHOLE else SOME if EVERY_ROLE else {PUBLIC}
READERS = PEOPLE if EVERY_ROLE else SOME

pytestmark = [pytest.mark.django_db, pytest.mark.sized, pytest.mark.long]


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
        wrong += [f"{where} as {who}: {name}" for name in leaks(told, who, planted.fields)]
    for letter in (*planted.letters, *(str(one.message()) for one in mail.outbox)):
        wrong += [f"mail: {name}" for name in leaks(letter, PUBLIC, planted.fields)]
    wrong += [f"log: {name}" for name in leaks(caplog.text, PUBLIC, planted.fields)]
    none(wrong)


def test_what_is_shown_is_found_by_those_who_may_read_it(district, planted):
    """The negative control: the search would find every canary that a page shows."""
    waiting = {field.name: field for field in planted.fields if field.is_shown}
    for who in ("officer", "own councillor"):
        for _, told in outputs(district, who, papers=False):
            for field in list(waiting.values()):
                if who in field.readers and field.stands_in(told):
                    del waiting[field.name]
            if not waiting:
                return
    none(sorted(waiting))


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
