"""How organisations stand to the sharing agreements: every page asks it of its reader.

What it takes (versions, signatures, extensions, groups covered) comes as lines of one answer
of the database, instead of one answer each.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from typing import Any

from django.db.models import DateField, Q, QuerySet, Subquery, Value

from wardmote.agreements.models import Party, Safeguards
from wardmote.agreements.rules import (
    NEVER,
    AgreementKind,
    Extension,
    Given,
    Standing,
    Text,
    best,
    standing,
    terms,
)
from wardmote.kernel.once import once


class _Line(IntEnum):
    """What one line of the answer tells of a party."""

    TEXT = 1
    GIVEN = 2
    LONGER = 3
    GROUP = 4


@dataclass(slots=True)
class _Facts:
    """All that is known of one party."""

    organisation: int
    amber_days: int
    texts: list[Text] = field(default_factory=list)
    given: list[Given] = field(default_factory=list)
    longer: list[Extension] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)

    def take(self, line: _Line, number: int, since: Any, until: Any) -> None:
        if line is _Line.TEXT:
            self.texts.append(Text(number, since, until))
        elif line is _Line.GIVEN:
            self.given.append(Given(number, since, until))
        elif line is _Line.GROUP:
            self.groups.append(number)
        elif until is not None:  # agreed, not asked for alone
            self.longer.append(Extension(since, until))


@dataclass(frozen=True, slots=True)
class _Bound:
    """One organisation on one agreement, and the groups that it covers."""

    organisation: int
    groups: tuple[int, ...]
    standing: Standing


def in_force_on(on: date) -> Q:
    """Parties that have not left, of agreements that are open on this day."""
    is_open = Q(agreement__closed_on=None) | Q(agreement__closed_on__gt=on)
    return is_open & (Q(left_on=None) | Q(left_on__gt=on))


def standings(on: date, organisations: Iterable[int]) -> dict[int, Standing]:
    """organisation -> how it stands to the sharing agreements, the best of several.

    Organisations that are not there have never had to sign: they stand as NEVER.
    """
    found: dict[int, list[Standing]] = {}
    for one in _bound(on, frozenset(organisations)):
        found.setdefault(one.organisation, []).append(one.standing)
    return {body: best(several) for body, several in found.items()}


def standing_of(organisation: int | None, on: date) -> Standing:
    """How one organisation stands; NEVER for none."""
    if organisation is None:
        return NEVER
    return standings(on, [organisation]).get(organisation, NEVER)


def standings_by_group(
    on: date, organisations: Iterable[int]
) -> dict[tuple[int, int], Standing]:
    """(group, organisation) -> how it stands to the sharing agreements that cover it."""
    found: dict[tuple[int, int], list[Standing]] = {}
    for one in _bound(on, frozenset(organisations)):
        for group in one.groups:
            found.setdefault((group, one.organisation), []).append(one.standing)
    return {key: best(several) for key, several in found.items()}


@once
def _bound(on: date, organisations: frozenset[int]) -> tuple[_Bound, ...]:
    if not organisations:
        return ()
    known: dict[int, _Facts] = {}
    usual = Safeguards().amber_days
    for line, party, body, amber_days, number, since, until in _lines(on, organisations):
        facts = known.setdefault(
            party, _Facts(body, usual if amber_days is None else amber_days)
        )
        if number is not None:  # a party without any
            facts.take(_Line(line), number, since, until)
    return tuple(
        _Bound(facts.organisation, tuple(facts.groups), _standing(facts, on))
        for _, facts in sorted(known.items())
    )


def _standing(facts: _Facts, on: date) -> Standing:
    given = terms(facts.given, facts.texts, on)
    return standing(given, facts.longer, on, amber_days=facts.amber_days)


def _lines(on: date, organisations: frozenset[int]) -> QuerySet[Party, tuple[Any, ...]]:
    """(which line, party, organisation, amber days, number or group, from, until)."""
    parties = Party.objects.filter(
        in_force_on(on),
        agreement__kind=AgreementKind.SHARING,
        organisation__in=organisations,
    ).order_by()
    amber = Subquery(Safeguards.objects.filter(pk=1).values("amber_days"))
    no_day = Value(None, output_field=DateField())

    def lines(line: _Line, *columns: Any) -> QuerySet[Party, tuple[Any, ...]]:
        return parties.values_list(Value(line.value), "pk", "organisation", amber, *columns)

    texts, given, longer = "agreement__versions", "signatures", "extensions"
    return lines(
        _Line.TEXT, f"{texts}__number", f"{texts}__in_force_on", f"{texts}__sign_by"
    ).union(
        lines(
            _Line.GIVEN, f"{given}__version__number", f"{given}__signed_on", f"{given}__until"
        ),
        lines(_Line.LONGER, f"{longer}__pk", f"{longer}__lapsed_on", f"{longer}__until"),
        lines(_Line.GROUP, "agreement__groups", no_day, no_day),
        all=True,
    )
