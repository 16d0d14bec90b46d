"""The small district's councillors were asked; one says too little, one too much."""

from collections.abc import Callable
from typing import Any

from django.utils.timezone import now as clock

from wardmote.pulse.links import token_for
from wardmote.pulse.models import PulseQuestion
from wardmote.pulse.rules import Direction, Said, Wish
from wardmote.pulse.usecases import Change, answer_pulse, log_adjustment, open_pulse


def ask_members(district: Any, own: str, name: Callable[[str], str] = str) -> None:
    """What the real clock says: a link that has run out opens nothing."""
    by = {"by": district["officer"], "now": clock()}
    pulse = open_pulse(**by)
    asked = {one.to: one for one in PulseQuestion.objects.filter(pulse=pulse)}
    said = {
        "own councillor": (Said(2, Wish.MORE), name("I read it in the report")),
        "other councillor": (Said(4, Wish.LESS), name("Three mails a week")),
    }
    for who, (answer, why) in said.items():
        person = district[who]
        answer_pulse(asked[person].pk, answer, why, by=person, now=clock())
    what, reason = name("A mail each month"), name("Two asked for it")
    log_adjustment(Change("", Direction.MORE, what, reason), **by, checked=True)
    district.given_to |= {
        "pulse-link": {"token": token_for(asked[district["own councillor"]])},
        "pulse-dismiss": {"code": own},
    }
