"""Who may answer and who may read. The narrowest post wins.

councillors of a ward   their own question and their own answers
the Board               the district: score, response, wards that asked for more, adjustments
officer                 each answer with its words; decides on adjustments

Whoever holds elected office reads no more than their own, whatever seat they also have.
"""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate

from wardmote.agreements.access import may_read_partner
from wardmote.groups.access import acts_as_officer, sits_on
from wardmote.groups.rules import GroupKind
from wardmote.people.models import User
from wardmote.places.queries import offices_of
from wardmote.places.rules import Kind, Office


def is_member(user: object, on: date) -> bool:
    """Sits for a ward today: is asked, and reads what they said."""
    return (
        isinstance(user, User)
        and user.is_active
        and any(
            office == Office.COUNCILLOR and kind == Kind.WARD
            for office, kind, _ in offices_of(user, on)
        )
    )


def require_member(user: object) -> None:
    if not is_member(user, localdate()):
        raise PermissionDenied("Only councillors of a ward are asked")


def reads_answers(user: object, on: date) -> bool:
    """Sees who said what."""
    return acts_as_officer(user, on)


def reads_results(user: object, on: date) -> bool:
    """Sees the district's score: the officer, and whoever sits on the Board and is not
    elected, of an organisation that has signed."""
    on_board = sits_on(user, GroupKind.BOARD, on) and may_read_partner(user, on)
    return acts_as_officer(user, on) or on_board


def require_results(user: object) -> None:
    if not reads_results(user, localdate()):
        raise PermissionDenied("Only the Board and the partnership officer can read this")
