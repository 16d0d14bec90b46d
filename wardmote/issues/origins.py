"""What an issue came from, in words: a ward's flag or signal, or a group's meeting.

What an address says is kept only as far as it is known, and a partner's data set is named
to those alone who see partners' counts: for others its flag may not be told.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from wardmote.datasets.models import Dataset
from wardmote.datasets.rules import Source
from wardmote.groups.models import Group
from wardmote.issues.models import Issue
from wardmote.issues.rules import Origin
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.numbers import key_of
from wardmote.kernel.periods import Quarter, day_words
from wardmote.places.queries import wards

FIGURES = (Origin.FLAG, Origin.SIGNAL)


@dataclass(frozen=True, slots=True)
class CameFrom:
    """What it was, and the ward's page in that quarter, if it was a ward's."""

    words: str
    ward: str = ""
    quarter: str = ""


def known(asked: Mapping[str, str]) -> dict[str, str]:
    """What an address says of where an issue came from, as far as there is such a thing."""
    found: dict[str, str] = {}
    ward, dataset = asked.get("ward", ""), asked.get("dataset", "")
    if wards().filter(code=ward).exists():
        found["ward"] = ward
    if Dataset.objects.filter(slug=dataset).exists():
        found["dataset"] = dataset
    if quarter := _quarter(asked.get("quarter", "")):
        found["quarter"] = str(quarter)
    group = Group.objects.filter(pk=key_of(asked.get("group", ""))).first()
    if group is not None and (on := _day(asked.get("on", ""))):
        found |= {"group": str(group.pk), "on": on.isoformat()}
    return found


def came_from(issue: Issue, *, sees_counts: bool) -> CameFrom | None:
    """Where this issue came from, if more is known than its kind; None where it is not."""
    said = known(issue.origin_of)
    if issue.origin == Origin.MEETING and "group" in said:
        group = Group.objects.get(pk=int(said["group"]))
        return CameFrom(f"{group}, {day_words(date.fromisoformat(said['on']))}")
    if issue.origin not in FIGURES or not {"ward", "dataset", "quarter"} <= said.keys():
        return None
    dataset = Dataset.objects.get(slug=said["dataset"])
    if dataset.source != Source.POLICE and not sees_counts:
        return None
    ward = wards().get(code=said["ward"]).name
    words = f"{dataset.name} in {ward}, {Quarter.parse(said['quarter']).words}"
    return CameFrom(words, said["ward"], said["quarter"])


def _quarter(said: str) -> Quarter | None:
    try:
        return Quarter.parse(said)
    except RuleBroken:
        return None


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None
