"""A report as a document: one function makes the internal draft and what is published.

With `outside`, what is told of partners' data outside the office, it says nothing more of
them; sensitive data sets are told by the year alone. Nothing here asks a database or a clock.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from wardmote.charts import Outlines
from wardmote.papers.document import (
    Block,
    Document,
    Heading,
    Note,
    Paragraph,
    Strong,
)
from wardmote.reports import changes, figures, sections
from wardmote.reports.facts import Facts, FindingFacts, Imprint
from wardmote.reports.outside import Outside
from wardmote.reports.reader import View

ATTRIBUTION = (
    "Contains public sector information licensed under the Open Government Licence v3.0 "
    "(data.police.uk, MHCLG). Source: Office for National Statistics. Contains OS data © "
    "Crown copyright and database right. Contains Royal Mail data © Royal Mail copyright "
    "and database right."
)


def report_document(
    facts: Facts,
    findings: Sequence[FindingFacts],
    reasons: Mapping[str, str],
    imprint: Imprint,
    shapes: Outlines | None,
    outside: Mapping[str, Outside] | None,
) -> Document:
    """The whole report. The same arguments give the same document."""
    view = View(facts, imprint, outside)
    blocks: list[Block] = []
    blocks += changes.what_changed(view)
    blocks += _findings(findings, is_draft=bool(imprint.marking))
    blocks += figures.recorded_crime(view, shapes)
    blocks += changes.signals(view)
    blocks += figures.rises(view)
    blocks += sections.flags(view)
    blocks += sections.years(view)
    blocks += sections.priority_areas(view, reasons)
    blocks += sections.wards(view)
    blocks += sections.how_we_know(view)
    title = f"Data report, {facts.period.words}"
    return bound(title, "Crime and community safety", blocks, imprint)


def bound(title: str, subject: str, blocks: Iterable[Block], imprint: Imprint) -> Document:
    """These blocks as an edition: what it corrects, then what it says of this district."""
    corrects = Strong("This edition corrects an earlier one. ")
    first = [Note((corrects, imprint.what_changed))] if imprint.what_changed else []
    return Document(
        title=title,
        subtitle=f"{subject} in {imprint.district}" if imprint.district else "",
        partnership=imprint.partnership,
        edition_line=imprint.edition_line,
        made_on=imprint.made_on,
        blocks=(*first, *blocks),
        marking=imprint.marking,
        logo=imprint.logo,
        attribution=ATTRIBUTION,
    )


def _findings(findings: Sequence[FindingFacts], *, is_draft: bool) -> Iterator[Block]:
    if not findings and not is_draft:
        return
    yield Heading("Key findings and recommendations", 1, "findings")
    if not findings:
        yield Paragraph("No finding has been written yet.")
    for number, finding in enumerate(findings, start=1):
        yield Heading(f"{finding.place}: {finding.heading}", 2, f"finding-{number}")
        for part in finding.text.split("\n\n"):
            if part.strip():
                yield Paragraph(part.strip())
        if finding.recommendation:
            yield Paragraph((Strong("Recommended: "), finding.recommendation))
