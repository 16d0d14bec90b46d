"""What a partnership has loaded, what it still lacks, and how to mend that."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.utils.timezone import localtime

from wardmote.audit.queries import last_of
from wardmote.datasets.holdings import fetched_in_use, months_held, rows_held
from wardmote.datasets.models import Dataset
from wardmote.datasets.queries import police_figures
from wardmote.datasets.rules import Source
from wardmote.kernel.numbers import and_list
from wardmote.kernel.periods import day_words
from wardmote.partnership.queries import this_partnership
from wardmote.people.models import User
from wardmote.people.rules import Role
from wardmote.places.models import Edition, Profile
from wardmote.places.rules import KIND_PLURALS, Kind
from wardmote.releases.queries import standing


@dataclass(frozen=True, slots=True)
class Lack:
    """Something missing: in words, the command that mends it, and the page that does."""

    words: str
    command: str
    address: str
    argument: str = ""


def lacks() -> list[Lack]:
    """What keeps the partnership from working, in the order to mend it."""
    found = []
    if not Edition.objects.filter(kind=Kind.WARD).exists():
        found.append(
            Lack(
                "No ward boundaries are loaded, so no crime can be counted in a ward",
                "wardmote import places FILE.geojson --kind ward --edition 2025-05",
                "upload-kind",
                "places",
            )
        )
    if not Profile.objects.exists():
        found.append(
            Lack(
                "No residents and households are loaded, so there are no rates and no flags",
                "wardmote import profile FILE.csv",
                "upload-kind",
                "profile",
            )
        )
    if not months_held():
        found.append(
            Lack(
                "No police street files are loaded",
                "wardmote import street PATH...",
                "upload-kind",
                "street",
            )
        )
    return found


def missing_police_months() -> list[str]:
    """Months between the first and the last held that are no count, such as 2025-05."""
    if not Edition.objects.filter(kind=Kind.WARD).exists():
        return []
    figures = police_figures()
    return [str(month) for month in figures.missing(figures.months)]


def has_officer() -> bool:
    """Whether an officer can sign in."""
    officers = User.objects.filter(role=Role.OFFICER, is_active=True)
    return any(officer.has_usable_password() for officer in officers)


def holdings() -> dict[str, Any]:
    """All that is loaded, as `wardmote status --json` prints it."""
    months = months_held()
    partnership = this_partnership()
    missing = [{"what": lack.words, "command": lack.command} for lack in lacks()]
    if gone := missing_police_months():
        what = f"Police months are missing, and not to be read as zero: {and_list(gone)}"
        missing.append({"what": what, "command": "wardmote import street PATH..."})
    if not has_officer():
        missing.append({"what": "No officer can sign in yet", "command": "wardmote init"})
    return {
        "partnership": partnership.name,
        "district": partnership.district_code,
        "places": _places(),
        "profiles": Profile.objects.count(),
        "months": {
            "first": str(months[0]) if months else None,
            "last": str(months[-1]) if months else None,
            "count": len(months),
            "forces": sorted({one.force for one in rows_held()}),
            "fetched": sorted({one.month for one in fetched_in_use()}),
        },
        "datasets": [
            {"dataset": one.slug, "last_received": str(one.last_received_on or "")}
            for one in Dataset.objects.filter(source=Source.PARTNER)
        ],
        "people": User.objects.filter(is_active=True).count(),
        "releases": standing().count(),
        "backup": _last_backup(),
        "audit": _last_check(),
        "missing": missing,
    }


def _last_backup() -> dict[str, Any] | None:
    taken = last_of("backup.taken")
    return {"at": taken.at.isoformat(), "name": taken.subject} if taken else None


def _last_check() -> dict[str, Any] | None:
    """When the audit trail was last checked, how long it was and how many faults it had."""
    checked = last_of("audit.checked")
    if checked is None:
        return None
    return {
        "at": checked.at.isoformat(),
        "entries": int(checked.subject),
        "faults": checked.details["faults"],
    }


def _places() -> list[dict[str, Any]]:
    editions = Edition.objects.annotate(held=Count("places")).order_by("kind", "-name")
    return [{"kind": one.kind, "edition": one.name, "places": one.held} for one in editions]


def holdings_lines(held: dict[str, Any], home: object) -> list[str]:
    """The same for a person at a terminal."""
    district = f", district {held['district']}" if held["district"] else ""
    places = [
        f"{one['places']:,} {KIND_PLURALS[Kind(one['kind'])]} of edition {one['edition']}"
        for one in held["places"]
    ]
    months = held["months"]
    police = f"{months['first']} to {months['last']}, {months['count']} months, from "
    police += ", ".join(months["forces"])
    datasets = [
        f"{one['dataset']}, {'received ' + one['last_received'] if one['last_received'] else 'nothing yet'}"  # noqa: E501
        for one in held["datasets"]
    ]
    lines = [
        f"{held['partnership']}{district}, in {home}",
        f"  places     {'; '.join(places) or 'none'}",
        f"  profiles   {held['profiles']:,} places",
        f"  police     {police if months['count'] else 'none'}",
        f"  data sets  {'; '.join(datasets) or 'none of partners'}",
        f"  people     {held['people']:,} with an open account",
        f"  released   {held['releases']:,} items",
    ]
    backup, checked = held["backup"], held["audit"]
    if backup:
        lines.append(f"  backup     last taken {_day(backup['at'])}: {backup['name']}")
    else:
        lines.append("  backup     none yet: `wardmote backup PATH`")
    if checked:
        state = "NOT WHOLE" if checked["faults"] else "whole"
        entries = f"{checked['entries']:,} entries"
        lines.append(f"  audit      checked {_day(checked['at'])}: {entries}, {state}")
    else:
        lines.append("  audit      not checked yet: `wardmote audit check`")
    if held["missing"]:
        lines.append("Missing:")
    for one in held["missing"]:
        lines += [f"  {one['what']}.", f"    {one['command']}"]
    return lines


def _day(instant: str) -> str:
    """3 May 2026."""
    return day_words(localtime(datetime.fromisoformat(instant)))
