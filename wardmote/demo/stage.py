"""Where the demo's issues play: the day, the people, the groups."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from wardmote.demo import cast
from wardmote.groups.models import Group
from wardmote.groups.rules import GroupKind
from wardmote.issues.models import Issue
from wardmote.people.models import Organisation, User
from wardmote.places.models import Place


@dataclass(frozen=True, slots=True)
class Stage:
    """The day of the story, the people and the groups."""

    now: datetime

    def ago(self, days: int) -> datetime:
        return self.now - timedelta(days=days)

    def day(self, ahead: int) -> date:
        return localdate(self.now + timedelta(days=ahead))

    def who(self, username: str) -> User:
        return User.objects.get(email=f"{username}@{cast.MAIL}")

    def group(self, kind: GroupKind) -> Group:
        return Group.objects.filter(kind=kind).earliest("pk")

    def body(self, key: str) -> Organisation:
        name = next(one.name for one in cast.ORGANISATIONS if one.key == key)
        return Organisation.objects.get(name=name)

    def ward(self, name: str) -> str:
        found = Place.objects.filter(edition__kind="ward", name=name)
        return str(found.values_list("code", flat=True).latest("edition__name"))


def again(issue: Issue) -> int:
    """The version that a page opened now would show."""
    issue.refresh_from_db()
    return issue.version


def marks(harm: int, frequency: int, trend: int, vulnerability: int) -> dict[str, int]:
    return {
        "harm": harm,
        "frequency": frequency,
        "trend": trend,
        "vulnerability": vulnerability,
        "expectation": 3,
        "influence": 4,
    }
