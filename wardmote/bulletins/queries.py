"""Reads of bulletins: what may be picked, what is published, who gets it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate, make_aware

from wardmote.briefings.rules import start_of_last_quarter
from wardmote.bulletins.areas import is_of_area, wards_about
from wardmote.bulletins.models import Bulletin, LinkCheck, Unsubscribed
from wardmote.bulletins.reading import Content, Reading, content_of, outside_links, reading_of
from wardmote.bulletins.rules import AreaKind, Asked, State
from wardmote.bulletins.wording import KINDS, Told, told
from wardmote.digests.queries import never_mailed
from wardmote.people.models import User
from wardmote.places.models import Place
from wardmote.places.queries import current_representations
from wardmote.places.rules import Kind, Office
from wardmote.releases.models import Release
from wardmote.releases.queries import editions, public
from wardmote.releases.rules import Audience, ReleaseKind

MOST_PROPOSED = 100


@dataclass(frozen=True, slots=True)
class Proposed:
    """A released item that the officer may pick."""

    release: int
    kind: str
    told: Told
    at: datetime


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets a bulletin by mail, and why."""

    person: User
    why: str


@dataclass(frozen=True, slots=True)
class Linked:
    """An outside address of a bulletin, and what it answered when it was asked."""

    address: str
    check: LinkCheck | None


def pickable(bulletin: Bulletin) -> QuerySet[Release]:
    """What is public of its area. Nothing for members alone, nothing restricted is among it."""
    found = public().filter(kind__in=KINDS)
    if bulletin.area_kind == AreaKind.DISTRICT:
        return found
    about = Q(wards__code__in=wards_about(bulletin)) | Q(wards=None)
    return found.filter(about).distinct()


def since(bulletin: Bulletin) -> datetime:
    """When the last bulletin about just this area was published, else the last quarter."""
    others = Bulletin.objects.filter(area_kind=bulletin.area_kind).exclude(pk=bulletin.pk)
    dates = [one.published_at for one in others if sorted(one.area) == sorted(bulletin.area)]
    before = max((at for at in dates if at), default=None)
    day = start_of_last_quarter(localdate(bulletin.begun_at))
    return before or make_aware(datetime.combine(day, time.min))


def proposed(bulletin: Bulletin) -> list[Proposed]:
    """What came out since then and is not in it yet, by kind; of very much the newest."""
    picked = bulletin.parts.exclude(release=None).values("release")
    found = pickable(bulletin).filter(released_at__gt=since(bulletin)).exclude(pk__in=picked)
    lines = [
        Proposed(one.pk, KINDS[ReleaseKind(one.kind)], words, one.released_at)
        for one in found.order_by("-released_at", "-pk")[:MOST_PROPOSED]
        if (words := told(one))
    ]
    order = list(KINDS.values())
    lines.sort(key=lambda one: (order.index(one.kind), one.told.heading))
    return lines


def gone_from(contents: Iterable[Content]) -> set[int]:
    """Items of these bulletins that have been taken back: in the words that were picked, or
    reworded since. One that is only reworded stays as it was picked."""
    held = {part["release"] for one in contents for part in one["parts"] if part["release"]}
    later = Release.objects.filter(slot=OuterRef("slot"), pk__gte=OuterRef("pk"))
    taken_back = later.filter(audience=Audience.PUBLIC).exclude(withdrawn_at=None)
    stands = Release.objects.filter(
        ~Exists(taken_back), pk__in=held, slot__in=public().values("slot")
    )
    return held - set(stands.values_list("pk", flat=True))


def not_standing(bulletin: Bulletin) -> list[str]:
    """Headings of picked items that are not what the public reads now."""
    stands = pickable(bulletin).values("pk")
    held = bulletin.parts.exclude(release=None).exclude(release__in=stands)
    return [str(part.release) for part in held.select_related("release")]


def drafted(bulletin: Bulletin) -> Reading:
    """The draft as it will be read."""
    content = content_of(bulletin)
    return reading_of(bulletin.title, content, gone_from([content]), None)


def _published(one: Release, gone: set[int]) -> Reading:
    return reading_of(one.title, one.content, gone, localdate(one.released_at))


