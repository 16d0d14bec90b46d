"""Reading old minutes in: a file is put in, gone through, and saved as a meeting held."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from wardmote.actions.due import Due
from wardmote.actions.usecases import drop
from wardmote.actions.usecases.recording import Owner
from wardmote.audit.usecases import record
from wardmote.groups.models import Group
from wardmote.kernel.actors import Actor
from wardmote.kernel.errors import RuleBroken
from wardmote.meetings.exempt import SENSITIVE_REASON, Level, Paragraph
from wardmote.meetings.models import Item, Meeting, OldMinutes
from wardmote.meetings.old import NOT_CHASED, REVIEW_DAYS, Became, narrowest
from wardmote.meetings.queries import read_before
from wardmote.meetings.reading.files import kind_of
from wardmote.meetings.rules import DecisionKind
from wardmote.meetings.under import once
from wardmote.meetings.usecases.agenda import Entry, add_item, change_item
from wardmote.meetings.usecases.approving import find_approved
from wardmote.meetings.usecases.arranging import Arrangement, record_held
from wardmote.meetings.usecases.attending import Came, attend
from wardmote.meetings.usecases.common import check_keeper
from wardmote.meetings.usecases.deciding import decide
from wardmote.meetings.usecases.during import act
from wardmote.meetings.usecases.minuting import draft_minutes
from wardmote.people.models import Organisation, User

#: what stands under no item of the file
ELSEWHERE = "Minuted under no item"


@dataclass(frozen=True, slots=True)
class OldItem:
    """An item as it was minuted; `key`: what decisions and actions call it by."""

    key: str
    title: str
    number: str = ""
    level: Level = Level.GROUP
    said: str = ""


@dataclass(frozen=True, slots=True)
class OldDecision:
    kind: DecisionKind
    text: str
    item: str = ""


@dataclass(frozen=True, slots=True)
class OldAction:
    """An action as it was minuted, and what became of it since."""

    text: str
    owner: Owner
    shares: tuple[Organisation, ...]
    due: Due
    became: Became
    item: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What a person made of a file, by the rows of their page: a refusal names the row.

    `approved_on` None: the minutes are still to be approved. `checked`: they looked through
    what more people read than read it in the file.
    """

    held: Arrangement
    people: Mapping[str, Came]
    items: Mapping[str, OldItem]
    decisions: Mapping[str, OldDecision]
    actions: Mapping[str, OldAction]
    approved_on: date | None = None
    checked: bool = False


@transaction.atomic
def put_in(
    group: Group, name: str, content: bytes, read: Mapping[str, Any], *, by: User, now: datetime
) -> OldMinutes:
    """Keep a file for going through it: `read` is the reader's answer, `minutes` and `text`.

    Nobody else sees it, and what is not saved in time is thrown away. RuleBroken for a file
    that was read in before.
    """
    check_keeper(group, by=by, now=now)
    throw_away_old(by=by, now=now)
    digest = hashlib.sha256(content).hexdigest()
    before = read_before(group, digest)
    if before is not None:
        raise RuleBroken(f"This file was read in already: {before}", about="file")
    if OldMinutes.objects.filter(group=group, digest=digest, by=by, meeting=None).exists():
        raise RuleBroken(
            "You are going through this file already: take it up below", about="file"
        )
    made = OldMinutes.objects.create(
        group=group,
        name=name[:160],
        kind=kind_of(content),
        digest=digest,
        content=content,
        text=_kept(read["text"]),
        found=_kept(read["minutes"]),
        at=now,
        by=by,
    )
    record("old-minutes.put-in", made.pk, by=by, at=now, group=group.pk, digest=digest)
    return made


def _kept(said: Any) -> Any:
    """The same without the sign that no database keeps; every place stays where it was."""
    if isinstance(said, str):
        return said.replace("\0", "\ufffd")
    if isinstance(said, dict):
        return {key: _kept(one) for key, one in said.items()}
    return [_kept(one) for one in said] if isinstance(said, list) else said


def _mine(old_id: int, *, by: User, now: datetime) -> OldMinutes:
    """The file, locked, for whoever put it in and still keeps its group's meetings."""
    mine = OldMinutes.objects.select_for_update().filter(pk=old_id, by=by, meeting=None)
    found = mine.defer("content").first()
    if found is None:
        raise RuleBroken("That file is not there any more: put it in again")
    check_keeper(found.group, by=by, now=now)
    return found


@transaction.atomic
def keep_for_later(
    old_id: int, typed: Mapping[str, list[str]], *, by: User, now: datetime
) -> None:
    """Keep what was typed on the review page as it is, to be taken up later."""
    found = _mine(old_id, by=by, now=now)
    found.typed = _kept(dict(typed))
    found.save(update_fields=["typed"])
    record("old-minutes.left", found.pk, by=by, at=now)


@transaction.atomic
def throw_away(old_id: int, *, by: User, now: datetime) -> None:
    """Throw the file away with everything that was read and typed."""
    found = _mine(old_id, by=by, now=now)
    record("old-minutes.thrown-away", found.pk, by=by, at=now)
    found.delete()


