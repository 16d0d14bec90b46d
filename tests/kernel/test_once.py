"""What a page asks for many times is looked up once, and never remembered longer."""

import pytest

from wardmote.kernel.once import once, one_page


@pytest.fixture
def asked():
    """How often the question was really asked."""
    return []


@pytest.fixture
def question(asked):
    @once
    def answer(*what, **more):
        asked.append((what, more))
        return len(asked)

    return answer


def test_a_page_asks_once(question, asked):
    with one_page():
        assert question("seats", on=1) == question("seats", on=1)
    assert len(asked) == 1


def test_different_questions_are_different(question, asked):
    with one_page():
        question("seats", on=1)
        question("seats", on=2)
        question("posts", on=1)
    assert len(asked) == 3


def test_the_next_page_asks_anew(question, asked):
    for _ in range(2):
        with one_page():
            question("seats")
    assert len(asked) == 2


def test_outside_a_page_everything_is_asked_anew(question, asked):
    question("seats")
    with one_page():
        question("seats")
    question("seats")
    assert len(asked) == 3


def test_a_refusal_is_not_remembered(asked):
    @once
    def refused():
        asked.append(1)
        raise LookupError

    with one_page():
        for _ in range(2):
            with pytest.raises(LookupError):
                refused()
    assert len(asked) == 2
