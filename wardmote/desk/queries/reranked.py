"""What other weights would change in the ranked lists, before they are saved."""

from collections.abc import Mapping
from dataclasses import dataclass

from wardmote.groups.models import Group
from wardmote.issues.access import Reader, readable
from wardmote.issues.asks import RankedIssue, ranked_list
from wardmote.issues.models import Issue
from wardmote.partnership.queries import this_partnership


@dataclass(frozen=True, slots=True)
class Place:
    """An issue's rank and score, by the weights that hold and by the others."""

    issue: Issue
    before: RankedIssue
    after: RankedIssue

    @property
    def moves(self) -> bool:
        return self.before.place.rank != self.after.place.rank


@dataclass(frozen=True, slots=True)
class Reranked:
    """One group's list by the other weights, in their order."""

    group: Group
    places: tuple[Place, ...]

    @property
    def moved(self) -> int:
        return sum(one.moves for one in self.places)


def reranked(reader: Reader, weights: Mapping[str, int]) -> list[Reranked]:
    """The ranked list of each group that has marked issues, as it would be."""
    held = readable(reader).filter(closed_at=None, scores__isnull=False).distinct()
    issues = list(held.select_related("holder", "lead").order_by("pk"))
    now = this_partnership().issue_weights
    groups = sorted({issue.holder for issue in issues}, key=lambda group: group.pk)
    return [
        Reranked(group, tuple(_places([i for i in issues if i.holder == group], now, weights)))
        for group in groups
    ]


def _places(
    issues: list[Issue], now: Mapping[str, int], weights: Mapping[str, int]
) -> list[Place]:
    before = {one.issue.pk: one for one in ranked_list(issues, now)}
    after = ranked_list(issues, weights)
    return [Place(one.issue, before[one.issue.pk], one) for one in after]
