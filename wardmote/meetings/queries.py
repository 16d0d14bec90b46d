"""Reads of meetings that span models."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Max, QuerySet, When

from wardmote.actions.models import Action
from wardmote.actions.queries import shown
from wardmote.groups.models import Group
from wardmote.groups.queries import sittings
from wardmote.meetings.carried import listed
from wardmote.meetings.document import NO_COUNCIL, AtCouncil, Council
from wardmote.meetings.exempt import Level
from wardmote.meetings.known import Known
from wardmote.meetings.models import (
    Attendance,
    CouncilPage,
    Declaration,
    Item,
    Meeting,
    Paper,
)
from wardmote.meetings.numbering import agenda_items
from wardmote.meetings.rules import (
    HERE,
    MODE_NAMES,
    PAST,
    Asked,
    Asking,
    Attending,
    Check,
    Mode,
    Purpose,
    State,
    attendance_checks,
)
from wardmote.meetings.terms import rules_on
from wardmote.papers.document import Link
from wardmote.people.models import Organisation, User


def last_meeting(meeting: Meeting) -> Meeting | None:
    """The group's last meeting before this one that was held."""
    held = Meeting.objects.filter(group=meeting.group_id, state__in=PAST, on__lt=meeting.on)
    return held.order_by("-on", "-starts_at").first()


def next_meeting(group: Group, after: date) -> Meeting | None:
    """The group's next meeting after this day that is not called off."""
    found = Meeting.objects.filter(group=group, on__gt=after).exclude(state=State.CALLED_OFF)
    return found.order_by("on", "starts_at").first()


def met_on(group: Group, on: date) -> Meeting | None:
    """The group's meeting on this day that is not called off."""
    found = Meeting.objects.filter(group=group, on=on).exclude(state=State.CALLED_OFF)
    return found.select_related("group").first()


def read_before(group: Group, digest: str) -> Meeting | None:
    """The group's meeting that this very file was read in as."""
    found = Meeting.objects.filter(group=group, read_from__digest=digest)
    return found.select_related("group").first()


def bodies_on(group: Group, on: date) -> list[Organisation]:
    """The organisations that sit on the group on this day."""
    found = {one.organisation for one in sittings(on, groups=[group.pk])}
    return list(Organisation.objects.filter(pk__in=[one for one in found if one is not None]))


def known_ones() -> list[Known]:
    """Everybody whom minutes may name: people, those whose account is shut too, and bodies."""
    people = User.objects.all()
    bodies = Organisation.objects.all()
    return [
        *(Known(f"person {one.pk}", one.name) for one in people),
        *(Known(f"body {one.pk}", one.name, is_body=True) for one in bodies),
    ]


def standing_items(meeting: Meeting) -> QuerySet[Item]:
    """The items that have not been struck out, in order."""
    return meeting.items.filter(struck_at=None).prefetch_related("papers")


def checks_of(meeting: Meeting) -> list[Check]:
    """How the body's own rules on attendance, as they were that day, stand."""
    rules = rules_on(meeting.group, meeting.on)
    here = [
        Attending(one.is_seated, one.is_member, one.organisation_id)
        for one in meeting.attendances.filter(coming__in=HERE)
    ]
    asked = Asked(rules.quorum, rules.least_members, rules.least_organisations)
    return attendance_checks(here, asked)


def agenda_facts(meeting: Meeting) -> dict[str, Any]:
    """The agenda as an edition keeps it: every item with its level, struck ones too."""
    return {
        "meeting": meeting_facts(meeting),
        "items": [
            {**_item(one), "listed": listed(one, lambda: _arising(meeting))}
            for one in agenda_items(meeting)
        ],
    }


def _arising(meeting: Meeting) -> list[Action]:
    before = last_meeting(meeting)
    return actions_of(before) if before is not None else []


def meeting_facts(meeting: Meeting) -> dict[str, Any]:
    return {
        "group": meeting.group.name,
        "on": meeting.on.isoformat(),
        "starts_at": f"{meeting.starts_at:%H:%M}" if meeting.starts_at else "",
        "ends_at": f"{meeting.ends_at:%H:%M}" if meeting.ends_at else "",
        "mode": MODE_NAMES[Mode(meeting.mode)],
        "place": meeting.place,
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "key": item.pk,
        "number": item.number,
        "title": item.title,
        "purpose": item.purpose,
        "lead": item.lead,
        "minutes": item.minutes,
        "text": item.text,
        "level": item.level,
        "paragraph": item.paragraph,
        "exempt_reason": item.exempt_reason,
        "struck_why": item.struck_why,
        "papers": [_paper(item, one) for one in item.papers.all() if not one.withdrawn_why],
    }


def _paper(item: Item, paper: Paper) -> dict[str, Any]:
    return {
        "key": paper.pk,
        "number": f"{item.number}.{paper.order}",
        "title": paper.title,
        "pages": paper.pages,
    }


