"""Searching tells nobody of a text that is not theirs: not a result, not a count.

Every role asks for a word of the issue's partner text and one of its restricted text; for
whoever may not read it the answer is the one for a word that stands nowhere.
"""

import re
from urllib.parse import quote, urlencode

import pytest
from django.utils.html import escape

from tests.conftest import NOW
from tests.leaks.issues import SECRETS, dark, ferry, restricted_on
from tests.leaks.outputs import outputs, text_of, without_chance
from tests.leaks.size import EVERY_ROLE
from tests.test_permissions import PARTNERS, PEOPLE, PUBLIC, SOLVERS, client_of, none
from tests.walk import ask
from wardmote.agreements import queries
from wardmote.agreements.models import Safeguards
from wardmote.issues.models import Issue
from wardmote.issues.rules import Level
from wardmote.issues.usecases.telling import tell

pytestmark = [pytest.mark.django_db, pytest.mark.sized]
MARKING = "OFFICIAL-SENSITIVE: restricted"
ABSENT = "canarynowhere"  # as long as the others
#: word -> who finds it
WORDS = {"canarypartner": PARTNERS, "canarywhisper": SOLVERS}
SOME = (PUBLIC, "own councillor", "board councillor", "never signed", "analyst", "tasking",
        "problem solving", "former seat")  # fmt: skip


@pytest.fixture
def planted(district, monkeypatch):
    Safeguards.objects.update(restricted_on=True)
    monkeypatch.setattr(queries, "preconditions", lambda on: [])
    issue, by = Issue.objects.get(), {"by": district["problem solving"], "now": NOW}
    for level, word in zip(Level, WORDS, strict=True):
        tell(issue.pk, f"What {word} said", level, **by, checked=True)
    return district


def answer(district, who, word):
    client = client_of(district, who)
    if who != PUBLIC:
        session = client.session
        session["second"] = "code"
        session.save()
    found = ask(client, "GET", f"/issues/search/?{urlencode({'q': word})}")
    return without_chance(text_of(found)).replace(escape(word), "").replace(quote(word), "")


@pytest.mark.parametrize("who", PEOPLE if EVERY_ROLE else SOME)
def test_who_finds_what(planted, who):
    absent = answer(planted, who, ABSENT)
    wrong = []
    for word, finders in WORDS.items():
        told = answer(planted, who, word)
        if who in finders and "1 issue found" not in told:
            wrong.append(f"{who} does not find {word}")
        if who not in finders and told != absent:
            wrong.append(f"{who} is answered otherwise for {word}")
    none(wrong)


def test_whatever_shows_restricted_words_is_marked_so(district):
    restricted_on(district)
    told = [dark(district), ferry(district)]
    secrets = [one for story in told for one in story.fields if one.kept_in == SECRETS]
    at = [f"/issues/{story.issue.number}/" for story in told]
    at += ["/issues/", "/issues/figure/", f"/issues/search/?q={secrets[0].canaries[0]}"]
    missing, unmarked = {one.name for one in secrets}, []
    for where, page in outputs(district, "officer", at=at):
        shown = {one.name for one in secrets if one.canaries[0] in without_box(page)}
        missing -= shown
        if bool(shown or "In restricted text" in page) != (MARKING in page):
            unmarked.append(where)
    assert (missing, unmarked) == (set(), [])


def without_box(page):
    """What was typed stands in the box for whoever typed it."""
    return re.sub(r'value="[^"]*"', "", page)


def test_beginnings_of_a_hidden_word_tell_nothing_either(planted):
    for asked in ("{:.11}", '"what {} said"', "{} said", "{}*", "31 {}"):
        absent, hidden = (asked.format(one) for one in (ABSENT, "canarywhisper"))
        assert answer(planted, "tasking", hidden) == answer(planted, "tasking", absent), asked
