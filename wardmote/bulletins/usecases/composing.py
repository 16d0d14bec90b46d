"""Composing a bulletin: its area, words, items and links."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate

from wardmote.audit.usecases import record
from wardmote.bulletins.access import check_editor
from wardmote.bulletins.areas import PLACES, area_words, names_of, wards_about
from wardmote.bulletins.models import Bulletin, Part
from wardmote.bulletins.noticing import item_of
from wardmote.bulletins.queries import pickable, stands
from wardmote.bulletins.rules import (
    LONGEST_TITLE,
    MOST_LINKS,
    MOST_PARTS,
    AreaKind,
    State,
    check_area,
    check_link,
    check_words,
    paragraphs,
)
from wardmote.bulletins.usecases.common import changed, check_names_nobody, draft
from wardmote.kernel.errors import RuleBroken
from wardmote.people.models import Organisation, User
from wardmote.places.rules import Kind
from wardmote.releases.queries import notices_of, public
from wardmote.releases.rules import ReleaseKind
from wardmote.releases.usecases import take_notice_back

MOST_WARD_LINKS = 4


@transaction.atomic
def begin(kind: AreaKind, codes: Sequence[str], *, by: User, now: datetime) -> Bulletin:
    """Begin a bulletin about these places, with the links that fit them."""
    check_editor(by, localdate(now))
    codes = [] if kind is AreaKind.DISTRICT else sorted(set(codes))
    check_area(kind, codes, names_of(PLACES[kind]) if kind in PLACES else ())
    words = area_words(kind, codes)
    made = Bulletin.objects.create(
        area_kind=kind,
        area=codes,
        area_words=words,
        title=f"Community safety news: {words}"[:LONGEST_TITLE],
        begun_at=now,
        by=by,
    )
    made.writers.add(by)
    _propose_links(made)
    record("bulletin.begun", made.pk, by=by, at=now, area=words)
    return made


def _propose_links(bulletin: Bulletin) -> None:
    """The pages of its wards that stand, else the list of wards; the open data."""
    names = names_of(Kind.WARD)
    out = public(ReleaseKind.FIGURES).values_list("wards__code", flat=True)
    wards = sorted(wards_about(bulletin) & set(out) & names.keys(), key=names.__getitem__)
    for code in wards[:MOST_WARD_LINKS]:
        address = reverse("public-ward", args=[code])
        bulletin.links.create(words=f"Figures for {names[code]}", address=address)
    if not wards:
        bulletin.links.create(words="Figures for every ward", address=reverse("public-wards"))
    bulletin.links.create(words="Open data", address=reverse("open-data"))


@dataclass(frozen=True, slots=True)
class Words:
    """What an officer writes of the whole, and whom it is mailed to."""

    title: str
    introduction: str
    to_clerks: bool = True
    organisations: tuple[int, ...] = ()
    #: of a correction: what it corrects
    what_changed: str = ""


@transaction.atomic
def write(
    pk: int, words: Words, version: int, *, by: User, now: datetime, checked: bool = False
) -> Bulletin:
    """Title, introduction, and who gets it by mail."""
    found = draft(pk, version, by=by, now=now)
    check_words(words.title, words.introduction)
    check_names_nobody(words.title, checked, "title")
    check_names_nobody(words.introduction, checked, "introduction")
    check_names_nobody(words.what_changed, checked, "what_changed")
    found.title = " ".join(words.title.split())
    found.introduction = words.introduction.strip()
    found.what_changed = " ".join(words.what_changed.split()) if found.editions else ""
    found.to_clerks = words.to_clerks
    found.writers.add(by)
    found.organisations.set(Organisation.objects.filter(pk__in=words.organisations))
    changed(found, "title", "introduction", "what_changed", "to_clerks")
    record("bulletin.written", found.pk, by=by, at=now)
    return found


@transaction.atomic
def pick(pk: int, releases: Sequence[int], version: int, *, by: User, now: datetime) -> int:
    """Put these released items into it, at its end; how many are new.

    RuleBroken for anything that the public does not read now, or that is of another area.
    """
    found = draft(pk, version, by=by, now=now)
    wanted = list(dict.fromkeys(releases))
    if not wanted:
        raise RuleBroken("Tick what the bulletin should tell")
    there = set(found.parts.exclude(release=None).values_list("release", flat=True))
    allowed = set(pickable(found).filter(pk__in=wanted).values_list("pk", flat=True))
    if not set(wanted) <= allowed | there:
        raise RuleBroken("One of these is not public any more. Choose again")
    new = [one for one in wanted if one not in there]
    _check_room(found, len(new))
    at = _end(found)
    Part.objects.bulk_create(
        Part(bulletin=found, place=at + number, release_id=one)
        for number, one in enumerate(new)
    )
    changed(found)
    record("bulletin.picked", found.pk, by=by, at=now, releases=new)
    return len(new)


def _end(bulletin: Bulletin) -> int:
    last = bulletin.parts.order_by("place", "pk").last()
    return last.place + 1 if last else 0


def _check_room(bulletin: Bulletin, more: int) -> None:
    if bulletin.parts.count() + more > MOST_PARTS:
        raise RuleBroken(f"A bulletin has {MOST_PARTS} parts at most")


@transaction.atomic
def write_paragraph(
    pk: int,
    text: str,
    version: int,
    *,
    part: int | None = None,
    by: User,
    now: datetime,
    checked: bool = False,
) -> Part:
    """A paragraph of the officer's own: a new one at the end, or `part` anew."""
    found = draft(pk, version, by=by, now=now)
    if not paragraphs(text):
        raise RuleBroken("Enter the paragraph", about="text")
    check_names_nobody(text, checked, "text")
    if part is None:
        _check_room(found, 1)
        made = Part(bulletin=found, place=_end(found))
    else:
        made = found.parts.get(pk=part, release=None)
    found.writers.add(by)
    made.text = text.strip()
    made.save()
    changed(found)
    record("bulletin.paragraph_written", found.pk, by=by, at=now)
    return made


