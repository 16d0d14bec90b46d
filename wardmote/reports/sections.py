"""The sections of a report, each a list of blocks made from the facts."""

from collections.abc import Iterator, Mapping
from datetime import date

from wardmote.kernel.numbers import and_list, plural, rate_per_1000
from wardmote.kernel.periods import day_words, parse_period
from wardmote.papers.document import Block, Bullets, Heading, Paragraph, Strong, Table
from wardmote.reports.facts import (
    AreaFacts,
    DatasetFacts,
    month_words,
)
from wardmote.reports.outside import NOT_TOLD, sentence
from wardmote.reports.reader import View, number
from wardmote.reports.rules import PUBLIC_REASONS

KIND_NAMES = {
    "RISING": "Rising",
    "COMING_DOWN": "Coming down",
    "HELD": "Held",
    "SEASON_AHEAD": "Season ahead",
}


def flags(view: View) -> Iterator[Block]:
    """Which wards are in the top share of which data set."""
    facts = view.facts
    yield Heading("Flags", 1, "flags")
    if facts.flags_refusal:
        yield Paragraph(f"There are no flags this quarter. {facts.flags_refusal}")
        return
    yield Paragraph(_rule_words(view))
    yield Table(
        f"Flags by data set, {facts.period.words}",
        (
            "Data set, and the district’s count",
            "Flagged wards, with their count",
            "By this quarter’s rank alone",
            "Changes",
        ),
        tuple(_flag_row(view, one) for one in view.datasets),
        note=_guard_note(view),
    )
    if rows := tuple(_ward_flags(view)):
        yield Table("Flags by ward", ("Ward", "Flags", "Data sets"), rows, frozenset({1}))


def _rule_words(view: View) -> str:
    facts = view.facts
    words = (
        f"A ward is flagged in a data set when its rate is likely to be truly among the "
        f"highest {facts.share:.0%} of the {plural(len(facts.wards), 'ward')}, the {facts.k} "
        "highest, by all quarters so far: small counts alone move wards up and down by "
        "chance. Beside it stands what the ranks of this quarter alone would say. A flag is "
        "where a question starts, not an answer."
    )
    literal = [one.name for one in view.datasets if one.rule == "top_share"]
    if literal:
        words += f" By rank alone, as set for them: {and_list(literal)}."
    return words


def _flag_row(view: View, dataset: DatasetFacts) -> tuple[str, ...]:
    names, told = view.facts.ward_names, view.told(dataset)
    flagged = [
        f"{names.get(code, code)} ({view.cell(dataset, code)})"
        for code in sorted(view.flagged(dataset), key=lambda code: names.get(code, code))
    ]
    said = ", ".join(flagged) or dataset.refusal or "none"
    if told is not None and not told.flags:
        said = dataset.refusal or NOT_TOLD
    elif told is not None and told.untold:
        untold = f"{NOT_TOLD} of {plural(told.untold, 'ward')}"
        said = "; ".join(filter(None, (", ".join(flagged), untold)))
    by_rank = and_list(sorted(names.get(code, code) for code in dataset.literal))
    changes = [
        f"{word}: {', '.join(sorted(names.get(code, code) for code in codes))}"
        for word, codes in (
            ("new", view.new_flags(dataset)),
            ("gone", view.gone_flags(dataset)),
        )
        if codes
    ]
    name = f"{dataset.name}: {view.total(dataset)}"
    if told is not None:
        by_rank = "not published"  # a second list would say more of small counts
    elif set(dataset.literal) == set(dataset.flagged):
        by_rank = "the same"
    return name, said, by_rank or "none", "; ".join(changes) or "none"


def _ward_flags(view: View) -> Iterator[tuple[str, str, str]]:
    """Each flagged ward and what flags it."""
    for ward in sorted(view.facts.wards, key=lambda ward: ward.name):
        said = [one.name for one in view.datasets if ward.code in view.flagged(one)]
        if said:
            yield ward.name, str(len(said)), ", ".join(said)


def flag_sentence(view: View, dataset: DatasetFacts, code: str) -> str:
    """Why the ward is flagged: with figures, unless they are a partner's and guarded."""
    if view.told(dataset) is not None:
        return sentence(view.facts, dataset, code)
    return dataset.sentences.get(code, "")


def years(view: View) -> Iterator[Block]:
    """Sensitive data sets: a whole year of the whole district, and nothing else."""
    facts = view.facts
    if not facts.years:
        return
    yield Heading("Told by the year", 1, "years")
    yield Paragraph(
        "Counts on subjects such as domestic abuse and hate crime are told for the whole "
        "district and a whole financial year: by no ward, by no quarter, and without flags."
    )
    yield Table(
        f"The whole district, {facts.year.words}",
        ("Data set", facts.year.words, (facts.year - 1).words),
        tuple((one.name, *view.year(one)) for one in facts.years),
        numeric=frozenset({1, 2}),
        note=_year_note(view),
    )


def _year_note(view: View) -> str:
    if not view.guarded:
        return "Not reported: a ward or a quarter of the year is missing."
    return (
        "Rounded to the nearest 5; a small count is shown as such. Not told: no "
        "report has told it, a ward or a quarter of the year is missing, or what has been told "
        "beside it would say more. A number that was told once is not changed by a correction."
    )


