"""A whole paper is given to the members of every ward that its words name."""

from dataclasses import replace

import pytest

from tests.briefings.conftest import square
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
from wardmote.partnership.models import Partnership
from wardmote.places import shapes
from wardmote.places.models import Edition, Place, Shape
from wardmote.releases.notice import wards_named
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


@pytest.fixture
def parishes(wards):
    """Longmere Parva lies in both wards; Newbridge is called as the ward beside it."""
    shapes.forget()
    for at, place in enumerate(Place.objects.order_by("code")):
        Shape.objects.create(place=place, geometry=square(at, 0, 1))
    edition = Edition.objects.create(kind="parish", name="2025-05", imported_at=NOW)
    for code, name, west in ("P1", "Longmere Parva", 0.5), ("P2", "Newbridge", 0.2):
        place = Place.objects.create(edition=edition, code=code, name=name)
        Shape.objects.create(place=place, geometry=square(west, 0, 0.6))


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("Lamps in Longmere Parva", ["E1", "E2"]),
        ("Lamps in Longmere", ["E1"]),
        ("Lamps in Newbridge", ["E2"]),
        ("Lamps in Longmere and Longmere Parva", ["E1", "E2"]),
        ("Lamps in Parva", []),
    ],
)
def test_a_parish_is_named_for_the_wards_it_lies_in(parishes, words, named):
    codes = [code for one in notices_of_paper(paper(Paragraph(words))) for code in one.names]
    assert codes == named


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("News of Longmere Parva Vale", []),
        ("Longmere Parva\nVale and its lamps", []),
        ("Of Longmere Parva Partnership", []),
        ("Longmere Parva, in Longmere Parva Vale", ["E1", "E2"]),
        ("Longmere Vale", ["E1"]),
    ],
)
def test_the_districts_name_names_no_parish_in_it(parishes, words, named):
    ours = {"name": "Longmere Parva Partnership", "district_name": "Longmere Parva Vale"}
    Partnership.objects.update_or_create(pk=1, defaults=ours)
    codes = [code for one in notices_of_paper(paper(Paragraph(words))) for code in one.names]
    assert codes == named


def test_a_ward_is_named_also_within_the_districts_name(parishes):
    """Rather a notice too many: “in Longmere and Newbridge” may be of the wards."""
    ours = {"district_name": "Longmere and Newbridge"}
    Partnership.objects.update_or_create(pk=1, defaults=ours)
    (notice,) = notices_of_paper(paper(Paragraph("Lamps in Longmere and Newbridge")))
    assert notice.names.keys() == {"E1", "E2"}


def test_a_parish_called_as_its_district_is_named_all_the_same(parishes):
    Partnership.objects.update_or_create(pk=1, defaults={"district_name": "Longmere Parva"})
    (notice,) = notices_of_paper(paper(Paragraph("Lamps in Longmere Parva")))
    assert notice.names.keys() == {"E1", "E2"}


def test_two_places_of_one_name_are_both_named():
    assert wards_named("Lamps in Ashby", {"P1": "Ashby", "P2": "Ashby"}) == ("P1", "P2")


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
