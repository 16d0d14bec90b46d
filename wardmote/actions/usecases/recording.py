"""Recording an action: it gets its one number."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from wardmote.actions.access import may_record, reader_of, require
from wardmote.actions.due import NO_DUE, Due, check_due
from wardmote.actions.models import Action, ActionYear, Share
from wardmote.actions.rules import NO_SOURCE, Deed, Source, State, check_owner
from wardmote.actions.usecases.common import noted, set_due
from wardmote.groups.models import Group
from wardmote.groups.naming import check_names_no_person
from wardmote.kernel.errors import RuleBroken
from wardmote.partnership.numbering import next_number, prefix_of
from wardmote.partnership.queries import this_partnership
from wardmote.people.models import Organisation, User

Owner = User | Organisation | None


@transaction.atomic
def record_action(
    *,
    text: str,
    group: Group,
    by: User,
    now: datetime,
    owner: Owner = None,
    shares: Iterable[Organisation] = (),
    due: Due = NO_DUE,
    is_done: bool = False,
    source: Source = NO_SOURCE,
    item: str = "",
    recorded_on: date | None = None,
    checked: bool = False,
) -> Action:
    """Write down what is to be done, by whom and when, before this group.

    `owner` None: nobody yet. `shares`: each of these organisations has a part to tick.
    `is_done`: the minutes say that it has been done already. `recorded_on`: the day of the
    meeting it comes from, if that was another. Raises PermissionDenied or RuleBroken.
    """
    reader = reader_of(by, localdate(now))
    require(may_record(reader, group.pk), "Only those who sit on the group record its actions")
    if not text.strip():
        raise RuleBroken("Enter what is to be done", about="text")
    check_names_no_person(text, checked, "text")
    check_due(due)
    action = Action(
        number=_next_number(now),
        text=text.replace("\r\n", "\n").strip(),
        group=group,
        source=source.reference,
        source_words=source.words[:200],
        source_address=source.address,
        item=item.strip()[:200],
        recorded_on=recorded_on or localdate(now),
        recorded_at=now,
        recorded_by=by,
        state=State.ACCEPTED if is_done else State.OPEN,
        ended_at=now if is_done else None,
    )
    give_to(action, owner)
    set_due(action, due)
    action.save()
    _fan_out(action, shares, by=by, now=now, is_done=is_done)
    about = "minuted as done already" if is_done else ""
    noted(action, Deed.RECORD, by=by, now=now, about=about)
    return action


def name_source_anew(reference: str, words: str) -> None:
    """What actions came from is called otherwise now; part of the deed that changed it."""
    Action.objects.filter(source=reference).update(source_words=words[:200])


def give_to(action: Action, owner: Owner) -> None:
    """One accountable owner: a person, an organisation, or nobody yet."""
    action.owner = owner if isinstance(owner, User) else None
    action.owner_body = owner if isinstance(owner, Organisation) else None
    check_owner(action.owner is not None, action.owner_body is not None)


def _fan_out(
    action: Action, shares: Iterable[Organisation], *, by: User, now: datetime, is_done: bool
) -> None:
    """A part for each organisation; all ticked where the minutes say that it is done."""
    ticked = {"ticked_at": now, "ticked_by": by} if is_done else {}
    bodies = {one.pk: one for one in shares}.values()
    Share.objects.bulk_create(
        Share(action=action, organisation=body, **ticked) for body in bodies
    )


def _next_number(now: datetime) -> str:
    prefix = f"{prefix_of(this_partnership())}-A"
    return next_number(ActionYear, prefix, localdate(now).year)