def council_page(meeting: Meeting) -> CouncilPage | None:
    """The council's own page of this meeting, as it was confirmed."""
    found = CouncilPage.objects.filter(meeting=meeting, confirmed_at__isnull=False)
    return found.prefetch_related("items").first()


def council_of(meeting: Meeting) -> Council:
    """What was confirmed of the council's own page of this meeting."""
    page = council_page(meeting)
    if page is None:
        return NO_COUNCIL
    return Council(
        page.address,
        {
            one.item_id: AtCouncil(
                one.number,
                one.link,
                tuple(Link(each["words"], each["address"]) for each in one.documents),
            )
            for one in page.items.all()
        },
    )


#: items whose words on the agenda count what waited, or say what would follow
_AGENDA_ONLY = ("actions", "areas", "assessment")


def drafted_minute(item: Item) -> str:
    """What the minutes say of an item before anybody writes: what it was put there for.

    What came of it stands below, from the decisions alone.
    """
    said = [f"{item.lead} introduced the item." if item.lead else "", _put(item)]
    return "\n\n".join(one for one in said if one)


def _put(item: Item) -> str:
    if not item.text or item.source.partition(" ")[0] in _AGENDA_ONLY:
        return ""
    is_asked = item.purpose == Purpose.DECISION
    return f"Put to the meeting: {item.text}" if is_asked else item.text


def minutes_facts(meeting: Meeting) -> dict[str, Any]:
    """The minutes as they are frozen: attendance, interests, and every item with its level."""
    decisions = list(meeting.decisions.select_related("item"))
    actions = actions_of(meeting)
    is_read_in = hasattr(meeting, "read_from")
    return {
        "meeting": meeting_facts(meeting),
        "attendance": [_came(one) for one in attendances(meeting)],
        "declarations": [_declared(one) for one in _declarations(meeting)],
        "checks": [{"words": one.words, "is_met": one.is_met} for one in checks_of(meeting)],
        "items": [
            {
                **_item(item),
                "minute": item.minute,
                "decisions": [
                    {"kind": one.kind, "text": one.text}
                    for one in decisions
                    if one.item_id == item.pk
                ],
                "actions": [
                    _to_do(one, is_read_in)
                    for one in actions
                    if one.source == item_reference(item)
                ],
            }
            for item in standing_items(meeting)
        ],
    }


@dataclass(frozen=True, slots=True)
class Invited:
    """How far the invitations that the newest deed called for have gone out."""

    mailed: int
    waiting: int


def invited(meeting: Meeting) -> Invited | None:
    """To the newest edition, each person once; None before anybody was to be invited."""
    newest = meeting.invitations.aggregate(edition=Max("edition"))["edition"]
    if newest is None:
        return None
    asked = meeting.invitations.filter(edition=newest, asking=Asking.REQUEST)
    return Invited(
        asked.exclude(mailed_at=None).values("to").distinct().count(),
        asked.filter(mailed_at=None).count(),
    )


def item_reference(item: Item) -> str:
    """What the actions recorded under an item name as their source."""
    return f"meeting {item.meeting_id} item {item.pk}"


def actions_of(meeting: Meeting) -> list[Action]:
    """Every action that was recorded at the meeting."""
    references = [item_reference(one) for one in standing_items(meeting)]
    return list(shown(Action.objects.filter(source__in=references)).order_by("pk"))


def _to_do(action: Action, is_read_in: bool) -> dict[str, Any]:
    """As it was minuted. Of old minutes read in, what was done since is not in their words."""
    return {
        "text": action.text,
        "owner": _owner(action),
        "due": action.due_words,
        "done": action.was_done and not is_read_in,
    }


def _owner(action: Action) -> str:
    shares = [str(one.organisation) for one in action.shares.all()]
    return ", ".join([action.owner_words, *shares] if action.owner_words else shares)


def attendances(meeting: Meeting) -> QuerySet[Attendance]:
    """Who came and who did not, the chair first."""
    chair_first = Case(When(role="chair", then=0), When(role="vice-chair", then=1), default=2)
    found = meeting.attendances.select_related("organisation", "person")
    return found.annotate(first=chair_first).order_by("first", "name")


def _declarations(meeting: Meeting) -> QuerySet[Declaration]:
    return meeting.declarations.select_related("item")


def _came(one: Attendance) -> dict[str, Any]:
    return {
        "name": one.name,
        "organisation": str(one.organisation or ""),
        "role": one.role,
        "coming": one.coming,
        "substitute_for": one.substitute_for,
        "is_remote": one.is_remote,
    }


def _declared(one: Declaration) -> dict[str, Any]:
    return {
        "name": one.name,
        "item": one.item_id,
        "text": one.text,
        "withdrew": one.withdrew,
        "level": one.item.level if one.item else Level.GROUP,
    }
