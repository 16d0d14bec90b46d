"""Facts that one page asks for many times are looked up once while that page is made.

Only inside `one_page`, which lasts as long as one request that changes nothing. Outside it,
and so in every request that writes, each question is asked anew.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
Fact = TypeVar("Fact")

_known: ContextVar[dict[Any, Any] | None] = ContextVar("known", default=None)


@contextmanager
def one_page() -> Iterator[None]:
    """What is asked `once` in here is remembered until the end of it."""
    before = _known.set({})
    try:
        yield
    finally:
        _known.reset(before)


def once(question: Callable[P, Fact]) -> Callable[P, Fact]:
    """Answer the same question once a page. Its arguments are hashable, its answer is kept:
    whoever gets it does not change it. An error is not remembered."""

    @wraps(question)
    def asked(*args: P.args, **kwargs: P.kwargs) -> Fact:
        known = _known.get()
        if known is None:
            return question(*args, **kwargs)
        key = (question, args, tuple(sorted(kwargs.items())))
        if key not in known:
            known[key] = question(*args, **kwargs)
        answer: Fact = known[key]
        return answer

    return asked
