"""Longmere's released figures and area, its councillor, a clerk, and a bulletin about it."""

import pytest

from tests.briefings.conftest import (
    amos,
    area,
    let_out,
    parish,
    released,
    wards,
)
from tests.bulletins.district import version
from tests.conftest import NOW
from wardmote.bulletins.queries import proposed
from wardmote.bulletins.rules import AreaKind
from wardmote.bulletins.usecases.composing import Words, begin, pick, write
from wardmote.bulletins.usecases.publishing import publish_bulletin

__all__ = ["amos", "parish", "released", "wards"]


@pytest.fixture
def told(released):
    """The figures, and that Longmere is a priority area."""
    return [*released, *let_out(area("E1", "Emerging"))]


@pytest.fixture
def carol(parish, make_person, represent):
    """Clerk of Longmere Parva."""
    person = make_person("Carol")
    represent(person, "P1", office="clerk", kind="parish")
    return person


@pytest.fixture
def draft(told, priya):
    """About Longmere, with an introduction and every proposed item."""
    given = {"by": priya, "now": NOW}
    made = begin(AreaKind.WARDS, ["E1"], **given)
    write(made.pk, Words("News", "What is being done."), version(made), **given)
    pick(made.pk, [one.release for one in proposed(made)], version(made), **given)
    made.refresh_from_db()
    return made


@pytest.fixture
def publish(priya):
    """publish(bulletin): without notice, because it cannot wait."""

    def let(bulletin, *, now=NOW, cannot_wait="It is urgent", **more):
        given = {"by": priya, "now": now, "cannot_wait": cannot_wait, **more}
        return publish_bulletin(bulletin.pk, version(bulletin), **given)

    return let
