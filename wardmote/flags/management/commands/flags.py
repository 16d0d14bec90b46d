"""`wardmote flags --quarter 2025Q2`: which wards are in the top share, and where they stand."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from wardmote.flags.figures import Figures
from wardmote.flags.queries import QuarterFlags, flags_for
from wardmote.flags.rules import Flag
from wardmote.flags.wording import number_words, rate_words
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.numbers import and_list, ordinal, percent
from wardmote.kernel.periods import Quarter


class Command(BaseCommand):
    """Print the flags of one quarter, as a table or as the documented JSON."""

    help = "Show which wards are in the district's top fifth for each data set."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quarter", required=True, help="for example 2025Q2")
        parser.add_argument("--edition", default="", help="of the wards; else the latest")
        parser.add_argument("--dataset", default="", help="only this one, such as burglary")
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, *, quarter: str, edition: str, dataset: str, json: bool, **_: Any) -> None:
        found = flags_for(Quarter.parse(quarter), edition)
        if dataset and dataset not in found.datasets:
            known = ", ".join(sorted(found.datasets))
            raise RuleBroken(f"There is no data set “{dataset[:60]}”. There are {known}")
        slugs = [dataset] if dataset else sorted(found.datasets)
        if json:
            self.stdout.write(document(found, slugs))
        else:
            self.stdout.write(table(found, slugs))


def document(found: QuarterFlags, slugs: list[str]) -> str:
    """The JSON of docs/reference: one entry for each ward of each data set."""
    return json.dumps(
        {
            "quarter": str(found.quarter),
            "edition": found.edition,
            "k": found.k,
            "flags": [_entry(found, flag) for flag in found.flags if flag.dataset in slugs],
        },
        indent=1,
        ensure_ascii=False,
    )


def _entry(found: QuarterFlags, flag: Flag) -> dict[str, object]:
    return {
        "code": flag.code,
        "name": found.names[flag.code],
        "dataset": flag.dataset,
        "count": flag.count,
        "exposure": flag.exposure,
        "rate_per_1000": flag.rate_per_1000,
        "rank": flag.rank,
        "flagged": flag.flagged,
        "probability": flag.probability,
        "literal": flag.literal,
        "rule": flag.rule,
        "expected_rate": flag.expected_rate,
        "led_elsewhere": (flag.code, flag.dataset) in found.led,
    }


def table(found: QuarterFlags, slugs: list[str]) -> str:
    """The flagged wards under each data set, the highest rate first."""
    lines = [
        f"Flags for {found.quarter.words}, wards of {found.edition}: "
        f"the {number_words(found.k)} highest of {len(found.names)} by rate",
        "rank of this quarter, ward, count, rate; how likely truly among the highest; "
        "* flagged, (*) by this quarter alone",
    ]
    for slug in slugs:
        lines += ["", *_dataset(found, slug)]
    return "\n".join(lines)


def _dataset(found: QuarterFlags, slug: str) -> list[str]:
    figures, wording = found.datasets[slug], found.wording(slug)
    lines = [f"{figures.name} (per 1,000 {figures.exposure})"]
    if wording.missing:
        missing = and_list([month.words for month in wording.missing])
        lines.append(f"  without {missing}: no figures")
    if slug in found.refusals:
        return [*lines, f"  no flag: {found.refusals[slug]}"]
    shown = [flag for flag in found.of_dataset(slug) if flag.flagged or flag.literal]
    shown.sort(key=lambda flag: (not flag.flagged, flag.rank or len(found.names), flag.code))
    lines += [_line(found, flag) for flag in shown]
    return lines if shown else [*lines, f"  {_nobody(figures)}"]


def _nobody(figures: Figures) -> str:
    if figures.listed is not None:
        return "no ward: none is on the list"
    return "no ward: none has any" if not any(figures.counts.values()) else "no ward"


def _line(found: QuarterFlags, flag: Flag) -> str:
    rank = ordinal(flag.rank) if flag.rank else ""
    count = "" if flag.count is None else f"{flag.count:,}"
    rate = "" if flag.rate_per_1000 is None else rate_words(flag.rate_per_1000)
    likely = "" if flag.probability is None else percent(flag.probability)
    led = "  led elsewhere" if (flag.code, flag.dataset) in found.led else ""
    return (
        f"  {rank:>4}  {flag.code}  {found.names[flag.code]:<32}{count:>6}  {rate:>7}"
        f"  {likely:>9}  {'*' if flag.flagged else '(*)':<3}{led}"
    ).rstrip()
