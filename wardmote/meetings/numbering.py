"""The items of an agenda with the numbers that they have, or will be sent out with."""

from wardmote.meetings.models import Item, Meeting
from wardmote.meetings.rules import Place, State, numbers


def numbered(meeting: Meeting) -> list[Item]:
    """Every item that stands or was sent out, each with its number."""
    items = _counted(meeting)
    given = numbers([Place(one.pk, one.number) for one in items])
    for one in items:
        one.number = given[one.pk]
    return items


def agenda_items(meeting: Meeting) -> list[Item]:
    """The same; before the first edition goes out nothing has a number."""
    return numbered(meeting) if meeting.state == State.AGENDA_OUT else _counted(meeting)


def unsent_items(meeting: Meeting) -> int:
    """How many items stand that the agenda sent out does not have; 0 before one is out."""
    if meeting.state != State.AGENDA_OUT:
        return 0
    return meeting.items.filter(struck_at=None, number="").count()


def _counted(meeting: Meeting) -> list[Item]:
    items = meeting.items.prefetch_related("papers")
    return [one for one in items if one.number or one.struck_at is None]
