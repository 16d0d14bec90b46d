"""Terms of reference, and two versions compared, as documents: page, PDF and Word."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.timezone import localdate

from wardmote.kernel.periods import day_words
from wardmote.meetings.clauses import KIND_NAMES, Change, Clause, Kind
from wardmote.meetings.document import GROUP
from wardmote.meetings.models import TermsVersion
from wardmote.meetings.terms import changes_of, clauses_of
from wardmote.papers.document import Block, Document, Heading, Note, Paragraph, Strong, Table
from wardmote.partnership.queries import this_partnership

RULES = "What Wardmote applies to the meetings"


def stood_for(version: TermsVersion) -> str:
    """By whom it came into force: a meeting and its item, or where the text was found."""
    decision = version.decision
    if decision is not None:
        number = f", item {decision.item.number}" if decision.item.number else ""
        return f"Agreed by the {decision.meeting}{number}"
    if version.source:
        return f"Entered from elsewhere: {version.source}"
    return "Not agreed by a meeting yet"


def terms_document(version: TermsVersion) -> Document:
    """One version as it reads."""
    rules = Table(RULES, ("Rule", "What it says"), tuple(version.rules.lines))
    blocks = [block for one in clauses_of(version) for block in _clause(one)]
    return _document(
        version, f"Terms of reference, {version.group}", version.words, [*blocks, rules]
    )


def public_terms(version: TermsVersion) -> Document:
    """The same for everybody: without where the office found its text."""
    said = f"{version.words[:1].upper()}{version.words[1:]}."
    if version.decision is not None:
        said = f"{said} {stood_for(version)}."
    return replace(terms_document(version), subtitle=said, marking="")


def _clause(clause: Clause) -> Iterator[Block]:
    lines = clause.words.splitlines()
    if clause.heading:
        key = f"clause-{clause.number.replace('.', '-')}"
        yield Heading(clause.name, 1 if "." not in clause.number else 2, key, "")
    elif lines:
        yield Paragraph((Strong(f"{clause.number} "), lines.pop(0)))
    for line in lines:
        yield Paragraph(line)


def comparison_document(version: TermsVersion, before: TermsVersion) -> Document:
    """Old and new words of every clause that differs, side by side."""
    changes, rules = changes_of(version, before)
    rows = tuple(_row(one) for one in changes if one.kind is not Kind.SAME)
    headers = ("Clause", f"Before ({before.words})", f"After ({version.words})")
    blocks: list[Block] = []
    if version.why:
        blocks.append(Note((Strong("Why. "), version.why)))
    if rows:
        blocks.append(Table("Clauses that differ", headers, rows))
    if rules:
        blocks.append(Table(f"{RULES}, where they differ", headers, tuple(rules)))
    if not rows and not rules:
        blocks.append(Paragraph("Every clause and every rule is the same."))
    title = f"Changes to the terms of reference, {version.group}"
    return _document(version, title, version.words, blocks)


def _row(change: Change) -> tuple[str, str, str]:
    numbers = [one.number for one in (change.old, change.new) if one is not None]
    name = " → ".join(dict.fromkeys(numbers))
    old = change.old.text if change.old else "–"
    new = change.new.text if change.new else "–"
    return f"{name} {KIND_NAMES[change.kind].lower()}", old, new


def _document(
    version: TermsVersion, title: str, subtitle: str, blocks: list[Block]
) -> Document:
    ours = this_partnership()
    return Document(
        title=title,
        subtitle=f"{subtitle[:1].upper()}{subtitle[1:]}. {stood_for(version)}.",
        partnership=ours.name,
        edition_line="",
        made_on=localdate(version.at) if version.since is None else version.since,
        blocks=tuple(blocks),
        marking=GROUP,
        logo=bytes(ours.logo) if ours.logo else None,
    )


def title_of(version: TermsVersion) -> str:
    """The finding first: "Terms of reference of the Board, in force since 3 May 2026"."""
    if version.withdrawn_why:
        return f"Terms of reference of the {version.group}, taken back"
    if version.since is None:
        return f"Proposed terms of reference of the {version.group}"
    return (
        f"Terms of reference of the {version.group}, in force from {day_words(version.since)}"
    )
