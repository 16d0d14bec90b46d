"""Keeping the index of issues in step: part of every deed, in its transaction.

Called where deeds are kept (`common.kept`, `common.noted`), not by triggers on the tables
of issues: decision 17 says why.
"""

from django.db import transaction

from wardmote.issues.models import Issue, IssueWords
from wardmote.issues.searching import PASSAGES, words_to_index

COLUMNS = ("title", "about", "words")


def index_issue(issue: Issue) -> None:
    """Make its row of the index what it must be now."""
    IssueWords.objects.bulk_create(
        [IssueWords(issue=issue, **words_to_index(issue))],
        update_conflicts=True,
        unique_fields=["issue"],
        update_fields=COLUMNS,
    )


@transaction.atomic
def index_all() -> int:
    """Make the whole index anew; how many issues there are."""
    IssueWords.objects.all().delete()
    issues = Issue.objects.prefetch_related("wards", *PASSAGES)
    rows = [IssueWords(issue=one, **words_to_index(one)) for one in issues]
    return len(IssueWords.objects.bulk_create(rows, batch_size=500))


def out_of_step() -> list[str]:
    """The numbers of issues whose row is not what it must be: none, ever."""
    held = IssueWords.objects.in_bulk()
    issues = Issue.objects.prefetch_related("wards", *PASSAGES)
    return [
        one.number
        for one in issues
        if (row := held.get(one.pk)) is None
        or {name: getattr(row, name) for name in COLUMNS} != words_to_index(one)
    ]