@transaction.atomic
def move_part(pk: int, part: int, version: int, *, up: bool, by: User, now: datetime) -> None:
    """One place up or down; at the end it stays."""
    found = draft(pk, version, by=by, now=now)
    parts = list(found.parts.all())
    at = next(number for number, one in enumerate(parts) if one.pk == part)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(parts):
        return
    parts[at], parts[to] = parts[to], parts[at]
    for place, one in enumerate(parts):
        one.place = place
    Part.objects.bulk_update(parts, ["place"])
    changed(found)
    record("bulletin.part_moved", found.pk, by=by, at=now)


@transaction.atomic
def remove_part(pk: int, part: int, version: int, *, by: User, now: datetime) -> None:
    """Take an item or a paragraph out."""
    found = draft(pk, version, by=by, now=now)
    found.parts.get(pk=part).delete()
    changed(found)
    record("bulletin.part_removed", found.pk, by=by, at=now)


@transaction.atomic
def add_link(
    pk: int, words: str, address: str, version: int, *, by: User, now: datetime
) -> None:
    """A link at its foot. One to this very server is kept as a page of ours."""
    found = draft(pk, version, by=by, now=now)
    address = address.strip()
    if address == settings.ADDRESS or address.startswith(f"{settings.ADDRESS}/"):
        address = address.removeprefix(settings.ADDRESS) or "/"
    check_link(words, address)
    if found.links.count() >= MOST_LINKS:
        raise RuleBroken(f"A bulletin has {MOST_LINKS} links at most", about="address")
    if found.links.filter(address=address).exists():
        raise RuleBroken("This link is there already", about="address")
    found.links.create(words=words.strip(), address=address)
    changed(found)
    record("bulletin.link_added", found.pk, by=by, at=now, address=address)


@transaction.atomic
def remove_link(pk: int, link: int, version: int, *, by: User, now: datetime) -> None:
    """Take a link out."""
    found = draft(pk, version, by=by, now=now)
    found.links.get(pk=link).delete()
    changed(found)
    record("bulletin.link_removed", found.pk, by=by, at=now)


@transaction.atomic
def throw_away(pk: int, version: int, *, by: User, now: datetime) -> None:
    """A draft that will not be published, and notice of it. Of a correction, what stands
    stays, and so does the bulletin."""
    found = draft(pk, version, by=by, now=now)
    if notices_of(item_of(found)).exists():
        take_notice_back(item_of(found), by=by, now=now)
    record("bulletin.thrown_away", found.pk, by=by, at=now, edition=found.next_edition)
    if not found.editions:
        found.delete()
        return
    found.state = State.PUBLISHED if stands(found) else State.WITHDRAWN
    changed(found, "state")
