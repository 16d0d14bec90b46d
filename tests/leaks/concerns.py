"""Concerns in every state, with a canary in each of their texts.

Whoever told one finds their own words and nothing that others add; the PSG and the
officer find them as restricted text, the chair's route alone excepted.
"""

from tests.conftest import NOW
from tests.district import OWN, District
from tests.leaks.issues import SECRETS, SOLVERS, restricted_on
from tests.leaks.planting import NOBODY, Field, canary
from wardmote.agreements.queries import safeguards
from wardmote.agreements.usecases import switch_on_concerns
from wardmote.groups.rules import GroupKind, SeatRole
from wardmote.issues.clearing import Ruling
from wardmote.issues.concerns import Onward
from wardmote.issues.models import Concern
from wardmote.issues.usecases import hearing
from wardmote.issues.usecases.concerns import tell_psg

TELLS = "own councillor"
DEEDS = ("concern", "send-on-concern", "raise-concern", "answer-concern", "clear-concern")


def concerns(district: District) -> list[Field]:
    """Received; answered and not cleared; sent back; answered; sent to the chair."""
    concerns_on(district)
    seats = district["two groups"].seats.filter(group__kind=GroupKind.PROBLEM_SOLVING)
    seats.update(role=SeatRole.CHAIR)
    heard = SOLVERS | {TELLS}
    waits, back, out = canary("answer waits"), canary("answer back"), canary("answer out")
    mend = canary("answer mend")
    _told(district, "concern received")
    _answered(district, _told(district, "concern answered"), waits)
    mended = _answered(district, _told(district, "concern sent back"), back)
    _ruled(district, mended, Ruling.REFUSED, mend)
    _ruled(district, _answered(district, _told(district, "concern gone"), out))
    chaired = _told(district, "concern chaired")
    hearing.send_on(chaired.pk, chaired.version, Onward.CHAIR, **_by(district, "officer"))
    kept = "issues.Concern.answer"
    return [
        *(_field(name, heard) for name in ("received", "answered", "sent back")),
        _field("chaired", {TELLS, "two groups"}),
        Field("concern erased", NOBODY, (canary("concern gone"),), is_shown=False),
        Field("answer waits", SOLVERS, (waits,), kept_in=kept),
        Field("answer back", SOLVERS, (back,), kept_in=kept),
        Field("answer mend", SOLVERS, (mend,), kept_in="issues.Concern.mend"),
        Field("answer out", heard, (out,), kept_in=kept),
    ]


def concerns_on(district: District) -> None:
    """The group hears councillors and clerks."""
    restricted_on(district)
    if not safeguards().concerns_on:
        switch_on_concerns(by=district["officer"], now=NOW)


def _by(district: District, who: str) -> dict[str, object]:
    return {"by": district[who], "now": NOW}


def _field(name: str, readers: set[str]) -> Field:
    word = canary(f"concern {name}")
    return Field(f"concern {name}", readers, (word,), kept_in=SECRETS)


def _told(district: District, name: str) -> Concern:
    words = canary(name)
    made = tell_psg(words, [f"ward:{OWN}"], **_by(district, TELLS))  # type: ignore[arg-type]
    for page in "my-concern", *DEEDS:
        district.also.setdefault(page, []).append({"receipt": made.receipt})
    return made


def _answered(district: District, held: Concern, words: str) -> Concern:
    by = _by(district, "problem solving")
    return hearing.write_answer(held.pk, held.version, words, **by, checked=True)


def _ruled(
    district: District, held: Concern, ruling: Ruling = Ruling.CLEARED, why: str = ""
) -> None:
    hearing.rule_on_answer(held.pk, held.version, ruling, why, **_by(district, "two groups"))
