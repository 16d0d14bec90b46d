"""Reads of the unblock desk and of the ranked list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from wardmote.issues.models import Ask, Issue, Placing, Score
from wardmote.issues.ranking import (
    CRITERION_NAMES,
    Criterion,
    Entrant,
    Ranked,
    rank,
    score,
)


def asks_of(groups: Iterable[int]) -> QuerySet[Ask]:
    """What these groups are asked, the longest waiting first."""
    found = Ask.objects.filter(of__in=list(groups))
    return found.select_related("issue", "of", "asked_by_group", "by", "answered_by")


@dataclass(frozen=True, slots=True)
class Waiting:
    """An open ask and how long it has waited, in days."""

    ask: Ask
    age: int
    is_late: bool


def waiting_asks(groups: Iterable[int], on: date) -> list[Waiting]:
    """Every ask of these groups that is not answered yet."""
    return [
        Waiting(ask, (on - ask.at.date()).days, ask.answer_by < on)
        for ask in asks_of(groups).filter(answered_at=None)
    ]


@dataclass(frozen=True, slots=True)
class RankedIssue:
    """An issue on the ranked list, with how its place came about."""

    issue: Issue
    place: Ranked
    score: int | None
    marks: list[tuple[str, int, int]]
    rationale: str
    by_hand: str


def ranked_list(issues: Iterable[Issue], weights: Mapping[str, int]) -> list[RankedIssue]:
    """The issues in the order in which they come, by these weights of the criteria."""
    held = {issue.number: issue for issue in issues}
    of_these = {"issue__in": held.values()}
    marks = {one.issue_id: one for one in Score.objects.filter(**of_these).order_by("pk")}
    placed = {one.issue_id: one for one in Placing.objects.filter(**of_these).order_by("pk")}
    lines = {
        number: _Line(issue, marks.get(issue.pk), placed.get(issue.pk), weights)
        for number, issue in held.items()
    }
    order = rank(Entrant(number, one.score, one.place) for number, one in lines.items())
    return [lines[one.number].ranked(one) for one in order]


@dataclass(frozen=True, slots=True)
class _Line:
    """What is known of one issue before it has a rank."""

    issue: Issue
    given: Score | None
    placing: Placing | None
    weights: Mapping[str, int]

    @property
    def score(self) -> int | None:
        return score(self.given.marks, self.weights) if self.given else None

    @property
    def place(self) -> int | None:
        return self.placing.place if self.placing else None

    def ranked(self, place: Ranked) -> RankedIssue:
        given, by_hand = self.given, self.placing.reason if self.placing and self.place else ""
        spelt = [
            (CRITERION_NAMES[one], given.marks[one], self.weights[one])
            for one in Criterion
            if given
        ]
        rationale = given.rationale if given else ""
        return RankedIssue(self.issue, place, self.score, spelt, rationale, by_hand)
