"""Setting up a partnership; what is written through several apps at once."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from wardmote.datasets.usecases import release_open_figures
from wardmote.groups.models import Group
from wardmote.groups.usecases import give_seat, make_default_groups
from wardmote.kernel.actors import Actor
from wardmote.partnership.models import Partnership
from wardmote.partnership.usecases import change_settings
from wardmote.people.models import Organisation, User
from wardmote.people.rules import PLACEHOLDER, Role
from wardmote.people.usecases import invite, send_new_link
from wardmote.places.elections import enter_election
from wardmote.places.models import Edition, Election
from wardmote.places.rules import ElectionKind, Kind, Office
from wardmote.places.usecases import represent
from wardmote.releases.usecases import tell_of_boundaries

#: settings that decide which wards are ours and which months are missing
DECIDE_FIGURES = {"district_code", "force_share", "month_share"}


@dataclass(frozen=True, slots=True)
class SetUp:
    """The partnership, and the token of the first officer's link if one is still needed."""

    partnership: Partnership
    token: str | None


@transaction.atomic
def set_up(
    *, by: Actor, now: datetime, name: str = "", district: str = "", officer: str = ""
) -> SetUp:
    """Make or rename the partnership, its default groups and its first officer.

    May be repeated: what is not given stays as it was. Until an officer has set a
    password each run gives a fresh link and the earlier one stops working.
    """
    given = {"name": name.strip(), "district_code": district.strip().upper()}
    changes = {field: value for field, value in given.items() if value}
    Partnership.objects.get_or_create(pk=1)
    partnership = change_partnership(by=by, now=now, **changes)
    make_default_groups(by=by, now=now)
    return SetUp(partnership, _first_link(officer.strip(), by=by, now=now))


@transaction.atomic
def change_partnership(*, by: Actor, now: datetime, **changes: Any) -> Partnership:
    """Change settings; where they decide which figures are open, release those anew."""
    partnership = change_settings(by=by, now=now, **changes)
    if DECIDE_FIGURES & set(changes):
        release_open_figures(by=by, now=now)
    return partnership


@transaction.atomic
def hold_election(
    body: Organisation,
    kind: ElectionKind,
    on: date,
    edition: Edition,
    *,
    by: Actor,
    now: datetime,
) -> Election:
    """Enter an election; where it is the first by new wards, everyone is told of them."""
    made = enter_election(body, kind, on, edition, by=by, now=now)
    tell_of_boundaries(by=by, now=now)
    return made


def _first_link(email: str, *, by: Actor, now: datetime) -> str | None:
    officers = User.objects.filter(role=Role.OFFICER, is_active=True)
    if any(officer.has_usable_password() for officer in officers):
        return None
    waiting = officers.filter(email__iexact=email or PLACEHOLDER).first()
    if waiting is not None:
        return send_new_link(waiting.pk, by=by, now=now)
    address = email or PLACEHOLDER
    _, token = invite(address, "Partnership officer", by=by, now=now, role=Role.OFFICER)
    return token


@dataclass(frozen=True, slots=True)
class Welcome:
    """Whom to invite, and what they begin with."""

    name: str
    email: str
    organisation: str = ""
    role: Role = Role.NONE
    group: Group | None = None
    office: Office | None = None
    place: tuple[Kind, str] | None = None


@transaction.atomic
def welcome_person(welcome: Welcome, *, by: Actor, now: datetime, on: date) -> tuple[User, str]:
    """Invite a person with a seat and a place, all or nothing. Returns their token too."""
    user, token = invite(
        welcome.email,
        welcome.name,
        by=by,
        now=now,
        role=welcome.role,
        organisation=welcome.organisation,
    )
    if welcome.group:
        give_seat(welcome.group, user, by=by, now=now, since=on)
    if welcome.office and welcome.place:
        kind, code = welcome.place
        represent(user, office=welcome.office, kind=kind, code=code, since=on, by=by, now=now)
    return user, token
