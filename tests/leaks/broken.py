"""One check of the product taken out, by the tests: `make leaks BREAK=access` must fail.

A pytest plugin (`-p tests.leaks.broken`); WARDMOTE_BREAK says which.
"""

import os
from importlib import import_module

import pytest


def anybody(user, on):
    return True


def everything(kind=None):
    found = Release.objects.all()  # noqa: F821 - a name of the module whose function this is
    return found.filter(kind=kind) if kind else found


#: which -> (module, function, what it does instead)
CODE = {
    "access": ("wardmote.agreements.access", "may_read_partner", anybody),
    "release": ("wardmote.releases.queries", "public", everything),
}


@pytest.fixture(scope="session", autouse=True)
def one_check_is_out():
    which = os.environ.get("WARDMOTE_BREAK", "")
    if which in CODE:
        module, name, instead = CODE[which]
        # in place, so that whoever has imported the function by name has it too
        getattr(import_module(module), name).__code__ = instead.__code__
    elif which == "audit":
        from wardmote.audit.rules import Sealed

        Sealed.is_whole = property(lambda self: True)
