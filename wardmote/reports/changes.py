"""What changed since the quarter before, and the signals that are and were."""

from collections.abc import Iterator

from wardmote.flags.rules import Kind
from wardmote.flags.wording import ENDED
from wardmote.kernel.numbers import and_list, plural
from wardmote.papers.document import Block, Bullets, Heading, Link, Paragraph, Strong, Table
from wardmote.reports.facts import DatasetFacts, month_words, total
from wardmote.reports.reader import View, number
from wardmote.reports.sections import KIND_NAMES

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
    yield from _changed_signals(view)
    yield from _changed_flags(view)
    yield from _changed_areas(view)


def _total_words(view: View, all_crime: DatasetFacts) -> str:
    now = number(all_crime.total)
    before = number(total(all_crime.before))
    year_ago = number(total(all_crime.year_ago))
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


def _changed_signals(view: View) -> Iterator[Block]:
    """A change of the whole district is said once; then what is new in a ward."""
    if view.facts.signals_refusal:
        yield Paragraph(view.facts.signals_refusal)
        return
    told = [(one, signal) for one in view.datasets for signal in view.signals(one)]
    for one, signal in told:
        if not signal.code:
            yield Paragraph(
                (
                    Strong(f"The whole district, {one.name}: {KIND_NAMES[signal.kind]}. "),
                    signal.sentence,
                )
            )
    new = [(one, signal) for one, signal in told if signal.code and signal.is_new]
    gone = sum(len(view.ended(one)) for one in view.datasets)
    if not new and not gone:
        yield Paragraph("No ward has a new signal, and none has ended.")
        return
    yield Paragraph(
        (
            f"{plural(len(new), 'signal is', 'signals are')} new in a ward and {gone} "
            f"{'has' if gone == 1 else 'have'} ended. All are under ",
            Link("What is changing", "#signals"),
            "." if not new else ". New:",
        )
    )
    if new:
        yield Bullets(
            tuple(
                f"{view.place(signal.code)}, {one.name}: "
                f"{KIND_NAMES[signal.kind].lower()}. {signal.sentence}"
                for one, signal in new
            )
        )


def _changed_flags(view: View) -> Iterator[Block]:
    if view.facts.flags_refusal:
        return
    new = sum(len(view.new_flags(one)) for one in view.datasets)
    gone = sum(len(view.gone_flags(one)) for one in view.datasets)
    if not new and not gone:
        yield Paragraph("The same wards are flagged as in the quarter before.")
        return
    yield Paragraph(
        (
            f"{plural(new, 'flag is', 'flags are')} new and {gone} "
            f"{'has' if gone == 1 else 'have'} gone, named by data set under ",
            Link("Flags", "#flags"),
            ".",
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


def signals(view: View) -> Iterator[Block]:
    """What is changing: by kind, ward and data set, with what was seen and expected."""
    yield Heading("What is changing", 1, "signals")
    if view.facts.signals_refusal:
        yield Paragraph(view.facts.signals_refusal)
        return
    rows = tuple(_signal_rows(view))
    if rows:
        yield Paragraph(
            "A signal is a change, or a level, that chance and the season do not explain, "
            "large enough to matter. The figures cannot say why."
        )
        yield Table(
            f"Signals, {view.facts.period.words}", ("Ward", "Data set", "Signal", "Seen"), rows
        )
    else:
        yield Paragraph("No ward has a signal this quarter.")
    gone = tuple(_ended_words(view))
    if gone:
        yield Paragraph("Said of the quarter before, and no longer:")
        yield Bullets(gone)


def _ended_words(view: View) -> Iterator[str]:
    for one in view.datasets:
        for code, kind in view.ended(one):
            yield f"{view.place(code)}, {one.name}: {_within(ENDED[Kind(kind)])}"


def _within(sentence: str) -> str:
    """As it stands after a colon."""
    return sentence[:1].lower() + sentence[1:]


def _signal_rows(view: View) -> Iterator[tuple[str, ...]]:
    told = [(one, signal) for one in view.datasets for signal in view.signals(one)]
    order = list(KIND_NAMES)
    told.sort(key=lambda pair: (pair[1].code != "", order.index(pair[1].kind)))
    for one, signal in told:
        new = " (new)" if signal.is_new else ""
        kind = f"{KIND_NAMES[signal.kind]}{new}"
        yield view.place(signal.code), one.name, kind, signal.sentence
