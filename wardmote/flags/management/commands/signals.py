"""`wardmote signals`: what is rising, coming down, held or ahead, as of one quarter."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from wardmote.flags.figures import latest_quarter, quarters
from wardmote.flags.queries import QuarterSignals, signals_for
from wardmote.flags.watch import Signal
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Quarter


class Command(BaseCommand):
    """Print the signals of wards and of the district, as a list or as the documented JSON."""

    help = "Show what is rising, coming down, held or ahead in each ward and in the district."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--quarter", default="", help="as of its end, such as 2025Q2; else the latest"
        )
        parser.add_argument("--edition", default="", help="of the wards; else the latest")
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, *, quarter: str, edition: str, json: bool, **_: Any) -> None:
        found = signals_for(Quarter.parse(quarter) if quarter else _latest(), edition)
        self.stdout.write(document(found) if json else listed(found))


def _latest() -> Quarter:
    found = latest_quarter() or next(reversed(quarters()), None)
    if found is None:
        raise RuleBroken("There are no figures yet. Load some with `wardmote import street`")
    return found


def document(found: QuarterSignals) -> str:
    """The JSON of docs/reference: signals by data set and ward, then the district's."""
    return json.dumps(
        {
            "quarter": str(found.quarter),
            "edition": found.edition,
            "refusal": found.refusal,
            "signals": [
                {"code": one.code, "name": found.names[one.code]} | _entry(one)
                for one in found.signals
            ],
            "district": [_entry(one) for one in found.district],
        },
        indent=1,
        ensure_ascii=False,
    )


def _entry(one: Signal) -> dict[str, object]:
    why = one.why
    return {
        "dataset": one.dataset,
        "kind": one.kind.value,
        "sentence": one.sentence,
        "expected": why.expected,
        "observed": why.observed,
        "ratio": why.ratio,
        "window": why.window,
        "since": str(why.since) if why.since else None,
        "district_ratio": why.district,
        "probability": why.probability,
        "threshold": why.threshold,
    }


def listed(found: QuarterSignals) -> str:
    """The district first, then ward by ward."""
    lines = [f"Signals at the end of {found.quarter.words}, wards of {found.edition}"]
    if found.refusal:
        lines.append(f"None of the police's data: {found.refusal}")
    if found.district:
        lines += ["", "The whole district", *map(_line, found.district)]
    for code, name in sorted(found.names.items(), key=lambda pair: pair[1]):
        if signals := found.of_ward(code):
            lines += ["", f"{name} ({code})", *map(_line, signals)]
    if not found.signals and not found.district and not found.refusal:
        lines += ["", "Nothing has changed beyond what chance and the season explain."]
    return "\n".join(lines)


def _line(one: Signal) -> str:
    return f"  {one.tag:<12}  {one.name}: {one.sentence}"
