"""Restricted text that is shut to a reader because their organisation's agreement ran out.

Said of every issue alike, whether or not it has such text: the words tell nothing of it.
"""

from dataclasses import dataclass
from datetime import date

from wardmote.issues.access import Readable, circle_of
from wardmote.people.models import Organisation


@dataclass(frozen=True, slots=True)
class Lapsed:
    """Whose agreement ran out, and the last day whose restricted texts are open."""

    organisation: str
    until: date


def lapsed(found: Readable) -> Lapsed | None:
    """None where nothing is shut: by any group of this issue, or as their own issue."""
    reader, issue = found.reader, found.issue
    if not found.restricted or all(one.until is None for one in reader.reach.values()):
        return None
    reach = [reader.reach[group] for group in circle_of(issue) if group in reader.reach]
    theirs = {*(one.organisation for one in reach), reader.user.organisation_id}
    until = [one.until for one in reach if one.until is not None]
    if len(until) < len(reach) or issue.lead_id in theirs:
        return None
    widest = max(reach, key=lambda one: one.until or date.min)
    assert widest.organisation is not None, "only the office reaches without one, and to all"
    body = Organisation.objects.get(pk=widest.organisation)
    return Lapsed(str(body), max(until))
