"""`wardmote areas propose --quarter 2025Q2`: by the rules, or one ward on judgment."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.timezone import now

from wardmote.areas.models import Proposal
from wardmote.areas.queries import AreaLine, areas_for, category_named, person_named
from wardmote.areas.rules import CATEGORY_NAMES
from wardmote.areas.usecases import propose_on_judgment, propose_quarter
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Quarter


class Command(BaseCommand):
    """Propose priority areas for a quarter and say why, ward by ward."""

    help = "Propose priority areas by the rules; with CODE, one area on judgment."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", nargs="?", help="a ward, to propose it on judgment")
        parser.add_argument("--quarter", required=True, help="for example 2025Q2")
        parser.add_argument("--category", default="", help="with CODE: emerging ... off")
        parser.add_argument("--reason", default="", help="with CODE: what the data lacks")
        parser.add_argument("--by", default="", help="who proposes: their e-mail address")
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, *, code: str | None, quarter: str, json: bool, **more: Any) -> None:
        chosen = Quarter.parse(quarter)
        if code:
            self._on_judgment(code, chosen, **more)
        elif more["category"] or more["reason"]:
            raise RuleBroken("Name the ward to propose on judgment: areas propose CODE ...")
        else:
            by = person_named(more["by"]) if more["by"] else COMMAND_LINE
            propose_quarter(chosen, by=by, now=now())
        lines = [line for line in areas_for(chosen) if code in (None, line.code)]
        self.stdout.write(document(chosen, lines) if json else table(chosen, lines))

    def _on_judgment(
        self, code: str, quarter: Quarter, *, category: str, reason: str, by: str, **_: Any
    ) -> Proposal:
        return propose_on_judgment(
            code,
            quarter,
            category=category_named(category),
            reason=reason,
            by=person_named(by),
            now=now(),
        )


def document(quarter: Quarter, lines: list[AreaLine]) -> str:
    """The JSON of docs/reference: one entry a ward, by code."""
    areas = [
        {
            "code": line.code,
            "name": line.name,
            "before": line.before,
            "proposed": line.proposed,
            "rule": line.rule,
            "because": line.because,
            "counted_flags": line.counted,
            "decided": line.decided,
            "by": line.by or None,
            "reason": line.reason or None,
        }
        for line in lines
    ]
    whole = {"quarter": str(quarter), "areas": areas}
    return json.dumps(whole, indent=1, ensure_ascii=False)


def table(quarter: Quarter, lines: list[AreaLine]) -> str:
    """Proposals that change something first, then areas that go on, then the rest."""
    shown = [f"Priority areas for {quarter.words}"]
    for words, chosen in (
        ("To decide", [line for line in lines if line.is_change]),
        ("As before", [line for line in lines if not line.is_change and line.is_live]),
        ("Not proposed", [line for line in lines if not line.is_change and not line.is_live]),
    ):
        shown += ["", f"{words}: {len(chosen)}", *map(_line, chosen)]
    return "\n".join(shown)


def _line(line: AreaLine) -> str:
    proposed = CATEGORY_NAMES[line.proposed] if line.proposed else "nothing proposed"
    decided = f" Decided: {CATEGORY_NAMES[line.decided]}, {line.by}." if line.decided else ""
    return f"  {line.code}  {line.name}: {proposed}. {line.because}{decided}"
