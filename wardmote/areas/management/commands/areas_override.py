"""`wardmote areas override CODE --quarter 2025Q2 --category C --reason TEXT --by USER`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.timezone import now

from wardmote.areas.queries import category_named, person_named, ward_named
from wardmote.areas.usecases import override
from wardmote.kernel.periods import Quarter


class Command(BaseCommand):
    """Decide otherwise than the rules propose; the reason is kept."""

    help = "Decide a ward's category on professional judgment, with a reason."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", help="the ward's code; `wardmote wards` lists them")
        parser.add_argument("--quarter", required=True, help="for example 2025Q2")
        parser.add_argument("--category", required=True, help="emerging ... off")
        parser.add_argument("--reason", default="", help="why; it is kept with the decision")
        parser.add_argument("--by", required=True, help="who decides: their e-mail address")

    def handle(
        self, *, code: str, quarter: str, category: str, reason: str, by: str, **_: Any
    ) -> None:
        decision = override(
            code,
            Quarter.parse(quarter),
            category=category_named(category),
            reason=reason,
            by=person_named(by),
            now=now(),
        )
        self.stdout.write(
            f"{ward_named(code)}, {decision.quarter}: {decision.get_category_display()}, "
            f"decided by {decision.by}: {decision.reason}"
        )
