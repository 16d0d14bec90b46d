"""One paper with a block of every kind, and papers made of any text at all."""

from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from hypothesis import strategies as st

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

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100">'
    '<defs><clipPath id="c"><rect width="200" height="100"/></clipPath></defs>'
    '<g clip-path="url(#c)"><rect x="10" y="20" width="40" height="80" fill="#1d70b8"/>'
    '<text x="10" y="15" font-size="12">Fourteen</text></g></svg>'
)
COUNTS = Table(
    "Burglaries by month",
    ("Month", "Burglaries"),
    (("April 2026", "4"), ("May 2026", "10")),
    frozenset({1}),
    "Months are revised.",
)
PAPER = Document(
    title="What changed in Wendle Vale",
    subtitle="April to June 2026",
    partnership="Wendle Vale Community Safety Partnership",
    edition_line="Edition 2",
    made_on=date(2026, 8, 4),
    marking="OFFICIAL-SENSITIVE: partners",
    attribution="Contains OS data",
    logo=SVG.encode(),
    blocks=(
        Paragraph("For the Board."),
        Heading("What changed", 1, "changed"),
        Paragraph(("Burglary rose to ", Strong("fourteen"), ".")),
        Paragraph(("See ", Link("how", "#how"), " and ", Link("police", "https://police.uk"))),
        Heading("Longmere", 2, "longmere"),
        Paragraph("Still in section one."),
        Figure(SVG, "Bars that rise", "Burglaries by month", COUNTS),
        Heading("All wards", 1, "wards"),
        Bullets(("Longmere: emerging", ("Harrow Fen: ", Strong("sustaining")))),
        COUNTS,
        Note("Small counts."),
        PageBreak(),
        Heading("How we know", 1, "how"),
        Paragraph("Published figures."),
    ),
)
NUMBERS = ["1.1", "1.2", "1.3", "3.1"]
HOSTILE = ["<script>alert(1)</script>", "{{7*7}}", "{% raw %}", "{_{7}_}", "#eval *b* $x$"]

words = st.text(max_size=40)
spans = words | st.builds(Strong, words) | st.builds(Link, words, st.just("#x1"))
texts = words | st.lists(spans, max_size=4).map(tuple)
tables = st.integers(1, 3).flatmap(
    lambda width: st.builds(
        Table,
        words,
        st.tuples(*[words] * width),
        st.lists(st.tuples(*[words] * width), max_size=3).map(tuple),
        st.frozensets(st.integers(0, width - 1)),
        words,
    )
)
blocks = st.one_of(
    st.builds(Paragraph, texts),
    st.builds(Bullets, st.lists(texts, max_size=3).map(tuple)),
    tables,
    st.builds(Figure, st.just(SVG), words, words, st.none() | tables),
    st.builds(Note, texts),
    st.just(PageBreak()),
)


@st.composite
def documents(draw):
    body, levels = [], [1]
    for at, block in enumerate(draw(st.lists(blocks, max_size=6))):
        if draw(st.booleans()):
            body.append(Heading(draw(words), draw(st.sampled_from(levels)), f"x{at}"))
            levels = [1, 2]
        body.append(block)
    lines = [draw(words) for _ in range(6)]
    return Document(
        *lines[:4],
        made_on=draw(st.dates()),
        blocks=tuple(body),
        marking=lines[4],
        logo=draw(st.none() | st.just(SVG.encode())),
        attribution=lines[5],
    )


def everywhere(payload):
    """A paper with the payload in every place that takes text."""
    table = Table(payload, (payload,), ((payload,),), note=payload)
    return Document(
        payload, payload, payload, payload, date(2026, 8, 4),
        marking=payload,
        attribution=payload,
        blocks=(
            Heading(payload, 1, "one"),
            Paragraph((payload, Strong(payload), Link(payload, "#one"))),
            Heading(payload, 2, "two"),
            Bullets((payload,)),
            table,
            Figure(SVG, payload, payload, table),
            Note(payload),
        ),
    )  # fmt: skip


def with_parts(template, changed):
    """The Word file with parts changed, added, or (None) left out."""
    made = BytesIO()
    with ZipFile(BytesIO(template)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changed:
                new.writestr(name, old.read(name))
        for name, part in changed.items():
            if part is not None:
                new.writestr(name, part)
    return made.getvalue()


def part_of(template, name):
    with ZipFile(BytesIO(template)) as file:
        return file.read(name).decode()
