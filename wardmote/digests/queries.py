"""Reads of the mails: what is new, who hears how often, what they have been mailed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.utils.timezone import localdate

from wardmote.digests.models import Digest, DigestItem, MailChoice, WardUsual
from wardmote.digests.rules import CHOICES, Became, News, Often, Reader, bounced_since, usual_of
from wardmote.people.models import User
from wardmote.places.members import members_of_wards
from wardmote.places.models import Place
from wardmote.places.rules import Kind
from wardmote.releases.models import Release
from wardmote.releases.queries import standing
from wardmote.releases.rules import Audience, ReleaseKind

PUBLIC = Audience.PUBLIC
#: how far back the officer's page looks for mails
LOOKED_BACK = timedelta(days=366)
#: how long a mail that came back is told on the start page
TOLD_FOR = timedelta(days=28)


def news_since(day: date) -> list[News]:
    """Every material release since this day whose thing still stands, by what it is now.

    What was superseded counts: other words since do not take the news away. What was
    withdrawn, or stands no more, does not.
    """
    return _news_of(Release.objects.filter(material=True, released_at__date__gte=day))


def as_it_is_now(news: Iterable[News]) -> list[News]:
    """The same news read again: what has been withdrawn since is not among them."""
    return _news_of(Release.objects.filter(pk__in=[one.pk for one in news]))


def _news_of(releases: QuerySet[Release]) -> list[News]:
    found = releases.filter(withdrawn_at=None).values_list("pk", "slot", "released_at")
    made = list(found.order_by("released_at", "pk"))
    now = _standing({slot for _, slot, _ in made})
    return [_news(pk, at, now[slot]) for pk, slot, at in made if slot in now]


def _standing(slots: Collection[str]) -> dict[str, Release]:
    """What each thing is now, as the public reads it if it does; without what it holds."""
    found = standing().filter(slot__in=slots).only("slot", "audience", "kind", "title")
    both = sorted(found.prefetch_related("wards"), key=lambda one: one.audience != PUBLIC)
    return {one.slot: one for one in reversed(both)}


def _news(pk: int, at: datetime, now: Release) -> News:
    return News(
        pk=pk,
        slot=now.slot,
        title=now.title if now.audience == PUBLIC else "",
        wards=frozenset(one.code for one in now.wards.all()),
        at=at,
        on=localdate(at),
        kind=now.kind,
        is_notice=now.kind == ReleaseKind.NOTICE,
    )


@dataclass(frozen=True, slots=True)
class Member:
    """A councillor of wards, themselves or through a division; how often they hear."""

    person: User
    reader: Reader
    often: Often
    last_on: date | None


def sitting_for(on: date) -> dict[User, dict[str, date]]:
    """Every councillor of a ward on this day: ward -> since when."""
    found: dict[User, dict[str, date]] = defaultdict(dict)
    for code, sitting in sorted(members_of_wards(on).items()):
        for one in sitting:
            found[one.person][code] = one.since
    return dict(sorted(found.items(), key=lambda each: (each[0].name, each[0].pk)))


def is_member(person: User, on: date) -> bool:
    return person in sitting_for(on)


def members(on: date) -> list[Member]:
    """Every member with their choice, by name; without what they have been mailed."""
    sitting = sitting_for(on)
    chosen, set_for = _chosen(sitting), usual_by_ward()
    last = dict(
        Digest.objects.filter(to__in=sitting, is_question=False)
        .order_by()
        .values_list("to")
        .annotate(Max("on"))
    )
    return [
        Member(
            person,
            Reader(wards, _hears_from(chosen.get(person.pk))),
            _often(chosen.get(person.pk), wards, set_for),
            last.get(person.pk),
        )
        for person, wards in sitting.items()
    ]


def mailed_to(people: Iterable[User], since: date) -> dict[int, set[int]]:
    """What of the releases since this day each of them has been mailed."""
    mailed: dict[int, set[int]] = defaultdict(set)
    held = DigestItem.objects.filter(to__in=people, release__released_at__date__gte=since)
    for to, release in held.order_by().values_list("to", "release"):
        mailed[to].add(release)
    return mailed


def _hears_from(choice: MailChoice | None) -> datetime | None:
    return choice.hears_from if choice else None


def _chosen(people: Iterable[User]) -> dict[int, MailChoice]:
    return {one.person_id: one for one in MailChoice.objects.filter(person__in=people)}


def _often(
    choice: MailChoice | None, wards: Iterable[str], set_for: Mapping[str, Often]
) -> Often:
    return Often(choice.often) if choice else usual_of(set_for.get(code) for code in wards)


def usual_by_ward() -> dict[str, Often]:
    """ward -> how often its members hear who have not chosen, where it was set."""
    found = WardUsual.objects.values_list("ward", "often")
    return {ward: Often(often) for ward, often in found}


@dataclass(frozen=True, slots=True)
class Hears:
    """How often somebody hears, and whether they chose it."""

    often: Often
    is_chosen: bool
    #: the names of their wards for which it was set
    set_for: tuple[str, ...] = ()


def hears(person: User, on: date | None = None) -> Hears:
    """How often this person hears, and why."""
    choice = MailChoice.objects.filter(person=person).first()
    if choice is not None:
        return Hears(Often(choice.often), is_chosen=True)
    set_for = usual_by_ward()
    wards = sitting_for(on or localdate()).get(person, {}) if set_for else {}
    often = _often(None, wards, set_for)
    of = ward_names(code for code in wards if set_for.get(code) is often)
    return Hears(often, is_chosen=False, set_for=tuple(of.values()))


def choice_of(person: User, on: date | None = None) -> Often:
    """How often this person hears, today or on another day."""
    return hears(person, on).often


def mailed_on(day: date) -> set[int]:
    """Whose one mail of this day has been written down, whatever it was."""
    return set(Digest.objects.filter(on=day).order_by().values_list("to", flat=True))


def never_mailed(on: date) -> set[int]:
    """The members who have chosen to hear nothing by mail."""
    never = MailChoice.objects.filter(often=Often.NEVER, person__in=sitting_for(on))
    return set(never.values_list("person", flat=True))


def ward_names(codes: Iterable[str]) -> dict[str, str]:
    """code -> the latest name of these wards, by name; one that is not known is its code."""
    wanted = set(codes)
    known = Place.objects.filter(edition__kind=Kind.WARD, code__in=wanted)
    named = dict(known.order_by("edition__name").values_list("code", "name"))
    found = {code: named.get(code, code) for code in wanted}
    return dict(sorted(found.items(), key=lambda each: (each[1], each[0])))


def in_doubt(now: datetime) -> list[Digest]:
    """Mails that were begun and not marked as gone, the oldest first."""
    found = Digest.objects.filter(sent_at=None, bounced_at=None).select_related("to")
    return [one for one in found.order_by("pk") if one.mailed.became(now) == Became.IN_DOUBT]


def comes_back(on: date) -> dict[int, date]:
    """person -> the day of their last mail, where it came back within the last weeks."""
    newest = Digest.objects.filter(to=OuterRef("to")).order_by("-on").values("on")[:1]
    found = Digest.objects.filter(
        on=Subquery(newest), on__gt=on - TOLD_FOR, to__is_active=True
    ).exclude(bounced_at=None)
    return dict(found.order_by().values_list("to", "on"))


@dataclass(frozen=True, slots=True)
class MailLine:
    """One member as the officer sees them."""

    member: User
    wards: tuple[str, ...]
    often: Often
    is_chosen: bool
    last: Digest | None
    bounced_since: datetime | None

    @property
    def words(self) -> str:
        return CHOICES[self.often]


def mail_lines(on: date) -> list[MailLine]:
    """Every member: what they chose, their last mail, and since when mails come back."""
    sitting = sitting_for(on)
    chosen, set_for = _chosen(sitting), usual_by_ward()
    mails: dict[int, list[Digest]] = defaultdict(list)
    for one in Digest.objects.filter(to__in=sitting, on__gt=on - LOOKED_BACK):
        mails[one.to_id].append(one)
    names = ward_names({code for wards in sitting.values() for code in wards})
    return [
        MailLine(
            person,
            tuple(names[code] for code in wards),
            _often(chosen.get(person.pk), wards, set_for),
            person.pk in chosen,
            next(iter(mails[person.pk]), None),
            bounced_since(each.mailed for each in mails[person.pk]),
        )
        for person, wards in sitting.items()
    ]
