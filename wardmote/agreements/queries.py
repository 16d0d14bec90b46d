"""How organisations stand to the sharing agreements, and what must be chased."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from wardmote.agreements.models import (
    Agreement,
    Extension,
    Party,
    Safeguards,
    Signature,
    Version,
)
from wardmote.agreements.rules import (
    WARN_DAYS,
    AgreementKind,
    Given,
    Standing,
    Text,
    chase_day,
    standing,
    terms,
)
from wardmote.agreements.rules import Extension as Longer
from wardmote.agreements.standings import in_force_on
from wardmote.kernel.once import once
from wardmote.kernel.periods import day_words
from wardmote.people.access import officers_with_second_factor
from wardmote.people.models import User


@once
def safeguards() -> Safeguards:
    """What has been recorded, or nothing yet."""
    return Safeguards.objects.filter(pk=1).select_related("controller", "lead").first() or (
        Safeguards(pk=1)
    )


def open_agreements(on: date) -> QuerySet[Agreement]:
    """Agreements that have not been closed."""
    return Agreement.objects.filter(Q(closed_on=None) | Q(closed_on__gt=on))


def parties_on(on: date) -> QuerySet[Party]:
    """Organisations that must sign an agreement that is open on this day."""
    return (
        Party.objects.filter(in_force_on(on))
        .select_related("agreement", "organisation", "signatory")
        .prefetch_related("signatures", "extensions", "agreement__versions")
    )


def standing_of_party(party: Party, on: date, amber_days: int | None = None) -> Standing:
    """How one organisation stands to one agreement."""
    days = safeguards().amber_days if amber_days is None else amber_days
    versions = list(party.agreement.versions.all())
    numbers = {one.pk: one.number for one in versions}
    given = [
        Given(numbers[one.version_id], one.signed_on, one.until)
        for one in party.signatures.all()
    ]
    texts = [Text(one.number, one.in_force_on, one.sign_by) for one in versions]
    longer = [Longer(one.lapsed_on, one.until) for one in party.extensions.all() if one.until]
    return standing(terms(given, texts, on), longer, on, amber_days=days)


def covered_groups(on: date) -> set[int]:
    """Groups that an open sharing agreement covers."""
    sharing = open_agreements(on).filter(kind=AgreementKind.SHARING)
    return set(sharing.exclude(groups=None).values_list("groups", flat=True))


@dataclass(frozen=True, slots=True)
class PartyLine:
    """One organisation on one agreement, as the register shows it."""

    party: Party
    standing: Standing
    signature: Signature | None
    due_on: date | None
    asked: Extension | None

    @property
    def needs_chasing(self) -> bool:
        return self.due_on is not None


def party_line(party: Party, on: date, amber_days: int | None = None) -> PartyLine:
    """How it stands, by which signature, and when the next one is due."""
    stands = standing_of_party(party, on, amber_days)
    given = [one for one in party.signatures.all() if one.signed_on <= on]
    waiting = next((one for one in party.extensions.all() if one.until is None), None)
    newest = max(given, key=lambda one: (one.until, one.pk), default=None)
    return PartyLine(party, stands, newest, _due(party, stands, on), waiting)


def _due(party: Party, stands: Standing, on: date) -> date | None:
    """The day by which they must sign; None while that is more than 30 days off."""
    if stands.holds_until is not None:
        due: date | None = stands.holds_until
    else:
        in_force = [v for v in party.agreement.versions.all() if v.in_force_on <= on]
        due = max((v.sign_by for v in in_force), default=None)
    if due is None or (due - on).days > WARN_DAYS:
        return None
    return due


def chase_list(on: date) -> list[PartyLine]:
    """Who must be asked to sign, the longest overdue first."""
    days = safeguards().amber_days
    lines = [party_line(party, on, days) for party in parties_on(on)]
    due = [line for line in lines if line.due_on is not None]
    return sorted(due, key=lambda line: (line.due_on, str(line.party)))


def chases_due(on: date) -> Iterator[tuple[PartyLine, date, int]]:
    """(who, by when, 30 | 14 | 0): the reminder that stands at this distance from the day."""
    for line in chase_list(on):
        days = chase_day(line.due_on, on) if line.due_on else None
        if line.due_on is not None and days is not None:
            yield line, line.due_on, days


def reviews_due(on: date) -> list[Version]:
    """The newest versions that are to be reviewed within 30 days, the longest overdue first."""
    newest = (one.versions.first() for one in open_agreements(on).prefetch_related("versions"))
    due = [
        one
        for one in newest
        if one is not None
        and one.review_on is not None
        and chase_day(one.review_on, on) is not None
    ]
    return sorted(due, key=lambda one: (one.review_on or on, one.pk))


@dataclass(frozen=True, slots=True)
class Precondition:
    """One thing that must be so before restricted text is switched on."""

    key: str
    words: str
    recorded: str
    mend: str = ""

    @property
    def is_met(self) -> bool:
        return bool(self.recorded)


def preconditions(on: date) -> list[Precondition]:
    """The impact assessment, hosting, controller, data protection lead and second step."""
    held = safeguards()
    lead = held.lead if held.lead and held.lead.is_active else None
    return [
        Precondition(
            "assessment",
            "Data protection impact assessment",
            _dated(held.assessment, held.assessed_on),
        ),
        Precondition("hosting", "Hosting assurance", _dated(held.hosting, held.hosting_on)),
        Precondition("controller", "Data controller", str(held.controller or "")),
        Precondition("lead", "Data protection lead", str(lead or "")),
        Precondition(
            "second_step",
            "Sign-in with a second step",
            _second_step(),
            "No officer has set up a second step for signing in.",
        ),
    ]


def _dated(reference: str, day: date | None) -> str:
    return f"{reference}, {day_words(day)}" if reference and day else ""


def _second_step() -> str:
    number = officers_with_second_factor()
    return f"Set up by {number} officer{'' if number == 1 else 's'}" if number else ""


def restricted_is_on(on: date) -> bool:
    """Switched on, and everything that it waits for is still recorded."""
    return safeguards().restricted_on and all(one.is_met for one in preconditions(on))


def concerns_are_on(on: date) -> bool:
    """Whether councillors and clerks may tell the PSG something: it is restricted text."""
    return safeguards().concerns_on and restricted_is_on(on)


def standing_lines(user: User, on: date, bodies: Iterable[int]) -> list[PartyLine]:
    """The agreements of these organisations, and those this person signs."""
    mine = Q(organisation__in=list(bodies)) | Q(signatory=user)
    days = safeguards().amber_days
    return [party_line(party, on, days) for party in parties_on(on).filter(mine)]


def waits_for_lead(user: User) -> QuerySet[Extension]:
    """Extensions that this data protection lead is asked to agree to."""
    asked = Extension.objects.filter(agreed_at=None)
    if safeguards().lead_id != user.pk:
        return asked.none()
    return asked.select_related("party__organisation", "party__agreement", "asked_by")
