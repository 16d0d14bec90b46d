"""Who may read what partners share, and restricted text. The narrowest post wins.

Whoever holds elected office reads neither, whatever seat or employer they also have. For
everyone else it is the signature of the organisation they sit for that opens the door,
asked anew at every request.
"""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.timezone import localdate

from wardmote.agreements.models import Party
from wardmote.agreements.queries import (
    covered_groups,
    parties_on,
    restricted_is_on,
    safeguards,
)
from wardmote.agreements.standings import standing_of, standings, standings_by_group
from wardmote.groups.access import acts_as_officer, works_in_office
from wardmote.groups.queries import sittings
from wardmote.groups.rules import CHAIRS, PARTNER_KINDS
from wardmote.people.access import is_office
from wardmote.people.models import User
from wardmote.places.queries import is_councillor


class NotShared(PermissionDenied):
    """Refused for want of a signature. The page `see` says why and whom to ask."""

    see = "sharing"


def is_hosts(user: User) -> bool:
    """Employed by the host, or by nobody named: the office's own staff."""
    return user.organisation is None or user.organisation.is_host


def _by_office(user: User, on: date) -> bool:
    """Officers and analysts, of the host or of an organisation that has signed."""
    if not is_office(user):
        return False
    return is_hosts(user) or standing_of(user.organisation_id, on).has_signed


def _by_seat(user: User, on: date) -> bool:
    bodies = {
        one.organisation for one in sittings(on, person=user) if one.kind in PARTNER_KINDS
    }
    found = standings(on, [body for body in bodies if body is not None])
    return any(one.has_signed for one in found.values())


def may_read_partner(user: object, on: date) -> bool:
    """Reads partners' pages: office staff and seat holders, of organisations that signed."""
    if not isinstance(user, User) or not user.is_active or is_councillor(user, on):
        return False
    return _by_office(user, on) or _by_seat(user, on)


def sees_counts(user: object, on: date) -> bool:
    """Sees partners' real counts: officers and analysts without elected office."""
    if not isinstance(user, User) or not _by_office(user, on):
        return False
    return not is_councillor(user, on)


def require_partner_text(user: object, on: date) -> None:
    """PermissionDenied; where only a signature is missing, one that says so."""
    if may_read_partner(user, on):
        return
    if lacks_signature(user, on):
        raise NotShared("Your organisation has not signed the sharing agreement")
    raise PermissionDenied("Only the partnership’s agencies can read this")


def lacks_signature(user: object, on: date) -> bool:
    """Would read partners' pages had their organisation signed."""
    if not isinstance(user, User) or not user.is_active or is_councillor(user, on):
        return False
    is_seated = any(one.kind in PARTNER_KINDS for one in sittings(on, person=user))
    return (is_seated or works_in_office(user, on)) and not may_read_partner(user, on)


def has_agreements(user: User, on: date) -> bool:
    """Whether the page on sharing has anything to say to them: why, or what to sign."""
    signs = parties_on(on).filter(signatory=user).exists()
    return signs or is_lead(user) or lacks_signature(user, on)


def may_send_files(user: object, on: date) -> bool:
    """Whose uploads are taken at all: the office's."""
    return works_in_office(user, on)


def may_send_papers(user: object, on: date) -> bool:
    """Whose papers of a meeting are taken: of whoever chairs a group and reads partner text."""
    if not isinstance(user, User) or not may_read_partner(user, on):
        return False
    return any(one.role in CHAIRS for one in sittings(on, person=user))


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a person may read one group's restricted text.

    `until` is the last day whose texts are open, None while all are. What is theirs (they
    wrote it, do it or lead it) stays open.
    """

    group: int
    organisation: int | None
    until: date | None

    def opens(self, written_on: date, *, is_theirs: bool = False) -> bool:
        return is_theirs or self.until is None or written_on <= self.until


def restricted_reach(user: object, on: date) -> dict[int, Reach]:
    """group -> how far this person may read its restricted text; a missing group: never.

    Empty while restricted text is off, and for whoever holds elected office. Officers of
    the host reach every group; others those they sit on, as far as the organisation they
    sit for has signed an agreement that covers the group.
    """
    if not isinstance(user, User) or not user.is_active or is_councillor(user, on):
        return {}
    if not restricted_is_on(on):
        return {}
    wanted = {(one.group, one.organisation) for one in sittings(on, person=user)}
    found: dict[int, Reach] = {}
    if acts_as_officer(user, on):
        covered = covered_groups(on)
        if is_hosts(user):
            return {group: Reach(group, user.organisation_id, None) for group in covered}
        wanted |= {(group, user.organisation_id) for group in covered}
    bodies = {body for _, body in wanted if body is not None}
    for (group, body), stands in standings_by_group(on, bodies).items():
        if (group, body) in wanted and stands.has_signed:
            new = Reach(group, body, None if stands.is_open else stands.open_until)
            found[group] = _wider(found.get(group), new)
    return found


def _wider(one: Reach | None, other: Reach) -> Reach:
    if one is None or other.until is None:
        return other
    return one if one.until is None or one.until >= other.until else other


def may_read_restricted(
    user: object, group: int, on: date, *, written_on: date, is_theirs: bool = False
) -> bool:
    """May this person read this text of this group? See `restricted_reach`."""
    reach = restricted_reach(user, on).get(group)
    return reach is not None and reach.opens(written_on, is_theirs=is_theirs)


def may_sign(user: object, party: Party) -> bool:
    """The organisation's signatory, named by the officer."""
    return isinstance(user, User) and user.is_active and party.signatory_id == user.pk


def is_lead(user: object) -> bool:
    """The partnership's data protection lead."""
    return isinstance(user, User) and user.is_active and safeguards().lead_id == user.pk


def require_register(user: object) -> None:
    """Officers keep the register, the data protection lead watches it, partners read it."""
    on = localdate()
    if not (acts_as_officer(user, on) or is_lead(user)):
        require_partner_text(user, on)


def party_for(user: User, agreement: int, party: int, on: date) -> Party:
    """A party that this person may see: the officer all, a signatory and the lead theirs."""
    found = parties_on(on).filter(agreement=agreement, pk=party).first()
    if found is None:
        raise Http404
    if not (acts_as_officer(user, on) or may_sign(user, found) or is_lead(user)):
        raise PermissionDenied("This is for those who sign and for the partnership officer")
    return found
