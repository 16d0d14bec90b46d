"""An action before the Board with a canary in every word that somebody wrote of it."""

from tests.conftest import NOW
from tests.district import District
from tests.leaks.planting import Field, canary
from tests.test_permissions import PARTNERS
from wardmote.actions.due import due_on, due_outside
from wardmote.actions.rules import Source
from wardmote.actions.usecases import move_due, record_action, tell
from wardmote.groups.models import Group
from wardmote.groups.rules import GroupKind
from wardmote.kernel.periods import Month

SEATED = PARTNERS | {"board councillor"}


def actions(district: District) -> list[Field]:
    """Its text and day for whoever sits on the Board; the rest, and what comes from an issue,
    for agencies that signed."""
    given = {"by": district["officer"], "now": NOW, "checked": True}
    fields = [
        Field(f"action {what}", readers, (canary(f"action {what}"),), kept_in=f"actions.{kept}")
        for what, readers, kept in (
            ("text", SEATED, "Action.text"),
            ("body", SEATED, "Action.due_body"),
            ("source", SEATED, "Action.source_words"),
            ("item", SEATED, "Action.item"),
            ("told", PARTNERS, "Progress.words"),
            ("moved from", PARTNERS, "Progress.about"),
            ("of an issue", PARTNERS, "Action.text"),
            ("whose issue", PARTNERS, "Action.source_words"),
        )
    ]
    text, body, source, item, told, was, issues, issue = (one.canaries[0] for one in fields)
    action = record_action(
        text=text,
        group=Group.objects.get(kind=GroupKind.BOARD),
        owner=district["board"],
        due=due_outside(was, Month(2999, 2)),
        source=Source("meeting 0 item 0", source),
        item=item,
        **given,
    )
    tell(action.pk, told, **given)
    move_due(action.pk, due_on(NOW.date()), "Sooner", **given)
    move_due(action.pk, due_outside(body, Month(2999, 1)), "Later", **given)
    of_an_issue = record_action(
        text=issues, group=action.group, source=Source("issue 1", issue), **given
    )
    here = [{"number": one.number} for one in (action, of_an_issue)]
    district.also |= {"action": here, "tell-action": here, "move-action": here}
    return fields
