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
from wardmote.kernel.numbers import SMALLEST_SHOWN, Guarded
from wardmote.kernel.periods import parse_period
from wardmote.releases.ledger import NOTHING, Telling, told
from wardmote.releases.models import Release, ReleasedFile, ReleasedWard, ToldCell
from wardmote.releases.queries import standing
from wardmote.releases.rules import Audience, ReleaseKind, overlap


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


@transaction.atomic
def tell(tables: Iterable[Telling], source: str, *, by: Actor, now: datetime) -> int:
    """Write into the ledger what is told now for the first time; how many numbers that is.

    RuleBroken, having changed nothing, where another value, other boundaries or a period
    that overlaps this one stand there already.
    """
    new = [cell for one in tables for cell in _cells(one, source, now)]
    if new:
        ToldCell.objects.bulk_create(new)
        sets = sorted({cell.dataset for cell in new})
        record("releases.told", source, by=by, at=now, count=len(new), datasets=sets)
    return len(new)


def _cells(one: Telling, source: str, now: datetime) -> list[ToldCell]:
    if one.table == NOTHING:
        return []
    _check_may_be_told(one)
    held = told([one.dataset], [parse_period(one.period)]).get((one.dataset, one.period))
    values: dict[str, Guarded | None] = dict(one.table.cells)
    if held is not None:
        if {**values, **held.cells} != values or held.total != one.table.total:
            raise RuleBroken(
                "Other figures of this period have been told meanwhile. Read it again"
            )
        values = {code: shown for code, shown in values.items() if code not in held.cells}
    elif values:
        values[""] = one.table.total
    return [_cell(one, place, shown, source, now) for place, shown in values.items()]


def _cell(
    one: Telling, place: str, shown: Guarded | None, source: str, now: datetime
) -> ToldCell:
    return ToldCell(
        dataset=one.dataset,
        edition=one.edition,
        place=place,
        period=one.period,
        is_told=shown is not None,
        value=shown.value if shown else None,
        smallest=shown.smallest_shown if shown else SMALLEST_SHOWN,
        source=source,
        told_at=now,
    )


def _check_may_be_told(one: Telling) -> None:
    rows = ToldCell.objects.filter(dataset=one.dataset).values_list("period", "edition")
    for period, edition in rows.distinct().order_by():
        if overlap(period, one.period) and (period, edition) != (one.period, one.edition):
            raise RuleBroken(
                f"Figures of {period} by {edition} have been told: {one.period} by "
                f"{one.edition} beside them would tell the difference"
            )
