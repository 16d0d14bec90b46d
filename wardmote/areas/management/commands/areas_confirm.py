"""`wardmote areas confirm CODE --quarter 2025Q2 --by USER`: decide as proposed."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.timezone import now

from wardmote.areas.queries import category_named, person_named, ward_named
from wardmote.areas.usecases import confirm
from wardmote.kernel.periods import Quarter


class Command(BaseCommand):
    """Confirm one ward's proposal for a quarter."""

    help = "Confirm what is proposed for a ward in a quarter."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", help="the ward's code; `wardmote wards` lists them")
        parser.add_argument("--quarter", required=True, help="for example 2025Q2")
        parser.add_argument("--category", default="", help="refuse unless this is proposed")
        parser.add_argument("--reason", default="", help="anything to add")
        parser.add_argument("--by", required=True, help="who decides: their e-mail address")

    def handle(
        self, *, code: str, quarter: str, category: str, reason: str, by: str, **_: Any
    ) -> None:
        decision = confirm(
            code,
            Quarter.parse(quarter),
            category=category_named(category) if category else None,
            reason=reason,
            by=person_named(by),
            now=now(),
        )
        self.stdout.write(
            f"{ward_named(code)}, {decision.quarter}: {decision.get_category_display()}, "
            f"{decision.get_kind_display()} by {decision.by}"
        )
