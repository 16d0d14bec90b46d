"""Each check of who may see and do what, taken out: the matrix must notice.

What everybody may, question by question, stands in matrix.txt; WARDMOTE_WRITE_MATRIX=1
writes it anew, to be read before it is kept. A mutant is noticed by the first question of
its module that is answered otherwise. A seeded sample of the mutants in the usual run, all
of them in the deep one.
"""

import os
import random
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from tests.issues.matrix import table
from tests.issues.scenes import MODULES, scenes, whole
from tests.issues.stage import world
from tests.mutants import in_place, mutants
from tests.test_permissions import none
from wardmote.agreements import queries
from wardmote.issues import access

pytestmark = [pytest.mark.django_db, pytest.mark.sized, pytest.mark.long]

KEPT = Path(__file__).with_name("matrix.txt")
IS_WHOLE = bool(os.environ.get("WARDMOTE_DEEP"))
SAMPLE, SEED = 4, 4
#: facts about a person that issues.access asks for: the same whatever is changed there
FACTS = ("may_read_partner", "groups_of", "restricted_reach", "acts_as_officer")
GROUPS, SHARING, ISSUES = MODULES[:3]
CLOSED = "seats of a closed account count for nothing, and a stranger's account is closed"
NO_GROUP = "who reaches no group, or reads no partner text, finds nothing further on"
#: a change -> why nobody can tell the difference
EQUIVALENT = {
    **dict.fromkeys(
        (
            f"{GROUPS}.acts_as_officer: without isinstance(user, User)",
            f"{GROUPS}.works_in_office: without isinstance(user, User)",
            f"{SHARING}.sees_counts: without not isinstance(user, User)",
        ),
        "who has no account has no role either",
    ),
    **dict.fromkeys(
        (
            f"{GROUPS}.sits_on: without isinstance(user, User)",
            f"{GROUPS}.sits_on: without user.is_active",
            f"{GROUPS}.holds_seat: without isinstance(user, User)",
            f"{GROUPS}.holds_seat: without user.is_active",
            f"{SHARING}.may_read_partner: without not isinstance(user, User)",
            f"{SHARING}.may_read_partner: without not user.is_active",
            f"{SHARING}.lacks_signature: without not isinstance(user, User)",
            f"{SHARING}.lacks_signature: without not user.is_active",
            f"{SHARING}.restricted_reach: without not isinstance(user, User)",
            f"{SHARING}.restricted_reach: without not user.is_active",
            f"{SHARING}.may_sign: without isinstance(user, User)",
            f"{SHARING}.is_lead: without isinstance(user, User)",
            f"{SHARING}.may_send_papers: without not isinstance(user, User)",
        ),
        CLOSED,
    ),
    **dict.fromkeys(
        (
            f"{SHARING}._by_seat: without if body is not None",
            f"{SHARING}.restricted_reach: without if body is not None",
        ),
        "no organisation has not signed",
    ),
    **dict.fromkeys(
        (
            f"{ISSUES}.restricted_found: never: if",
            f"{ISSUES}.restricted_found: without reader.reads_partner_text",
            f"{ISSUES}.restricted_found: without reader.reach",
        ),
        NO_GROUP,
    ),
    **dict.fromkeys(
        (
            f"{ISSUES}.restricted_found: without subject__in=subjects",
            f"{ISSUES}.restricted_found: without had",
        ),
        "a matter of time taken: _open leaves the same texts out once more",
    ),
    "wardmote.releases.queries.for_members_of: only theirs": "the rest is for members",
    "wardmote.releases.notice.check_notice: without if one.opens_on is not None": (
        "where nobody lacks it, each ward has such a day"
    ),
}


@pytest.fixture
def stage(cast, groups, raised, monkeypatch):
    monkeypatch.setattr(queries, "preconditions", lambda on: [])
    held = world(cast, groups, raised)
    for fact in FACTS:  # asked once of each person
        monkeypatch.setattr(access, fact, cache(getattr(access, fact)))
    return held


@cache
def expected(module):
    """question of this module -> the answers as they should be."""
    text = next(part for part in KEPT.read_text().split("# ") if part.startswith(f"{module}\n"))
    lines = text.rstrip().splitlines()[1:]
    starts = [at for at, line in enumerate(lines) if not line.startswith(" ")]
    ends = [*starts[1:], len(lines)]
    return {lines[a]: "\n".join(lines[a:b]) for a, b in zip(starts, ends, strict=True)}


def noticed_by(mutant, held):
    """The question that is answered otherwise; "" if none is."""
    name = mutant.module.__name__
    wanted = expected(name)
    with in_place(mutant):
        for answers in (table, scenes):
            for question, found in _until_broken(answers(held, name)):
                if found != wanted.get(question):
                    return question
    return ""


def _until_broken(answers):
    """(question, answers); a function that no longer runs at all is noticed as well."""
    try:
        for found in answers:
            yield found.partition("\n")[0], found
    except Exception as broken:
        yield f"broken: {broken}", ""


def test_everybody_may_what_the_matrix_says(stage):
    found = whole(stage)
    if os.environ.get("WARDMOTE_WRITE_MATRIX"):
        KEPT.write_text(found)
    assert found == KEPT.read_text()


def test_a_check_that_is_taken_out_is_noticed(stage):
    every = [one for name in MODULES for one in mutants(import_module(name))]
    assert len(every) > 250
    assert EQUIVALENT.keys() <= {one.change for one in every}
    chosen = every if IS_WHOLE else random.Random(SEED).sample(every, SAMPLE)
    lost = [one for one in chosen if not noticed_by(one, stage)]
    none([str(one) for one in lost if one.change not in EQUIVALENT])
