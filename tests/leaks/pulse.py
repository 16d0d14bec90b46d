"""What members said of how well they are told, and why something was changed or was not."""

from django.utils.timezone import now as clock

from tests.district import OTHER, District
from tests.leaks.planting import Field, canary
from tests.test_permissions import OFFICER
from wardmote.pulse.models import PulseQuestion
from wardmote.pulse.rules import Direction, Said, Suggests, Wish
from wardmote.pulse.usecases import (
    Change,
    answer_pulse,
    dismiss_suggestion,
    log_adjustment,
)

BOARD = OFFICER | {"board"}


def pulse(district: District) -> list[Field]:
    """Why: the officer and the member. Adjustments: the Board, too. Dismissals: the officer."""
    fields = [
        Field(f"pulse {what}", readers, (canary(f"pulse {what}"),), kept_in=f"pulse.{kept}")
        for what, readers, kept in (
            ("why", OFFICER | {"own councillor"}, "PulseAnswer.why"),
            ("adjusted", BOARD, "Adjustment.what"),
            ("reason", BOARD, "Adjustment.reason"),
            ("dismissed", OFFICER, "Dismissal.reason"),
        )
    ]
    why, what, reason, dismissed = (one.canaries[0] for one in fields)
    given = {"by": district["officer"], "now": clock()}
    member = district["own councillor"]
    asked = PulseQuestion.objects.get(to=member)
    answer_pulse(asked.pk, Said(2, Wish.MORE), why, by=member, now=clock())
    log_adjustment(Change("", Direction.MORE, what, reason), **given, checked=True)
    dismiss_suggestion(OTHER, Suggests.LESS, dismissed, **given)
    return fields
