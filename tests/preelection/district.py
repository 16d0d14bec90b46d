"""The small district: a by-election that is soon to begin, and a bulletin asked about."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils.timezone import localdate
from django.utils.timezone import now as clock

from wardmote.law.elections import Poll
from wardmote.people.models import Organisation
from wardmote.places.queries import edition_in_use
from wardmote.preelection.rules import Piece, Publicity
from wardmote.preelection.usecases import (
    Terms,
    add_period,
    ask_go_ahead,
    name_monitoring_officer,
)


def hold_by_election(district: Any, code: str, name: Callable[[str], str] = str) -> None:
    """By the real clock, as a period that runs would hold what other tests publish."""
    given = {"by": district["officer"], "now": clock()}
    name_monitoring_officer(district["monitoring officer"], **given)
    council, _ = Organisation.objects.get_or_create(name=name("Wendle Vale District Council"))
    soon = localdate() + timedelta(days=10)
    terms = Terms(
        Poll.BY_ELECTION, council, soon + timedelta(days=60), soon,
        edition_in_use(), frozenset({code}),
    )  # fmt: skip
    period = add_period(terms, **given)
    piece = Piece(
        Publicity.BULLETIN, "bulletin 1", name("The winter bulletin"),
        name("Two burglaries fewer."), frozenset({code}),
    )  # fmt: skip
    why = name("Doorstep fraud")
    asked = ask_go_ahead(piece, why, by=district["analyst"], now=clock())
    district.given_to |= {
        "period-new": {"what": "ward"},
        "period-change": {"pk": period.pk},
        "period-end": {"pk": period.pk},
        "go-ahead": {"pk": asked.pk},
    }
