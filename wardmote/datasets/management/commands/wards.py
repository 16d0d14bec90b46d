"""wardmote wards [--json]"""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from wardmote.places.queries import edition_in_use, places_of, profiles
from wardmote.places.rules import Kind


class Command(BaseCommand):
    help = "List the partnership's wards with their residents and households."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--edition", default="", help="else the latest")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *, edition: str, as_json: bool, **_: Any) -> None:
        found = edition_in_use(Kind.WARD, edition)
        wards = list(places_of(found).values_list("code", "name"))
        known = profiles([code for code, _ in wards])
        rows = [
            {
                "code": code,
                "name": name,
                "residents": known[code].residents if code in known else None,
                "households": known[code].households if code in known else None,
            }
            for code, name in wards
        ]
        if as_json:
            self.stdout.write(json.dumps({"edition": found.name, "wards": rows}))
            return
        width = max(len(str(row["name"])) for row in rows)
        self.stdout.write(f"{len(rows)} wards, edition {found.name}")
        for row in rows:
            people = "" if row["residents"] is None else f"{row['residents']:>8,} residents"
            self.stdout.write(f"  {row['code']}  {row['name']:<{width}}{people}".rstrip())
