"""The deep dive as a document: the same for the page, the PDF and Word."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.timezone import localdate

from wardmote.areas.figures import spells_until, timeline
from wardmote.areas.models import Decision
from wardmote.areas.readers import NOT_TOLD, Reader, is_untold
from wardmote.areas.rules import CATEGORY_NAMES, Category
from wardmote.flags.rules import Kind
from wardmote.flags.watch import Signal
from wardmote.kernel.numbers import and_list, percent, plural
from wardmote.kernel.periods import day_words
from wardmote.papers.document import (
    Block,
    Bullets,
    Document,
    Figure,
    Heading,
    Note,
    Paragraph,
    Strong,
    Table,
    Text,
)
from wardmote.partnership.queries import this_partnership
from wardmote.reports.deepdive.series import counts, drawn
from wardmote.reports.deepdive.study import Study
from wardmote.reports.document import ATTRIBUTION
from wardmote.reports.rules import STUDY_MARKING, STUDY_OFFICE_MARKING, State

LED = ", led elsewhere"
LEAST_SAID = 0.05
"""A ward this unlikely to be among the highest is not worth a figure."""


def deep_dive(study: Study, *, made_on: date) -> Document:
    """The whole paper. The same study gives the same document."""
    ours = this_partnership()
    has_counts = study.reader.sees_counts and any(
        not one.is_police for one in study.newest.datasets.values()
    )
    blocks = (
        *_standing(study),
        *_changing(study),
        *_flags(study),
        *drawn(study),
        *counts(study),
        *_area(study),
        *_people(study),
        *_findings(study),
        *_cautions(),
    )
    return Document(
        title=f"{study.name}: a deep dive",
        subtitle=f"All that is known of the ward by the end of {study.quarter.words}",
        partnership=ours.name,
        edition_line="Made from what is loaded now",
        made_on=made_on,
        blocks=blocks,
        marking=STUDY_OFFICE_MARKING if has_counts else STUDY_MARKING,
        logo=bytes(ours.logo) if ours.logo else None,
        attribution=ATTRIBUTION,
    )


def _standing(study: Study) -> Iterator[Block]:
    """The finding first."""
    yield Heading("What stands out", 1, "stands-out")
    found, line = study.newest, study.area
    flags = [one for one in found.of_ward(study.code) if one.flagged]
    counted = [found.datasets[one.dataset].name for one in flags if found.is_counted(one)]
    led = [found.datasets[one.dataset].name for one in flags if not found.is_counted(one)]
    items: list[Text] = [(Strong(CATEGORY_NAMES[line.current]), _since(study))]
    if counted:
        items.append(f"{plural(len(counted), 'counted flag')}: {and_list(sorted(counted))}.")
    else:
        items.append("No flag that the partnership can affect.")
    if led:
        items.append(f"Led elsewhere: {and_list(led)}.")
    if line.deep_dive:
        items.append(f"Kept for so long that a deep dive is due: {and_list(line.deep_dive)}.")
    items += [f"{one.name}: {one.sentence}" for one in study.shown(study.signals[0])]
    if line.work:
        items.append(f"Under way: {line.work}.")
    yield Bullets(tuple(items))


def _since(study: Study) -> str:
    line = study.area
    if line.current is Category.OFF or line.since is None:
        return "."
    return f" since {line.since.months[0].words}."


def _changing(study: Study) -> Iterator[Block]:
    yield Heading("What has been changing", 1, "changing")
    rows = []
    for report in study.signals:
        said = " ".join(_by_kind(study.shown(report)))
        rows.append((report.quarter.words, said or report.refusal or "Nothing."))
    yield Table("Signals by quarter, the newest first", ("Quarter", "Signals"), tuple(rows))


def _by_kind(signals: Sequence[Signal]) -> Iterator[str]:
    """A rise or fall with its counts; what goes on, or comes each year, by its names."""
    lasting: dict[str, list[str]] = {}
    for one in signals:
        if one.kind in (Kind.RISING, Kind.COMING_DOWN):
            yield f"{one.name}: {one.sentence}"
        else:
            lasting.setdefault(one.tag, []).append(one.name.lower())
    for tag, names in lasting.items():
        yield f"{tag}: {and_list(names)}."


def _flags(study: Study) -> Iterator[Block]:
    yield Heading("Flags through time", 1, "flags")
    k = study.newest.k
    yield Paragraph(
        f"“Flag”: the data set’s own rule flags the ward. The figure is how likely the ward "
        f"is truly among the {plural(k, 'highest ward', 'highest wards')} of the district, "
        "by all quarters up to then; under 5 % it is left out."
    )
    rows = []
    for slug in study.slugs:
        cells = [_flag_cell(study, place, slug) for place in reversed(range(len(study.flags)))]
        name = study.newest.datasets[slug].name
        if all(cell.endswith(LED) for cell in cells if cell.startswith("flag")):
            name += LED * any(cell.startswith("flag") for cell in cells)
            cells = [cell.removesuffix(LED) for cell in cells]
        if any(cells):
            rows.append((name, *cells))
    headers = ("Data set", *(one.short for one in study.quarters))
    yield Table("Flags by quarter", headers, tuple(rows))


def _flag_cell(study: Study, place: int, slug: str) -> str:
    """Yes, nothing or not told of a partner's data set to readers who see no counts."""
    report = study.flags[place]
    flag = study.flag(report, slug)
    if flag is None:
        return ""
    led = LED if flag.flagged and not report.is_counted(flag) else ""
    if not study.reader.sees_all_of(report.datasets[slug]) or flag.probability is None:
        return f"flag{led}" if flag.flagged else NOT_TOLD * is_untold(flag)
    if not flag.flagged and flag.probability < LEAST_SAID:
        return ""
    likely = percent(flag.probability).replace(" %", "\u00a0%")
    return f"{'flag, ' if flag.flagged else ''}{likely}{led}"


