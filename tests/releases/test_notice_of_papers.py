"""A whole paper is given to the members of every ward that its words name."""

from dataclasses import replace

import pytest

from tests.conftest import NOW, TODAY
from wardmote.papers.document import (
    Bullets,
    Document,
    Figure,
    Heading,
    Link,
    Note,
    PageBreak,
    Paragraph,
    Strong,
    Table,
)
from wardmote.places.models import Edition, Place
from wardmote.releases.papers import notices_of_paper, paper_notice_page
from wardmote.releases.queries import notices_for
from wardmote.releases.usecases import give_notice

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"></svg>'


@pytest.fixture
def wards(db):
    edition = Edition.objects.create(kind="ward", name="2025-05", imported_at=NOW)
    for code, name in {"E1": "Longmere", "E2": "Newbridge"}.items():
        Place.objects.create(edition=edition, code=code, name=name)


def paper(*blocks, **more):
    return Document("Minutes", "", "Wendle Vale", "", TODAY, blocks, **more)


@pytest.mark.parametrize(
    "block",
    [
        Heading("Lamps in Longmere", 1, "lamps"),
        Paragraph("Lamps in Longmere"),
        Paragraph((Strong("Action: "), Link("Longmere", "/x"))),
        Bullets(("Lamps", "Longmere too")),
        Note("In Longmere"),
        Table("Actions", ("What",), (("Mend Longmere’s lamps",),)),
    ],
)
def test_a_ward_is_named_wherever_words_stand(wards, block):
    (notice,) = notices_of_paper(paper(block))
    assert notice.names == {"E1": "Longmere"}


def test_a_drawing_or_no_name_needs_no_notice(wards):
    drawing = Figure(SVG, "Longmere", "Longmere")
    assert notices_of_paper(paper(Paragraph("Lamps"), PageBreak(), drawing)) == []
    page = paper_notice_page(paper(), "minutes 1", TODAY)
    assert (page.wards, page.may_publish) == ([], True)


def test_without_boundaries_no_ward_is_known(db):
    assert notices_of_paper(paper(Paragraph("Longmere"))) == []


def test_logo_and_marking_do_not_begin_the_time_again(wards, make_person, represent, priya):
    amos = make_person("Amos")
    represent(amos, "E1")
    held = paper(Paragraph("Longmere and Newbridge"), marking="OFFICIAL: partners")
    give_notice(notices_of_paper(held), "minutes 1", by=priya, now=NOW)
    assert notices_for(["E1"]).get() == notices_for(["E2"]).get()
    again = replace(held, marking="", logo=b"GIF")
    page = paper_notice_page(again, "minutes 1", TODAY)
    assert (page.lacking, page.opens_on is not None, page.may_publish) == (0, True, False)
    other = paper_notice_page(paper(Paragraph("Longmere is lit")), "minutes 1", TODAY)
    assert other.lacking == 1
