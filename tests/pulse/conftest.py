"""Councillors of five wards, and who reads what of their answers."""

from datetime import timedelta

import pytest

from tests.conftest import NOW
from wardmote.groups.rules import GroupKind
from wardmote.pulse.models import PulseQuestion
from wardmote.pulse.rules import Said, Wish
from wardmote.pulse.usecases import answer_pulse, open_pulse

NAMES = ("Amos", "Beresk", "Carys", "Delphine", "Edith", "Farid")


def code(number):
    return f"E05999{number + 1:03}"


@pytest.fixture
def members(make_person, represent):
    """Six: the first two share a ward, the others have one each."""
    made = [make_person(f"Cllr {name}") for name in NAMES]
    for place, person in enumerate(made):
        represent(person, code(max(place - 1, 0)))
    return made


@pytest.fixture
def ruth(make_person, seat):
    """Sits on the Board, for an organisation that has signed."""
    person = make_person("Ruth")
    seat(person, GroupKind.BOARD)
    return person


@pytest.fixture
def asked(priya, members):
    """This quarter's question is open."""
    return open_pulse(by=priya, now=NOW)


@pytest.fixture
def say():
    """say(person, score, wish, why): answers the newest question, a day after it was asked."""

    def told(person, score, wish=Wish.SAME, why="", *, now=None):
        question = PulseQuestion.objects.filter(to=person).latest("pulse__quarter")
        at = now or question.pulse.opened_at + timedelta(days=1)
        return answer_pulse(question.pk, Said(score, wish), why, by=person, now=at)

    return told