def _guard_note(view: View) -> str:
    if not view.guarded or all(one.is_police for one in view.datasets):
        return ""
    return (
        f"Partners’ counts under {view.facts.smallest_shown} are shown as such and others "
        "rounded to the nearest 5, totals by themselves; they need not add up. What would say "
        "more of a small count is not told. Partners’ flags follow from the published counts "
        "alone. A figure that was told once is not changed by a correction."
    )


def priority_areas(view: View, reasons: Mapping[str, str]) -> Iterator[Block]:
    """The areas, since when and why."""
    yield Heading("Priority areas", 1, "areas")
    live = [one for one in view.facts.areas if one.is_live]
    gone = [one for one in view.facts.areas if not one.is_live and one.before != "off"]
    if not live and not gone:
        yield Paragraph("No ward is a priority area.")
    else:
        yield Paragraph(
            f"{plural(len(live), 'ward is a priority area', 'wards are priority areas')}. "
            "The figures start the discussion; people decide, with a reason that is kept."
        )
        rows = tuple(_area_row(view, one, reasons) for one in (*live, *gone))
        yield Table("Priority areas and why", ("Ward", "Attention", "Since", "Why"), rows)
    if not view.guarded:
        yield from _undecided(view)


def _area_row(view: View, area: AreaFacts, reasons: Mapping[str, str]) -> tuple[str, ...]:
    why = public_reason(area, reasons)
    if not view.guarded and area.reason:
        why = f"{why} Decided because: {area.reason}"
    since = parse_period(area.since).words if area.since else ""
    return area.name, view.category(area).capitalize(), since, why


def public_reason(area: AreaFacts, reasons: Mapping[str, str]) -> str:
    """What a person wrote for the public, else the general sentence of the category."""
    return reasons.get(area.code) or PUBLIC_REASONS.get(area.category, "")


def _undecided(view: View) -> Iterator[Block]:
    open_ones = [one for one in view.facts.areas if one.proposed]
    if open_ones:
        yield Paragraph((Strong("Proposed, not decided yet:"),))
        names = view.imprint.category_names
        yield Bullets(
            tuple(
                f"{one.name}: {names.get(one.proposed, one.proposed)}. {one.because}"
                for one in open_ones
            )
        )


def wards(view: View) -> Iterator[Block]:
    """Every ward with counts beside rates."""
    facts, crime = view.facts, view.facts.all_crime
    if crime is None:
        return
    yield Heading("The wards", 1, "wards")
    yield Paragraph(
        f"All recorded crime and anti-social behaviour in {facts.period.words}, with the "
        "quarter before and the same quarter a year ago. Rates are of the quarter."
    )
    rows = []
    for ward in sorted(facts.wards, key=lambda ward: ward.name):
        now = crime.counts.get(ward.code)
        rate = None if now is None else rate_per_1000(now, ward.residents)
        rows.append(
            (
                ward.name,
                number(now),
                "–" if rate is None else f"{rate:.1f}",
                number(crime.before.get(ward.code)),
                number(crime.year_ago.get(ward.code)),
                str(sum(ward.code in view.flagged(one) for one in view.datasets)),
            )
        )
    yield Table(
        f"Recorded crime by ward, {facts.period.words}",
        ("Ward", "Count", "Per 1,000 residents", "Quarter before", "Year ago", "Flags"),
        tuple(rows),
        numeric=frozenset(range(1, 6)),
    )


def how_we_know(view: View) -> Iterator[Block]:
    """Sources, missing months, thresholds."""
    facts = view.facts
    yield Heading("How we know", 1, "sources")
    yield Paragraph(
        f"The police’s open data for these months hold {facts.rows:,} rows of the forces "
        f"loaded: {facts.no_location:,} without a location, {facts.outside:,} outside the "
        f"district, the rest in one of its wards. Wards are those of {facts.boundaries}. A "
        "point is counted in the ward that it lies in."
    )
    crime = facts.all_crime
    gone = month_words(crime.missing) if crime else []
    yield Paragraph(
        f"Missing in this quarter: {and_list(gone)}. A missing month is left out; it is "
        "never counted as zero."
        if gone
        else "No month of this quarter is missing."
    )
    yield Paragraph(
        "Police points are approximate: each crime is moved to one of a set of points "
        "shared by many. Forces publish about two months late and revise earlier months."
    )
    yield Paragraph(
        f"A partner’s count under {facts.smallest_shown} is published as such. The numbers "
        "behind flags, signals and proposals, as they were when this was drafted:"
    )
    if facts.thresholds:
        yield Table("Thresholds used", ("What", "Value"), facts.thresholds, frozenset({1}))
    yield owners(view)


def owners(view: View) -> Table:
    """Whose the data sets are."""
    return Table(
        "Data sets and their owners",
        ("Data set", "Owner", "How often", "Last received", "Rates are per 1,000"),
        tuple(_sources(view)),
    )


def _sources(view: View) -> Iterator[tuple[str, ...]]:
    """The police's types are one source; each partner's data set is its own."""
    police = [one for one in view.datasets if one.is_police]
    rest = [one for one in view.datasets if not one.is_police]
    for one in [*police[:1], *rest]:
        name = "Police street-level crime, all types" if one.is_police else one.name
        yield name, one.owner, one.cadence, _day(one.received_on), one.exposure


def _day(text: str) -> str:
    if not text:
        return "–"
    return day_words(date.fromisoformat(text))
