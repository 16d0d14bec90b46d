"""Words about an issue on their way to everyone, for what is held before an election."""

from wardmote.issues.models import Clearance
from wardmote.preelection.rules import Piece, Publicity
from wardmote.releases.rules import Audience


def piece_of(held: Clearance) -> Piece | None:
    """All that everyone would read, and where it goes; None for words to councillors, which
    go on."""
    if held.audience != Audience.PUBLIC:
        return None
    issue = held.issue
    codes = frozenset(issue.wards.values_list("code", flat=True))
    return Piece(
        Publicity.OTHER,
        f"issue {issue.number} words {held.pk}",
        f"{issue.number} {issue.title}",
        f"{issue.title}\n{held.text}",
        codes or None,
        frozenset({held.by_id}),
    )
