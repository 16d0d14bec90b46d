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


def as_the_office_inside(found, slug, table):
    return {flag.code: flag.flagged for flag in found.of_dataset(slug)}


def with_its_reasons(user, on):
    return True


def totals_in_drafts(facts, *, totals=True):
    counts = {one.slug: counts_of(one) for one in partners_of(facts)}  # noqa: F821
    least = facts.smallest_shown
    tables = tables_to_tell(counts, facts.period, facts.boundaries, smallest=least)  # noqa: F821
    return outside(facts, tables, _told_in(facts, facts.period - 1))  # noqa: F821


def told_afresh(real, rows, period, edition, smallest):
    return table_of(real, smallest=smallest)  # noqa: F821 - a name of that module


def kept_nowhere(tables, source, *, by, now):
    return 0


def ten_of_a_year_too(wards, *, smallest=10):
    return smallest


#: which -> (module, function, what it does instead), each
CODE = {
    "suppression": [("wardmote.kernel.disclosure", "withheld_totals", none_withheld)],
    "years": [("wardmote.kernel.disclosure", "smallest_of_year", ten_of_a_year_too)],
    "flags": [
        ("wardmote.reports.outside", "_flags", as_the_office),
        ("wardmote.flags.told", "_flags", as_the_office_inside),
    ],
    "reasons": [("wardmote.areas.access", "may_decide", with_its_reasons)],
    "drafts": [("wardmote.reports.queries", "told_outside", totals_in_drafts)],
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