@transaction.atomic
def throw_away_old(*, by: Actor, now: datetime) -> int:
    """Throw away the files that nobody saved in time; how many."""
    since = now - timedelta(days=REVIEW_DAYS)
    spent = OldMinutes.objects.filter(meeting=None, at__lte=since)
    keys = list(spent.values_list("pk", flat=True))
    for key in keys:
        record("old-minutes.thrown-away", key, by=by, at=now, days=REVIEW_DAYS)
    spent.filter(pk__in=keys).delete()
    return len(keys)


@contextmanager
def _about(row: str) -> Iterator[None]:
    """A refusal is about a field of this row."""
    try:
        yield
    except RuleBroken as refusal:
        refusal.about = f"{row}-{refusal.about or 'text'}"
        raise


@transaction.atomic
def save_as_held(old_id: int, told: Told, *, by: User, now: datetime) -> Meeting:
    """The meeting as it was held: attendance, items, decisions, actions, and its minutes.

    Its minutes are a draft, or approved if the person says when. An action is chased only
    if they said that it is open. RuleBroken, about a row of the page, having saved nothing.
    """
    old = _mine(old_id, by=by, now=now)
    before = read_before(old.group, old.digest)
    if before is not None:
        raise RuleBroken(f"This file was read in already: {before}")
    meeting = record_held(old.group, told.held, by=by, now=now)
    for row, came in told.people.items():
        with _about(row):
            attend(meeting.pk, came, by=by, now=now)
    items = _Items(meeting, told, by, now)
    for row, decision in told.decisions.items():
        with _about(row):
            under = items.of(decision.item)
            decide(meeting.pk, under.pk, decision.kind, decision.text, by=by, now=now)
    for row, action in told.actions.items():
        with _about(row):
            _act(meeting, items.of(action.item), action, told.checked, by=by, now=now)
    draft_minutes(meeting.pk, by=by, now=now)
    _become_source(old, meeting, narrowest(items.levels), by=by, now=now)
    if told.approved_on is not None:
        find_approved(meeting.pk, told.approved_on, by=by, now=now)
    return Meeting.objects.get(pk=meeting.pk)


class _Items:
    """The items of the meeting, made in the order of the file."""

    def __init__(self, meeting: Meeting, told: Told, by: User, now: datetime) -> None:
        self.meeting, self.told, self.by, self.now = meeting, told, by, now
        self.levels = [one.level for one in told.items.values()]
        self.made: dict[str, Item] = {}
        for row, one in told.items.items():
            with _about(row):
                self.made[one.key] = self._make(one)

    def of(self, key: str) -> Item:
        """The item with this key; what stands under none has one of its own, at the end."""
        if key not in self.made and "" not in self.made:
            self.made[""] = self._make(OldItem("", ELSEWHERE, level=narrowest(self.levels)))
        return self.made[key if key in self.made else ""]

    def _make(self, one: OldItem) -> Item:
        is_exempt = one.level is Level.EXEMPT
        entry = Entry(
            one.title,
            level=one.level,
            paragraph=Paragraph.IDENTITY if is_exempt else None,
            exempt_reason=SENSITIVE_REASON if is_exempt else "",
        )
        at: dict[str, Any] = {"by": self.by, "now": self.now}
        item = add_item(self.meeting.pk, entry, **at)
        if item.level != one.level:  # the person opened what begins as exempt
            item = change_item(self.meeting.pk, item.pk, entry, None, **at)
        item.number = one.number
        item.minute = once(one.said, self._told_below(one.key))
        item.save(update_fields=["number", "minute"])
        return item

    def _told_below(self, key: str) -> list[str]:
        """Decisions and actions of this item: minutes print them below what was said."""
        decisions, actions = self.told.decisions.values(), self.told.actions.values()
        rows: list[OldDecision | OldAction] = [*decisions, *actions]
        return [row.text for row in rows if row.item == key]


def _act(
    meeting: Meeting, item: Item, one: OldAction, checked: bool, *, by: User, now: datetime
) -> None:
    made = act(
        meeting.pk,
        item.pk,
        one.text,
        one.owner,
        one.shares,
        one.due,
        is_done=one.became is Became.DONE,
        checked=checked,
        by=by,
        now=now,
    )
    if one.became is Became.CLOSED:
        drop(made.pk, NOT_CHASED, by=by, now=now, checked=True)


def _become_source(
    old: OldMinutes, meeting: Meeting, level: Level, *, by: User, now: datetime
) -> None:
    """The file is what the minutes were read from; what was read and typed may go."""
    old.meeting, old.level = meeting, level
    old.text, old.found, old.typed = "", {}, {}
    old.save(update_fields=["meeting", "level", "text", "found", "typed"])
    record("old-minutes.saved", old.pk, by=by, at=now, meeting=meeting.pk, digest=old.digest)
