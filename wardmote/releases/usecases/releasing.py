"""Releasing and withdrawing: the only writes that let text or figures out."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from wardmote.audit.usecases import record
from wardmote.kernel.actors import Actor
from wardmote.kernel.errors import RuleBroken
from wardmote.releases.models import Release, ReleasedFile, ReleasedWard
from wardmote.releases.queries import standing
from wardmote.releases.rules import Audience, ReleaseKind


@dataclass(frozen=True, slots=True)
class File:
    """A file to release: its name, media type and bytes."""

    name: str
    media_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be released. `slot` is what it is the current word on."""

    kind: ReleaseKind
    slot: str
    title: str
    content: dict[str, Any]
    source: str
    wards: tuple[str, ...] = ()
    audience: Audience = Audience.PUBLIC
    material: bool = False
    files: tuple[File, ...] = field(default=())

    @property
    def digest(self) -> str:
        """Changes when, and only when, what a reader would see changes."""
        seen = json.dumps(
            [self.kind, self.title, self.content, self.source, sorted(self.wards)],
            sort_keys=True,
        )
        whole = hashlib.sha256(seen.encode())
        for file in self.files:
            whole.update(file.name.encode() + b"\0" + file.body)
        return whole.hexdigest()


@transaction.atomic
def release(drafts: Iterable[Draft], *, by: Actor, now: datetime) -> list[Release]:
    """Let these out, each superseding what stood in its slot. Unchanged ones stay.

    Returns the releases that are new.
    """
    made = []
    for draft in drafts:
        current = (
            standing()
            .select_for_update()
            .filter(slot=draft.slot, audience=draft.audience)
            .first()
        )
        if current is not None and current.digest == draft.digest:
            continue
        made.append(_replace(current, draft, by=by, now=now))
    if made:
        record(
            "releases.made",
            made[0].source,
            by=by,
            at=now,
            count=len(made),
            kinds=sorted({one.kind for one in made}),
        )
    return made


def is_out(draft: Draft) -> bool:
    """Whether just this stands already, so that releasing it again says nothing new."""
    held = standing().filter(slot=draft.slot, audience=draft.audience).first()
    return held is not None and held.content == json.loads(json.dumps(draft.content))


def _replace(current: Release | None, draft: Draft, *, by: Actor, now: datetime) -> Release:
    if current is not None:  # free the slot, then point from old to new
        Release.objects.filter(pk=current.pk).update(withdrawn_at=now)
    new = Release.objects.create(
        kind=draft.kind,
        slot=draft.slot,
        title=draft.title,
        content=draft.content,
        digest=draft.digest,
        audience=draft.audience,
        material=draft.material,
        source=draft.source,
        released_at=now,
        released_by=str(by),
    )
    ReleasedWard.objects.bulk_create(
        ReleasedWard(release=new, code=code) for code in draft.wards
    )
    for file in draft.files:
        ReleasedFile.objects.create(
            release=new, name=file.name, media_type=file.media_type, body=file.body
        )
    if current is not None:
        Release.objects.filter(pk=current.pk).update(superseded_by=new, withdrawn_at=None)
    return new


@transaction.atomic
def withdraw(release_id: int, reason: str, *, by: Actor, now: datetime) -> Release:
    """Take a release back, from the next request. A tombstone with the reason stays."""
    found = Release.objects.select_for_update().get(pk=release_id)
    if not reason.strip():
        raise RuleBroken("Enter why it is withdrawn", about="reason")
    if found.withdrawn_at is not None:
        raise RuleBroken("This has already been withdrawn")
    found.withdrawn_at, found.withdrawn_why = now, reason.strip()
    found.save(update_fields=["withdrawn_at", "withdrawn_why"])
    ReleasedFile.objects.filter(release=found).delete()
    record("release.withdrawn", found.pk, by=by, at=now, reason=found.withdrawn_why)
    return found
