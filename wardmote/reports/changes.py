"""The first section of a report: what changed since the quarter before."""

import math
from collections.abc import Iterator

from wardmote.kernel.numbers import and_list, plural
from wardmote.papers.document import Block, Bullets, Heading, Link, Paragraph
from wardmote.reports.facts import ALL_CRIME, DatasetFacts, month_words, total
from wardmote.reports.sections import View

SURE = 3.0  # standard errors: one type of crime among many
RECORDED = "crimes and anti-social behaviour incidents"


def what_changed(view: View) -> Iterator[Block]:
    """What is different from the quarter before, first."""
    last = view.facts.period - 1
    yield Heading(f"What changed since {last.words}", 1, "changed")
    if not view.facts.has_earlier:
        yield Paragraph(f"There are no figures for {last.words} to compare with.")
        return
    if view.facts.all_crime:
        yield Paragraph(_total_words(view, view.facts.all_crime))
    if moved := list(_moved_types(view)):
        yield Paragraph("Types of crime whose change is more than chance would explain:")
        yield Bullets(tuple(moved))
    else:
        yield Paragraph("No type of crime changed by more than chance would explain.")
    yield from _changed_flags(view)
    yield from _changed_areas(view)


def _total_words(view: View, all_crime: DatasetFacts) -> str:
    now = view.count(all_crime.total, all_crime)
    before = view.count(total(all_crime.before), all_crime)
    year_ago = view.count(total(all_crime.year_ago), all_crime)
    words = (
        f"{now} {RECORDED} were recorded in the district’s wards in "
        f"{view.facts.period.words}, {before} in the quarter before and {year_ago} in the "
        "same quarter a year ago."
    )
    gone = all_crime.missing + all_crime.missing_before + all_crime.missing_year_ago
    if gone:
        months = and_list(month_words(gone))
        words += f" Months that are missing are left out: {months}. Compare with care."
    return words


def _moved_types(view: View) -> Iterator[str]:
    for one in view.datasets:
        now, before = one.total, total(one.before)
        if not one.is_police or one.slug == ALL_CRIME or now is None or before is None:
            continue
        if one.missing or one.missing_before or now + before == 0:
            continue
        if abs(now - before) / math.sqrt(now + before) >= SURE:
            way = "up" if now > before else "down"
            yield f"{one.name}: {way} from {before:,} to {now:,}"


def _changed_flags(view: View) -> Iterator[Block]:
    if view.facts.flags_refusal:
        return
    new = sum(len(set(one.flagged) - set(one.flagged_before)) for one in view.datasets)
    gone = sum(len(set(one.flagged_before) - set(one.flagged)) for one in view.datasets)
    if not new and not gone:
        yield Paragraph("The same wards are flagged as in the quarter before.")
        return
    yield Paragraph(
        (
            f"{plural(new, 'flag is', 'flags are')} new and {gone} "
            f"{'has' if gone == 1 else 'have'} gone, named by data set under ",
            Link("Flags", "#flags"),
            ". Many flags come and go by chance where counts are small.",
        )
    )


def _changed_areas(view: View) -> Iterator[Block]:
    changed = [one for one in view.facts.areas if one.category != one.before]
    if not changed:
        yield Paragraph("No priority area changed.")
        return
    yield Paragraph("Priority areas that changed:")
    yield Bullets(
        tuple(
            f"{one.name}: {view.category(one)} (before: {view.category(one, before=True)})"
            for one in changed
        )
    )