@dataclass(frozen=True, slots=True)
class Line:
    """A published bulletin in the archive, and the ward names that it is found by."""

    pk: int
    release: int
    title: str
    area: str
    edition: int
    summary: str
    at: datetime
    wards: tuple[str, ...]


def archive(ward: str = "") -> list[Line]:
    """Every bulletin that stands, the newest first; of one ward, those that name it."""
    found = public(ReleaseKind.BULLETIN)
    if ward:
        found = found.filter(wards__code=ward)
    return [
        Line(
            pk=one.content["bulletin"],
            release=one.pk,
            title=one.title,
            area=one.content["area"],
            edition=one.content["edition"],
            summary=next(iter(one.content["introduction"]), ""),
            at=one.released_at,
            wards=tuple(ward["name"] for ward in one.content["wards"]),
        )
        for one in found
    ]


def archived_wards() -> list[tuple[str, str]]:
    """(code, name) of the wards that any standing bulletin names, by name."""
    found = public(ReleaseKind.BULLETIN).values_list("content__wards", flat=True)
    named = {ward["code"]: ward["name"] for wards in found for ward in wards}
    return sorted(named.items(), key=lambda one: one[1])


@dataclass(frozen=True, slots=True)
class PublicBulletin:
    """One edition as everybody reads it, and which others there are."""

    reading: Reading
    is_current: bool
    editions: list[int]


def public_bulletin(pk: int, number: int | None = None) -> PublicBulletin | None:
    """One edition, without a number the one that stands; None where none does."""
    found = list(editions(f"{ReleaseKind.BULLETIN} {pk}", Audience.PUBLIC))
    for one in found:
        if number in (None, one.content["edition"]):
            reading = _published(one, gone_from([one.content]))
            numbers = [each.content["edition"] for each in found]
            return PublicBulletin(reading, one.superseded_by_id is None, numbers)
    return None


def reading_of_release(one: Release) -> Reading:
    """What a release of a bulletin says, for its letters."""
    return _published(one, gone_from([one.content]))


def linked(bulletin: Bulletin, content: Content) -> list[Linked]:
    """Its outside addresses with what each answered."""
    held = {one.address: one for one in bulletin.checks.all()}
    return [Linked(address, held.get(address)) for address in outside_links(content)]


def asked(bulletin: Bulletin) -> list[Asked]:
    return [Asked(one.address, one.at, one.is_fine, one.said) for one in bulletin.checks.all()]


def recipients(bulletin: Bulletin, on: date) -> list[Recipient]:
    """Who gets it by mail: each once, nobody who has said no.

    Of a correction also whoever has what it corrects. A member who chose never to be mailed
    gets none, unless as a clerk.
    """
    never = never_mailed(on)
    had = bulletin.letters.filter(to__is_active=True).exclude(mailed_at=None)
    had = had.exclude(to__in=never)
    found = {one.to_id: Recipient(one.to, one.why) for one in had.select_related("to")}
    if bulletin.to_clerks:
        held = current_representations(on).filter(office=Office.CLERK, kind=Kind.PARISH)
        theirs = [one for one in held if is_of_area(bulletin, one.kind, one.code)]
        places = Place.objects.filter(code__in={one.code for one in theirs})
        names = dict(places.order_by("edition__name").values_list("code", "name"))
        for one in theirs:
            why = f"clerk of {names.get(one.code, one.code)}"
            found.setdefault(one.user_id, Recipient(one.user, why))
    bodies = bulletin.organisations.all()
    people = User.objects.filter(organisation__in=bodies, is_active=True)
    for person in people.exclude(pk__in=never).select_related("organisation"):
        found.setdefault(person.pk, Recipient(person, f"somebody of {person.organisation}"))
    no = set(Unsubscribed.objects.values_list("person", flat=True))
    chosen = [one for pk, one in found.items() if pk not in no]
    return sorted(chosen, key=lambda one: (one.person.name, one.person.pk))


def desk_lines() -> dict[str, list[Bulletin]]:
    """Every bulletin by where it stands: drafts first."""
    held = list(Bulletin.objects.select_related("by"))
    return {state: [one for one in held if one.state == state] for state in State}


def stands(bulletin: Bulletin) -> bool:
    """Whether everybody reads an edition of it now."""
    return public(ReleaseKind.BULLETIN).filter(slot=bulletin.slot).exists()