def _area(study: Study) -> Iterator[Block]:
    yield Heading("As a priority area", 1, "area")
    spells = spells_until(study.quarter, with_proposed=study.reader.sees_reasons)
    if study.code in spells:
        title = f"{study.name} as a priority area, by quarter"
        chart = timeline({study.code: study.name}, study.quarter, title, spells).wide
        yield Figure(chart.svg, f"{title}. {chart.description}", title)
    if study.area.because:
        yield Paragraph((Strong("Proposed now: "), study.area.because))
    if study.decisions:
        rows = tuple(_decided(one, study.reader) for one in study.decisions)
        headers = ("Quarter", "Decided", "Why", "By")
        yield Table("Decisions, the newest first", headers, rows)
    else:
        yield Paragraph("Nothing has been decided on this ward.")
    if study.marks:
        yield Heading("Led elsewhere", 2, "led-elsewhere")
        yield Bullets(
            tuple(
                f"{one.dataset}: {one.lead} ({one.contact}), since {one.since}, until "
                f"{day_words(one.until)}. {one.reason}"
                for one in study.marks
            )
        )


def _decided(one: Decision, reader: Reader) -> tuple[str, ...]:
    """What people decided; how the rules saw it, for those who may know."""
    why, kind = one.reason, "Decided"
    if reader.sees_reasons:
        why, kind = _reasons(one.because, one.reason), one.get_kind_display()
    by = f"{kind} by {one.by}, {day_words(localdate(one.at))}"
    return one.quarter_words, one.get_category_display(), why, by


def _reasons(because: str, reason: str) -> str:
    if not reason or reason == because:
        return because
    return f"{reason} The figures: {because}" if because else reason


def _people(study: Study) -> Iterator[Block]:
    yield Heading("Who lives here and who acts for them", 1, "people")
    if study.makeup:
        source = study.profile.source if study.profile else ""
        note = f"From {source}." if source else ""
        yield Table("The ward’s people", ("What", "How many"), tuple(study.makeup), note=note)
    if study.acting:
        yield Bullets(tuple(f"{name}, {office}" for office, name in study.acting))
    else:
        yield Paragraph("Nobody is recorded as acting for the ward.")
    if study.parishes:
        rows = tuple(
            (one.name, percent(one.share), f"{one.crimes:,}") for one in study.parishes
        )
        yield Table(
            "Parishes in the ward",
            ("Parish", "Of its land in the ward", "Crimes and incidents, last 12 months"),
            rows,
            frozenset({1, 2}),
            "A parish that lies in several wards is counted as a whole.",
        )


def _findings(study: Study) -> Iterator[Block]:
    yield Heading("What reports said of it", 1, "findings")
    if not study.findings:
        yield Paragraph("No report has had a finding about this ward.")
    for number, one in enumerate(study.findings, start=1):
        state = ", draft" if one.report.state == State.DRAFT else ""
        yield Heading(f"{one.report.words}{state}: {one.heading}", 2, f"finding-{number}")
        for part in one.text.split("\n\n"):
            if part.strip():
                yield Paragraph(part.strip())
        if one.recommendation:
            yield Paragraph((Strong("Recommended: "), one.recommendation))


def _cautions() -> Iterator[Block]:
    yield Heading("What these figures are not", 1, "cautions")
    yield Note(
        "Not all crime: only what was reported and recorded. Not exact places: the police "
        "publish approximate points. Not final: months already shown are revised. A missing "
        "month is a gap and never zero. A change says nothing of its cause."
    )
