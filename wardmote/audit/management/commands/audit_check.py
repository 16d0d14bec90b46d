"""wardmote audit check [--anchor FILE] [--json]"""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now

from wardmote.audit.queries import Checked, check
from wardmote.audit.rules import Anchor, read_anchors
from wardmote.audit.usecases import record
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.kernel.answers import REFUSED, SHOWN
from wardmote.kernel.errors import RuleBroken


class Command(BaseCommand):
    help = (
        "Check that no entry of the audit trail was edited, removed, reordered, inserted or "
        "cut off. Exit code 0: whole; 1: not, each fault named."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--anchor",
            type=Path,
            help="a file of heads noted earlier: the chain must still hold each of them",
        )
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *, anchor: Path | None, as_json: bool, **_: Any) -> None:
        anchors = _anchors_of(anchor) if anchor else []
        found = check(anchors)
        record(
            "audit.checked",
            found.entries,
            by=COMMAND_LINE,
            at=now(),
            hash=found.hash,
            faults=len(found.faults),
            anchors=len(anchors),
        )
        self._say(found, len(anchors), as_json)
        if found.faults:
            raise CommandError("The audit trail is not whole", returncode=REFUSED)

    def _say(self, found: Checked, anchors: int, as_json: bool) -> None:
        if as_json:
            faults = [asdict(one) for one in found.faults]
            said = {"entries": found.entries, "hash": found.hash, "anchors": anchors}
            self.stdout.write(json.dumps(said | {"whole": not faults, "faults": faults}))
            return
        for fault in found.faults[:SHOWN]:
            self.stdout.write(f"{fault.kind}: {fault.words}")
        if len(found.faults) > SHOWN:
            self.stdout.write(f"and {len(found.faults) - SHOWN:,} more (--json lists all)")
        if not found.faults:
            held = f", and holds all {anchors:,} anchors" if anchors else ""
            self.stdout.write(f"The chain of {found.entries:,} entries is whole{held}")


def _anchors_of(path: Path) -> list[Anchor]:
    try:
        return read_anchors(path.read_text())
    except (OSError, UnicodeDecodeError) as error:
        raise RuleBroken(f"The anchors in {path} cannot be read ({error})") from error
