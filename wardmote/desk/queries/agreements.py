"""Signatures to chase, to give and to extend: what waits for whom."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.timezone import localdate

from wardmote.agreements.models import Agreement, Version
from wardmote.agreements.queries import (
    PartyLine,
    chase_list,
    parties_on,
    party_line,
    reviews_due,
    waits_for_lead,
)
from wardmote.agreements.rules import AgreementKind, State
from wardmote.desk.queries.items import Item
from wardmote.groups.access import acts_as_officer
from wardmote.groups.queries import vacant_seats
from wardmote.kernel.numbers import plural
from wardmote.kernel.periods import day_words
from wardmote.people.models import User


def agreements_waiting(user: User, today: date) -> Iterator[Item]:
    """The officer's chase list; a signatory's signature; the lead's answer."""
    if acts_as_officer(user, today):
        yield from _missing()
        yield from (_chased(line, today) for line in chase_list(today))
        yield from (_to_review(one, today) for one in reviews_due(today))
        yield from _vacant(today)
    for party in parties_on(today).filter(signatory=user):
        line = party_line(party, today)
        if line.needs_chasing:
            yield _to_sign(line)
    for longer in waits_for_lead(user):
        yield Item(
            f"{longer.asked_by} asks you to agree to 30 days more for "
            f"{longer.party.organisation}",
            reverse("party", args=[longer.party.agreement_id, longer.party_id]),
            "Decide",
            localdate(longer.asked_at),
        )


def _missing() -> Iterator[Item]:
    if not Agreement.objects.filter(kind=AgreementKind.SHARING, closed_on=None).exists():
        yield Item(
            "No information sharing agreement is in the register, so only your office reads "
            "what partners share",
            reverse("agreements"),
            "Enter it",
        )


def _to_review(version: Version, today: date) -> Item:
    assert version.review_on is not None
    late = version.review_on < today
    said = "was to be reviewed" if late else "is to be reviewed"
    return Item(
        f"“{version.agreement}” {said} by {day_words(version.review_on)}",
        reverse("agreement", args=[version.agreement_id]),
        "Review",
        version.review_on if late else today,
        is_urgent=late,
    )


def _chased(line: PartyLine, today: date) -> Item:
    body, day = line.party.organisation, f"{line.due_on:%-d %B}"
    day_and_year = day_words(line.due_on) if line.due_on else "no day"
    late = line.due_on is not None and line.due_on < today
    until = f"{line.standing.open_until:%-d %B}" if line.standing.open_until else ""
    words = {
        State.NEVER: f"{body} has not signed “{line.party.agreement}”, due {day_and_year}"
        if late
        else f"{body} has until {day} to sign “{line.party.agreement}”",
        State.LAPSING: f"The signature of {body} runs out on {day}",
        State.AMBER: f"The signature of {body} ran out on {day}; access narrows after {until}",
        State.EXTENDED: f"The signature of {body} ran out on {day}; it was extended to {until}",
        State.SHUT: f"The signature of {body} ran out on {day}: nothing new is shared with it",
    }
    address = reverse("party", args=[line.party.agreement_id, line.party.pk])
    since = line.due_on if late else None
    said = words.get(line.standing.state, f"{body} is to sign by {day}")
    return Item(said, address, "Chase", since or today, is_urgent=late)


def _vacant(today: date) -> Iterator[Item]:
    vacant = vacant_seats(today)
    if vacant:
        since = max(seat.since for seat in vacant)
        many = plural(len(vacant), "seat is", "seats are")
        words = f"{many} vacant on your groups"
        yield Item(words, reverse("groups"), "See which", since)


def _to_sign(line: PartyLine) -> Item:
    party = line.party
    return Item(
        f"Sign “{party.agreement}” for {party.organisation} by {line.due_on:%-d %B}",
        reverse("party-sign", args=[party.agreement_id, party.pk]),
        "Sign",
        line.due_on,
    )
