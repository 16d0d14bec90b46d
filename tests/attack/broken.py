"""One rule of disclosure taken out, by the tests: `make attack BREAK=suppression` must fail.

A pytest plugin (`-p tests.attack.broken`); WARDMOTE_BREAK says which.
"""

import os
from importlib import import_module

import pytest


def none_withheld(cells, *, smallest=10):
    return []


def as_the_office(facts, dataset, table):
    return {code: code in dataset.flagged for code in table.cells}


def told_afresh(real, rows, period, edition, smallest):
    return table_of(real, smallest=smallest)  # noqa: F821 - a name of that module


def kept_nowhere(tables, source, *, by, now):
    return 0


#: which -> (module, function, what it does instead), each
CODE = {
    "suppression": [("wardmote.kernel.disclosure", "withheld_totals", none_withheld)],
    "flags": [("wardmote.reports.outside", "_flags", as_the_office)],
    "ledger": [
        ("wardmote.releases.ledger", "_to_tell", told_afresh),
        ("wardmote.releases.usecases.telling", "tell", kept_nowhere),
    ],
}


@pytest.fixture(scope="session", autouse=True)
def one_rule_is_out():
    for module, name, instead in CODE.get(os.environ.get("WARDMOTE_BREAK", ""), ()):
        held = getattr(import_module(module), name)
        # in place, so that whoever has imported the function by name has it too
        getattr(held, "__wrapped__", held).__code__ = instead.__code__
