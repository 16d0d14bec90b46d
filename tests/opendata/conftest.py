"""The released wards of the public pages, and publications beside them."""

import pytest

from tests.briefings.conftest import let_out, parish, released, wards
from wardmote.releases.rules import Audience, ReleaseKind
from wardmote.releases.usecases import Draft, File

__all__ = ["parish", "released", "wards"]


def paper(
    kind: ReleaseKind,
    which: str,
    *,
    title: str = "Data report, April to June 2025",
    audience: Audience = Audience.PUBLIC,
    wards: tuple[str, ...] = (),
    **content,
) -> Draft:
    return Draft(
        kind=kind,
        slot=f"{kind} {which}",
        title=title,
        content=content,
        source="tests",
        wards=wards,
        audience=audience,
        files=(File(f"{kind}.pdf", "application/pdf", b"%PDF-1.7"),),
    )


@pytest.fixture
def published(released):
    """A report that covers Longmere, and a meeting's minutes after its agenda."""
    return released + let_out(
        paper(ReleaseKind.REPORT, "2025Q2", wards=("E1",), quarter="2025Q2", edition=1),
        paper(ReleaseKind.AGENDA, "7", title="Agenda, Board", meeting=7, on="2025-07-01"),
        paper(ReleaseKind.MINUTES, "7", title="Minutes, Board", meeting=7, on="2025-07-01"),
    )
