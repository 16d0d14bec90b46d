"""What a ward's members have before it is published."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from wardmote.papers.document import Document, from_json
from wardmote.partnership.queries import this_partnership
from wardmote.people.models import User
from wardmote.releases.models import Release
from wardmote.releases.notice import publish_from
from wardmote.releases.queries import notice_for, notices_for, ward_name


@dataclass(frozen=True, slots=True)
class Coming:
    """What will be published and names a ward, as its members have it."""

    pk: int
    title: str
    names: list[str]
    parts: list[dict[str, Any]]
    document: Document | None
    since: date
    publish_from: date
    acknowledged_on: date | None = None


def notices_to(wards: Iterable[str]) -> list[Coming]:
    """What the members of these wards get before it is published, newest first."""
    return [_coming(one, wards) for one in notices_for(wards)]


def notice_to(member: User, pk: int, wards: Iterable[str]) -> Coming:
    """One of them, and whether this member has said that they read it; a 404 for others."""
    found = notice_for(pk, wards)
    said = found.given.filter(person=member).exclude(acknowledged_at=None).first()
    on = localdate(said.acknowledged_at) if said else None
    return replace(_coming(found, wards), acknowledged_on=on)


def _coming(one: Release, wards: Iterable[str]) -> Coming:
    given_on = localdate(one.released_at)
    kept = one.content.get("document")
    named = {ward.code for ward in one.wards.all()} & set(wards)
    return Coming(
        pk=one.pk,
        title=one.title,
        names=sorted(ward_name(one.content, code) for code in named),
        parts=one.content.get("parts", []),
        document=from_json(json.dumps(kept)) if kept else None,
        since=given_on,
        publish_from=publish_from(given_on, this_partnership().notice_days),
    )
