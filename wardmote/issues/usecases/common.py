"""What every deed on an issue begins and ends with."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate

from wardmote.audit.usecases import record
from wardmote.issues.access import reader_of, reads_restricted, require_act
from wardmote.issues.models import Issue, Update
from wardmote.issues.rules import Deed, Level
from wardmote.issues.usecases.indexing import index_issue
from wardmote.kernel.errors import Stale
from wardmote.people.models import User
from wardmote.restricted.usecases import write_restricted

NO_DETAILS: Mapping[str, object] = {}


def held_issue(issue_id: int, version: int | None, *, by: User, now: datetime) -> Issue:
    """The issue, locked, for a person whose group holds it.

    `version` is what the page showed; None where no page is overtaken by another. Raises
    PermissionDenied, or Stale if somebody has done something since.
    """
    issue = Issue.objects.select_for_update().get(pk=issue_id)
    require_act(reader_of(by, localdate(now)), issue)
    if version is not None and version != issue.version:
        raise Stale(
            "Somebody has changed this issue since you opened the page. See what they did, "
            "then do yours again if it still makes sense"
        )
    return issue


def kept(
    issue: Issue,
    deed: Deed,
    text: str = "",
    *,
    by: User,
    now: datetime,
    restricted: int | None = None,
    details: Mapping[str, object] = NO_DETAILS,
) -> Update:
    """Keep what was done on the issue and in the audit trail, and count the version up.

    The version stands on pages, so it counts what all who read the issue are shown: a
    restricted update, of which others may not know, leaves it as it is.
    """
    if restricted is None or deed is not Deed.UPDATE:
        issue.version += 1
    issue.save()
    made = issue.updates.create(
        deed=deed,
        text="" if restricted is not None else text.strip(),
        restricted=restricted,
        organisation_id=by.organisation_id,
        holder_id=issue.holder_id,
        by=by,
        at=now,
    )
    noted(f"issue.{deed.value}", issue, by=by, now=now, **details)
    return made


def kept_at(
    level: Level,
    issue: Issue,
    deed: Deed,
    text: str,
    *,
    by: User,
    now: datetime,
    details: Mapping[str, object] = NO_DETAILS,
) -> Update:
    """Keep what was done with words of this level: restricted ones in their own store.

    PermissionDenied for whoever does not read the issue's restricted text.
    """
    if level is Level.PARTNER:
        return kept(issue, deed, text, by=by, now=now, details=details)
    if not reads_restricted(reader_of(by, localdate(now)), issue):
        raise PermissionDenied(
            "Only agencies that signed for a group that holds or held the issue write "
            "restricted text"
        )
    secret = write_restricted(issue.subject, text, by=by, now=now)
    return kept(issue, deed, by=by, now=now, restricted=secret.pk, details=details)


def noted(verb: str, issue: Issue, *, by: User, now: datetime, **details: object) -> None:
    """Keep in the audit trail what was done, and bring the index of issues up to it.

    The last line of whatever changes an issue or what is said of it.
    """
    record(verb, issue.subject, by=by, at=now, number=issue.number, **details)
    index_issue(issue)
