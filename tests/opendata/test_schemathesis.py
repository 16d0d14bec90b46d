"""What nobody would ask: questions made from the API's own description, right and wrong.

Every answer must be one that the description promises: its status, type and shape, never
a 5xx. A sample in the usual run, 200 questions each in the deep one.
"""

import os
from functools import cache

import hypothesis
import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_started
from django.db import close_old_connections
from hypothesis import strategies as st
from schemathesis import GenerationMode

from tests.briefings.conftest import area, let_out, parish_figures, partner
from wardmote.kernel.limits import Limit
from wardmote.opendata import answers
from wardmote.opendata.api import description

IS_DEEP = bool(os.environ.get("WARDMOTE_DEEP"))
MANY = 200 if IS_DEEP else 25
OPERATIONS = [
    f"/open-data/v1/{path}"
    for path in (
        "wards",
        "wards/{code}",
        "wards/{code}/figures",
        "wards/{code}/partner-figures",
        "publications",
        "year-figures",
        "parishes",
        "parishes/{code}",
        "parishes/{code}/figures",
    )
]

pytestmark = pytest.mark.sized


@cache
def described():
    schema = schemathesis.openapi.from_dict(description())
    schema.app = WSGIHandler()
    return schema


@pytest.fixture(autouse=True)
def often(settings, monkeypatch):
    monkeypatch.setattr(answers, "requests", Limit(60))
    settings.OPEN_DATA_A_MINUTE = 1_000_000
    settings.ALLOWED_HOSTS = ["*"]
    request_started.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)


def has_question(operation):
    return "{code}" in operation.path and bool(len(list(operation.query)))


def asked(path, mode):
    """How often each status came back to so many questions; a broken promise fails."""
    seen = []
    operation = described()[path]["GET"]
    known = (
        {"path_parameters": {"code": "P1" if "parish" in path else "E1"}}
        if has_question(operation)
        else {}
    )

    @hypothesis.settings(
        max_examples=MANY,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(
        case=st.one_of(
            operation.as_strategy(generation_mode=mode, **known),
            operation.as_strategy(generation_mode=mode),
        )
    )
    def ask(case):
        seen.append(case.call_and_validate().status_code)

    ask()
    return seen


def test_all_operations_are_asked():
    assert {one.ok().path for one in described().get_all_operations()} == set(OPERATIONS)


@pytest.mark.parametrize("path", OPERATIONS)
def test_whatever_may_be_asked_is_answered_as_described(published, path):
    let_out(area("E1", "extra attention now"), partner("E1", "about 15"))
    let_out(parish_figures(("E1", 1.0)))
    seen = asked(path, GenerationMode.POSITIVE)
    assert set(seen) <= {200, 404}
    assert 200 in seen or path.endswith("{code}")


@pytest.mark.parametrize("path", OPERATIONS)
def test_whatever_may_not_be_asked_is_refused_as_described(published, path):
    seen = asked(path, GenerationMode.NEGATIVE)
    # a number written as text is sent as the same question: schemathesis knows, and holds
    # every other 200 against us
    assert set(seen) <= {200, 404, 422}
    assert seen.count(200) < len(seen) / 2


def test_a_broken_promise_is_noticed(published, monkeypatch):
    """The negative control: an answer of another shape."""
    monkeypatch.setattr("wardmote.opendata.api.turn", lambda *_: {"total": 1, "next": 5})
    with pytest.raises(BaseException):  # noqa: B017, PT011
        asked(OPERATIONS[0], GenerationMode.POSITIVE)
