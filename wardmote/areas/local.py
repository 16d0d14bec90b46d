"""The Problem Solving Group's local agenda: what is open in an area, and who should come.

One function gives it all as a dataclass, so that a meeting can be made of it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from wardmote.areas.lines import AreaLine
from wardmote.areas.queries import area_line
from wardmote.groups.access import acts_as_officer
from wardmote.groups.models import Group
from wardmote.groups.queries import open_groups, sittings
from wardmote.groups.rules import CHAIRS, GroupKind, SeatRole, Sitting
from wardmote.issues.access import Reader, readable
from wardmote.issues.models import Ask, Issue
from wardmote.issues.moving import open_asks, standing_still
from wardmote.issues.standing import Standstill
from wardmote.kernel.periods import Quarter
from wardmote.people.models import Organisation, User
from wardmote.places.queries import current_representations, wards
from wardmote.places.remits import working_in
from wardmote.places.rules import Office
from wardmote.places.shapes import wards_acted_for

#: groups on which the lead of an issue is looked for, the nearest to the work first
_WORKING = (GroupKind.PROBLEM_SOLVING, GroupKind.TASKING, GroupKind.DELIVERY)


@dataclass(frozen=True, slots=True)
class LocalIssue:
    """An open issue of the area: where, how old, stuck or not, and what it asks."""

    issue: Issue
    wards: tuple[str, ...]
    age: int
    stuck: Standstill | None
    asks: tuple[Ask, ...]


@dataclass(frozen=True, slots=True)
class Invitee:
    """Who should come, for whom, and why; `person` is None where nobody is seated."""

    person: User | None
    organisation: Organisation | None
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LocalAgenda:
    """Everything a local meeting begins from."""

    wards: tuple[tuple[str, str], ...]
    on: date
    issues: tuple[LocalIssue, ...]
    areas: tuple[AreaLine, ...]
    quarter: Quarter | None
    invitees: tuple[Invitee, ...]
    #: councillors and clerks of the area: they read released text only
    locals: tuple[Invitee, ...]

    @property
    def asks(self) -> list[Ask]:
        return [ask for one in self.issues for ask in one.asks]


def local_agenda(
    reader: Reader,
    codes: Iterable[str],
    quarter: Quarter | None,
    on: date,
    *,
    with_reasons: bool = True,
    meets_on: date | None = None,
) -> LocalAgenda:
    """The agenda for these wards, as far as this person may read.

    `meets_on`: the day for which people are asked to come, where that is not `on`.
    `quarter`: whose flags, signals and categories are told; None while there are no figures.
    `with_reasons`: partners' flags and signals too, which an area may be proposed for.
    """
    names = dict(wards().values_list("code", "name"))
    chosen = tuple(sorted(((code, names[code]) for code in {*codes} & {*names}), key=_by_name))
    issues = tuple(_issues(reader, chosen, on))
    told = tuple(
        area_line(code, name, quarter, whole=with_reasons)
        for code, name in chosen
        if quarter is not None
    )
    return LocalAgenda(
        chosen,
        on,
        issues,
        told,
        quarter,
        tuple(_invitees([one.issue for one in issues], chosen, meets_on or on)),
        tuple(_locals(chosen, meets_on or on)),
    )


def _by_name(ward: tuple[str, str]) -> str:
    return ward[1]


def _issues(
    reader: Reader, chosen: Sequence[tuple[str, str]], on: date
) -> Iterator[LocalIssue]:
    """The oldest first."""
    names = dict(chosen)
    found = readable(reader).filter(closed_at=None, wards__code__in=names).distinct()
    held = list(found.select_related("holder", "lead").order_by("raised_at", "pk"))
    stuck = standing_still(reader, held, on)
    asks = list(open_asks(reader).filter(issue__in=held))
    for issue in held:
        here = issue.wards.filter(code__in=names).values_list("code", flat=True)
        yield LocalIssue(
            issue,
            tuple(sorted(names[code] for code in here)),
            (on - localdate(issue.raised_at)).days,
            stuck.get(issue.pk),
            tuple(ask for ask in asks if ask.issue_id == issue.pk),
        )


#: a person, or nobody seated, and the organisation they come for
_Comes = tuple[int | None, int | None]


def _invitees(
    issues: Sequence[Issue], chosen: Sequence[tuple[str, str]], on: date
) -> Iterator[Invitee]:
    """Chairs of the PSG and of the groups that have the issues; who leads, by their seat;
    whose remit covers a ward."""
    seated = [one for one in sittings(on) if one.kind in _WORKING or one.role is SeatRole.CHAIR]
    people = User.objects.in_bulk({one.person for one in seated})
    bodies = Organisation.objects.in_bulk()
    why = _by_seat(issues, seated)
    for user, words in working_in(chosen, on):
        people[user.pk] = user
        key = next((one for one in why if one[0] == user.pk), (user.pk, user.organisation_id))
        why.setdefault(key, []).append(words)
    for (person, body), reasons in why.items():
        yield Invitee(
            people[person] if person is not None else None,
            bodies.get(body or 0),
            tuple(dict.fromkeys(reasons)),
        )


def _by_seat(issues: Sequence[Issue], seated: Sequence[Sitting]) -> dict[_Comes, list[str]]:
    """Who should come for a chair or for leading, and why."""
    groups = Group.objects.in_bulk()
    why: dict[_Comes, list[str]] = {}
    for one in _chairs(issues, seated):
        words = f"chairs the {groups[one.group]}"
        why.setdefault((one.person, one.organisation), []).append(words)
    for lead in sorted({issue.lead_id for issue in issues}):
        led = ", ".join(issue.number for issue in issues if issue.lead_id == lead)
        leading: list[int | None] = [*_seated_for(lead, seated)]
        for person in leading or [None]:
            why.setdefault((person, lead), []).append(f"leads on {led}")
    return why


def _chairs(issues: Sequence[Issue], seated: Sequence[Sitting]) -> list[Sitting]:
    holders = {issue.holder_id for issue in issues}
    return [
        one
        for one in seated
        if one.role is SeatRole.CHAIR
        and (one.kind is GroupKind.PROBLEM_SOLVING or one.group in holders)
    ]


def _seated_for(organisation: int, seated: Sequence[Sitting]) -> list[int]:
    """Who sits for it on the group nearest to the work."""
    for kind in _WORKING:
        found = [
            one.person
            for one in seated
            if one.organisation == organisation and one.kind is kind
        ]
        if found:
            return list(dict.fromkeys(found))
    return []


def _locals(chosen: Sequence[tuple[str, str]], on: date) -> Iterator[Invitee]:
    """Councillors and clerks whose ward, division or parish is of the area."""
    names = dict(chosen)
    acting = current_representations(on).select_related("user__organisation")
    touched: dict[tuple[str, str], list[str]] = {}
    why: dict[int, list[str]] = {}
    people: dict[int, User] = {}
    for one in acting.order_by("user__name", "code"):
        key = (one.kind, one.code)
        if key not in touched:
            codes = names.keys() & wards_acted_for(*key)
            touched[key] = sorted(names[code] for code in codes)
        for name in touched[key]:
            office = "councillor" if one.office == Office.COUNCILLOR else "parish clerk"
            why.setdefault(one.user_id, []).append(f"{office}, {name}")
            people[one.user_id] = one.user
    for key_, words in why.items():
        yield Invitee(people[key_], people[key_].organisation, tuple(dict.fromkeys(words)))


def arranged_by(user: User, on: date) -> list[Group]:
    """The Problem Solving Groups whose meetings this person arranges, for the office any."""
    found = open_groups(on).filter(kind=GroupKind.PROBLEM_SOLVING)
    if not acts_as_officer(user, on):
        mine = sittings(on, person=user)
        found = found.filter(pk__in=[one.group for one in mine if one.role in CHAIRS])
    return list(found)
