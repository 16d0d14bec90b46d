"""What waits for the monitoring officer's go-ahead, why, and why a period ended."""

from django.utils.timezone import now as clock

from tests.district import District, ward_code
from tests.leaks.planting import Field, canary
from tests.test_permissions import MONITORING, OFFICE, OFFICER
from wardmote.law.elections import Poll
from wardmote.preelection.models import ElectionPeriod, GoAhead
from wardmote.preelection.rules import Piece, Publicity
from wardmote.preelection.usecases import (
    Terms,
    add_period,
    ask_go_ahead,
    end_period,
    give_go_ahead,
)

BOTH = OFFICER | MONITORING
ASKED = OFFICE | MONITORING  # the analyst asks


def preelection(district: District) -> list[Field]:
    """Held words are for whoever asked, the officer and the monitoring officer."""
    fields = [
        Field(f"held {what}", readers, (canary(f"held {what}"),), kept_in=f"preelection.{kept}")
        for what, readers, kept in (
            ("title", ASKED, "GoAhead.title"),
            ("words", ASKED, "GoAhead.words"),
            ("why", ASKED, "GoAhead.why"),
            ("reason", ASKED, "GoAhead.reason"),
            ("ended", BOTH, "ElectionPeriod.ended_because"),
        )
    ]
    title, words, why, reason, ended = (one.canaries[0] for one in fields)
    officer = {"by": district["officer"], "now": clock()}
    period = ElectionPeriod.objects.get(ended_on=None)
    piece = Piece(Publicity.SURVEY, "survey 1", title, words, frozenset({ward_code(9)}))
    asked = ask_go_ahead(piece, why, by=district["analyst"], now=clock())
    by = district["monitoring officer"]
    give_go_ahead(asked.pk, reason, by=by, now=clock())
    district.also["go-ahead"] = [
        {"pk": pk} for pk in GoAhead.objects.values_list("pk", flat=True)
    ]
    terms = Terms(Poll.MAYOR, None, period.poll_on, period.notice_on)
    made = add_period(terms, **officer)
    end_period(made.pk, ended, made.version, **officer)
    return fields
